/** A class as reporters see it: right, wrong, open, refused, and with hostile names. */
import type { ClassReport, Marked } from '../../lab/model/class.ts';
import type { CriterionGrade } from '../../lab/model/rubric.ts';

export const hostileName = '=cmd|"/c calc"!A1,\u001b[2J</td><script>alert(1)</script>';

const criteria = [
  { id: 1, title: 'TCP, with a connection first', points: 10, extra: false },
  { id: 2, title: 'Order <of> arrival', points: 20, extra: false },
  { id: 3, title: 'Chat', points: 5, extra: true },
];

function makeMarked(name: string, slug: string, outcomes: CriterionGrade['outcome'][]): Marked {
  const graded = criteria.map((criterion, index): CriterionGrade => {
    const outcome = outcomes[index] ?? 'unknown';
    return {
      ...{ ...criterion, of: criterion.points, outcome, review: false },
      points: outcome === 'pass' ? criterion.points : 0,
      because: `@SUM(1) because of “${outcome}”`,
      decidedBy: [{ scenario: 'x-connects-x-sends', check: 'handshake' }],
    };
  });
  const sum = (isExtra: boolean) =>
    graded
      .filter(({ extra }) => extra === isExtra)
      .reduce((total, { points }) => total + points, 0);
  const grade = { rubric: 'mine', points: sum(false), of: 30, extra: sum(true), criteria: graded };
  return {
    ...{ name, slug, grade, flags: [], how: {}, refusal: null, wallMs: 1_200, digest: slug },
    outcome: outcomes.includes('fail') ? 'fail' : outcomes.includes('unknown') ? 'unknown' : 'pass',
    directory: `.lab/runs/now/${slug}`,
    page: `${slug}/report.html`,
    places: { 1: 's1', 2: 'd1-7' },
    texts: {},
  };
}

/** Four submissions, of which the first two hold one server. */
export function makeClass(): ClassReport {
  const twin = { texts: { 'server.py': 'same' } };
  const refused = makeMarked('-2+3', 'refused', []);
  return {
    outcome: 'fail',
    ...{ rubric: 'mine', criteria, planned: 5, wallMs: 60_500, command: 'zx lab/grade.mjs class' },
    startedAt: '2026-01-31T12:00:00.000Z',
    directory: '.lab/runs/now',
    submissions: [
      { ...makeMarked('Ada King', 'ada-king', ['pass', 'pass', 'pass']), ...twin },
      {
        ...makeMarked(hostileName, 'cmd', ['pass', 'fail', 'unknown']),
        ...{ texts: { 'main.py': 'same' }, flags: ['adapted: \u202eserver'] },
      },
      makeMarked('Open', 'open', ['unknown', 'pass', 'unknown']),
      {
        ...{ ...refused, grade: null, page: null, directory: null, outcome: 'fail' },
        refusal: { because: 'x.zip could not be read: it is encrypted', lastLines: ['+error'] },
      },
    ],
  };
}
