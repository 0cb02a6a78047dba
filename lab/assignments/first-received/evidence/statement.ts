/**
 * What a server's text states: which message it received before which. Students write it in many
 * ways ("X: Alice recieved before Y: Bob", "Client Y was first"), so this reads loosely: case,
 * spacing and spelling do not matter here; the checker exact-text holds the server to the letter.
 */
import type { Conversation, Spoken, WireText } from '../../../model/conversation.ts';
import { quoteText } from '../../../model/wording.ts';
import { maskText, type SentMessage } from './mask.ts';
import { readBareList, readOrders } from './read-order.ts';

export type { SentMessage };

/**
 * The roles in the order in which a text says that their messages were received; null if it states
 * none, or none that can be read with certainty.
 */
export function parseVerdict(text: string, messages: readonly SentMessage[]): string[] | null {
  const orders = readAll(text, messages);
  return orders.length === 1 ? [...(orders[0] ?? [])] : null;
}

/** As parseVerdict, of what was told to one client: "you" is that one. */
export function parseTold(
  text: string,
  to: string,
  messages: readonly SentMessage[],
): string[] | null {
  const orders = readAll(text, messages, to);
  return orders.length === 1 ? [...(orders[0] ?? [])] : null;
}

/** Whether a text states more than one order. */
export function isTorn(text: string, messages: readonly SentMessage[]): boolean {
  return readAll(text, messages).length > 1;
}

/** The order of a text that only lists the messages, and says nothing of an order; else null. */
export function parseList(text: string, messages: readonly SentMessage[]): string[] | null {
  if (readAll(text, messages).length > 0) return null;
  return readBareList(
    maskText(text, messages),
    messages.map(({ role }) => role),
  );
}

const parsed = new Map<string, string[][]>();
const mostParsed = 1_000;

/** Every order that a text states. A sweep asks it of thousands of journals, again and again. */
function readAll(text: string, messages: readonly SentMessage[], to?: string): string[][] {
  let key = `${to ?? ''}\0${text}`;
  for (const message of messages) key += `\0${message.role}\0${message.text}`;
  const before = parsed.get(key);
  if (before !== undefined) return before;
  const roles = messages.map(({ role }) => role);
  const ways: Parameters<typeof maskText>[2][] = [{}, { naming: 'letters' }];
  if (to !== undefined) ways.push({ to });
  let orders: string[][] = [];
  for (const way of ways) {
    if (orders.length === 0) orders = readOrders(maskText(text, messages, way), roles);
  }
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(key, orders);
  return orders;
}

/** Whether a text names all who sent a message: a person may then read an order that we cannot. */
export function namesAll(text: string, messages: readonly SentMessage[]): boolean {
  return messages.every((one) => text.includes(one.text.replace(/^\p{L}\s*:\s*/u, '')));
}

/** What states an order to a client, and which. */
export interface Statement {
  to: string;
  order: string[];
  line: WireText;
}

/**
 * All that states an order to a client: single lines; else all that it was told after the last
 * message was complete, as one ("1. X: Alice", "2. Y: Bob"). "You were first" states something
 * only then: before it, it is of the connection.
 */
export function readStatements(
  { role, lines }: Conversation,
  messages: readonly SentMessage[],
  doneNs: number,
): Statement[] {
  const single = lines.flatMap((line): Statement[] => {
    const isAnswer = line.first.atNs >= doneNs;
    const order = isAnswer
      ? parseTold(line.text, role, messages)
      : parseVerdict(line.text, messages);
    return order ? [{ to: role, order, line }] : [];
  });
  const answer = lines.filter(({ first }) => first.atNs >= doneNs);
  const [first, last] = [answer[0], answer.at(-1)];
  if (single.length > 0 || !first || !last || first === last) return single;
  const text = answer.map((line) => line.text).join('\n');
  const order = parseTold(text, role, messages);
  return order ? [{ to: role, order, line: { ...last, text, first: first.first } }] : [];
}

