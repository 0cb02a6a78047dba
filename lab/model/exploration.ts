/**
 * An exploration: the search for a schedule that breaks a promise, and the smallest one that still
 * does. What a schedule is (its values, each from a short list that begins with the usual one), and
 * the report that reporters show. Plain data and pure functions.
 */
import { formatFault, parseFault } from './fault-words.ts';
import type { Outcome } from './outcome.ts';
import type { TroubleReport } from './report.ts';
import type { ScenarioClient } from './scenario.ts';

/**
 * The values that an exploration varies. The usual one comes first, and then the simpler before the
 * less simple: shrinking goes towards the front.
 */
export const scheduleValues = {
  /** ms after the epoch. */
  connectX: [0, 1, 2, 5, 10, 20, 50, 100, 200, 500],
  connectY: [0, 1, 2, 5, 10, 20, 50, 100, 200, 500],
  /** ms added to when it sends. */
  delayX: [0, 1, 2, 5, 10, 20, 50, 100, 200, 500],
  delayY: [0, 1, 2, 5, 10, 20, 50, 100, 200, 500],
  /** `settled`: `settleMs` after the later connect. `at-once`: with its own connect. */
  sendsX: ['settled', 'at-once'],
  sendsY: ['settled', 'at-once'],
  /** Segments of the message, and the pause between two, in ms. */
  piecesX: [1, 2, 3, 5],
  piecesY: [1, 2, 3, 5],
  pauseX: [20, 1, 2, 5, 10, 50, 100],
  pauseY: [20, 1, 2, 5, 10, 50, 100],
  /** Who leaves before its message is whole, and how many ms after it connected. */
  leaver: ['nobody', 'X', 'Y'],
  leaveAfter: [10, 0, 1, 2, 5, 20, 50, 100],
  /** What is made to go wrong (fault.ts), with whom, how many ms after it connected, how long. */
  fault: ['none', 'pause', 'slow', 'down', 'cut', 'reset', 'kill', 'half-open', 'restart'],
  faulted: ['server', 'X', 'Y'],
  faultAfter: [90, 0, 1, 5, 10, 20, 50, 100, 110, 150, 200],
  faultFor: [50, 1, 5, 10, 20, 100, 200, 500],
} as const satisfies Record<string, readonly (number | string)[]>;

export type ScheduleName = keyof typeof scheduleValues;
export const scheduleNames = Object.keys(scheduleValues) as ScheduleName[];

/** A schedule: for each name the place of its value in the list, in the names' order; 0: usual. */
export type Schedule = readonly number[];

/** The schedule in which all is as usual. */
export const usualSchedule: Schedule = scheduleNames.map(() => 0);

/** From the later connect to the first message: the kernel has to be seen accepting both. */
export const settleMs = 100;
/** A client that is to leave early does so this long before its message would be whole. */
const leaveMarginMs = 2;

/** A value of a schedule. */
export function getValue<Name extends ScheduleName>(
  schedule: Schedule,
  name: Name,
): (typeof scheduleValues)[Name][number] {
  const values: readonly (typeof scheduleValues)[Name][number][] = scheduleValues[name];
  const value = values[schedule[scheduleNames.indexOf(name)] ?? 0];
  if (value === undefined) throw new Error(`${name} has no such value`);
  return value;
}

/** What is made to go wrong, with whom and when: dropped first where a schedule is made small. */
export const faultNames: readonly ScheduleName[] = ['fault', 'faulted', 'faultAfter', 'faultFor'];

/** What a server need not bear to earn its points: pieces, early leavers, and faults. */
export const robustnessNames: readonly ScheduleName[] = [
  ...(['piecesX', 'piecesY', 'pauseX', 'pauseY', 'leaver', 'leaveAfter'] as const),
  ...faultNames,
];

/** The same schedule with all values as usual that have no effect in it. */
export function tidySchedule(schedule: Schedule): Schedule {
  const isIdle: Partial<Record<ScheduleName, boolean>> = {
    pauseX: getValue(schedule, 'piecesX') === 1,
    pauseY: getValue(schedule, 'piecesY') === 1,
  };
  const leaves = scheduleClients(schedule).some(({ leaveMs }) => leaveMs !== undefined);
  if (!leaves) Object.assign(isIdle, { leaver: true, leaveAfter: true });
  const fault = scheduleFault(schedule);
  if (!fault) for (const name of faultNames) isIdle[name] = true;
  if (fault?.forMs === undefined) isIdle.faultFor = true;
  return schedule.map((place, at) => (isIdle[scheduleNames[at] as ScheduleName] ? 0 : place));
}

