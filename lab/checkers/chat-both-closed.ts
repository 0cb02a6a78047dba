/**
 * Extra credit, its second part: after Bye the server ends the connection to both clients.
 *
 * pass: on every connection the server closed its side (FIN or RST) after Bye had reached it, and
 * before the stage ended the programs. fail: one it did not close though the play went on for a
 * second; or it had closed one before anybody said Bye. unknown: the capture has a gap, nobody said
 * Bye, or the play was over within that second.
 */
import { readChat } from '../model/chat.ts';
import { getGap } from '../model/sockets.ts';
import type { Checker, Finding, Journal } from '../model/verdict.ts';
import { formatMs, joinWords } from '../model/wording.ts';

/** A server that has not closed by then does not close: the textbook ones do so at once. */
const patienceNs = 1_000_000_000;

export const chatBothClosed: Checker = {
  name: 'chat-both-closed',
  promise: 'After a Bye the server ends the connections to both clients.',
  check(journal: Journal): Finding {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const { sides, bye, endNs } = readChat(journal);
    if (!bye) return { outcome: 'unknown', because: 'nobody said Bye' };
    const ends = sides.map(({ role, conversation }) => ({
      role,
      closing: conversation.closings.find(
        ({ direction, atNs }) => direction === 'to-client' && atNs < endNs,
      ),
    }));
    const early = ends.filter(({ closing }) => closing && closing.atNs < bye.completeAtNs);
    const open = ends.filter(({ closing }) => !closing);
    if (early.length > 0) {
      const roles = joinWords(early.map(({ role }) => role));
      return {
        outcome: 'fail',
        because: `the server closed the connection of ${roles} before anybody said Bye`,
        evidence: early.flatMap(({ closing }) => closing ?? []),
      };
    }
    if (open.length > 0) {
      const roles = joinWords(open.map(({ role }) => role));
      const hasTime = endNs - bye.completeAtNs >= patienceNs;
      const waited = formatMs(endNs - bye.completeAtNs);
      return {
        outcome: hasTime ? 'fail' : 'unknown',
        because: `the server had not closed the connection of ${roles} ${waited} after Bye`,
        evidence: [bye.last, ...ends.flatMap(({ closing }) => closing ?? [])],
      };
    }
    const closings = ends.flatMap(({ closing }) => closing ?? []);
    const lastNs = Math.max(...closings.map(({ atNs }) => atNs));
    return {
      outcome: 'pass',
      because: `both connections were closed within ${formatMs(lastNs - bye.completeAtNs)} of Bye`,
      evidence: [bye.last, ...closings],
    };
  },
};
