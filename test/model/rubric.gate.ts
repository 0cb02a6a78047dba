/** From verdicts to points, and the sentence that says why. */
import t from 'tap';
import type { RunReport } from '../../lab/model/report.ts';
import { getTotal, gradeRuns, type Rubric } from '../../lab/model/rubric.ts';
import type { Verdict } from '../../lab/model/verdict.ts';
import { makePlan } from '../checkers/journal-builder.ts';

const criterion = { title: '', quote: '', points: 10, review: false, extra: false };
const rubric: Rubric = {
  name: 'two',
  title: 'Two criteria',
  criteria: [
    { ...criterion, id: 1, checks: ['a'] },
    { ...criterion, id: 2, checks: ['a', 'b'] },
    { ...criterion, id: 3, checks: ['b'], points: 5, extra: true },
  ],
};

function makeRun(scenario: string, verdicts: Partial<Verdict>[], robustness = false): RunReport {
  return {
    scenario,
    title: scenario,
    robustness,
    outcome: 'pass',
    verdicts: verdicts.map((verdict) => ({
      check: 'a',
      outcome: 'pass',
      because: `${verdict.check ?? 'a'} held`,
      evidence: [],
      informs: false,
      ...verdict,
    })),
    timing: { plannedGapMs: null, wireGapMs: null, wireOrder: [], resolutionMs: 0.1 },
    directory: '',
    wallMs: 0,
    plan: makePlan('simultaneous'),
    events: [],
  };
}

t.test('passes earn, and say what held', async (t) => {
  const grade = gradeRuns(rubric, [
    makeRun('one', [{}, { check: 'b' }]),
    makeRun('two', [{ because: 'a held too' }, { check: 'b' }]),
  ]);
  t.match(grade, { rubric: 'two', points: 20, of: 20, extra: 5 });
  t.same(
    grade.criteria.map(({ because }) => because),
    ['a held (and 1 more like it)', 'a held (and 1 more like it); b held', 'b held'],
  );
  t.same(grade.criteria[0]?.decidedBy, [
    { scenario: 'one', check: 'a' },
    { scenario: 'two', check: 'a' },
  ]);
});

t.test('what one scenario can no longer show, another does not make up for', async (t) => {
  const doubted = { outcome: 'unknown', because: 'h1.pcap is missing', doubted: true } as const;
  const runs = [makeRun('one', [{}]), makeRun('two', [doubted])];
  const open = { outcome: 'unknown', points: 0, because: 'h1.pcap is missing (two)' };
  t.match(gradeRuns(rubric, runs).criteria[0], open);
  const [one] = runs;
  if (!one) throw new Error('no run');
  const lost = { scenario: 'two', robustness: false, verdicts: runs[1]?.verdicts ?? [] };
  t.match(gradeRuns(rubric, [one], [lost]).criteria[0], open, 'nor for one that is gone');
  const hard = { ...lost, robustness: true };
  t.match(gradeRuns(rubric, [one], [hard]).criteria[0], { outcome: 'pass', points: 10 });
  const failed = makeRun('three', [{ outcome: 'fail' }]);
  t.match(gradeRuns(rubric, [...runs, failed]).criteria[0], { outcome: 'fail' }, 'a fail stays');
});

t.test('where only extra credit is asked for, nothing else is open', async (t) => {
  const [criterion] = rubric.criteria;
  if (!criterion) throw new Error('no criterion');
  const talk = { ...criterion, id: 9, checks: ['c'], points: 5, extra: true };
  const run = { ...makeRun('one', [{ check: 'c' }]) };
  const chat = { ...run, plan: { ...run.plan, checks: ['c'] } };
  const grade = gradeRuns({ ...rubric, criteria: [criterion, talk] }, [chat]);
  t.match(grade, { points: 0, of: 0, extra: 5 });
  t.same(
    grade.criteria.map(({ id }) => id),
    [9],
  );
  t.same(getTotal(grade), { points: 5, of: 5, more: ' extra' });
  const both = gradeRuns({ ...rubric, criteria: [criterion, talk] }, [chat, makeRun('two', [{}])]);
  t.same(getTotal(both), { points: 10, of: 10, more: ' + 5 extra' });
});

t.test('one failure anywhere costs the points, and is named with its place', async (t) => {
  const broke = { outcome: 'fail', because: 'it broke' } as const;
  const runs = ['one', 'two', 'three', 'four'].map((name) => makeRun(name, [broke]));
  const { criteria, points } = gradeRuns(rubric, [makeRun('fine', [{}]), ...runs]);
  t.equal(points, 0);
  t.match(criteria[0], { outcome: 'fail', because: 'it broke (one, two and 2 more)' });
  const others = runs.map((run, index) =>
    makeRun(run.scenario, [{ ...broke, because: `b${index}` }]),
  );
  const [first] = gradeRuns(rubric, others).criteria;
  t.equal(first?.because, 'b0 (one); b1 (two); 2 more like these');
});

