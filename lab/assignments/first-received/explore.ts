/**
 * How this assignment is explored: when its two clients connect and send, in how many pieces, who
 * leaves early, and what is made to go wrong.
 */
import {
  type ExploreDesign,
  getValue,
  type Schedule,
  type ScheduledClient,
  type ScheduleFacts,
  type ScheduleValues,
} from '../../model/exploration.ts';
import { formatFault, parseFault } from '../../model/fault-words.ts';
import { serverShare } from '../../model/ranges.ts';
import { deadlineChecks, faultChecks, playChecks, sourceChecks } from './asked-checks.ts';
import { alice, bob } from './scenarios/suite.ts';

/** What is varied. */
const values = {
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
} as const satisfies ScheduleValues;

type Name = keyof typeof values;
const names = Object.keys(values) as Name[];
const get = <One extends Name>(schedule: Schedule, name: One) => getValue(values, schedule, name);

/** From the later connect to the first message: the kernel has to be seen accepting both. */
const settleMs = 100;
/** A client that is to leave early does so this long before its message would be whole. */
const leaveMarginMs = 2;

/** What is made to go wrong, with whom and when: dropped first where a schedule is made small. */
const faultNames: readonly Name[] = ['fault', 'faulted', 'faultAfter', 'faultFor'];

/** What a server need not bear to earn its points: pieces, early leavers, and faults. */
const robustnessNames: readonly Name[] = [
  ...(['piecesX', 'piecesY', 'pauseX', 'pauseY', 'leaver', 'leaveAfter'] as const),
  ...faultNames,
];

/** The same schedule with all values as usual that have no effect in it. */
function tidySchedule(schedule: Schedule): Schedule {
  const isIdle: Partial<Record<Name, boolean>> = {
    pauseX: get(schedule, 'piecesX') === 1,
    pauseY: get(schedule, 'piecesY') === 1,
  };
  const leaves = scheduleClients(schedule).some(({ leaveMs }) => leaveMs !== undefined);
  if (!leaves) Object.assign(isIdle, { leaver: true, leaveAfter: true });
  const fault = scheduleFault(schedule);
  if (!fault) for (const name of faultNames) isIdle[name] = true;
  if (fault?.forMs === undefined) isIdle.faultFor = true;
  return schedule.map((place, at) => (isIdle[names[at] as Name] ? 0 : place));
}

/** What the two clients do at which ms after the epoch. */
export function scheduleClients(schedule: Schedule): [ScheduledClient, ScheduledClient] {
  const connects = { X: get(schedule, 'connectX'), Y: get(schedule, 'connectY') };
  const settledMs = Math.max(connects.X, connects.Y) + settleMs;
  const plan = (role: 'X' | 'Y'): ScheduledClient => {
    const connectMs = connects[role];
    const begins = get(schedule, `sends${role}`) === 'settled' ? settledMs : connectMs;
    const sendMs = begins + get(schedule, `delay${role}`);
    const pieces = get(schedule, `pieces${role}`);
    const pieceGapMs = get(schedule, `pause${role}`);
    const leaveMs = connectMs + get(schedule, 'leaveAfter');
    const wholeMs = sendMs + (pieces - 1) * pieceGapMs;
    const leaves = get(schedule, 'leaver') === role && leaveMs <= wholeMs - leaveMarginMs;
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
  const name = get(schedule, 'fault');
  const who = get(schedule, 'faulted');
  const clients = scheduleClients(schedule);
  if (name === 'none' || clients.some(({ leaveMs }) => leaveMs !== undefined)) return null;
  // A client that vanishes or is started again has no second role to play.
  if (who === 'server' ? name === 'half-open' : name === 'restart') return null;
  const isHeldUp = (one: ScheduledClient) =>
    one.pieces > 1 && (who === one.role || (who === 'server' && linkFaults.includes(name)));
  if (holding.includes(name) && clients.some(isHeldUp)) return null;
  const there = clients.filter(({ role }) => who === 'server' || role === who);
  const atMs = Math.min(...there.map((one) => one.connectMs)) + get(schedule, 'faultAfter');
  const untilMs = Math.max(...clients.map((one) => one.sendMs)) - faultMarginMs;
  if (atMs > untilMs) return null;
  const isSudden = sudden.includes(name);
  const forMs = isSudden ? undefined : get(schedule, 'faultFor');
  const duration = forMs === undefined ? {} : { forMs };
  // As it is read again, with what is usual for its kind.
  const { text } = parseFault(formatFault({ do: name, who, atMs, ...duration }));
  return { text, atMs, ...duration, isBorne: !isSudden && name !== 'restart' };
}

/** A schedule as all of a scenario that depends on it. */
function makeScenario(schedule: Schedule, { isForeign, limitMs }: ScheduleFacts) {
  const [x, y] = scheduleClients(schedule);
  const [sentX, sentY] = [x, y].map((one) => one.sendMs + (one.pieces - 1) * one.pieceGapMs);
  const fault = scheduleFault(schedule);
  const endMs = fault ? fault.atMs + (fault.forMs ?? 0) : 0;
  const lastMs = Math.max(sentX ?? 0, sentY ?? 0, endMs) + limitMs;
  return {
    clients: [
      { ...x, name: alice.name },
      { ...y, name: bob.name },
    ],
    ...(fault && { faults: [fault.text] }),
    checks: chooseChecks(schedule, { isForeign, isTogether: sentX === sentY }),
    limitMs: fault ? Math.round(lastMs / serverShare) : lastMs,
  };
}

/**
 * What can be asked of a schedule. Of programs whose partner was ended or cut off only what holds
 * whatever happens; of those that were held up, all.
 */
function chooseChecks(
  schedule: Schedule,
  { isForeign, isTogether }: { isForeign: boolean; isTogether: boolean },
): string[] {
  const leaves = scheduleClients(schedule).some(({ leaveMs }) => leaveMs !== undefined);
  if (leaves) return ['early-leaver-told'];
  const fault = scheduleFault(schedule);
  if (fault && !fault.isBorne) return [...faultChecks];
  const isUsual = schedule.every((place) => place === 0);
  return [
    ...playChecks,
    ...(fault ? ['nobody-hangs'] : []),
    // Messages that are meant to be together have no order that was planned.
    ...(isTogether ? [] : ['order-follows-wire']),
    ...(isUsual && isForeign ? sourceChecks : []),
  ];
}

export const explore = {
  ...{ values, faultNames, robustnessNames, deadlineChecks, sourceChecks },
  tidy: tidySchedule,
  makeScenario,
} as const satisfies ExploreDesign;
