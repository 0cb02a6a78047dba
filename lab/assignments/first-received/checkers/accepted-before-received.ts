/**
 * Criterion 5: the server accepts all clients before it receives from any. The kernel witness
 * decides, for any program in any language: in /proc/net/tcp a connection with inode 0 is not
 * accepted yet, and a receive queue above 0 holds bytes that nobody has read.
 *
 * Where the kernel was traced, the time of the last accept is compared with that of the first copy
 * of bytes to the server: fail if bytes were copied before it, else pass. Else it is sampled:
 *
 * Let the last client be seen accepted in the sample at A, and not yet in the one before, at B.
 * fail: in a sample up to B, bytes of some client that had arrived were gone from its queue, while
 * that sample showed another client not accepted, or before the wire showed that one's SYN.
 * pass: for every client, either its bytes arrived after A; or all of them lay unread in a sample
 * at A or later; or it is itself the last, and the others had been accepted by B; or (the safe
 * form, FACTS) they lay unread in every sample until the last of the other clients connected, and
 * the server accepted that one at once.
 * pass, and a person should look: bytes were gone early from the queue, but a runtime takes them by
 * itself as soon as they come (asyncio's streams, Node's sockets), and until the last client was
 * there the program showed nothing of them.
 * unknown: reading and accepting fell within one sample (by the machine's doing where that sample
 * came late: the same play may decide it another time); a client was never seen accepted; nothing
 * was sent; the kernel's samples or the capture have a gap. Early leavers are left out: what a
 * client that is gone does not hold, no server can be asked to wait for.
 */
import { type Conversation, getStayers } from '../../../model/conversation.ts';
import { type EventOf, getEvents, type JournalEvent } from '../../../model/journal.ts';
import { samplingSlackNs } from '../../../model/resolution.ts';
import {
  type Acceptance,
  getAcceptance,
  getCopies,
  getGap,
  getLastAcceptance,
  getLongestGapNs,
  getSamples,
  getSocketAt,
  getSocketHistory,
  isExact,
  isSeenLate,
  type SocketEvent,
  tellsAll,
} from '../../../model/sockets.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { formatMs, joinWords } from '../../../model/wording.ts';
import { getLastOpenedNs, getOpenedNs } from '../evidence/crossing.ts';
import { excuseRuntime } from '../evidence/eager-runtimes.ts';

/** A server that waits for the last client reacts to it within this time of its connecting. */
export const promptNs = 500_000_000;

export const acceptedBeforeReceived: Checker = {
  name: 'accepted-before-received',
  promise: 'The server accepts every client before it reads a byte of any of them.',
  needs: ['wire', 'kernel'],
  check(journal: Journal): Finding {
    const finding = decide(journal);
    return isEarly(journal) ? { ...finding, shows: 'early' } : finding;
  },
};

function decide(journal: Journal): Finding {
  const gap = getGap(journal, 'kernel') ?? getGap(journal, 'wire');
  if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
  const stayers = getStayers(journal);
  const undecided = (because: string, evidence: JournalEvent[] = []): Finding => ({
    outcome: 'unknown',
    because,
    evidence,
  });
  if (stayers.length < 2) return undecided('only one client stays, so there is none to wait for');
  const [datagram] = getEvents(journal.events, 'datagram').filter(({ role }) => role !== undefined);
  if (getEvents(journal.events, 'socket').length === 0 && datagram) {
    const because = 'the messages came as datagrams, so no connection was accepted before them';
    return { outcome: 'fail', because, evidence: [datagram] };
  }
  if (getEvents(journal.events, 'socket').length === 0) {
    return undecided('the kernel showed no connection to the server');
  }
  if (stayers.every(({ toServer }) => toServer.length === 0)) {
    return undecided('no client sent anything, so nothing could be received');
  }
  const exact = decideExactly(journal, stayers);
  if (exact?.outcome === 'fail') return excuseRuntime(journal, exact) ?? exact;
  if (exact) return exact;
  const last = getLastAcceptance(journal);
  const early = stayers.map((one) => findEarlyRead(journal, one, last)).find(Boolean);
  if (early) return excuseRuntime(journal, early) ?? early;
  const waiting = stayers.filter((one) => !getAcceptance(journal, one));
  if (!last) {
    const roles = joinWords(waiting.map(({ role }) => role));
    const verb = waiting.length === 1 ? 'was' : 'were';
    return undecided(`${roles} ${verb} never seen accepted, nor anything received before`);
  }
  const shown = stayers.map((one) => showUnread(journal, one, last));
  const open = stayers.filter((_, index) => shown[index] === null);
  if (open.length > 0) {
    const roles = joinWords(open.map(({ role }) => role));
    const sample = formatMs(last.atNs - last.previousAtNs);
    return {
      ...undecided(
        `accepting ${last.role} and reading ${roles} fell within one sample of ${sample}`,
        [last.event, ...open.flatMap(({ toServer }) => toServer.slice(0, 1))],
      ),
      ...(isSeenLate(journal, last) && { disturbed: true }),
    };
  }
  return {
    outcome: 'pass',
    because: `${last.role}, accepted last, was accepted before any byte was received`,
    evidence: [last.event, ...shown.flatMap((events) => events ?? [])],
  };
}

