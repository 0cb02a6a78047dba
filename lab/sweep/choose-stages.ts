/**
 * How many networks a sweep plays on at the same time. Too many are slower, for each has to be
 * built, and wrong: where programs wait for a processor, messages come late and samples too few.
 */
import type { Plan } from '../model/plan.ts';
import { type Pace, usualPace } from '../run/measure-pace.ts';

/** What a box has. */
export interface Bearer {
  cores: number;
  pace: Pace;
}

/** Work of a core to build a network and start the programs, at the usual pace (measured). */
const buildMs = 1_400;
/** The share of a core that looking at the kernel takes while a trial goes on (measured). */
const samplingShare = 0.08;
/** More of the cores than that is not planned for: what is due shall not have to wait. */
const maxShare = 0.75;
const maxStagesPerCore = 10;
/** A network takes a second to build, so a few trials are not worth one. */
const minTrialsPerStage = 5;

/** What decides how long a trial takes. */
type TimedPlan = { clients: readonly Pick<Plan['clients'][number], 'sendMs'>[] };

/** How long a trial takes on a warm stage, and the work of a core in it at the usual pace; ms. */
export function estimateTrial({ clients }: TimedPlan): { wallMs: number; busyMs: number } {
  const wallMs = Math.max(...clients.map(({ sendMs }) => sendMs)) + 20 * clients.length;
  return { wallMs, busyMs: 30 * clients.length + samplingShare * wallMs };
}

/**
 * The number with which the sweep ends soonest, as long as the cores have enough to spare. With n
 * networks it takes n times the building, one after the other on the cores that are free now, and
 * an nth of the trials' time; the sum is smallest where both are equal.
 */
export function chooseStages(trials: readonly TimedPlan[], { cores, pace }: Bearer): number {
  const sum = { wallMs: 0, busyMs: 0 };
  for (const trial of trials) {
    const { wallMs, busyMs } = estimateTrial(trial);
    sum.wallMs += wallMs;
    sum.busyMs += busyMs;
  }
  const dear = pace.loadMs / usualPace.loadMs;
  const soonest = Math.sqrt((sum.wallMs * cores) / (pace.stretch * buildMs * dear));
  // Who mostly waits is served before who always runs, and yet loses part of the cores to it.
  const free = (maxShare * cores) / Math.sqrt(pace.stretch);
  const bearable = sum.busyMs === 0 ? 1 : (free * sum.wallMs) / (sum.busyMs * dear);
  const most = Math.min(maxStagesPerCore * cores, Math.ceil(trials.length / minTrialsPerStage));
  return Math.max(1, Math.min(Math.round(soonest), Math.floor(bearable), most));
}
