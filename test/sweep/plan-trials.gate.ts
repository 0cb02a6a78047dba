/** From settings to trials: all crossings once, shuffled by the seed alone, cut into shards. */
import fc from 'fast-check';
import t from 'tap';
import { LabError } from '../../lab/model/errors.ts';
import { ranges } from '../../lab/model/ranges.ts';
import { planTrial, planTrials } from '../../lab/sweep/plan-trials.ts';
import { settings } from './settings.ts';

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

t.test('a plan has the orders and the gap of its trial', async (t) => {
  const plan = planTrial(settings, { number: 3, gapMs: 5, first: 'Y', connects: 'X' });
  const [x, y] = plan.clients;
  t.equal(plan.scenario, 'trial-3');
  t.ok((x?.connectMs ?? 0) < (y?.connectMs ?? 0), 'X connects first');
  t.equal((x?.sendMs ?? 0) - (y?.sendMs ?? 0), 5, 'Y sends first, by the gap');
  t.ok((y?.sendMs ?? 0) >= (y?.connectMs ?? 0) + 50, 'both are accepted before the first message');
  const trial = { number: 3, gapMs: 5, first: 'Y', connects: 'X' } as const;
  const [slowX, slowY] = planTrial(settings, trial, { isSlow: true }).clients;
  t.equal((slowX?.sendMs ?? 0) - (slowY?.sendMs ?? 0), 5, 'the same gap on a slow box');
  t.ok((slowY?.sendMs ?? 0) >= (slowY?.connectMs ?? 0) + 1_000, 'and more time to be accepted');
  const foreign = { ...settings, commands: { server: 'python3 server.py' } };
  const other = planTrial(foreign, { number: 3, gapMs: 5, first: 'Y', connects: 'X' });
  t.equal(other.server.command, 'python3 server.py');
});

t.test('further clients send behind X and Y, each the gap after the one before', async (t) => {
  const trial = { number: 0, gapMs: 5, first: 'Y', connects: 'X' } as const;
  const plan = planTrial({ ...settings, clients: 5 }, trial);
  t.same(
    plan.clients.map(({ role, host }) => `${role} ${host}`),
    ['X h2', 'Y h3', 'Z h4', 'A h5', 'B h6'],
  );
  const [, y] = plan.clients;
  const delays = plan.clients.map(({ sendMs }) => sendMs - (y?.sendMs ?? 0));
  t.same(delays, [5, 0, 10, 15, 20]);
  t.same(planTrial({ ...settings, clients: 2 }, trial), planTrial(settings, trial), 'two as ever');
});

t.test('whatever the ranges of flags allow is planned, or refused in a sentence', async (t) => {
  const gap = fc.oneof(fc.integer(ranges.ms), fc.constantFrom(0, 599_894, 599_895, 600_000));
  const property = fc.property(
    ...[gap, fc.integer({ ...ranges.clients, min: 2 }), fc.boolean()],
    (gapMs, clients, isSlow) => {
      const trial = { number: 0, gapMs, first: 'X', connects: 'Y' } as const;
      const lastMs = gapMs * (clients - 1);
      try {
        const plan = planTrial({ ...settings, clients }, trial, { isSlow });
        return plan.clients.every(({ sendMs, connectMs }) => sendMs >= connectMs);
      } catch (error) {
        if (!(error instanceof LabError) || error.code !== 'FLAG_WRONG') throw error;
        // Only what does not fit into ten minutes is refused.
        return lastMs > 580_000 && /^The gap of \d+ ms: .* is the latest$/.test(error.message);
      }
    },
  );
  fc.assert(property, { numRuns: 300 });
  const { message } = t.throws(() =>
    planTrial(settings, { number: 0, gapMs: 600_000, first: 'X', connects: 'X' }),
  ) as LabError;
  t.match(message, /^The gap of 600000 ms: Y sends at 600105 ms, and 600000 ms is/);
});

t.test('more trials than can be held are refused, and its parts are not', async (t) => {
  const gaps = Array.from({ length: 8 }, (_, index) => index);
  const many = { ...settings, gaps, repeat: 10_000 };
  t.throws(() => planTrials(many), { code: 'FLAG_WRONG', message: /^A sweep of 320000 trials/ });
  t.equal(planTrials({ ...many, shard: { index: 2, of: 20 } }).length, 16_000);
});