/**
 * Whether a submission's play put a server to the test: some client spoke before the last one
 * connected. Where none did, that it passed says nothing of one that did.
 */
function isEarly(journal: Journal): boolean {
  if (!journal.plan.submission) return false;
  const stayers = getStayers(journal);
  const lastNs = getLastOpenedNs(stayers);
  return stayers.some((one) => (getSaid(one)[0]?.atNs ?? Number.POSITIVE_INFINITY) < lastNs);
}

/** What a client said of its message; without what it says hello by, or who it is. */
function getSaid({ toServer, message, client }: Conversation): Conversation['toServer'] {
  if (client.command === undefined && client.replay === undefined) return toServer;
  return toServer.filter(({ atNs }) => atNs >= (message?.first.atNs ?? 0));
}

/**
 * Where the kernel told the times of all accepts and copies, two of them are compared. Null where
 * it did not: an accept or a copy may have come by a way that is not traced.
 */
function decideExactly(journal: Journal, stayers: readonly Conversation[]): Finding | null {
  const accepted = stayers.map((one) => getAcceptance(journal, one));
  const copies = stayers.map((one) => getCopies(journal, one));
  const isWhole = accepted.every((each, index) => each?.isExact ?? copies[index]?.length === 0);
  if (!isExact(journal) || !isWhole) return null;
  const reads = stayers.flatMap((one) => findFirstRead(journal, one) ?? []);
  // What was traced no more may have been read at any time.
  if (!tellsAll(journal, 'copies') && reads.length < stayers.length) return null;
  const [first] = reads.sort((a, b) => a.atNs - b.atNs);
  const missing = stayers.filter((_, index) => {
    const told = accepted[index];
    return !told || (first && told.atNs > first.atNs);
  });
  const roles = joinWords(missing.map(({ role }) => role));
  const last = getLastAcceptance(journal);
  if (first && missing.length > 0) {
    const isThere = missing.every((one) => getOpenedNs(one) < first.atNs);
    const how = isThere ? 'accepted' : 'connected';
    return {
      outcome: 'fail',
      because: `the server read ${first.role}'s message while ${roles} was not yet ${how}`,
      evidence: [first, ...(last ? [last.event] : [])],
    };
  }
  if (!last) return null;
  const apart = first && formatMs(first.atNs - last.atNs);
  return {
    outcome: 'pass',
    because: apart
      ? `${last.role}, accepted last, was accepted ${apart} before any byte was received`
      : `${last.role}, accepted last, was accepted, and no byte was received before`,
    evidence: [last.event, ...reads],
  };
}

/** The first copy to the server that holds bytes of what a client said. */
function findFirstRead(journal: Journal, one: Conversation): EventOf<'received'> | undefined {
  const [said] = getSaid(one);
  if (!said) return undefined;
  let read = 0;
  return getCopies(journal, one).find(({ atNs, bytes }) => {
    read += bytes ?? 0;
    return bytes === undefined ? atNs >= said.atNs : read > said.offset;
  });
}

/** Bytes of it that the capture holds up to a time. */
function countArrived(one: Conversation, atNs: number): number {
  return getSaid(one).reduce((sum, event) => sum + (event.atNs <= atNs ? event.bytes : 0), 0);
}

