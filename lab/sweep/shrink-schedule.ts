/**
 * Makes a schedule that fails as small as can be. All simpler neighbours are tried at the same
 * time; those that fail as well are tried together as one, so that a few rounds are enough. A
 * result has to fail each time it is played: one that only sometimes does is left out, and the
 * search goes on from before it.
 */
import type { Schedule } from '../model/exploration.ts';

export interface Shrinking {
  /** Neighbours that are simpler, the simplest first. */
  simplify(schedule: Schedule): Schedule[];
  /** True if a schedule fails, as far as a few plays tell. Called for many at the same time. */
  fails(schedule: Schedule): Promise<boolean>;
  /** In how many plays a schedule failed, and in how many it held; the rest was undecided. */
  confirm(schedule: Schedule): Promise<Confirmed>;
  /** True when there is no more time: what is smallest by then is the answer. */
  isOver(): boolean;
}

export interface Confirmed {
  failed: number;
  held: number;
  plays: number;
}

export interface Smallest extends Confirmed {
  schedule: Schedule;
}

/** So many flaky results are left out before the one that failed most is taken. */
const mostFlaky = 5;

/** The smallest schedule that fails, from one that did. */
export async function shrinkSchedule(found: Schedule, by: Shrinking): Promise<Smallest> {
  const known = new Map<string, Promise<boolean>>();
  const fails = (schedule: Schedule) => {
    const key = schedule.join();
    const before = known.get(key);
    if (before) return before;
    const now = by.fails(schedule);
    known.set(key, now);
    return now;
  };
  const flaky: Smallest[] = [];
  for (;;) {
    const path = [found];
    for (let next = await step(found, by, fails); next; ) {
      path.push(next);
      next = by.isOver() ? null : await step(next, by, fails);
    }
    const schedule = path.at(-1) ?? found;
    const smallest = { schedule, ...(await by.confirm(schedule)) };
    if (smallest.failed > 0 && smallest.held === 0) return smallest;
    flaky.push(smallest);
    known.set(schedule.join(), Promise.resolve(false));
    if (path.length === 1) return chooseBest(flaky);
    if (flaky.length === mostFlaky || by.isOver()) {
      return chooseBest([{ schedule: found, ...(await by.confirm(found)) }, ...flaky]);
    }
  }
}

/** A simpler schedule that fails; null if there is none. */
async function step(
  schedule: Schedule,
  by: Shrinking,
  fails: (schedule: Schedule) => Promise<boolean>,
): Promise<Schedule | null> {
  const all = by.simplify(schedule);
  const resets = all.filter((one) => countChanges(one) < countChanges(schedule));
  for (const candidates of [resets, all]) {
    const results = await Promise.all(candidates.map(fails));
    const failing = candidates.filter((_, at) => results[at]);
    const [first] = failing;
    if (!first) continue;
    const merged = merge(schedule, failing);
    return merged.join() !== first.join() && (await fails(merged)) ? merged : first;
  }
  return null;
}

/** All simplifications at once; of several of one value the first, which is the simplest. */
function merge(from: Schedule, simpler: readonly Schedule[]): Schedule {
  return from.map((place, at) => simpler.find((one) => one[at] !== place)?.[at] ?? place);
}

function countChanges(schedule: Schedule): number {
  return schedule.filter((place) => place !== 0).length;
}

function chooseBest(flaky: readonly Smallest[]): Smallest {
  const [first, ...others] = flaky as [Smallest, ...Smallest[]];
  return others.reduce((best, one) => (one.failed > best.failed ? one : best), first);
}
