/**
 * Criterion 1: TCP, with a connection first.
 *
 * pass: for every planned client the capture holds a SYN to the server and the third segment of
 * the handshake (RFC 9293, 3.5). fail: the capture is whole and one of them has none; datagrams
 * seen instead are named. unknown: the capture has a gap.
 */
import { type Conversation, readConversations } from '../model/conversation.ts';
import { type EventOf, getEvents, type JournalEvent } from '../model/journal.ts';
import { getGap } from '../model/sockets.ts';
import type { Checker, Finding, Journal } from '../model/verdict.ts';
import { countWords, joinWords } from '../model/wording.ts';

export const handshake: Checker = {
  name: 'handshake',
  promise: 'Every client opens a TCP connection to the server: SYN, SYN-ACK, ACK on the wire.',
  needs: ['wire', 'kernel'],
  check(journal: Journal): Finding {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const conversations = readConversations(journal);
    const missing = conversations.filter(({ syn, established }) => !syn || !established);
    if (missing.length === 0) {
      return {
        outcome: 'pass',
        because: `${joinWords(conversations.map(({ role }) => role))} opened TCP connections`,
        evidence: conversations.flatMap(getOpening),
      };
    }
    const started = findFalseStart(journal);
    if (started && missing.every(({ syn }) => !syn)) {
      const roles = joinWords(missing.map(({ role }) => role));
      const because = `${roles} could not connect: ${started.because}`;
      return { outcome: 'fail', because, evidence: [started] };
    }
    const datagrams = getEvents(journal.events, 'datagram');
    const refused = missing.flatMap(getOpening);
    return {
      outcome: 'fail',
      because: missing.map((one) => explainMissing(one, datagrams, journal)).join('; '),
      evidence: [...refused, ...datagrams.filter(({ role }) => isAmong(role, missing))],
    };
  },
};

/** What kept the play from beginning at all, if something about the server did. */
function findFalseStart({ events }: Journal): EventOf<'limit'> | undefined {
  if (getEvents(events, 'phase').some(({ name }) => name === 'epoch')) return undefined;
  return getEvents(events, 'limit').find(({ roles }) => roles.includes('server'));
}

function getOpening({ syn, established }: Conversation) {
  return [syn, established].filter((event) => event !== undefined);
}

function isAmong(role: string | undefined, conversations: readonly Conversation[]): boolean {
  return conversations.some((conversation) => conversation.role === role);
}

/** Whether the kernel saw the server listen anywhere at this time. */
function isAnyOpen(events: readonly JournalEvent[], atNs: number): boolean {
  const open = new Map<string, boolean>();
  for (const each of getEvents(events, 'listener')) {
    // What is seen later may have been so a sample earlier; only what was closed before counts.
    if (each.open || each.atNs <= atNs) open.set(each.local, each.open);
  }
  return [...open.values()].includes(true);
}

/** What was seen of a client in place of a handshake, and why that may be. */
function explainMissing(
  { role, syn, established }: Conversation,
  datagrams: readonly EventOf<'datagram'>[],
  { events, plan }: Journal,
): string {
  if (established && !syn) return `${role}'s SYN is not in the capture`;
  const listeners = getEvents(events, 'listener').filter(({ open }) => open);
  if (syn) {
    const elsewhere = listeners.map(({ local }) => local).filter((local) => local !== syn.server);
    const where =
      listeners.length === 0
        ? ': nothing was seen to listen there'
        : !isAnyOpen(events, syn.atNs)
          ? ': nothing listened any more'
          : elsewhere.length > 0
            ? `: the server listens on ${joinWords(elsewhere)}`
            : '';
    return `${role} sent a SYN to ${syn.server}, but no connection was established${where}`;
  }
  const own = datagrams.filter((event) => event.role === role);
  if (own.length > 0) {
    return `${role} opened no TCP connection; ${countWords(own.length, 'UDP datagram')} instead`;
  }
  const why = listeners.length > 0 ? '' : `, and nothing was seen to listen on port ${plan.port}`;
  return `${role} opened no TCP connection to the server${why}`;
}
