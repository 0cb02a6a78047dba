/**
 * Criterion 7: every message is printed where it is sent and where it is received.
 *
 * pass: each client that stays printed its own message and the answer that it got; the server
 * printed all messages and all answers; what the server said before a message is no answer. Texts
 * as on the wire, looked for within the lines of the role's terminal, whatever stands around them;
 * colours, runs of spaces, and capitals do not matter. A message that only an answer quotes is not
 * printed by that. A text that went in several segments may be printed segment by segment, and as
 * the bytes that it is (b'\xc3\xa9'). pass, and a person should look: "X said Alice" for "X:
 * Alice", or "Alice" at X. fail: one of them is not there. unknown: the capture has a gap; one is
 * not there, but not all that was printed was kept; a message never came, so that the server may
 * have waited for it in place of reading on; all messages are printed, but the server answered
 * nobody; or the machine made an answer so late that its client had given up (late-answer.ts).
 */
import { type Conversation, getStayers, type WireText } from '../../../model/conversation.ts';
import { type EventOf, getEvents } from '../../../model/journal.ts';
import { getGap } from '../../../model/sockets.ts';
import { readTerminal, tidyText } from '../../../model/terminal.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { joinWords, quoteText } from '../../../model/wording.ts';
import { findLateAnswer } from '../evidence/late-answer.ts';
import { isPrinted, isRetold, splitRepeated } from '../evidence/printed-text.ts';
import {
  getAcknowledgements,
  getDoneNs,
  getMessages,
  type SentMessage,
} from '../evidence/statement.ts';

/** A text that a role has to print. */
interface Due {
  role: string;
  /** Whose connection it went over. */
  client: string;
  text: string;
  /** The same, as it went over the wire: segment by segment. */
  parts: string[];
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
    const answers = due.filter(({ text }) => !messages.some((one) => passesOn(text, one.text)));
    const leave = (text: string) => leaveOut(text, answers);
    const unprinted = due.filter((one) => {
      const shown = printed.get(one.role) ?? '';
      return !isPrinted(one, answers.includes(one) ? shown : leave(shown));
    });
    const said = lines.filter(({ text }) => leave(tidyText(text)) === tidyText(text));
    const retold = unprinted.filter((one) => isRetold(one, answers.includes(one) ? lines : said));
    const missing = unprinted.filter((one) => !retold.includes(one));
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
        chance: true,
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
        const holds = (line: EventOf<'line'>) =>
          tidyText(line.text).toLowerCase().includes(tidyText(text).toLowerCase());
        return lines.find((line) => line.role === role && holds(line)) ?? [];
      }),
      ...(retold.length > 0 && { review: describeRetold(retold) }),
    };
  },
};

/** Whether a text is a message, or that message as it is passed on: "X: Alice" of "Alice". */
function passesOn(text: string, message: string): boolean {
  const [shown, said] = [text, message].map((one) => tidyText(one).toLowerCase());
  const content = said?.replace(/^\p{L}\s*:\s*/u, '') ?? '';
  if (shown === undefined || content === '' || !shown.endsWith(content)) return false;
  return /^\W*(?:client\s*)?\p{L}?\W*$/u.test(shown.slice(0, -content.length));
}

/** What a terminal showed without these: that an answer quotes a message does not print it. */
function leaveOut(shown: string, answers: readonly Due[]): string {
  let rest = shown;
  for (const { text } of answers) {
    const [sought, all] = [tidyText(text).toLowerCase(), rest.toLowerCase()];
    let at = all.lastIndexOf(sought);
    while (sought !== '' && at >= 0) {
      rest = `${rest.slice(0, at)} ${rest.slice(at + sought.length)}`;
      at = at === 0 ? -1 : all.lastIndexOf(sought, at - 1);
    }
  }
  return rest;
}

function describeRetold(retold: readonly Due[]): string {
  const said = retold.map(({ role, text }) => {
    return `${role === 'server' ? 'the server' : role} printed ${quoteText(text)} in another form`;
  });
  return joinWords([...new Set(said)]);
}

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
    const told = complete ? getAcknowledgements(one, messages, getDoneNs(stayers)) : [];
    // A greeting, or a sign to begin, is no answer: it came before there was a message.
    const spokeNs = one.message?.completeAtNs ?? 0;
    const answers = told.filter(({ last }) => last.atNs >= spokeNs);
    const texts = [one.message, ...answers].flatMap((text) => text ?? []);
    const said = texts.filter(({ text }) => text.trim() !== '');
    const roles = complete ? [one.role, 'server'] : [one.role];
    return said.flatMap((text) =>
      roles.map((role) => {
        const parts =
          splitRepeated(text.text) ??
          splitParts(one, text).flatMap((part) => splitQuotes(part, messages));
        return { role, client: one.role, text: text.text, parts };
      }),
    );
  });
  return [...new Map(due.map((one) => [`${one.role} ${one.text}`, one])).values()];
}

/** A text as the segments that it came in, without what else was in the first and the last. */
function splitParts({ toServer, toClient }: Conversation, { text, first, last }: WireText) {
  const data = first.direction === 'to-server' ? toServer : toClient;
  const between = data.slice(data.indexOf(first) + 1, data.indexOf(last));
  if (first === last) return text.split('\n');
  return [first, ...between, last].flatMap((event) =>
    event.text.split('\n').filter((part) => part.trim() !== '' && text.includes(part.trim())),
  );
}

/** "got: BobX: Alice" are two texts that went in one segment: a message is one by itself. */
function splitQuotes(text: string, messages: readonly SentMessage[]): string[] {
  const quoted = messages.find(
    ({ text: said }) => said.length > 2 && text.trimEnd().endsWith(said),
  );
  const at = quoted ? text.lastIndexOf(quoted.text) : 0;
  // Behind a space or a sign it belongs to what stands before it.
  const isTwo = at > 0 && /[\p{L}\p{N}.!]/u.test(text[at - 1] ?? '');
  return isTwo ? [text.slice(0, at), text.slice(at)] : [text];
}

/** Where a text went over the wire that should have been printed. */
function findOnWire(stayers: readonly Conversation[], role: string, text: string) {
  return stayers
    .filter((one) => role === 'server' || one.role === role)
    .flatMap((one) => [one.message, ...one.lines])
    .filter((said) => said?.text === text)
    .flatMap((said) => said?.first ?? []);
}