/** What is not as usual in a schedule. */
export interface Change {
  name: ScheduleName;
  value: number | string;
  usual: number | string;
}

export function listChanges(schedule: Schedule): Change[] {
  return scheduleNames
    .filter((_, at) => schedule[at] !== 0)
    .map((name) => ({ name, value: getValue(schedule, name), usual: scheduleValues[name][0] }));
}

export type ScheduledClient = Pick<
  ScenarioClient,
  'role' | 'connectMs' | 'pieces' | 'pieceGapMs'
> & { sendMs: number; leaveMs?: number };

/** What the two clients do at which ms after the epoch. */
export function scheduleClients(schedule: Schedule): [ScheduledClient, ScheduledClient] {
  const connects = { X: getValue(schedule, 'connectX'), Y: getValue(schedule, 'connectY') };
  const settledMs = Math.max(connects.X, connects.Y) + settleMs;
  const plan = (role: 'X' | 'Y'): ScheduledClient => {
    const connectMs = connects[role];
    const begins = getValue(schedule, `sends${role}`) === 'settled' ? settledMs : connectMs;
    const sendMs = begins + getValue(schedule, `delay${role}`);
    const pieces = getValue(schedule, `pieces${role}`);
    const pieceGapMs = getValue(schedule, `pause${role}`);
    const leaveMs = connectMs + getValue(schedule, 'leaveAfter');
    const wholeMs = sendMs + (pieces - 1) * pieceGapMs;
    const leaves = getValue(schedule, 'leaver') === role && leaveMs <= wholeMs - leaveMarginMs;
    return { role, connectMs, sendMs, pieces, pieceGapMs, ...(leaves && { leaveMs }) };
  };
  return [plan('X'), plan('Y')];
}

/** Faults that do not last: what they do is done at once. */
const sudden: readonly string[] = ['reset', 'kill', 'half-open'];
/**
 * Faults that keep the pieces of a message apart. A peer may send no newline, so by its own rule a
 * server takes pieces that come more than a lull (resolution.ts) apart for messages of their own.
 */
const linkFaults: readonly string[] = ['down', 'cut'];
const holding: readonly string[] = ['pause', 'slow', ...linkFaults];
/** A fault that began later than this before the last byte is sent might find nobody there. */
const faultMarginMs = 10;

export interface ScheduledFault {
  /** The sentence (fault-words.ts). */
  text: string;
  atMs: number;
  forMs?: number;
  /** Whether all programs stay running and connected, so that all can be asked of them. */
  isBorne: boolean;
}

/** What is made to go wrong; null also where nobody would be there, or one leaves early anyway. */
export function scheduleFault(schedule: Schedule): ScheduledFault | null {
  const name = getValue(schedule, 'fault');
  const who = getValue(schedule, 'faulted');
  const clients = scheduleClients(schedule);
  if (name === 'none' || clients.some(({ leaveMs }) => leaveMs !== undefined)) return null;
  // A client that vanishes or is started again has no second role to play.
  if (who === 'server' ? name === 'half-open' : name === 'restart') return null;
  const isHeldUp = (one: ScheduledClient) =>
    one.pieces > 1 && (who === one.role || (who === 'server' && linkFaults.includes(name)));
  if (holding.includes(name) && clients.some(isHeldUp)) return null;
  const there = clients.filter(({ role }) => who === 'server' || role === who);
  const atMs = Math.min(...there.map((one) => one.connectMs)) + getValue(schedule, 'faultAfter');
  const untilMs = Math.max(...clients.map((one) => one.sendMs)) - faultMarginMs;
  if (atMs > untilMs) return null;
  const isSudden = sudden.includes(name);
  const forMs = isSudden ? undefined : getValue(schedule, 'faultFor');
  const duration = forMs === undefined ? {} : { forMs };
  // As it is read again, with what is usual for its kind.
  const { text } = parseFault(formatFault({ do: name, who, atMs, ...duration }));
  return { text, atMs, ...duration, isBorne: !isSudden && name !== 'restart' };
}

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
