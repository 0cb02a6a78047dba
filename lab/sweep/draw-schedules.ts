/**
 * Draws schedules at random, and the simpler neighbours of one; the only importer of fast-check.
 * A schedule is a tuple of places in short lists (model/exploration.ts), so that fast-check's
 * shrinking of whole numbers towards 0 is shrinking towards the usual.
 */
import fc from 'fast-check';
import {
  robustnessNames,
  type Schedule,
  scheduleNames,
  scheduleValues,
  tidySchedule,
} from '../model/exploration.ts';

const places = scheduleNames.map((name) => fc.nat({ max: scheduleValues[name].length - 1 }));
const whole = fc.tuple(...places);

/** Most values are as usual, since a fault hides behind others: of 12 values about 3 are not. */
const usually = { weight: 2, arbitrary: fc.constant(0) };

export interface Draw {
  seed: number;
  /** Whether to draw messages in pieces and early leavers as well. */
  robustness: boolean;
}

/** So many schedules; the same seed gives the same ones, and a greater count only adds to them. */
export function drawSchedules(count: number, { seed, robustness }: Draw): Schedule[] {
  if (count === 0) return [];
  const drawn = places.map((arbitrary, at) => {
    const isOut = !robustness && robustnessNames.some((name) => name === scheduleNames[at]);
    return isOut ? fc.constant(0) : fc.oneof(usually, { weight: 1, arbitrary });
  });
  return fc.sample(fc.tuple(...drawn), { seed, numRuns: count }).map(tidySchedule);
}

/** Schedules that differ from one in a single value, which is simpler; the simplest first. */
export function simplify(schedule: Schedule): Schedule[] {
  const simpler = [...whole.shrink([...schedule], undefined)].map(({ value }) =>
    tidySchedule(value),
  );
  // Values that are as usual again come before those that are only smaller.
  const count = (one: Schedule) => one.filter((place) => place !== 0).length;
  const unique = new Map(simpler.map((one) => [one.join(), one]));
  unique.delete(schedule.join());
  return [...unique.values()].sort((a, b) => count(a) - count(b));
}
