/**
 * Draws schedules at random, and the simpler neighbours of one; the only importer of fast-check.
 * A schedule is a tuple of places in short lists (model/exploration.ts), so that fast-check's
 * shrinking of whole numbers towards 0 is shrinking towards the usual.
 */
import fc from 'fast-check';
import { type ExploreDesign, isFaulty, type Schedule } from '../model/exploration.ts';

/** Most values are as usual, since a fault hides behind others: of 16 values about 4 are not. */
const usually = { weight: 2, arbitrary: fc.constant(0) };

export interface Draw {
  seed: number;
  /** Whether to draw messages in pieces, early leavers and faults as well. */
  robustness: boolean;
  /** Whether faults are among them: a link that is to be slow or to lose takes no other fault. */
  faults?: boolean;
}

/** So many schedules; the same seed gives the same ones, and a greater count only adds to them. */
export function drawSchedules(design: ExploreDesign, count: number, draw: Draw): Schedule[] {
  const { seed, robustness, faults = true } = draw;
  const { values, faultNames, robustnessNames } = design;
  const out = robustness ? (faults ? [] : faultNames) : robustnessNames;
  if (count === 0) return [];
  const names = Object.keys(values);
  const drawn = listPlaces(design).map((arbitrary, at) => {
    const isOut = out.some((name) => name === names[at]);
    return isOut ? fc.constant(0) : fc.oneof(usually, { weight: 1, arbitrary });
  });
  const sample = fc.sample(fc.tuple(...drawn), { seed, numRuns: count });
  return sample.map((schedule) => tidy(design, schedule));
}

/** Schedules that differ from one in a single value, which is simpler; the simplest first. */
export function simplify(design: ExploreDesign, schedule: Schedule): Schedule[] {
  const whole = fc.tuple(...listPlaces(design));
  const simpler = [...whole.shrink([...schedule], undefined)].map(({ value }) =>
    tidy(design, value),
  );
  // Values that are as usual again come before those that are only smaller; no fault, before all.
  const count = (one: Schedule) =>
    one.filter((place) => place !== 0).length + (isFaulty(design, one) ? schedule.length : 0);
  const unique = new Map(simpler.map((one) => [one.join(), one]));
  unique.delete(schedule.join());
  return [...unique.values()].sort((a, b) => count(a) - count(b));
}

/** For each name its places. */
function listPlaces({ values }: ExploreDesign) {
  return Object.values(values).map(({ length }) => fc.nat({ max: length - 1 }));
}

function tidy(design: ExploreDesign, schedule: Schedule): Schedule {
  return design.tidy?.(schedule) ?? schedule;
}
