/** How this assignment is swept: who connects when and who sends when, so that the gap decides. */
import type { SweepDesign, SweepTrial, TrialFacts } from '../../model/sweep.ts';
import { getSendOrder, players } from './players.ts';
import { orderedChecks, sourceChecks } from './scenarios/suite.ts';

/** What every trial is asked; the ends of programs are not: they stay from trial to trial. */
const checks = orderedChecks.filter(
  (check) => check !== 'clean-end' && !sourceChecks.includes(check),
);

/** Between the two connects: far more than a handshake takes, so that their order is plain. */
const connectGapMs = 5;
/** From the later connect to the first message: the kernel has to be seen accepting both. */
const settleMs = 100;
/** For each client beyond two: they connect all at once, and are accepted one after the other. */
const settleMoreMs = 30;
/** From the later connect on where a program is not ours: it has to start first. */
const foreignSettleMs = 300;
/** From the last message: after so long a trial counts as hung. */
const limitMs = 5_000;
/**
 * On an emulated box all but the gap between the messages takes so many times as long: the first
 * connection of a program is made in half a second there, and not in ten milliseconds.
 */
const slowFactor = 20;

function makeScenario(
  { gapMs, first, connects }: SweepTrial,
  { clients: count, isForeign, isSlow }: TrialFacts,
) {
  const factor = isSlow ? slowFactor : 1;
  const laterMs = connectGapMs * factor;
  const moreMs = settleMoreMs * (count - 2);
  const sendMs = laterMs + ((isForeign ? foreignSettleMs : settleMs) + moreMs) * factor;
  const order = getSendOrder(first, count);
  return {
    title: `${connects} connects first, ${first} sends first, by ${gapMs} ms`,
    clients: players.slice(0, count).map(({ role, name }) => ({
      ...{ role, name },
      connectMs: connects === role ? 0 : laterMs,
      sendMs: sendMs + gapMs * order.indexOf(role),
    })),
    limitMs: sendMs + gapMs * (count - 1) + limitMs * factor,
  };
}

export const sweep: SweepDesign = {
  checks,
  orderCheck: 'order-follows-wire',
  makeScenario,
  getSendOrder,
};