t.test('unknown earns nothing, and says what was not decided', async (t) => {
  const lost = { outcome: 'unknown', because: 'it was lost' } as const;
  const { criteria } = gradeRuns(rubric, [makeRun('one', [lost])]);
  t.match(criteria, [
    { outcome: 'unknown', points: 0, because: 'it was lost (one)' },
    { outcome: 'unknown', because: 'it was lost (one); no scenario of this run decided b' },
  ]);
  t.equal(criteria.length, 2, 'extra credit that nobody asked for is left out');
  const half = gradeRuns(rubric, [makeRun('one', [lost]), makeRun('two', [{}])]);
  t.match(half.criteria[0], { outcome: 'pass' }, 'shown elsewhere');
});

t.test('a verdict may ask for a person: the points stay, and the reason is kept', async (t) => {
  const look = (review: string): Partial<Verdict> => ({ review });
  const runs = ['r1', 'r2', 'r2', 'r3'].map((review, index) =>
    makeRun(`s${index}`, [look(review), { check: 'b' }]),
  );
  const grade = gradeRuns(rubric, runs);
  t.match(grade.criteria[0], {
    ...{ outcome: 'pass', points: 10, review: true },
    reviewBecause: 'r1; r2; 1 more like it',
  });
  t.match(grade.criteria[2], { review: false, reviewBecause: undefined }, 'only what it asked');
  const informs = gradeRuns(rubric, [makeRun('s', [{}, { ...look('r'), informs: true }])]);
  t.equal(informs.criteria[0]?.review, false, 'what informs asks for nobody');
  const broke = makeRun('s', [{ outcome: 'fail' }]);
  const failed = gradeRuns(rubric, [...runs, broke]).criteria[0];
  t.match(failed, { outcome: 'fail', review: false }, 'the verdicts that decided it count');
});

t.test('where hand-ins are marked, passes must show each case between them', async (t) => {
  const marking = { ...rubric, cases: { a: ['up', 'down'] } };
  const [up, down] = [makeRun('one', [{ shows: 'up' }]), makeRun('two', [{ shows: 'down' }])];
  const first = (runs: RunReport[]) => gradeRuns(marking, runs).criteria[0];
  t.match(first([up, down]), { outcome: 'pass', points: 10 });
  t.match(first([up, makeRun('two', [{}])]), {
    outcome: 'unknown',
    points: 0,
    because: 'no play decided a case that it takes: down',
  });
  const open = makeRun('two', [{ outcome: 'unknown', because: 'it was lost', shows: 'down' }]);
  t.match(first([up, open]), { outcome: 'unknown', because: /^it was lost \(two\); no play / });
  t.match(first([up, makeRun('two', [{ outcome: 'fail' }])]), { outcome: 'fail' }, 'a fail fails');
  t.match(gradeRuns(rubric, [up]).criteria[0], { outcome: 'pass' }, 'elsewhere one will do');
});

t.test('what leans in each play is settled by all of them', async (t) => {
  const marking = { ...rubric, cases: { b: ['up', 'down'] } };
  const lean = (scenario: string, leans: 'pass' | 'fail', shows?: string) =>
    makeRun(scenario, [{ outcome: 'unknown', because: 'a list', leans, ...(shows && { shows }) }]);
  const first = (runs: RunReport[]) => gradeRuns(marking, runs).criteria[0];
  const both = [lean('one', 'pass', 'up'), lean('two', 'pass', 'down')];
  t.match(first([...both, lean('three', 'pass')]), {
    outcome: 'pass',
    reviewBecause: 'no word says so, but it was so in all of 3 plays',
  });
  t.match(first([lean('one', 'pass', 'up'), lean('two', 'pass', 'up')]), { outcome: 'unknown' });
  t.match(first([...both, lean('three', 'fail')]), { outcome: 'fail', because: 'a list (three)' });
  const sum = gradeRuns(rubric, both).criteria[0];
  t.match(sum, { outcome: 'unknown' }, 'a run of single scenarios settles nothing');
});

t.test('robustness and what informs neither earn nor cost', async (t) => {
  const fail = { outcome: 'fail' } as const;
  const sound = makeRun('one', [{}, { ...fail, informs: true }]);
  t.match(gradeRuns(rubric, [sound, makeRun('hard', [fail], true)]).criteria[0], {
    outcome: 'pass',
  });
  const only = gradeRuns(rubric, [makeRun('hard', [{}], true)]);
  t.match(only.criteria[0], { outcome: 'unknown' });
});
