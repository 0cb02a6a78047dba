/** What is not played of a submission: only what can change no mark, and each time it is said. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { assignment as rubric } from '../../lab/assignments/first-received/rubrics/assignment.ts';
import { listPlays } from '../../lab/grade/plan-plays.ts';
import { getMarkingRubric } from '../../lab/grade/prepare-rubric.ts';
import { sparePlays } from '../../lab/grade/spare-plays.ts';
import type { RunReport } from '../../lab/model/report.ts';
import { gradeRuns } from '../../lab/model/rubric.ts';
import type { Conclusion } from '../../lab/model/submission.ts';

const conclusion: Conclusion = {
  submission: { server: './server', X: './x', Y: './y' },
  ...{ reasons: [], sources: { server: [], X: [], Y: [] }, needs: [] },
};
const planned = listPlays(conclusion, {
  ...{ folder: '/f', sourceFolder: '/s', assignment: firstReceived },
  casts: ['our-clients'],
});
const { marking } = firstReceived;
const asked = marking?.server?.checks ?? [];
const crossings = ['x-connects-y-sends', 'y-connects-x-sends'];

type Outcome = 'pass' | 'fail' | 'unknown';

/** A play of its own programs: all that is asked of a server passed, but for what is said. */
function makeRun(scenario: string, but: Record<string, Outcome> = {}): RunReport {
  const verdicts = [...asked, 'order-text'].map((check) => {
    return { check, outcome: but[check] ?? 'pass', informs: false, because: '', evidence: [] };
  });
  const plan = { checks: asked, server: { command: './server' } };
  const events = [{ kind: 'phase', name: 'listening' }];
  return { scenario, robustness: false, verdicts, plan, events } as never;
}

function spare(runs: readonly RunReport[], isRepeated = false) {
  const marked = getMarkingRubric(rubric, firstReceived, {});
  const grade = gradeRuns(marked, runs);
  const standing = { rubric: marked, marking: marking ?? {}, runs, grade, isRepeated };
  const { kept, notes } = sparePlays(planned, standing);
  const names = new Set(kept.map(({ plan }) => plan.scenario));
  return { left: planned.map(({ plan }) => plan.scenario).filter((one) => !names.has(one)), notes };
}

t.test('what its own programs decided is played closer in time only', async (t) => {
  const { left, notes } = spare(crossings.map((name) => makeRun(name)));
  t.same(
    left,
    crossings.map((name) => `${name}-our-clients`),
  );
  t.match(notes, [/^not played: x-connects-y-sends-our-clients and y-.*, since its own programs/]);
  t.same(spare([makeRun('simultaneous')]).left, [], 'nothing stands in for a race of both');
});

t.test('what was open with its own programs is played with ours', async (t) => {
  const open = makeRun('x-connects-y-sends', { 'accepted-before-received': 'unknown' });
  t.same(spare([open]), { left: [], notes: [] });
  t.same(spare([{ ...makeRun('x-connects-y-sends'), robustness: true }]).left, [], 'watched only');
});

t.test('a wrong order needs no closer play; what else may be wrong is played', async (t) => {
  const { left, notes } = spare([
    makeRun('x-connects-y-sends', { 'order-follows-wire': 'fail' }),
    makeRun('y-connects-x-sends', { 'both-told-same': 'unknown' }),
  ]);
  t.equal(left.length, 5);
  t.equal(left.filter((name) => name.includes('-close-')).length, 4);
  t.notOk(left.includes('y-connects-x-sends-our-clients'), 'it may be told two things');
  t.notOk(left.includes('x-at-once-our-clients'), 'it may receive before it accepts');
  t.match(
    notes.join('\n'),
    /-close-our-clients, .* and 2 more, since they are there for the order/,
  );
});

t.test('where all has failed that it asks, nothing is played', async (t) => {
  const failed = Object.fromEntries(asked.map((check): [string, Outcome] => [check, 'fail']));
  const { left, notes } = spare([makeRun('x-connects-y-sends', failed)]);
  t.equal(left.length, planned.length);
  t.match(notes, [/9 more, since all that is asked there has failed already$/]);
  const but = { ...failed, 'both-told-same': 'pass' as const };
  t.ok(spare([makeRun('x-connects-y-sends', but)]).left.length < planned.length);
});

t.test('a server that never listened is not waited for with other clients', async (t) => {
  const open = Object.fromEntries(asked.map((check): [string, Outcome] => [check, 'unknown']));
  const listened = makeRun('x-connects-y-sends', open);
  const deaf = { ...listened, events: [] };
  const { left, notes } = spare([deaf, deaf, deaf]);
  t.equal(left.length, planned.length);
  t.match(notes, [/its server listened in none of the plays before$/]);
  t.same(spare([deaf, deaf, listened, deaf]).left, [], 'it may listen again');
  t.same(spare([deaf, deaf]).left, [], 'twice may be chance');
  const strange = { ...deaf.plan, server: { ...deaf.plan.server, command: './other' } };
  t.same(spare([deaf, deaf, { ...deaf, plan: strange }]).left, [], 'another program is no proof');
});

t.test('who asks for many plays of each gets them, but where all is lost', async (t) => {
  t.same(
    spare(
      crossings.map((name) => makeRun(name)),
      true,
    ).left,
    [],
  );
  const failed = Object.fromEntries(asked.map((check): [string, Outcome] => [check, 'fail']));
  t.equal(spare([makeRun('simultaneous', failed)], true).left.length, planned.length);
});
