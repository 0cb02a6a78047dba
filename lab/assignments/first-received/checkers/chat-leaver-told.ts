/**
 * When a client goes without a Bye (killed, Ctrl-D, its connection lost), the others are told.
 *
 * pass: each client that stayed got exactly one line after the connection of the other had ended,
 * beside what was said. fail: it got none, or more than one, though the play went on for a second.
 * unknown: the capture has a gap; no client left without a Bye while another stayed; or the play
 * was over too soon.
 */

import { getGap } from '../../../model/sockets.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { joinWords, quoteText } from '../../../model/wording.ts';
import {
  type ChatSide,
  carryTexts,
  getMessages,
  getPatienceNs,
  readChat,
} from '../evidence/chat.ts';

export const chatLeaverTold: Checker = {
  name: 'chat-leaver-told',
  promise: 'When a client leaves without a Bye, the others are told in one line.',
  needs: ['wire', 'kernel'],
  check(journal: Journal): Finding {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const { sides, endNs } = readChat(journal);
    const [leaver] = sides
      .filter(({ said }) => !said.some(({ isBye }) => isBye))
      .filter((side) => getLeaving(side, endNs) !== undefined)
      .sort((a, b) => a.overNs - b.overNs);
    const leaving = leaver && getLeaving(leaver, endNs);
    const stayers = sides.filter((side) => side !== leaver && side.overNs >= (leaving?.atNs ?? 0));
    if (!leaver || !leaving || stayers.length === 0) {
      return { outcome: 'unknown', because: 'no client left the others without a Bye' };
    }
    const told = stayers.map((side) => {
      const carry = carryTexts(getMessages(leaver).map(({ text }) => text));
      const lines = side.heard.filter(
        ({ text, completeAtNs }) => completeAtNs >= leaving.atNs && carry(text) === undefined,
      );
      return { role: side.role, lines, isOver: side.overNs < endNs };
    });
    const wrong = told.filter(({ lines }) => lines.length !== 1);
    const isSure =
      endNs >= leaving.atNs + getPatienceNs(journal) || wrong.every(({ isOver }) => isOver);
    if (wrong.length > 0) {
      const problems = wrong.map(({ role, lines }) =>
        lines.length === 0
          ? `${role} was not told that ${leaver.role} left`
          : `${role} was told ${lines.length} lines when ${leaver.role} left, in place of one`,
      );
      return {
        outcome: isSure ? 'fail' : 'unknown',
        because: problems.join('; '),
        evidence: [leaving, ...wrong.flatMap(({ lines }) => lines.map(({ first }) => first))],
      };
    }
    const lines = told.map(({ role, lines: [line] }) => `${role}: ${quoteText(line?.text ?? '')}`);
    return {
      outcome: 'pass',
      because: `${leaver.role} left without a Bye; told to ${joinWords(lines)}`,
      evidence: [leaving, ...told.flatMap(({ lines: [line] }) => line?.first ?? [])],
    };
  },
};

/** How a client ended its connection, if it was the client that did. */
function getLeaving({ conversation }: ChatSide, endNs: number) {
  const [first] = conversation.closings;
  return first?.direction === 'to-server' && first.atNs < endNs ? first : undefined;
}
