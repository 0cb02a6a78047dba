/**
 * Criterion 1: TCP, with a connection first.
 *
 * pass: for every planned client the capture holds a SYN to the server and the third segment of
 * the handshake (RFC 9293, 3.5). fail: the capture is whole and one of them has none; datagrams
 * seen instead are named. unknown: the capture has a gap.
 */
import { type Conversation, readConversations } from '../model/conversation.ts';
import { type EventOf, getEvents } from '../model/journal.ts';
import { getGap } from '../model/sockets.ts';
import type { Checker, Finding, Journal } from '../model/verdict.ts';
import { countWords, joinWords } from '../model/wording.ts';

export const handshake: Checker = {
  name: 'handshake',
  promise: 'Every client opens a TCP connection to the server: SYN, SYN-ACK, ACK on the wire.',
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
    const datagrams = getEvents(journal.events, 'datagram');
    const refused = missing.flatMap(getOpening);
    return {
      outcome: 'fail',
      because: missing.map((one) => explainMissing(one, datagrams, journal)).join('; '),
      evidence: [...refused, ...datagrams.filter(({ role }) => isAmong(role, missing))],
    };
  },
};

function getOpening({ syn, established }: Conversation) {
  return [syn, established].filter((event) => event !== undefined);
}

function isAmong(role: string | undefined, conversations: readonly Conversation[]): boolean {
  return conversations.some((conversation) => conversation.role === role);
}

/** What was seen of a client in place of a handshake, and why that may be. */
function explainMissing(
  { role, syn, established }: Conversation,
  datagrams: readonly EventOf<'datagram'>[],
  { events, plan }: Journal,
): string {
  if (established && !syn) return `${role}'s SYN is not in the capture`;
  if (syn) return `${role} sent a SYN, but no connection was established`;
  const own = datagrams.filter((event) => event.role === role);
  if (own.length > 0) {
    return `${role} opened no TCP connection; ${countWords(own.length, 'UDP datagram')} instead`;
  }
  const listened = getEvents(events, 'listener').some(({ open }) => open);
  const why = listened ? '' : `, and nothing was seen to listen on port ${plan.port}`;
  return `${role} opened no TCP connection to the server${why}`;
}
