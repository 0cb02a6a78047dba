/**
 * Why an order cannot be held against a server: two messages were closer than can be told apart, or
 * both were there before it could read, or came while it was kept from running.
 */
import type { Spoken } from '../../../model/conversation.ts';
import { type EventOf, getEvents } from '../../../model/journal.ts';
import { getPlannedMessageMs, isEarlyLeaver } from '../../../model/plan.ts';
import { getResolutionNs } from '../../../model/resolution.ts';
import {
  findBlindStretch,
  getCopies,
  getGap,
  getHeldUpNs,
  getLastAcceptance,
  getSlackNs,
  getWaitedNs,
  isSeenLate,
} from '../../../model/sockets.ts';
import type { Finding, Journal } from '../../../model/verdict.ts';
import { formatMs, joinWords } from '../../../model/wording.ts';
import { getLastOpenedNs, getOpenedNs } from './crossing.ts';
import type { Statement } from './statement.ts';

/** Why nobody could know the order of two of the messages, or could hold a program to it. */
export function findUndecidable(journal: Journal, arrived: readonly Spoken[]): Finding | null {
  const resolutionNs = getResolutionNs(journal);
  for (const [index, next] of arrived.entries()) {
    const one = arrived[index - 1];
    if (!one) continue;
    const apart = Math.abs(next.message.completeAtNs - one.message.completeAtNs);
    if (apart < resolutionNs) {
      const limit = formatMs(resolutionNs);
      const roles = [one.role, next.role];
      return {
        outcome: 'unknown',
        because: `${joinWords(roles)} arrived within ${formatMs(apart)}, less than ${limit}`,
        evidence: [one.message.last, next.message.last],
      };
    }
  }
  const gap = getGap(journal, 'kernel');
  if (gap) {
    const because = `whether the messages waited for the accept was not seen: ${gap.because}`;
    return { outcome: 'unknown', because, evidence: [gap] };
  }
  // Datagrams wait for no accept.
  if (getEvents(journal.events, 'syn').length === 0) return null;
  const last = getLastAcceptance(journal);
  if (!last) {
    const because = 'not every client was seen accepted, so the messages may have waited together';
    return { outcome: 'unknown', because };
  }
  // A server begins to read at the earliest at the last accept; what came until then came at once.
  const acceptedNs = last.atNs + getSlackNs(journal, last);
  const untilNs = Math.max(acceptedNs, getFirstReadNs(journal, arrived, last.atNs));
  const waited = arrived.filter(({ message }) => message.completeAtNs <= untilNs);
  if (waited.length < 2) return null;
  const roles = joinWords(waited.map(({ role }) => role));
  const isRead = waited.some(({ message }) => message.completeAtNs > acceptedNs);
  const when = isRead
    ? 'when the server, with all accepted, began to read'
    : `when ${last.role} was seen accepted`;
  // How much earlier it had to be seen, so that one of them only came after it.
  const lateNs = untilNs - (waited.at(-1)?.message.completeAtNs ?? untilNs);
  const openedNs = getLastOpenedNs(arrived);
  const waitedNs = last.atNs > openedNs ? getWaitedNs(journal, openedNs, last.atNs) : 0;
  const isHeldUp =
    isSeenLate(journal, last) ||
    (last.atNs > openedNs && waitedNs >= lateNs) ||
    (isRead && getStarvedNs(journal, waited, untilNs) + wakingNs >= lateNs);
  // Who lets a client wait, for longer than it was kept from running, has itself to blame.
  const knockedNs = getOpenedNs(arrived.find(({ role }) => role === last.role) ?? {});
  if (last.previousAtNs - knockedNs - waitedNs > promptNs) return null;
  return {
    outcome: 'unknown',
    because: `${roles} had sent all ${when}; nobody can know their order`,
    evidence: [last.event, ...waited.map(({ message }) => message.last)],
    ...(isHeldUp && isPlannedLater(journal) && { disturbed: true }),
  };
}

/**
 * When a server that had accepted all began to read, where the kernel told it; 0 where it did not,
 * where it read somebody before, where it took its time, or where a message woke it.
 */
