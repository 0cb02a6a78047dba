/**
 * Reading the kernel: what /proc/net/tcp of the server's host showed of each planned client's
 * connection, sample by sample. The journal has an entry for each change, so between two entries
 * every sample looked like the earlier one (proc_pid_net(5): inode 0 is not accepted yet). Where
 * the kernel was traced, it told the times of accepts and of copies itself; those need no slack.
 */
import { type Conversation, getStayers } from './conversation.ts';
import { type EventOf, getDriftNs, getEvents, type JournalEvent, type Witness } from './journal.ts';
import { samplingSlackNs } from './resolution.ts';
import type { Journal } from './verdict.ts';

export type SocketEvent = EventOf<'socket'>;
/** What was seen to have changed between two looks at /proc. */
type SampledEvent = EventOf<'socket' | 'listener' | 'threads' | 'blind'>;

const sampledKinds = new Set(['socket', 'listener', 'threads', 'blind']);

function isSampled(event: JournalEvent): event is SampledEvent {
  return sampledKinds.has(event.kind);
}

/** When the kernel was first seen to have handed a connection to the server. */
export interface Acceptance {
  role: string;
  /** When accept(2) gave it, or the sample in which it was first seen accepted. */
  atNs: number;
  /** The sample before, in which it was not; the same time where the kernel told it itself. */
  previousAtNs: number;
  event: SocketEvent | EventOf<'accepted'>;
  isExact: boolean;
}

/** Whether the kernel was traced, and told all of it. */
export function isExact({ events }: Pick<Journal, 'events'>): boolean {
  const told = getEvents(events, 'tracing');
  return told.length > 0 && told.every(({ exact }) => exact);
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

/** Whether the kernel told all copies of received bytes, or waits for a processor. */
export function tellsAll(journal: Journal, of: 'waits' | 'copies'): boolean {
  const told = getEvents(journal.events, 'tracing');
  return isExact(journal) && !told.some(({ without = [] }) => without.includes(of));
}

/** How the kernel was a witness; null where a journal has nothing of it. */
export function getKernelWitness(journal: Pick<Journal, 'events'>): 'exact' | 'sampled' | null {
  const { events } = journal;
  if (getEvents(events, 'tracing').length + getEvents(events, 'sampling').length === 0) return null;
  return isExact(journal) ? 'exact' : 'sampled';
}

/** What was copied to the server of a client's connection, in order, where the kernel told it. */
export function getCopies(journal: Journal, conversation: Conversation): EventOf<'received'>[] {
  const opening = conversation.syn ?? conversation.established;
  return getEvents(journal.events, 'received').filter(
    ({ role, remote }) =>
      role === conversation.role && (!opening || getPort(remote) === getPort(opening.client)),
  );
}

/**
 * When the server took the end of a client's message from its socket, in ns: the first copy behind
 * its last frame. Undefined where no message came, or the kernel did not tell it.
 */
export function getTakenNs(journal: Journal, conversation: Conversation): number | undefined {
  const { message } = conversation;
  if (!message) return undefined;
  return getCopies(journal, conversation).find(({ atNs }) => atNs >= message.completeAtNs)?.atNs;
}

/** When a client's connection was first seen accepted; null if it never was. */
export function getAcceptance(journal: Journal, conversation: Conversation): Acceptance | null {
  const opening = conversation.syn ?? conversation.established;
  const told = getEvents(journal.events, 'accepted').find(
    ({ role, remote = '' }) =>
      role === conversation.role && (!opening || getPort(remote) === getPort(opening.client)),
  );
  if (told) {
    const { atNs } = told;
    return { role: conversation.role, atNs, previousAtNs: atNs, event: told, isExact: true };
  }
  const event = getSocketHistory(journal, conversation).find(({ accepted }) => accepted);
  if (!event) return null;
  const { atNs, previousAtNs } = event;
  return { role: conversation.role, atNs, previousAtNs, event, isExact: false };
}

/** The acceptance seen last, of all clients that stay; null while one was never seen accepted. */
export function getLastAcceptance(journal: Journal): Acceptance | null {
  const found = getStayers(journal).map((conversation) => getAcceptance(journal, conversation));
  return found.reduce((last, next) => {
    if (!last || !next) return null;
    return next.atNs > last.atNs ? next : last;
  }, found[0] ?? null);
}

/**
 * How much later than its frame on the wire a byte may show in what was seen of an accept. Sampled,
 * the sampler may be put aside while it looks. Exact, only the wire's clock may be a little off.
 */
export function getSlackNs({ events }: Journal, acceptance: Acceptance): number {
  if (!acceptance.isExact) return samplingSlackNs;
  const [start, end] = [getEvents(events, 'clock')[0], getEvents(events, 'clock').at(-1)];
  if (!start || !end) return samplingSlackNs;
  return start.uncertaintyNs + end.uncertaintyNs + Math.abs(getDriftNs(start, end));
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
  if (tellsAll(journal, 'waits')) return addWaits(journal, fromNs, untilNs);
  const waits = new Map<number, number>();
  for (const { atNs, waitedNs = 0 } of getEvents(journal.events, 'socket')) {
    if (atNs < fromNs) continue;
    waits.set(atNs, Math.max(waitedNs, waits.get(atNs) ?? 0));
    if (atNs >= untilNs) break;
  }
  return [...waits.values()].reduce((sum, wait) => sum + wait, 0);
}

/** The longest that one thread waited in a stretch, of what the scheduler told of each. */
function addWaits({ events }: Journal, fromNs: number, untilNs: number): number {
  const waits = new Map<number, number>();
  for (const { previousAtNs, atNs, thread, waitedNs } of getEvents(events, 'waited')) {
    const within = Math.min(atNs, untilNs) - Math.max(previousAtNs, fromNs);
    const counted = Math.min(waitedNs, Math.max(0, within));
    waits.set(thread, (waits.get(thread) ?? 0) + counted);
  }
  return Math.max(0, ...waits.values());
}

/**
 * For how long at least one thread of the server was ready and got no processor, in a stretch of
 * time: threads that wait for each other add up. 0 where the kernel did not tell it exactly.
 */
export function getHeldUpNs(journal: Journal, fromNs: number, untilNs: number): number {
  if (!tellsAll(journal, 'waits')) return 0;
  const stretches = getEvents(journal.events, 'waited')
    // Several waits in one entry are taken as one that ended with it.
    .map(
      ({ atNs, waitedNs }) => [Math.max(atNs - waitedNs, fromNs), Math.min(atNs, untilNs)] as const,
    )
    .sort(([one], [other]) => one - other);
  let sum = 0;
  let seenNs = fromNs;
  for (const [begin, end] of stretches) {
    sum += Math.max(0, end - Math.max(begin, seenNs));
    seenNs = Math.max(seenNs, end);
  }
  return sum;
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
 * Where the kernel was traced, it told what the server waited, and nobody need look.
 */
export function findBlindStretch(
  journal: Journal,
  fromNs: number,
  untilNs: number,
  leastNs: number,
): SampledEvent | undefined {
  if (tellsAll(journal, 'waits')) return undefined;
  return journal.events.find((event): event is SampledEvent => {
    if (!isSampled(event) || event.previousAtNs > fromNs) return false;
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
export function isSeenLate({ events }: Journal, acceptance: Acceptance): boolean {
  const { atNs, previousAtNs } = acceptance;
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
  return journal.events.filter(isSampled);
}

function getPort(endpoint: string): string {
  return endpoint.slice(endpoint.lastIndexOf(':') + 1);
}
