/**
 * What a server's text states: which message it received before which. Students write it in many
 * ways ("X: Alice recieved before Y: Bob", "Client Y was first"), so this reads loosely: case,
 * spacing and spelling do not matter here; the checker exact-text holds the server to the letter.
 */
import type { Conversation, Spoken, WireText } from '../../../model/conversation.ts';

/** A client's message as it was sent, without the line end. */
export interface SentMessage {
  role: string;
  text: string;
}

/**
 * The roles in the order in which a text says that their messages were received; null if it states
 * none, or none that can be read with certainty.
 */
export function parseVerdict(text: string, messages: readonly SentMessage[]): string[] | null {
  // A sweep asks the same of thousands of journals, and each checker asks it again.
  let key = text;
  for (const message of messages) key += `\0${message.role}\0${message.text}`;
  const before = parsed.get(key);
  if (before !== undefined) return before && [...before];
  const order = readVerdict(text, messages);
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(key, order);
  return order && [...order];
}

const parsed = new Map<string, readonly string[] | null>();
const mostParsed = 1_000;

function readVerdict(text: string, messages: readonly SentMessage[]): string[] | null {
  const masked = maskMessages(text, messages);
  // "X was not received before Y" needs a person.
  if (/\b(?:not|nor|neither)\b|n't\b/.test(masked)) return null;
  const found = [...masked.matchAll(/[\uE000-\uE0FF]/g)].map(({ 0: mark, index }) => ({
    role: messages[mark.charCodeAt(0) - 0xe000]?.role ?? '',
    at: index,
  }));
  return (
    parseBefore(masked, found, messages) ??
    parseAfter(masked, found, messages) ??
    parseFirst(masked, found, messages)
  );
}

/** Whether a text names all who sent a message: a person may then read an order that we cannot. */
export function namesAll(text: string, messages: readonly SentMessage[]): boolean {
  return messages.every((one) => text.includes(one.text.replace(/^\p{L}\s*:\s*/u, '')));
}

/** The lines that a client was told as its acknowledgement: those that state an order, else all. */
export function getAcknowledgements(
  conversation: Conversation,
  messages: readonly SentMessage[],
): WireText[] {
  const stating = conversation.lines.filter(({ text }) => parseVerdict(text, messages) !== null);
  return stating.length > 0 ? stating : conversation.lines;
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

interface Mention {
  role: string;
  at: number;
}

/**
 * The text in small letters, with each mention of a client replaced by a mark of its own (private
 * use, U+E000 + index), so that no word within a message is taken for one of the statement. A
 * client is known by its whole message, else by the name in it, else by its letter as a word.
 */
function maskMessages(text: string, messages: readonly SentMessage[]): string {
  const indexed = messages.map((message, index) => ({ ...message, index }));
  const texts = indexed.map((message) => normalize(message.text));
  const alike = (text: string) => texts.filter((other) => other === text).length > 1;
  let masked = normalize(text.replace(/[\uE000-\uE0FF]/g, ' '));
  const open = new Set(indexed);
  const levels: ((message: SentMessage) => string | null)[] = [
    ({ text }) => (alike(normalize(text)) ? null : normalize(text)),
    ({ text }) => /^\p{L}\s*:\s*(.+)$/u.exec(normalize(text))?.[1] ?? null,
    // "A" and "I" are English words as well as letters, so they need "client" before them.
    ({ role }) => (/^[AI]$/.test(role) ? `client ${role.toLowerCase()}` : role.toLowerCase()),
  ];
  for (const getName of levels) {
    const named = [...open].map((message) => ({ message, name: getName(message) ?? '' }));
    named.sort((a, b) => b.name.length - a.name.length);
    for (const { message, name } of named) {
      const mark = String.fromCharCode(0xe000 + message.index);
      const replaced = name === '' ? masked : replaceName(masked, name, mark);
      if (replaced === masked) continue;
      masked = replaced;
      open.delete(message);
    }
  }
  return masked;
}

/**
 * Replaces a name where it stands as words; else, if it is long enough to be no accident, at all.
 */
function replaceName(text: string, name: string, mark: string): string {
  const pattern = name
    .replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    .replace(/ ?: ?| /g, (gap) => (gap.includes(':') ? '\\s*:\\s*' : '\\s+'));
  const asWords = text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'gu'),
    mark,
  );
  if (asWords !== text || name.length < 4) return asWords;
  return text.replace(new RegExp(pattern, 'gu'), mark);
}

function normalize(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

const beforeWords = /\b(?:be?fore?|beofre|befroe|ahead of|earlier than|prior to)\b/g;
const afterWords = /\b(?:after|later than|behind)\b/g;
const firstWords = /\b(?:first|1st|frist|fisrt)\b/;
const nextWords = /\b(?:second|2nd|then|followed by|next|last|afterwards)\b/;

/** "A received before B": each neighbouring pair of mentions has the word between them. */
function parseBefore(text: string, found: readonly Mention[], messages: readonly SentMessage[]) {
  return parseChain(text, found, messages, beforeWords);
}

/** "B received after A": the same, the other way round. */
function parseAfter(text: string, found: readonly Mention[], messages: readonly SentMessage[]) {
  return parseChain(text, found, messages, afterWords)?.reverse() ?? null;
}

/** The first statement of a text that repeats itself counts; one mention a client, in a chain. */
function parseChain(
  text: string,
  found: readonly Mention[],
  messages: readonly SentMessage[],
  words: RegExp,
): string[] | null {
  if (messages.length < 2) return null;
  const places = [...text.matchAll(words)].map(({ index }) => index);
  const [word] = places;
  if (word === undefined) return null;
  const start = found.findLastIndex(({ at }) => at < word);
  if (start < 0) return null;
  const chain = found.slice(start, start + messages.length);
  const linked = chain.every((mention, index) => {
    const next = chain[index + 1];
    return !next || places.some((at) => at > mention.at && at < next.at);
  });
  return linked ? getComplete(chain, messages) : null;
}

/** "X was first", "first X, then Y", "Y second, X first"; with two clients one name will do. */
function parseFirst(text: string, found: readonly Mention[], messages: readonly SentMessage[]) {
  const first = firstWords.exec(text)?.index;
  if (first === undefined || messages.length !== 2) return null;
  const roles = new Set(found.map(({ role }) => role));
  const [one, other] = messages.map(({ role }) => role);
  if (one === undefined || other === undefined) return null;
  if (roles.size === 1) return roles.has(one) ? [one, other] : [other, one];
  const next = nextWords.exec(text)?.index;
  if (found.length !== 2 || next === undefined) return null;
  const chain = first < next ? found : [...found].reverse();
  // "Second: Y, first: X" has a word for each mention; anything else could mean either.
  return getComplete(chain, messages);
}

function getComplete(chain: readonly Mention[], messages: readonly SentMessage[]) {
  const roles = chain.map(({ role }) => role);
  return new Set(roles).size === messages.length ? roles : null;
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
