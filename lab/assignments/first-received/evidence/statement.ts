/**
 * What a server's text states: which message it received before which. Students write it in many
 * ways ("X: Alice recieved before Y: Bob", "Client Y was first"), so this reads loosely: case,
 * spacing and spelling do not matter here; the checker exact-text holds the server to the letter.
 */
import type { Conversation, Spoken, WireText } from '../../../model/conversation.ts';
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
