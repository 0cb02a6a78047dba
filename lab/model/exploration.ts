/**
 * An exploration: the search for a schedule that breaks a promise, and the smallest one that still
 * does. What a schedule is (its values, each from a short list that begins with the usual one),
 * what an assignment says of its own, and the report that reporters show. Plain data, pure
 * functions.
 */
import type { Outcome } from './outcome.ts';
import type { PlannedClient } from './plan.ts';
import type { TroubleReport } from './report.ts';
import type { ScenarioInput } from './scenario.ts';

/**
 * The values that an exploration varies, by name. The usual one comes first, and then the simpler
 * before the less simple: shrinking goes towards the front.
 */
export type ScheduleValues = Readonly<Record<string, readonly (number | string)[]>>;

/** A schedule: for each name the place of its value in the list, in the names' order; 0: usual. */
export type Schedule = readonly number[];

/** What an assignment is told of a play, beside its schedule. */
export interface ScheduleFacts {
  /** Whether a command is run instead of the assignment's own server. */
  isForeign: boolean;
  /** ms that are waited for at least after the last planned moment. */
  limitMs: number;
}

/** What is the same for all schedules of an exploration, and no assignment has to say. */
type Settled = 'name' | 'title' | 'topology' | 'switch' | 'links' | 'port' | 'server';

/** How an assignment is explored: what its contract has under `explore`. */
export interface ExploreDesign {
  readonly values: ScheduleValues;
  /** Names of what goes wrong: dropped first in shrinking; a play with one is played alone. */
  readonly faultNames: readonly string[];
  /** Names of what programs need not bear to earn their points, those of faults among them. */
  readonly robustnessNames: readonly string[];
  /** Checks that fail where a play was over too early: then it is played again, with more time. */
  readonly deadlineChecks: readonly string[];
  /** Checks on the source of the programs: no timing changes them. */
  readonly sourceChecks: readonly string[];
  /** The same schedule with all values as usual that have no effect in it; absent: all have one. */
  tidy?(schedule: Schedule): Schedule;
  /** Who does what when, what goes wrong, what is asked, and how long all of it may take. */
  makeScenario(schedule: Schedule, facts: ScheduleFacts): Omit<ScenarioInput, Settled>;
}

/** The schedule in which all is as usual. */
export function getUsualSchedule(values: ScheduleValues): Schedule {
  return Object.keys(values).map(() => 0);
}

/** A value of a schedule. */
export function getValue<Values extends ScheduleValues, Name extends keyof Values & string>(
  values: Values,
  schedule: Schedule,
  name: Name,
): Values[Name][number] {
  const value = values[name]?.[schedule[Object.keys(values).indexOf(name)] ?? 0];
  if (value === undefined) throw new Error(`${name} has no such value`);
  return value;
}

/** What is not as usual in a schedule. */
export interface Change {
  name: string;
  value: number | string;
  usual: number | string;
}

export function listChanges(values: ScheduleValues, schedule: Schedule): Change[] {
  const names = Object.keys(values).filter((_, at) => schedule[at] !== 0);
  return names.map((name) => {
    return { name, value: getValue(values, schedule, name), usual: getValue(values, [], name) };
  });
}

/** Whether something goes wrong in a schedule, which has to be tidy. */
export function isFaulty(
  { values, faultNames }: Pick<ExploreDesign, 'values' | 'faultNames'>,
  schedule: Schedule,
): boolean {
  const names = Object.keys(values);
  return faultNames.some((name) => (schedule[names.indexOf(name)] ?? 0) !== 0);
}

/** What a client does when, in ms after the epoch. */
export type ScheduledClient = Pick<
  PlannedClient,
  'role' | 'connectMs' | 'sendMs' | 'pieces' | 'pieceGapMs' | 'leaveMs'
>;

/** A schedule that breaks a promise: found, made as small as can be, and played again. */
export interface FaultReport {
  /** The check that failed, why, and all that failed with it. */
  check: string;
  because: string;
  fails: string[];
  /** ms from the command's start until a schedule was found that fails it again and again. */
  foundMs: number;
  /** The smallest schedule that still fails it; what is not as usual in it. */
  clients: ScheduledClient[];
  /** What is made to go wrong in it, in the words of a scenario file. */
  faults: string[];
  changes: Change[];
  /** The changes of the one that was found first. */
  found: Change[];
  /** In how many plays it failed, and held; the rest was undecided. A flaky one held in some. */
  confirmed: number;
  held: number;
  plays: number;
  isFlaky: boolean;
  /** The scenario file that repeats it, and the command line that plays that. */
  scenario: string;
  repeat: string;
}

export interface ExplorationReport {
  outcome: Outcome;
  box: string;
  /** Schedules that were played in search of a fault, and those that were asked for. */
  schedules: number;
  planned: number;
  /** Those that kept all promises; those that left one open by their nature; those that befell. */
  held: number;
  open: number;
  troubled: number;
  /** All plays, those for shrinking and confirming among them. */
  plays: number;
  wallMs: number;
  startedAt: string;
  command: string;
  seed: number;
  stages: number;
  fault: FaultReport | null;
  directory: string | null;
  /** What befell the lab, so that not all was played. */
  trouble?: TroubleReport;
}
