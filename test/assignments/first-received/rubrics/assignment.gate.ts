/** The assignment's rubric: complete, of 100 points, and answered by our scenarios. */
import t from 'tap';
import { checkers } from '../../../../lab/assignments/first-received/checkers/index.ts';
import { assignment } from '../../../../lab/assignments/first-received/rubrics/assignment.ts';
import { rubrics } from '../../../../lab/assignments/first-received/rubrics/index.ts';
import { scenarios } from '../../../../lab/assignments/first-received/scenarios/index.ts';
import { leastWords } from '../../../../lab/checkers/read-explanation.ts';
import { leastShare } from '../../../../lab/checkers/well-documented.ts';
import { judgeRun } from '../../../../lab/model/judge.ts';
import { gradeRuns, rubricSchema } from '../../../../lab/model/rubric.ts';
import { makeJournal, makePlan } from '../../../checkers/journal-builder.ts';

t.test(
  'ten criteria of ten points and three of extra credit, in the schema, asking checkers that exist',
  async (t) => {
    t.same(rubricSchema.parse(assignment), assignment);
    t.same(
      assignment.criteria.map(({ id }) => id),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
    );
    const sum = (isExtra: boolean) =>
      assignment.criteria
        .filter(({ extra }) => extra === isExtra)
        .reduce((total, { points }) => total + points, 0);
    t.same([sum(false), sum(true)], [100, 20]);
    for (const check of assignment.criteria.flatMap(({ checks }) => checks)) {
      t.ok(checkers.has(check), check);
    }
    t.same(
      assignment.criteria.filter(({ review }) => review).map(({ id }) => id),
      [9, 10],
    );
    t.equal(rubrics.get('assignment'), assignment);
  },
);

t.test('the thresholds that the titles state are those of the checkers', async (t) => {
  const titles = assignment.criteria.map(({ title }) => title);
  t.ok(titles[8]?.includes(`in ${leastWords} words`));
  t.ok(titles[9]?.includes(`${leastShare * 100} %`));
});

t.test(
  'a right play of our scenarios earns 100 of 100, one alone shows which are open',
  async (t) => {
    const runs = [...scenarios.keys()].map((name) => {
      const journal = makeJournal(makePlan(name));
      return {
        scenario: name,
        title: journal.plan.title,
        robustness: journal.plan.robustness,
        outcome: 'pass' as const,
        verdicts: judgeRun(journal, checkers),
        timing: { plannedGapMs: null, wireGapMs: null, wireOrder: [], resolutionMs: 0.1 },
        directory: '',
        wallMs: 0,
        ...journal,
      };
    });
    t.match(gradeRuns(assignment, runs), { points: 100, of: 100, extra: 0 });
    const alone = gradeRuns(
      assignment,
      runs.filter(({ scenario }) => scenario === 'simultaneous'),
    );
    t.same(
      alone.criteria.filter(({ outcome }) => outcome !== 'pass').map(({ id }) => id),
      [3, 6],
    );
  },
);
