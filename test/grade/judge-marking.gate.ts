/** The outcome of a marking: what the machine disturbed is no proof, neither for nor against. */
import t from 'tap';
import { getMarkingOutcome } from '../../lab/grade/judge-marking.ts';
import type { Plan } from '../../lab/model/plan.ts';
import type { Report, RunReport } from '../../lab/model/report.ts';
import { dropUnbegun, getRepeat } from '../../lab/run/suite.ts';

type Outcome = 'pass' | 'fail' | 'disturbed' | 'unknown';

function makeRun(scenario: string, outcome: Outcome): RunReport {
  const isDisturbed = outcome === 'disturbed';
  const verdict = { check: 'order', outcome: isDisturbed ? 'unknown' : outcome, informs: false };
  const verdicts = [isDisturbed ? { ...verdict, disturbed: true } : verdict];
  return { scenario, robustness: false, verdicts } as unknown as RunReport;
}

/** A marking whose criteria all passed, by some play. */
function makeReport(plays: readonly [scenario: string, outcome: Outcome][]): Report {
  const grade = { criteria: [{ outcome: 'pass' }] };
  const runs = plays.map(([scenario, outcome]) => makeRun(scenario, outcome));
  return { outcome: 'unknown', grade, runs } as unknown as Report;
}

t.test('a scenario of which every play was disturbed leaves the marking open', async (t) => {
  const cases: [Outcome | 'trouble', [string, Outcome][]][] = [
    ['pass', [['a', 'pass']]],
    [
      'unknown',
      [
        ['a', 'pass'],
        ['b', 'disturbed'],
        ['b-again-1', 'disturbed'],
      ],
    ],
    [
      'unknown',
      [
        ['b', 'disturbed'],
        ['b-play-2', 'unknown'],
        ['a', 'pass'],
      ],
    ],
    [
      'pass',
      [
        ['a', 'pass'],
        ['b', 'disturbed'],
        ['b-again-1', 'pass'],
      ],
    ],
    [
      'pass',
      [
        ['b-play-2', 'disturbed'],
        ['b', 'pass'],
      ],
    ],
    // Where nobody could know, as of messages that had waited, other plays decide.
    [
      'pass',
      [
        ['a', 'pass'],
        ['b', 'unknown'],
      ],
    ],
  ];
  for (const [wanted, plays] of cases) {
    t.equal(getMarkingOutcome(makeReport(plays)), wanted, JSON.stringify(plays));
  }
});

t.test('what was disturbed is played again, at most twice', async (t) => {
  const submission = { folder: '/', sourceFolder: '/', sources: {} };
  const plan = { scenario: 'a', robustness: false, submission } as unknown as Plan;
  const disturbed = makeRun('a', 'disturbed');
  t.equal(getRepeat(plan, [disturbed])?.scenario, 'a-again-1');
  t.equal(getRepeat(plan, [disturbed, disturbed])?.scenario, 'a-again-2');
  t.equal(getRepeat(plan, [disturbed, disturbed, disturbed]), null);
  t.equal(getRepeat(plan, [disturbed, makeRun('a', 'pass')]), null);
  t.equal(getRepeat(plan, [makeRun('a', 'unknown')]), null, 'another play would not tell either');
  const { submission: _, ...own } = plan;
  t.equal(getRepeat(own, [disturbed])?.scenario, 'a-again-1', 'whoever wrote the programs');
  t.equal(getRepeat({ ...own, robustness: true }, [disturbed])?.scenario, 'a-again-1');
  t.equal(getRepeat({ ...plan, robustness: true }, [disturbed]), null, 'it earns no points');
  t.equal(getRepeat({ ...own, live: true }, [disturbed]), null, 'people type only once');
  const trouble = { code: 'SANDBOX_FAILED', message: 'no message (SIGKILL)' } as const;
  const unbegun = { ...makeRun('a', 'unknown'), trouble };
  t.equal(getRepeat(plan, [unbegun])?.scenario, 'a-again-1', 'no program ran');
  t.equal(getRepeat(plan, [unbegun, unbegun]), null, 'once');
  const passed = makeRun('a-again-1', 'pass');
  t.same(dropUnbegun([unbegun, passed]), [passed], 'it says nothing');
  t.same(dropUnbegun([unbegun, unbegun]), [unbegun], 'but where it is all there is');
  const late = { ...makeRun('a', 'pass'), disturbed: 'the fault came late' };
  t.equal(getRepeat(own, [late])?.scenario, 'a-again-1', 'it was not the play that was planned');
});
