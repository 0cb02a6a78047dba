/** What fails with the lab's clients only, and holds with a submission's own, is left open. */
import t from 'tap';
import type { Plan } from '../../lab/model/plan.ts';
import { findContradicted, settleStrangers } from '../../lab/model/settle-strangers.ts';
import type { Verdict } from '../../lab/model/verdict.ts';
import { makePlan } from '../checkers/journal-builder.ts';

const submission = { folder: '/f', sourceFolder: '/s', sources: {} };

function makePlay(
  scenario: string,
  cast: 'own' | 'ours',
  outcome: Verdict['outcome'],
  more: Partial<Verdict> = {},
) {
  const plan = makePlan('x-connects-x-sends');
  const client = cast === 'own' ? { command: './x' } : {};
  const made: Plan = {
    ...{ ...plan, scenario, submission },
    server: { ...plan.server, command: './server' },
    clients: plan.clients.map((one) => ({ ...one, ...client })),
  };
  const verdict: Verdict = {
    ...{ check: 'order', outcome, because: 'so it was', evidence: [], informs: false, ...more },
  };
  return { scenario, plan: made, outcome, verdicts: [verdict], robustness: false };
}

t.test('it is open where its own programs passed the same scenario', async (t) => {
  const runs = [
    makePlay('a', 'own', 'pass'),
    makePlay('b-our-clients', 'ours', 'fail'),
    makePlay('b-confirm', 'own', 'pass'),
  ];
  const [own, ours, confirm] = settleStrangers(runs);
  t.match(ours, {
    outcome: 'unknown',
    verdicts: [{ outcome: 'unknown', doubted: true, because: /^so it was; with its own clients/ }],
  });
  t.equal(own, runs[0]);
  t.equal(confirm, runs[2]);
});

t.test('it stays a fault otherwise', async (t) => {
  const failed = makePlay('b-our-clients', 'ours', 'fail');
  const cases: Record<string, ReturnType<typeof makePlay>[]> = {
    'its own programs did not play that scenario': [makePlay('a', 'own', 'pass')],
    'one of its own plays failed': [makePlay('b', 'own', 'pass'), makePlay('a', 'own', 'fail')],
    'it failed when played once more': [
      makePlay('a', 'own', 'pass'),
      makePlay('b-confirm', 'own', 'fail'),
    ],
    'its own play decided nothing': [makePlay('b', 'own', 'unknown')],
    'its own play was another case': [makePlay('b', 'own', 'pass', { shows: 'Y first' })],
    'it held in another play with ours, so it is by chance': [
      makePlay('b', 'own', 'pass'),
      makePlay('b-our-clients-play-2', 'ours', 'pass'),
    ],
  };
  for (const [what, others] of Object.entries(cases)) {
    const runs = [failed, ...others];
    t.equal(settleStrangers(runs)[0], failed, what);
  }
});

t.test('what is to be played once more is what its own programs never failed', async (t) => {
  const runs = [
    makePlay('a', 'own', 'pass'),
    makePlay('b-close-our-clients', 'ours', 'fail'),
    makePlay('b-close-our-clients-play-2', 'ours', 'fail'),
    makePlay('c-our-clients', 'ours', 'pass'),
  ];
  t.same(new Set(findContradicted(runs).map(({ scenario }) => scenario)), new Set(['b-close']));
  t.same(findContradicted([...runs, makePlay('a', 'own', 'fail')]), []);
});
