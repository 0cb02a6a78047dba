/** A person's points: they count, the lab's own stay beside them, and sums say whose they are. */
import t from 'tap';
import { splitPoints } from '../../lab/model/class.ts';
import {
  describeOverride,
  explainMark,
  gradeUnplayed,
  listOverrides,
  overrideGrade,
} from '../../lab/model/override.ts';
import { addUp, type CriterionGrade, formatTotal, rubricSchema } from '../../lab/model/rubric.ts';

const rubric = rubricSchema.parse({
  ...{ name: 'mine', title: 'Mine' },
  criteria: [
    { id: 1, title: 'One', points: 10, checks: ['a'] },
    { id: 2, title: 'Two', points: 10, checks: ['b'], review: true },
    { id: 3, title: 'More', points: 5, checks: ['c'], extra: true },
  ],
});

function makeCriterion(id: number, outcome: CriterionGrade['outcome']): CriterionGrade {
  const of = id === 3 ? 5 : 10;
  return {
    ...{ id, title: `${id}`, of, outcome, because: `as ${outcome}`, extra: id === 3 },
    ...{ points: outcome === 'pass' ? of : 0, decidedBy: [], review: true },
    reviewBecause: 'it greets',
  };
}

const grade = addUp('mine', [makeCriterion(1, 'fail'), makeCriterion(2, 'unknown')]);

t.test('points, sums and outcome are the person’s; the lab’s own mark stays', async (t) => {
  const half = overrideGrade(grade, [{ criterion: 1, points: 5, reason: 'in French' }], rubric);
  t.match(half, { points: 5, of: 20, extra: 0 });
  const [one, two] = half.criteria;
  if (!one || !two) return t.fail('two criteria');
  t.match(one, { points: 5, outcome: 'fail', review: false, because: 'as fail' });
  t.same(one.override, { reason: 'in French', lab: { points: 0, outcome: 'fail' } });
  t.equal(describeOverride(one), '5 of 10 by hand (lab: 0): in French');
  t.same(explainMark(one), ['5 of 10 by hand (lab: 0): in French', 'the lab: as fail']);
  t.equal(describeOverride(two), undefined);
  t.same(explainMark(two), ['as unknown']);
  t.equal(formatTotal(half), '5/20 + 10 undecided (criterion 1 by hand)');
  t.same(splitPoints(half), { earned: 5, lost: 5, open: 10 }, 'a part is earned, a part lost');
  t.same(listOverrides(half), ['1: 5 of 10 by hand (lab: 0): in French']);
  t.notOk('reviewBecause' in one, 'a person has looked');
  t.same(grade.criteria[0], makeCriterion(1, 'fail'), 'what was given is not changed');
});

t.test('what the lab left open is decided, for better or worse', async (t) => {
  const give = (points: number) =>
    overrideGrade(grade, [{ criterion: 2, points, reason: 'seen' }], rubric).criteria[1];
  t.match(give(10), { outcome: 'pass', override: { lab: { outcome: 'unknown' } } });
  t.match(give(0), { outcome: 'fail' });
  const both = [1, 2].map((criterion) => ({ criterion, points: 10, reason: 'seen' }));
  const all = overrideGrade(grade, both, rubric);
  t.equal(formatTotal(all), '20/20 (criteria 1 and 2 by hand)');
  t.equal(
    describeOverride(all.criteria[1] ?? makeCriterion(1, 'pass')),
    '10 of 10 by hand (lab: undecided): seen',
  );
});

t.test('extra credit that nothing asked for may be given all the same', async (t) => {
  const more = overrideGrade(grade, [{ criterion: 3, points: 4, reason: 'it chats' }], rubric);
  t.match(more, { points: 0, extra: 4 });
  t.match(more.criteria[2], { id: 3, of: 5, because: /no scenario of this run asked/ });
});

t.test('of what could not be played all is lost, or all is open', async (t) => {
  t.match(gradeUnplayed(rubric, 'fail', 'it does not build'), { points: 0, of: 20 });
  t.equal(formatTotal(gradeUnplayed(rubric, 'unknown', 'no javac')), '0/20 + 20 undecided');
});