function getFirstReadNs(journal: Journal, arrived: readonly Spoken[], acceptedNs: number): number {
  const copies = arrived.flatMap((one) => getCopies(journal, one));
  const first = copies.reduce<(typeof copies)[number] | undefined>(
    (least, next) => (least && least.atNs <= next.atNs ? least : next),
    undefined,
  );
  if (!first || first.atNs <= acceptedNs || first.atNs - acceptedNs >= promptNs) return 0;
  return isWokenByMessage(first, arrived) ? 0 : first.atNs;
}

/** How long the server was kept from running between the first of the messages and its reading. */
function getStarvedNs(journal: Journal, [first]: readonly Spoken[], untilNs: number): number {
  return first ? getWaitedNs(journal, first.message.first.atNs, untilNs) : 0;
}

/**
 * Whether who took bytes first slept until the first message came: it was reading already. Woken by
 * another message, it may not have been reading from the first.
 */
function isWokenByMessage(copy: EventOf<'received'>, arrived: readonly Spoken[]): boolean {
  const [first] = arrived;
  const taken = arrived.find(({ role }) => role === copy.role);
  if (copy.awakeNs === undefined || !first || !taken) return false;
  const wokenNs = copy.atNs - copy.awakeNs;
  const isFirst = taken === first || wokenNs < taken.message.first.atNs;
  return isFirst && Math.abs(wokenNs - first.message.first.atNs) < wakingNs;
}

/** A frame wakes who waits for it, and who runs reads it, within this time on a box that runs. */
const wakingNs = 200_000;

/** A server that accepts whoever comes does it within this time of the SYN, and far sooner. */
const promptNs = 100_000_000;

/**
 * Whether the second message was planned for well after all clients had connected. A client of
 * others that says its message by itself does so when it likes.
 */
function isPlannedLater({ plan }: Journal): boolean {
  const stayers = plan.clients.filter((client) => !isEarlyLeaver(client));
  if (stayers.some(({ command, type }) => command !== undefined && type === undefined)) {
    return false;
  }
  const [, second = 0] = stayers.map(getPlannedMessageMs).sort((a, b) => a - b);
  return second > Math.max(...stayers.map(({ connectMs }) => connectMs)) + plannedLaterMs;
}

/** Far more than an accept takes on a machine that does little else. */
const plannedLaterMs = 50;

/** Messages that are closer than this, in ns, show what is left to chance. */
const closeNs = 100_000_000;

/**
 * Two messages of which the second came while the server was kept from running since before the
 * first: it finds both at once, and which one it sees first is chance (FACTS: of 200 such plays of
 * a server that is right otherwise, 87 went against the wire). The kernel counts
 * what threads waited; what those waited that have ended since, only the sampler's own lateness
 * shows, which has the same cause.
 */
export function findStarved(
  journal: Journal,
  arrived: readonly Spoken[],
  statements: readonly Pick<Statement, 'line'>[],
): Finding | null {
  const stated = Math.min(...statements.map(({ line }) => line.first.atNs));
  for (const [index, next] of arrived.entries()) {
    const one = arrived[index - 1];
    if (!one) continue;
    const apart = next.message.completeAtNs - one.message.completeAtNs;
    // A server whose threads run all the time holds itself up: that is for messages far apart.
    const isClose = apart < closeNs;
    const waitedNs = Math.max(
      getWaitedNs(journal, one.message.completeAtNs, stated),
      isClose ? getHeldUpNs(journal, one.message.completeAtNs, stated) : 0,
    );
    const blind = findBlindStretch(journal, one.message.completeAtNs, stated, apart);
    if (waitedNs < apart && !blind) continue;
    const roles = joinWords([one.role, next.role]);
    const why =
      waitedNs >= apart || !blind
        ? `the server waited ${formatMs(waitedNs)} for a processor`
        : `the kernel sampler was stalled for ${formatMs(blind.atNs - blind.previousAtNs)}`;
    return {
      outcome: 'unknown',
      because:
        `${why}, and ${roles} arrived within ${formatMs(apart)}; ` +
        'the server may have found both at once',
      evidence: [one.message.last, next.message.last, ...(blind ? [blind] : [])],
      disturbed: true,
    };
  }
  return null;
}
