/**
 * Reading the kernel: what /proc/net/tcp of the server's host showed of each planned client's
 * connection, sample by sample. The journal has an entry for each change, so between two entries
 * every sample looked like the earlier one (proc_pid_net(5): inode 0 is not accepted yet).
 */
import { type Conversation, getStayers } from './conversation.ts';
import { type EventOf, getEvents, type JournalEvent, type Witness } from './journal.ts';
import type { Journal } from './verdict.ts';

export type SocketEvent = EventOf<'socket'>;
type KernelEvent = Extract<JournalEvent, { witness: 'kernel' }>;

/** When the kernel was first seen to have handed a connection to the server. */
export interface Acceptance {
  role: string;
  /** The sample in which it was first seen accepted. */
  atNs: number;
  /** The sample before, in which it was not. */
  previousAtNs: number;
  event: SocketEvent;
}

/** The samples of a client's connection, in order: of the one that carried its data, if known. */
export function getSocketHistory(journal: Journal, conversation: Conversation): SocketEvent[] {
  const all = getEvents(journal.events, 'socket').filter(({ role }) => role === conversation.role);
  const opening = conversation.syn ?? conversation.established;
  if (!opening) return all;
  const port = getPort(opening.client);
  const same = all.filter((event) => getPort(event.remote) === port);
  return same.length > 0 ? same : all;
}

/** When a client's connection was first seen accepted; null if it never was. */
export function getAcceptance(journal: Journal, conversation: Conversation): Acceptance | null {
  const event = getSocketHistory(journal, conversation).find(({ accepted }) => accepted);
  if (!event) return null;
  const { atNs, previousAtNs } = event;
  return { role: conversation.role, atNs, previousAtNs, event };
}

/** The acceptance seen last, of all clients that stay; null while one was never seen accepted. */
export function getLastAcceptance(journal: Journal): Acceptance | null {
  const found = getStayers(journal).map((conversation) => getAcceptance(journal, conversation));
  return found.reduce((last, next) => {
    if (!last || !next) return null;
    return next.atNs > last.atNs ? next : last;
  }, found[0] ?? null);
}

/** How the connection looked in the sample taken at this time; undefined before it was there. */
export function getSocketAt(
  history: readonly SocketEvent[],
  atNs: number,
): SocketEvent | undefined {
  return history.findLast((event) => event.atNs <= atNs);
}

/**
 * How long a thread of the server was ready to run, but got no processor, in a stretch of time; a
 * wait is told with the change that followed it. 0 where the kernel does not count it.
 */
export function getWaitedNs(journal: Journal, fromNs: number, untilNs: number): number {
  const waits = new Map<number, number>();
  for (const { atNs, waitedNs = 0 } of getEvents(journal.events, 'socket')) {
    if (atNs < fromNs) continue;
    waits.set(atNs, Math.max(waitedNs, waits.get(atNs) ?? 0));
    if (atNs >= untilNs) break;
  }
  return [...waits.values()].reduce((sum, wait) => sum + wait, 0);
}

/** The longest time between two samples, in ns; 0 where the journal does not say. */
export function getLongestGapNs({ events }: Journal): number {
  return Math.max(0, ...getEvents(events, 'sampling').map(({ longestGapNs }) => longestGapNs));
}

/** A sampler rests for 100 ms at the most (stage_sampler.py), and reading /proc takes time. */
const longestRestNs = 150_000_000;

/**
 * A stretch of time of which the kernel was not looked at, though it was to be: whoever looks was
 * kept from running since before `fromNs`, for `leastNs` of what followed, and others may have
 * been, too. Journals of before such entries were written show it by what had changed meanwhile.
 */
export function findBlindStretch(
  { events }: Journal,
  fromNs: number,
  untilNs: number,
  leastNs: number,
): KernelEvent | undefined {
  return events.find((event): event is KernelEvent => {
    if (event.witness !== 'kernel' || event.previousAtNs > fromNs) return false;
    const apartNs = event.atNs - event.previousAtNs;
    const lateNs = event.kind === 'blind' ? event.lateNs : apartNs >= longestRestNs ? apartNs : 0;
    return lateNs >= leastNs && Math.min(event.atNs, untilNs) - fromNs >= leastNs;
  });
}

/** A sample is due 2 ms after the one before (stage_sampler.py), and takes a fraction of a ms. */
const lateSampleNs = 10_000_000;

/**
 * Whether a change was only seen after the sampler had been kept from running, or on a box that
 * lets it look rarely: the journal says so, or the sample before is far away.
 */
export function isSeenLate({ events }: Journal, { atNs, previousAtNs }: SocketEvent): boolean {
  if (atNs - previousAtNs >= lateSampleNs) return true;
  return getEvents(events, 'blind').some(
    (blind) => blind.atNs === atNs && blind.previousAtNs === previousAtNs,
  );
}

/**
 * The first entry that says that a witness's evidence is missing or cannot be trusted: at the
 * server, or, where one is named, at a client's host.
 */
export function getGap(journal: Journal, of: Witness, host?: string): EventOf<'gap'> | undefined {
  return getEvents(journal.events, 'gap').find((event) => event.of === of && event.host === host);
}

/** All entries of the kernel witness that were taken from samples, in order. */
export function getSamples(journal: Journal): JournalEvent[] {
  return journal.events.filter(({ witness, kind }) => witness === 'kernel' && kind !== 'sampling');
}

function getPort(endpoint: string): string {
  return endpoint.slice(endpoint.lastIndexOf(':') + 1);
}
