/**
 * Extra credit, its third part: each client takes lines from the keyboard, and shows what it sent
 * and what it received.
 *
 * pass: each line that was typed at a client's keyboard was sent, and each client's terminal shows
 * all lines that it sent and all that it was told of the others. What the terminal echoes while it
 * is typed counts: it stands there. fail: a line was typed and not sent, or sent or received and
 * not shown; all are named. unknown: a capture or what was printed has a gap, nothing was typed or
 * said, or the play was over so soon that a line may have been on its way: a second for what
 * was typed (more on a machine that is slow), 200 ms for what was received.
 */

import { getEvents, type JournalEvent } from '../../../model/journal.ts';
import { lullNs } from '../../../model/resolution.ts';
import { getGap } from '../../../model/sockets.ts';
import { readTerminal, tidyText } from '../../../model/terminal.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { countWords, joinWords, quoteText } from '../../../model/wording.ts';
import { type Chat, type ChatSide, getCarried, readChat } from '../evidence/chat.ts';
import { findUnsent, getGoneNs, whyOpen } from '../evidence/unsent.ts';

interface Due {
  text: string;
  event: JournalEvent;
}

interface Account {
  role: string;
  sent: number;
  received: number;
  problems: { what: string; lines: Due[] }[];
  /** Typed and not sent, where a slow machine may be why. */
  open: Due[];
  evidence: JournalEvent[];
}

export const chatPrintedAll: Checker = {
  name: 'chat-printed-all',
  promise: 'Each client sends what is typed, and shows all that it sends and receives.',
  needs: ['wire', 'printed', 'kernel'],
  check(journal: Journal): Finding {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const chat = readChat(journal);
    const accounts = chat.sides.map((side) => takeAccount(journal, chat, side));
    const bad = accounts.filter(({ problems }) => problems.length > 0);
    const lost = getGap(journal, 'printed');
    const isUnsent = bad.some(({ problems }) => problems.some(({ what }) => what === unsent));
    if (bad.length > 0 && lost && !isUnsent) {
      return { outcome: 'unknown', because: lost.because, evidence: [lost] };
    }
    if (bad.length > 0) {
      return {
        outcome: 'fail',
        because: bad.map(describeAccount).join('; '),
        evidence: bad.flatMap(({ problems }) =>
          problems.flatMap(({ lines }) => lines.slice(0, 5).map(({ event }) => event)),
        ),
      };
    }
    const open = accounts.filter((account) => account.open.length > 0);
    if (open.length > 0) {
      const roles = open.map(({ role }) => role);
      return {
        outcome: 'unknown',
        because: `${joinWords(roles)} did not send all that was typed: ${whyOpen}`,
        evidence: open.flatMap((account) => account.open.map(({ event }) => event)),
      };
    }
    const silent = accounts.every(({ sent, received }) => sent + received === 0);
    if (silent) return { outcome: 'unknown', because: 'no line was sent that could be shown' };
    const counts = accounts.map(
      ({ role, sent, received }) => `${role} ${sent} sent and ${received} received`,
    );
    return {
      outcome: 'pass',
      because: `shown at the terminals: ${joinWords(counts)}`,
      evidence: accounts.flatMap(({ evidence }) => evidence),
    };
  },
};

const unsent = 'did not send what was typed';

function takeAccount(journal: Journal, chat: Chat, side: ChatSide): Account {
  const { role } = side;
  const shows = readShown(journal, role);
  const goneNs = getGoneNs(journal, chat, side);
  const typed = findUnsent(journal, chat, side);
  const sent = side.said.filter(({ isIntroduction }) => !isIntroduction);
  const received = chat.sides
    .filter((other) => other !== side)
    .flatMap((other) => getCarried(side, other))
    .filter(({ heard }) => heard.completeAtNs + lullNs <= goneNs || goneNs === chat.endNs);
  const toDue = (text: string, event: JournalEvent): Due => ({ text, event });
  const problems = [
    { what: unsent, lines: typed.lost },
    {
      what: 'did not show what it sent',
      lines: sent.filter(({ text }) => !shows(text)).map((one) => toDue(one.text, one.first)),
    },
    {
      what: 'did not show what it received',
      lines: received
        .filter(({ text }) => !shows(text))
        .map(({ text, heard }) => toDue(text, heard.first)),
    },
  ].filter(({ lines }) => lines.length > 0);
  const evidence = [sent[0]?.first, received[0]?.heard.first].filter((each) => each !== undefined);
  const open = typed.open;
  return { role, sent: sent.length, received: received.length, problems, open, evidence };
}

/** Whether a terminal shows a text; asked in the order in which it came, it looks on from there. */
function readShown({ events }: Journal, role: string): (text: string) => boolean {
  const screen = readTerminal(getEvents(events, 'line'), role);
  let at = 0;
  return (text) => {
    const tidy = tidyText(text);
    const found = screen.indexOf(tidy, at);
    if (found >= 0) at = found + tidy.length;
    return found >= 0 || screen.includes(tidy);
  };
}

function describeAccount({ role, problems }: Account): string {
  const parts = problems.map(({ what, lines }) => {
    const shown = lines.slice(0, 2).map(({ text }) => quoteText(text, 40));
    const rest = lines.length - shown.length;
    const quoted = joinWords(rest > 0 ? [...shown, countWords(rest, 'more line')] : shown);
    return `${what}: ${quoted}`;
  });
  return `${role} ${parts.join('; it ')}`;
}
