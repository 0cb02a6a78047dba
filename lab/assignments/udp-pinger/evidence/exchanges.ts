/**
 * Reading the wire: the client's pings and what the server answered to each, from the datagrams of
 * the capture at the server. Pure; all checkers of the pinger build on it.
 */
import { type EventOf, getEvents } from '../../../model/journal.ts';
import { memoize } from '../../../model/memoize.ts';
import { getGap } from '../../../model/sockets.ts';
import type { Finding, Journal } from '../../../model/verdict.ts';
import { getOptions } from '../options.ts';

export type Datagram = EventOf<'datagram'>;

export interface Exchange {
  request: Datagram;
  /** The number that the ping has; null if it is not of the form. */
  sequence: number | null;
  /** Those that came for it, the first one first. */
  answers: Datagram[];
}

export interface Exchanges {
  all: Exchange[];
  /** What the server sent to the client that answers no ping. */
  strays: Datagram[];
}

/**
 * Whether an answer came in time. `unclear`: so near the limit, or in a play so tampered with, that
 * the client and the wire at the server may differ.
 */
export type Fate = 'answered' | 'lost' | 'unclear';

/**
 * A client's clock and the wire at the server may differ by this. Measured on two cores: our client
 * printed at most 1.5 ms more than the wire in 18 plays at a load of 8; a client in Python 4.7 ms,
 * beside six busy loops. A machine that stands still for 30 ms or more says so in the journal.
 */
export const clientShareNs = 50_000_000;

/** The form of a ping: "Ping NUMBER TIME". */
const form = /^Ping (\d+) \S.*$/;

/** The number of a ping that has the form; null if it has not. */
function readSequence(text: string): number | null {
  const number = form.exec(text.trimEnd())?.[1];
  return number === undefined ? null : Number(number);
}

/** All pings in the order in which they came, each with its answers. */
export const readExchanges = memoize(({ events, plan }: Journal): Exchanges => {
  const isServer = (endpoint: string) => endpoint.endsWith(`:${plan.port}`);
  const [client] = plan.clients;
  const exchanges: Exchanges = { all: [], strays: [] };
  for (const event of getEvents(events, 'datagram')) {
    if (event.role !== client?.role) continue;
    if (isServer(event.to)) {
      exchanges.all.push({ request: event, sequence: readSequence(event.text), answers: [] });
    } else {
      const match = findRequest(exchanges.all, event);
      if (match) match.answers.push(event);
      else exchanges.strays.push(event);
    }
  }
  return exchanges;
});

/** The ping that an answer belongs to: by its text in any case, else by its number. */
function findRequest(all: readonly Exchange[], answer: Datagram): Exchange | undefined {
  const fold = (text: string) => text.trim().toUpperCase();
  const number = /^\s*ping\s+(\d+)/i.exec(answer.text)?.[1];
  return (
    all.findLast(({ request }) => fold(request.text) === fold(answer.text)) ??
    all.findLast(({ sequence }) => number !== undefined && sequence === Number(number))
  );
}

/**
 * What the client must have seen of a ping. Its timer and the wire may differ by its share of the
 * time, and by what the machine stood still meanwhile.
 */
export function getFate(journal: Journal, { request, answers: [answer] }: Exchange): Fate {
  if (!answer) return 'lost';
  const timeoutNs = getOptions(journal.plan).timeoutMs * 1e6;
  const overNs = answer.atNs - request.atNs - timeoutNs;
  const stood = findStandstill(journal, request.atNs, request.atNs + timeoutNs);
  const slackNs = Math.min(clientShareNs, timeoutNs / 2) + 2 * (stood?.lateNs ?? 0);
  if (isTampered(journal) || Math.abs(overNs) <= slackNs) return 'unclear';
  return overNs > 0 ? 'lost' : 'answered';
}

/** True if a fault or the link may keep pings from coming, or make them late, by plan. */
export function isTampered({ plan: { links, faults = [] } }: Journal): boolean {
  return faults.length > 0 || Object.values(links).some((value) => value !== undefined);
}

/**
 * The entry that says how long the machine stood still at some time between these two, the longest
 * if there are several: what a program did then may have been late through no fault of its own.
 */
export function findStandstill(
  { events }: Journal,
  fromNs: number,
  untilNs: number,
): EventOf<'blind'> | undefined {
  return getEvents(events, 'blind')
    .filter(({ atNs, previousAtNs }) => atNs >= fromNs && previousAtNs <= untilNs)
    .sort((one, other) => other.lateNs - one.lateNs)[0];
}

/** Why nothing can be said of the pings at all; null if there are some, and the wire is whole. */
export function findUnread(journal: Journal, also?: 'printed'): Finding | null {
  const gap = getGap(journal, 'wire') ?? (also && getGap(journal, also));
  if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
  if (readExchanges(journal).all.length > 0) return null;
  return { outcome: 'unknown', because: 'no ping was seen on the wire' };
}
