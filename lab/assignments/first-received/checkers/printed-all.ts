/**
 * Criterion 7: every message is printed where it is sent and where it is received.
 *
 * pass: each client that stays printed its own message and the answer that it got; the server
 * printed all messages and all answers. Texts as on the wire, looked for within the lines of the
 * role's terminal, whatever stands around them; colours and runs of spaces do not matter. fail:
 * one of them is not there. unknown: the capture has a gap; one is not there, but not all that was
 * printed was kept; a message never came, so that the server may have waited for it in place of
 * reading on; all messages are printed, but the server answered nobody; or the machine made an
 * answer so late that its client had given up (late-answer.ts).
 */
import { type Conversation, getStayers } from '../../../model/conversation.ts';
import { type EventOf, getEvents } from '../../../model/journal.ts';
import { getGap } from '../../../model/sockets.ts';
import { readTerminal, tidyText } from '../../../model/terminal.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { joinWords, quoteText } from '../../../model/wording.ts';
import { findLateAnswer } from '../evidence/late-answer.ts';
import { getAcknowledgements, getDoneNs, getMessages, type SentMessage } from '../evidence/statement.ts';

/** A text that a role has to print. */
interface Due {
  role: string;
  text: string;
}

export const printedAll: Checker = {
  name: 'printed-all',
  promise: 'Clients and server print every message and every answer that they send and receive.',
  needs: ['wire', 'printed'],
  check(journal: Journal): Finding {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const stayers = getStayers(journal);
    const messages = getMessages(stayers);
    const due = getDue(stayers, messages);
    if (due.length === 0) {
      return { outcome: 'unknown', because: 'no message was sent, so there was none to print' };
    }
    const lines = getEvents(journal.events, 'line');
    const roles = [...new Set(due.map(({ role }) => role))];
    const printed = new Map(roles.map((role) => [role, readTerminal(lines, role)]));
    const missing = due.filter(({ role, text }) => !printed.get(role)?.includes(tidyText(text)));
    // What was kept shows what was printed; only what is not among it may be in what was lost.
    const lost = getGap(journal, 'printed');
    if (missing.length > 0 && lost) {
      return { outcome: 'unknown', because: lost.because, evidence: [lost] };
    }
    const late = missing.map((one) => explainLate(journal, stayers, one));
    const faults = missing.filter((_, index) => late[index] === null);
    if (faults.length > 0) {
      return {
        outcome: 'fail',
        because: describeMissing(roles, faults),
        evidence: faults.flatMap(({ role, text }) => findOnWire(stayers, role, text)),
      };
    }
    const [excuse] = late;
    if (excuse) return { outcome: 'unknown', ...excuse, disturbed: true };
    const silent = stayers.filter(({ message }) => !message).map(({ role }) => role);
    if (silent.length > 0) {
      const because = `no message of ${joinWords(silent)} arrived, so the server may have waited`;
      return { outcome: 'unknown', because };
    }
    if (stayers.every((one) => one.lines.length === 0)) {
      return {
        outcome: 'unknown',
        because: 'all messages are printed, but the server answered nobody',
      };
    }
    return {
      outcome: 'pass',
      because: `${joinWords(['the server', ...stayers.map(({ role }) => role)])} printed all`,
      evidence: due.flatMap(({ role, text }) => {
        const holds = (line: EventOf<'line'>) => tidyText(line.text).includes(tidyText(text));
        return lines.find((line) => line.role === role && holds(line)) ?? [];
      }),
    };
  },
};

function describeMissing(roles: readonly string[], missing: readonly Due[]): string {
  return roles
    .map((role) => ({ role, texts: missing.filter((one) => one.role === role) }))
    .filter(({ texts }) => texts.length > 0)
    .map(({ role, texts }) => {
      const quoted = joinWords(texts.map(({ text }) => quoteText(text)));
      return `${role === 'server' ? 'the server' : role} did not print ${quoted}`;
    })
    .join('; ');
}

/** Why a client could not print what it was told; null if it could, or is to print what it said. */
function explainLate(journal: Journal, stayers: readonly Conversation[], { role, text }: Due) {
  const one = stayers.find((each) => each.role === role);
  const line = one?.lines.findLast((each) => each.text === text);
  if (!one || !line || one.message?.text === text) return null;
  return findLateAnswer(journal, one, line);
}

function getDue(stayers: readonly Conversation[], messages: readonly SentMessage[]): Due[] {
  const complete = stayers.every(({ message }) => message);
  const due = stayers.flatMap((one) => {
    const answers = complete ? getAcknowledgements(one, messages, getDoneNs(stayers)) : [];
    const texts = [one.message?.text, ...answers.map(({ text }) => text)];
    const said = texts.filter((text) => text !== undefined && text.trim() !== '');
    const roles = complete ? [one.role, 'server'] : [one.role];
    return said.flatMap((text) => roles.map((role) => ({ role, text: text ?? '' })));
  });
  return [...new Map(due.map((one) => [`${one.role} ${one.text}`, one])).values()];
}

/** Where a text went over the wire that should have been printed. */
function findOnWire(stayers: readonly Conversation[], role: string, text: string) {
  return stayers
    .filter((one) => role === 'server' || one.role === role)
    .flatMap((one) => [one.message, ...one.lines])
    .filter((said) => said?.text === text)
    .flatMap((said) => said?.first ?? []);
}
