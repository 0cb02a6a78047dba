/** What a race within a program did once is left open, where two more plays of the same hold. */
import t from 'tap';
import type { RunReport } from '../../lab/model/report.ts';
import { listChances, settleChance } from '../../lab/model/settle-chance.ts';
import type { Verdict } from '../../lab/model/verdict.ts';
import { makePlan } from '../checkers/journal-builder.ts';

const submission = { folder: '/f', sourceFolder: '/s', sources: {} };

function makePlay(scenario: string, outcome: Verdict['outcome'], chance = true): RunReport {
  const plan = { ...makePlan('x-connects-x-sends'), scenario, submission };
  const verdict = { check: 'printed', outcome, because: 'so it was', evidence: [], informs: false };
  const verdicts = [{ ...verdict, ...(chance && outcome === 'fail' && { chance }) }];
  return { scenario, plan, outcome, verdicts, events: [], robustness: false } as never;
}

t.test('a fail is open where two plays of the same scenario hold', async (t) => {
  const failed = makePlay('a-learning', 'fail');
  const [found] = settleChance([
    failed,
    makePlay('b', 'pass'),
    makePlay('a-confirm', 'pass'),
    makePlay('a-confirm-2', 'pass'),
  ]);
  t.match(found, {
    outcome: 'unknown',
    verdicts: [{ outcome: 'unknown', because: /^so it was; played twice more, that held/ }],
  });
  const others: Record<string, RunReport[]> = {
    'one of them fails as well': [makePlay('a-confirm', 'pass'), makePlay('a-confirm-2', 'fail')],
    'one play is not enough': [makePlay('a-confirm', 'pass')],
    'they are of another scenario': [
      makePlay('b-confirm', 'pass'),
      makePlay('b-confirm-2', 'pass'),
    ],
    'they are plays of their own': [makePlay('a', 'pass'), makePlay('a-play-2', 'pass')],
  };
  for (const [what, runs] of Object.entries(others)) {
    t.equal(settleChance([failed, ...runs])[0], failed, what);
  }
  const sure = makePlay('a', 'fail', false);
  const held = [makePlay('a-confirm', 'pass'), makePlay('a-confirm-2', 'pass')];
  t.equal(settleChance([sure, ...held])[0], sure, 'no race does that');
});

t.test('what is played twice more is what holds in another play', async (t) => {
  const fails = makePlay('a-learning', 'fail');
  t.same(listChances([fails, makePlay('b', 'pass')]), ['a']);
  t.same(listChances([fails, makePlay('b', 'fail')]), []);
  t.same(listChances([makePlay('a', 'fail', false), makePlay('b', 'pass')]), []);
});
