/** How it is swept: the orders and the gap of a trial in its plan, for any number of clients. */
import fc from 'fast-check';
import t from 'tap';
import { LabError } from '../../../lab/model/errors.ts';
import { ranges } from '../../../lab/model/ranges.ts';
import type { SweepSettings, SweepTrial } from '../../../lab/model/sweep.ts';
import { planTrial } from '../../../lab/sweep/plan-trials.ts';
import { assignment, settings } from '../../sweep/settings.ts';

function plan(of: SweepSettings, trial: SweepTrial, speed: { isSlow?: boolean } = {}) {
  return planTrial(of, trial, { assignment, ...speed });
}

t.test('what is asked can be decided in a trial', async (t) => {
  t.ok(assignment.sweep.checks.includes(assignment.sweep.orderCheck));
  const { checkers } = assignment;
  const known = checkers.map(({ name }) => name);
  t.same(
    assignment.sweep.checks.filter((check) => !known.includes(check)),
    [],
  );
  t.notOk(assignment.sweep.checks.includes('clean-end'), 'programs stay from trial to trial');
});

t.test('a plan has the orders and the gap of its trial', async (t) => {
  const its = plan(settings, { number: 3, gapMs: 5, first: 'Y', connects: 'X' });
  const [x, y] = its.clients;
  t.equal(its.scenario, 'trial-3');
  t.ok((x?.connectMs ?? 0) < (y?.connectMs ?? 0), 'X connects first');
  t.equal((x?.sendMs ?? 0) - (y?.sendMs ?? 0), 5, 'Y sends first, by the gap');
  t.ok((y?.sendMs ?? 0) >= (y?.connectMs ?? 0) + 50, 'both are accepted before the first message');
  const trial = { number: 3, gapMs: 5, first: 'Y', connects: 'X' } as const;
  const [slowX, slowY] = plan(settings, trial, { isSlow: true }).clients;
  t.equal((slowX?.sendMs ?? 0) - (slowY?.sendMs ?? 0), 5, 'the same gap on a slow box');
  t.ok((slowY?.sendMs ?? 0) >= (slowY?.connectMs ?? 0) + 1_000, 'and more time to be accepted');
  const foreign = { ...settings, commands: { server: 'python3 server.py' } };
  const other = plan(foreign, { number: 3, gapMs: 5, first: 'Y', connects: 'X' });
  t.equal(other.server.command, 'python3 server.py');
});

t.test('further clients send behind X and Y, each the gap after the one before', async (t) => {
  const trial = { number: 0, gapMs: 5, first: 'Y', connects: 'X' } as const;
  const its = plan({ ...settings, clients: 5 }, trial);
  t.same(
    its.clients.map(({ role, host }) => `${role} ${host}`),
    ['X h2', 'Y h3', 'Z h4', 'A h5', 'B h6'],
  );
  const [, y] = its.clients;
  const delays = its.clients.map(({ sendMs }) => sendMs - (y?.sendMs ?? 0));
  t.same(delays, [5, 0, 10, 15, 20]);
  t.same(plan({ ...settings, clients: 2 }, trial), plan(settings, trial), 'two as ever');
});

t.test('whatever the ranges of flags allow is planned, or refused in a sentence', async (t) => {
  const gap = fc.oneof(fc.integer(ranges.ms), fc.constantFrom(0, 599_894, 599_895, 600_000));
  const property = fc.property(
    ...[gap, fc.integer({ ...ranges.clients, min: 2 }), fc.boolean()],
    (gapMs, clients, isSlow) => {
      const trial = { number: 0, gapMs, first: 'X', connects: 'Y' } as const;
      const lastMs = gapMs * (clients - 1);
      try {
        const its = plan({ ...settings, clients }, trial, { isSlow });
        return its.clients.every(({ sendMs, connectMs }) => sendMs >= connectMs);
      } catch (error) {
        if (!(error instanceof LabError) || error.code !== 'FLAG_WRONG') throw error;
        // Only what does not fit into ten minutes is refused.
        return lastMs > 580_000 && /^The gap of \d+ ms: .* is the latest$/.test(error.message);
      }
    },
  );
  fc.assert(property, { numRuns: 300 });
  const { message } = t.throws(() =>
    plan(settings, { number: 0, gapMs: 600_000, first: 'X', connects: 'X' }),
  ) as LabError;
  t.match(message, /^The gap of 600000 ms: Y sends at 600105 ms, and 600000 ms is/);
});
