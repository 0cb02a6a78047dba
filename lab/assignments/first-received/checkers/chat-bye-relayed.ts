/**
 * Extra credit, its second part: Bye reaches the other before the connection ends.
 *
 * pass: each client that had not said Bye itself by then was told Bye, as the last that it heard of
 * the others, on a connection that stood until then. fail: one was never told. unknown: the capture
 * has a gap; nobody said Bye; the play was over too soon after it; or a client was gone, or
 * said Bye itself, within 200 ms of it, so that nobody was left to be told.
 */

import { lullNs } from '../../../model/resolution.ts';
import { getGap } from '../../../model/sockets.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { joinWords, quoteText } from '../../../model/wording.ts';
import { type ChatSide, getPatienceNs, isBye, readChat } from '../evidence/chat.ts';

export const chatByeRelayed: Checker = {
  name: 'chat-bye-relayed',
  promise: 'When a client says Bye the server relays it to the others before it ends the chat.',
  needs: ['wire', 'kernel'],
  check(journal: Journal): Finding {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const { sides, bye, endNs } = readChat(journal);
    if (!bye) return { outcome: 'unknown', because: 'nobody said Bye' };
    const others = sides.filter(({ role }) => role !== bye.role);
    const told = others.map((side) => ({
      side,
      heard: side.heard.find(({ text, completeAtNs }) => {
        return isBye(text) && completeAtNs >= bye.completeAtNs - lullNs;
      }),
      isExcused:
        isGone(side, bye.completeAtNs + lullNs) ||
        side.said.some((own) => own.isBye && own.completeAtNs < bye.completeAtNs + lullNs),
    }));
    const missed = told.filter(({ heard, isExcused }) => !heard && !isExcused);
    if (missed.length > 0) {
      const roles = joinWords(missed.map(({ side }) => side.role));
      return {
        outcome:
          endNs >= bye.completeAtNs + getPatienceNs(journal) || hasClosed(missed)
            ? 'fail'
            : 'unknown',
        because: `${roles} was never told that ${bye.role} said ${quoteText(bye.text)}`,
        evidence: [bye.last, ...missed.flatMap(({ side }) => side.conversation.closings[0] ?? [])],
      };
    }
    const lines = told.flatMap(({ heard }) => heard ?? []);
    if (lines.length === 0) {
      const because = `nobody was left to be told that ${bye.role} said ${quoteText(bye.text)}`;
      return { outcome: 'unknown', because, evidence: [bye.last] };
    }
    const roles = told.filter(({ heard }) => heard).map(({ side }) => side.role);
    return {
      outcome: 'pass',
      because: `${joinWords(roles)} was told ${quoteText(lines[0]?.text.trim() ?? '')}`,
      evidence: [bye.last, ...lines.map(({ first }) => first)],
    };
  },
};

/** Whether the server had ended all of these connections, so that no more could come. */
function hasClosed(missed: readonly { side: ChatSide }[]): boolean {
  return missed.every(({ side }) =>
    side.conversation.closings.some(({ direction }) => direction === 'to-client'),
  );
}

/** Whether a client had ended its connection itself, before the server did, by a time. */
function isGone({ conversation }: ChatSide, byNs: number): boolean {
  const [first] = conversation.closings;
  return first?.direction === 'to-server' && first.atNs < byNs;
}
