/** From a sweep's settings to its trials, in the order in which they are played, and plans. */
import type { SweptAssignment } from '../model/assignment.ts';
import { LabError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { ranges } from '../model/ranges.ts';
import { parseScenario } from '../model/scenario.ts';
import { dealShard } from '../model/shard.ts';
import type { SweepSettings, SweepTrial } from '../model/sweep.ts';

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
  return dealShard(shuffle(trials, settings.seed), settings.shard);
}

/** How many clients a sweep has. */
export function countClients(
  { clients }: Pick<SweepSettings, 'clients'>,
  assignment: SweptAssignment,
): number {
  return clients ?? assignment.clients.length;
}

/** So many clients in the order in which they send where `first` is the first. */
export function getSendOrder(
  { clients, sweep }: SweptAssignment,
  first: string,
  count: number,
): readonly string[] {
  const others = clients.filter((role) => role !== first);
  return sweep.getSendOrder?.(first, count) ?? [first, ...others].slice(0, count);
}

/** The plan of one trial: who connects when, and who sends when. Throws LabError FLAG_WRONG. */
export function planTrial(
  settings: SweepSettings,
  trial: SweepTrial,
  { assignment, isSlow = false }: { assignment: SweptAssignment; isSlow?: boolean },
): Plan {
  const { commands, topology, links, port, checks } = settings;
  const isForeign = Object.keys(commands).length > 0;
  const clients = countClients(settings, assignment);
  const made = assignment.sweep.makeScenario(trial, { clients, isForeign, isSlow });
  const asked = {
    ...made,
    name: `trial-${trial.number}`,
    ...{ topology, switch: settings.switch, links, port, checks },
    server: commands.server === undefined ? {} : { command: commands.server },
    clients: made.clients.map((client) => {
      const command = commands[client.role];
      return command === undefined ? client : { ...client, command };
    }),
  };
  const plan = assignment.plan(
    parseScenario(asked, {
      ...{ code: 'FLAG_WRONG', where: `The gap of ${trial.gapMs} ms` },
      hint: 'Each client sends the gap after the one before it: take a smaller one, or fewer clients.',
    }),
  );
  const label = settings.assignment;
  return label === undefined ? plan : { ...plan, assignment: label };
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
