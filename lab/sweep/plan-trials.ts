/** From a sweep's settings to its trials, in the order in which they are played, and plans. */

import { planScenario } from '../assignments/first-received/plan.ts';
import { getSendOrder, type Player, players } from '../assignments/first-received/players.ts';
import { LabError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { ranges } from '../model/ranges.ts';
import { parseScenario } from '../model/scenario.ts';
import type { SweepSettings, SweepTrial } from '../model/sweep.ts';

/** Between the two connects: far more than a handshake takes, so that their order is plain. */
export const connectGapMs = 5;
/** From the later connect to the first message: the kernel has to be seen accepting both. */
export const settleMs = 100;
/** For each client beyond two: they connect all at once, and are accepted one after the other. */
const settleMoreMs = 30;
/** From the later connect on where a program is not ours: it has to start first. */
const foreignSettleMs = 300;
/** From the last message: after so long a trial counts as hung. */
const limitMs = 5_000;

/**
 * The trials of this shard. The same settings give the same trials, in the same order. Throws
 * LabError FLAG_WRONG where they are more than can be held.
 */
export function planTrials(settings: SweepSettings): SweepTrial[] {
  const { gaps, orders, connects: who, repeat } = settings;
  const count = (gaps.length * orders.length * who.length * repeat) / settings.shard.of;
  if (count > ranges.trials.max) {
    const message = `A sweep of ${Math.ceil(count)} trials is too large: ${ranges.trials.max} at most`;
    throw new LabError('FLAG_WRONG', message, {
      hint: 'Take a smaller --repeat, fewer --gaps, or play it in parts: --shard 1/20.',
    });
  }
  const trials: SweepTrial[] = [];
  for (const gapMs of settings.gaps) {
    for (const first of settings.orders) {
      for (const connects of settings.connects) {
        for (let repeat = 0; repeat < settings.repeat; repeat += 1) {
          trials.push({ number: trials.length, gapMs, first, connects });
        }
      }
    }
  }
  const { index, of } = settings.shard;
  return shuffle(trials, settings.seed).filter((_, place) => place % of === index - 1);
}

/**
 * On an emulated box all but the gap between the messages takes so many times as long: the first
 * connection of a program is made in half a second there, and not in ten milliseconds.
 */
const slowFactor = 20;

/** The plan of one trial: who connects when, and who sends when. Throws LabError FLAG_WRONG. */
export function planTrial(
  settings: SweepSettings,
  trial: SweepTrial,
  { isSlow = false }: { isSlow?: boolean } = {},
): Plan {
  const { commands, topology, links, port, checks } = settings;
  const { gapMs, first, connects, number } = trial;
  const isForeign = Object.values(commands).some((command) => command !== undefined);
  const count = settings.clients ?? 2;
  const moreMs = settleMoreMs * (count - 2);
  const factor = isSlow ? slowFactor : 1;
  const laterMs = connectGapMs * factor;
  const sendMs = laterMs + ((isForeign ? foreignSettleMs : settleMs) + moreMs) * factor;
  const order = getSendOrder(first, count);
  const client = ({ role, name }: Player) => {
    const command = role === 'X' || role === 'Y' ? commands[role] : undefined;
    return {
      ...{ role, name },
      connectMs: connects === role ? 0 : laterMs,
      sendMs: sendMs + gapMs * order.indexOf(role),
      ...(command !== undefined && { command }),
    };
  };
  const asked = {
    name: `trial-${number}`,
    title: `${connects} connects first, ${first} sends first, by ${gapMs} ms`,
    ...{ topology, switch: settings.switch, links, port, checks },
    server: commands.server === undefined ? {} : { command: commands.server },
    clients: players.slice(0, count).map(client),
    limitMs: sendMs + gapMs * (count - 1) + limitMs * factor,
  };
  return planScenario(
    parseScenario(asked, {
      ...{ code: 'FLAG_WRONG', where: `The gap of ${gapMs} ms` },
      hint: 'Each client sends the gap after the one before it: take a smaller one, or fewer clients.',
    }),
  );
}

/** A fixed shuffle (Fisher and Yates) by a fixed sequence of numbers (mulberry32). */
function shuffle<Value>(values: readonly Value[], seed: number): Value[] {
  const random = makeRandom(seed);
  const shuffled = [...values];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [shuffled[last], shuffled[other]] as [Value, Value];
    shuffled[last] = b;
    shuffled[other] = a;
  }
  return shuffled;
}

function makeRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
