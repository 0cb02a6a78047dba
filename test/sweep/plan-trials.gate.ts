/** From settings to trials: all crossings once, shuffled by the seed alone, cut into shards. */
import t from 'tap';
import type { SweptAssignment } from '../../lab/model/assignment.ts';
import type { SweepTrial, TrialFacts } from '../../lab/model/sweep.ts';
import { countClients, getSendOrder, planTrial, planTrials } from '../../lab/sweep/plan-trials.ts';
import { assignment, settings } from './settings.ts';

t.test('every crossing is there as often as was asked', async (t) => {
  const trials = planTrials(settings);
  t.equal(trials.length, 3 * 2 * 2 * 4);
  const crossings = new Map<string, number>();
  for (const { gapMs, first, connects } of trials) {
    const name = `${gapMs} ${first} ${connects}`;
    crossings.set(name, (crossings.get(name) ?? 0) + 1);
  }
  t.same([...crossings.values()], Array(12).fill(4));
  t.equal(new Set(trials.map(({ number }) => number)).size, trials.length, 'each has a number');
});

t.test('the seed alone decides the order', async (t) => {
  const numbers = (seed: number) => planTrials({ ...settings, seed }).map(({ number }) => number);
  t.same(numbers(7), numbers(7));
  t.not(numbers(7).join(), numbers(8).join());
  t.not(
    numbers(7).join(),
    numbers(7)
      .sort((a, b) => a - b)
      .join(),
    'they are shuffled',
  );
});

t.test('shards have each trial once, and as many as each other', async (t) => {
  const whole = planTrials(settings);
  const shards = [1, 2, 3, 4, 5].map((index) =>
    planTrials({ ...settings, shard: { index, of: 5 } }),
  );
  const byNumber = (a: { number: number }, b: { number: number }) => a.number - b.number;
  t.same(shards.flat().sort(byNumber), [...whole].sort(byNumber));
  const sizes = shards.map(({ length }) => length);
  t.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, `sizes ${sizes}`);
});

t.test('more trials than can be held are refused, and its parts are not', async (t) => {
  const gaps = Array.from({ length: 8 }, (_, index) => index);
  const many = { ...settings, gaps, repeat: 10_000 };
  t.throws(() => planTrials(many), { code: 'FLAG_WRONG', message: /^A sweep of 320000 trials/ });
  t.equal(planTrials({ ...many, shard: { index: 2, of: 20 } }).length, 16_000);
});

/** An assignment that says only what it must of how it is swept. */
function makePlain(told: TrialFacts[] = []): SweptAssignment {
  const { addClients: _, ...others } = assignment;
  return {
    ...{ ...others, clients: ['A', 'B', 'C'] },
    sweep: {
      ...{ checks: ['handshake'], orderCheck: 'handshake' },
      makeScenario({ gapMs, first }: SweepTrial, facts: TrialFacts) {
        told.push(facts);
        const clients = ['A', 'B', 'C'].map((role) => ({ role, name: 'Anna', sendMs: 50 + gapMs }));
        return { title: `${first} first`, clients };
      },
    },
  };
}

t.test(
  'of an assignment its scenario is taken, and all else is that of the settings',
  async (t) => {
    const told: TrialFacts[] = [];
    const plain = makePlain(told);
    const trial = { number: 7, gapMs: 5, first: 'B', connects: 'A' };
    const commands = { server: 'python3 server.py', C: 'python3 client.py' };
    const asked = { ...settings, ...{ commands, port: 12_345, links: { delayMs: 3 } } };
    const plan = planTrial(asked, trial, { assignment: plain, isSlow: true });
    t.same(told, [{ clients: 3, isForeign: true, isSlow: true }]);
    t.match(plan, { scenario: 'trial-7', title: 'B first', port: 12_345, links: { delayMs: 3 } });
    t.same(plan.checks, settings.checks, 'as they were stored');
    t.equal(plan.server.command, 'python3 server.py');
    t.same(
      plan.clients.map(({ role, command, sendMs }) => [role, command, sendMs]),
      [
        ...[
          ['A', undefined, 55],
          ['B', undefined, 55],
        ],
        ['C', 'python3 client.py', 55],
      ],
    );
    t.notOk('assignment' in plan, 'of the usual assignment nothing is said');
    const labelled = { ...settings, assignment: '/a/assignment.ts' };
    t.equal(planTrial(labelled, trial, { assignment: plain }).assignment, '/a/assignment.ts');
  },
);

t.test('clients send behind the first, in the order of the assignment', async (t) => {
  const plain = makePlain();
  t.same(getSendOrder(plain, 'B', 3), ['B', 'A', 'C']);
  t.same(getSendOrder(plain, 'C', 2), ['C', 'A']);
  t.same(getSendOrder(assignment, 'Y', 4), ['Y', 'X', 'Z', 'A'], 'or as it says itself');
  t.equal(countClients({}, plain), 3);
  t.equal(countClients({ clients: 4 }, assignment), 4);
});
