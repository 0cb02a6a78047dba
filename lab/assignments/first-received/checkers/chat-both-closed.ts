/**
 * Extra credit, its second part: after Bye the server ends the connection to both clients.
 *
 * pass: on every connection the server closed its side (FIN or RST) after Bye had reached it, and
 * before the stage ended the programs. fail: one it did not close though the play went on, and the
 * client did not reset the connection, for a second, or ten times as long as the machine kept the
 * lab's sampler waiting; or it had closed one before anybody said Bye. unknown: the capture has a
 * gap, nobody said Bye, or the play was over within that time.
 */

import { getGap } from '../../../model/sockets.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { formatMs, joinWords } from '../../../model/wording.ts';
import { getPatienceNs, readChat } from '../evidence/chat.ts';

export const chatBothClosed: Checker = {
  name: 'chat-both-closed',
  promise: 'After a Bye the server ends the connections to both clients.',
  needs: ['wire', 'kernel'],
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
      reset: conversation.closings.find(
        ({ direction, how }) => direction === 'to-server' && how === 'reset',
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
      // A connection that its client reset is gone: nobody can close it any more.
      const resets = open.flatMap(({ reset }) => reset?.atNs ?? []);
      const waitedNs = Math.min(endNs, ...resets) - bye.completeAtNs;
      return {
        outcome: waitedNs >= getPatienceNs(journal) ? 'fail' : 'unknown',
        because:
          `the server had not closed the connection of ${roles} ` +
          `${formatMs(waitedNs)} after Bye`,
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
