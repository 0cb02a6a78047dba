/**
 * The time that a box is given: an emulated one takes dozens of times as long for everything, and
 * a right program on it is not cut off for that. Used by programs.ts.
 */
import { getConnects, type Plan } from '../model/plan.ts';
import { sendAfterConnectMs } from '../model/ranges.ts';
import type { PlayRequest, SettleRequest } from '../stage/protocol.ts';

export interface BoxSpeed {
  /** True if the box is an emulated machine, where all takes dozens of times as long. */
  isEmulated?: boolean;
}

/** How long a program may take to start. */
const listenMs = 20_000;
/** The same on an emulated box: 2 s for Node alone; 162 s were seen on a host with a load of 20. */
const emulatedListenMs = 300_000;
/** After how long a silence a play of foreign programs ends. */
export const usualIdleMs = 5_000;
const usualGraceMs = 1_000;
/** How much longer all that has a limit of its own may take on an emulated box. */
const slowFactor = 6;

export function getListenMs({ isEmulated = false }: BoxSpeed): number {
  return isEmulated ? emulatedListenMs : listenMs;
}

/** The plan with limits that fit the box; what is planned for when stays as it is. */
export function giveTime(plan: Plan, { isEmulated = false }: BoxSpeed): Plan {
  return isEmulated ? { ...plan, limitMs: plan.limitMs * slowFactor } : plan;
}

/** How long nothing may happen among foreign programs. */
export function getPatience(
  { isEmulated = false }: BoxSpeed,
  { graceMs = usualGraceMs, idleMs = usualIdleMs }: Pick<Plan, 'graceMs' | 'idleMs'>,
): Pick<PlayRequest, 'idleMs' | 'graceMs'> {
  const factor = isEmulated ? slowFactor : 1;
  return { idleMs: Math.max(idleMs, graceMs) * factor, graceMs: graceMs * factor };
}

/** How much of the time that our programs take to start they may need from connect to accepted. */
const settleShare = 0.25;
/** Clients of others are only started when they are to connect, and one follows the other. */
const foreignSettleShare = 1.5;
/** How much longer a connection across the network may take than one that was just rehearsed. */
const settleRehearsals = 3;
const mostSettleMs = 10_000;
/**
 * The same on an emulated box, however quick its programs were to start and rehearse: on a busy
 * host 0.4 to 4 s passed from connect to accepted, and up to 10 s more until our server read.
 */
const emulatedSettleMs = 30_000;
/** What goes wrong by plan may be what keeps a server from accepting, and ends only later. */
const faultySettleMs = 4_000;

/** How long what comes after a connect is held at the most, for the connection to be there. */
export function getSettle(plan: Plan, { isEmulated = false }: BoxSpeed): SettleRequest {
  const isStarted = plan.clients.some(({ command }) => command !== undefined);
  const mostMs = isEmulated ? emulatedSettleMs : mostSettleMs;
  return {
    connects: getConnects(plan),
    enoughMs: sendAfterConnectMs,
    share: isStarted ? foreignSettleShare : settleShare,
    rehearsals: isStarted ? 0 : settleRehearsals,
    ...(isEmulated && { leastMs: emulatedSettleMs }),
    mostMs: plan.faults ? faultySettleMs : mostMs,
  };
}