/** A sample that still held every byte that had arrived by then: nothing was read until it. */
function findUntouched(one: Conversation, history: readonly SocketEvent[], fromNs: number) {
  return history.findLast(({ atNs, unreadBytes }) => {
    const arrived = countArrived(one, atNs);
    return atNs >= fromNs && arrived > 0 && unreadBytes >= arrived;
  });
}

/**
 * A sample is stamped after its files were read, but never before the stamp of the sample before
 * it; so what had arrived this long before the stamp was there when the files were read.
 */
function getSlackNs(journal: Journal): number {
  return Math.max(samplingSlackNs, getLongestGapNs(journal));
}

/** A sample in which a client's bytes were gone though the last client was not accepted yet. */
function findEarlyRead(
  journal: Journal,
  one: Conversation,
  last: Acceptance | null,
): Finding | null {
  const history = getSocketHistory(journal, one);
  const untilNs = last?.previousAtNs ?? getSamples(journal).at(-1)?.atNs ?? 0;
  const untouched = findUntouched(one, history, Number.NEGATIVE_INFINITY);
  const slackNs = getSlackNs(journal);
  const times = history.flatMap(({ atNs, previousAtNs }) => [previousAtNs, atNs]);
  for (const atNs of [...times, untilNs].filter((time) => time <= untilNs).sort((a, b) => a - b)) {
    const seen = getSocketAt(history, atNs);
    if (!seen || seen.state === 'GONE' || (untouched && untouched.atNs >= atNs)) continue;
    const read = countArrived(one, atNs - slackNs) - seen.unreadBytes;
    if (read <= 0 || !seen.accepted) continue;
    const others = getStayers(journal).filter(({ role }) => role !== one.role);
    const missing = others.filter((other) => isUnaccepted(journal, other, atNs));
    const isThere = ({ syn, established }: Conversation) => {
      const opening = syn ?? established;
      return opening !== undefined && opening.atNs <= atNs;
    };
    const how = missing.every(isThere) ? 'accepted' : 'connected';
    const roles = joinWords(missing.map(({ role }) => role));
    if (missing.length === 0) continue;
    return {
      outcome: 'fail',
      because: `the server read ${one.role}'s message while ${roles} was not yet ${how}`,
      evidence: [seen, ...one.toServer.slice(0, 1), ...(last ? [last.event] : [])],
    };
  }
  return null;
}

/** True if a client is known not to have been accepted yet; one that was not looked at may be. */
function isUnaccepted(journal: Journal, other: Conversation, atNs: number): boolean {
  const accepted = getAcceptance(journal, other);
  if (accepted && accepted.previousAtNs < atNs) return false;
  const opening = other.syn ?? other.established;
  if (!opening || opening.atNs > atNs) return true;
  const seen = getSocketAt(getSocketHistory(journal, other), atNs);
  return seen !== undefined && seen.state !== 'GONE' && !seen.accepted;
}

/** What shows that nothing of a client was read before the last accept; null if nothing does. */
function showUnread(
  journal: Journal,
  one: Conversation,
  last: Acceptance,
): readonly JournalEvent[] | null {
  const [first] = getSaid(one);
  if (!first) return [];
  if (first.atNs > last.atNs) return [first];
  const history = getSocketHistory(journal, one);
  const atAccept = getSocketAt(history, last.atNs);
  if (atAccept && atAccept.unreadBytes >= countArrived(one, last.atNs)) return [atAccept];
  const untouched = findUntouched(one, history, last.atNs);
  if (untouched) return [untouched];
  const others = getStayers(journal).filter(({ role }) => role !== one.role);
  // No server can read what it has not accepted, and all others it had accepted before.
  const before = others.map((other) => getAcceptance(journal, other));
  if (one.role === last.role && before.every((each) => each && each.atNs <= last.previousAtNs)) {
    return [last.event];
  }
  const openings = others.map(({ syn, established }) => syn ?? established);
  const connected = openings.reduce((a, b) => (a && b && b.atNs > a.atNs ? b : a), openings[0]);
  if (!connected || openings.includes(undefined)) return null;
  const lying = history.findLast(({ atNs }) => atNs <= connected.atNs);
  const arrived = countArrived(one, connected.atNs);
  const lay = lying !== undefined && arrived > 0 && lying.unreadBytes >= arrived;
  const prompt = last.previousAtNs <= connected.atNs + promptNs;
  return lay && prompt ? [lying, connected] : null;
}