/** When the last of the messages was complete; Infinity where one never came. */
export function getDoneNs(conversations: readonly Conversation[]): number {
  const times = conversations.map(({ message }) => message?.completeAtNs);
  return Math.max(...times.map((atNs) => atNs ?? Number.POSITIVE_INFINITY));
}

/** What a client was told as its acknowledgement: what states an order, else all lines. */
export function getAcknowledgements(
  conversation: Conversation,
  messages: readonly SentMessage[],
  doneNs: number,
): WireText[] {
  const stating = readStatements(conversation, messages, doneNs);
  return stating.length > 0 ? stating.map(({ line }) => line) : conversation.lines;
}

/** The messages as sent, where the wire saw them, else as planned. */
export function getMessages(conversations: readonly Conversation[]): SentMessage[] {
  return conversations.map(({ role, client, message }) => ({
    role,
    text: message?.text ?? client.message,
  }));
}

/** Messages as sent, of those who spoke. */
export function getSentMessages(spoken: readonly Spoken[]): SentMessage[] {
  return spoken.map(({ role, message }) => ({ role, text: message.text }));
}

/**
 * What is wrong with the messages that a text quotes, whichever order it states: one letter is put
 * before the other ("X: Y: Bob"), it has one message twice and the other not at all ("Y: Alice
 * received before X: Alice"), or something else in its place ("X: null"). Which of two clients is X
 * is the server's to say where neither says so itself. Undefined where nothing is wrong.
 */
export function findMisquoted(text: string, messages: readonly SentMessage[]): string | undefined {
  const roles = messages.map(({ role }) => role).join('');
  const pair = new RegExp(`\\b([${roles}])\\s*:\\s*([${roles}])\\s*:`, 'g');
  const crossed = [...text.matchAll(pair)].filter(([, before, own]) => before !== own);
  if (crossed.length >= messages.length) {
    return `has other letters before the messages: ${crossed.map(([both]) => both).join(', ')}`;
  }
  const count = (word: string) => text.split(word).length - 1;
  const bare = messages.map((one) => ({ ...one, text: one.text.replace(/^\p{L}\s*:\s*/u, '') }));
  const parts = /^(.+?)\s+rec\w+ved before\s+(.+)$/i.exec(text.trim())?.slice(1) ?? [];
  for (const part of parts) {
    const other = parts.find((one) => one !== part) ?? '';
    const isQuoted = bare.some((one) => one.text !== '' && other.includes(one.text));
    const isLabelled = new RegExp(`^\\W*(?:client\\s*)?[${roles}]\\s*:\\s*\\S`, 'i').test(part);
    // What went in several segments may be cut off.
    const said = part.replace(/^\W*(?:client\s*)?\p{L}\s*:\s*/iu, '');
    const isMissing = bare.every((one) => !part.includes(one.text) && !one.text.startsWith(said));
    if (isQuoted && isLabelled && isMissing) return `quotes no message as ${quoteText(part)}`;
  }
  const missing = bare.find((one) => one.text !== '' && count(one.text) === 0);
  const twice = bare.find((one) => one.text !== '' && count(one.text) > 1);
  if (!missing || !twice) return undefined;
  return `has the message of ${twice.role} twice, and that of ${missing.role} not at all`;
}

/** True if a text is one and the same statement twice or more, with nothing between. */
export function isRepeated(text: string): boolean {
  const doubled = `${text.trim()}${text.trim()}`;
  const period = doubled.indexOf(text.trim(), 1);
  return text.trim() !== '' && period < text.trim().length;
}

/** True if a text is exactly "m1 received before m2 …" for one of the orders of the messages. */
export function isExactVerdict(text: string, messages: readonly string[]): boolean {
  if (messages.length === 1) return text === messages[0];
  return messages.some((message, index) => {
    // Of equal messages one stands for all: else this took a time that grows as their factorial.
    if (messages.indexOf(message) < index) return false;
    const start = `${message} received before `;
    const others = messages.filter((_, other) => other !== index);
    return text.startsWith(start) && isExactVerdict(text.slice(start.length), others);
  });
}
