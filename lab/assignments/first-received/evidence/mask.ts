/**
 * A server's text with each mention of a client replaced by a mark, so that no word within a
 * message is taken for one of the statement; and the sentences left out that state nothing.
 */

/** A client's message as it was sent, without the line end. */
export interface SentMessage {
  role: string;
  text: string;
}

/** A place where a text names a client. */
export interface Mention {
  role: string;
  at: number;
}

/** A text in small letters in which marks stand for clients. */
export interface Masked {
  text: string;
  mentions: Mention[];
}

/** Marks are of the private use area: U+E000 and the client's place among the messages. */
const firstMark = 0xe000;
const anyMark = /[\uE000-\uE0FF]/g;

/** How a text may name a client; by `letters`, names and messages are left out. */
export type Naming = 'all' | 'letters';

/**
 * A client is known by its whole message, else by the name in it, else by its letter as a word.
 * `to` is who is told: "you" is that client then, and with two clients "the other" is not.
 */
export function maskText(
  text: string,
  messages: readonly SentMessage[],
  { naming = 'all', to }: { naming?: Naming; to?: string } = {},
): Masked {
  let masked = normalize(text.replace(anyMark, ' '));
  masked = maskNames(masked, messages, naming);
  if (to !== undefined) masked = maskAddressed(masked, messages, to);
  masked = dropEmpty(masked);
  const mentions = [...masked.matchAll(anyMark)].map(({ 0: mark, index }) => ({
    role: messages[mark.charCodeAt(0) - firstMark]?.role ?? '',
    at: index,
  }));
  return { text: masked, mentions };
}

function maskNames(text: string, messages: readonly SentMessage[], naming: Naming): string {
  const indexed = messages.map((message, index) => ({ ...message, index }));
  const texts = indexed.map((message) => normalize(message.text));
  const alike = (one: string) => texts.filter((other) => other === one).length > 1;
  const open = new Set(indexed);
  const byText: ((message: SentMessage) => string | null)[] = [
    (one) => (alike(normalize(one.text)) ? null : normalize(one.text)),
    (one) => /^\p{L}\s*:\s*(.+)$/u.exec(normalize(one.text))?.[1] ?? null,
  ];
  // "A" and "I" are English words as well as letters, so they need "client" before them.
  const byLetter = ({ role }: SentMessage) =>
    /^[AI]$/.test(role) ? `client ${role.toLowerCase()}` : role.toLowerCase();
  let masked = text;
  for (const getName of [...byText, byLetter]) {
    const named = [...open].map((message) => ({ message, name: getName(message) ?? '' }));
    named.sort((a, b) => b.name.length - a.name.length);
    for (const { message, name } of named) {
      const isHidden = naming === 'letters' && getName !== byLetter;
      const mark = isHidden ? ' ' : getMark(message.index);
      const replaced = name === '' ? masked : replaceName(masked, name, mark);
      if (replaced === masked) continue;
      masked = replaced;
      if (!isHidden) open.delete(message);
    }
  }
  return masked;
}

function getMark(index: number): string {
  return String.fromCharCode(firstMark + index);
}

/**
 * Replaces a name where it stands as words; else, if it is long enough to be no accident, at all.
 */
function replaceName(text: string, name: string, mark: string): string {
  const pattern = name
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/ ?: ?| /g, (gap) => (gap.includes(':') ? '\\s*:\\s*' : '\\s+'));
  const asWords = text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'gu'),
    mark,
  );
  if (asWords !== text || name.length < 4) return asWords;
  return text.replace(new RegExp(pattern, 'gu'), mark);
}

const otherOne =
  /\b(?:(?:the|your) (?:other|partner|peer|opponent)(?:'s|’s)?(?: (?:client|one|user|person)(?:'s|’s)?)?|theirs?)\b/g;
const you = /\b(?:you|yours?)\b/g;

function maskAddressed(text: string, messages: readonly SentMessage[], to: string): string {
  const own = messages.findIndex(({ role }) => role === to);
  if (own < 0 || messages.length !== 2) return text;
  return text
    .replace(/\bthank you\b/g, 'thanks')
    .replace(otherOne, getMark(1 - own))
    .replace(you, getMark(own));
}

/** A text in small letters, its spaces single. */
export function normalize(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** Words that contain one of order and state none. */
const idioms =
  /\bfirst (?:names?|of all|come,? first served?)\b|\bat first\b|\bfirst and foremost\b/g;
/** What is only supposed, asked for, or still to come. */
const supposed =
  /\b(?:whether|whoever|whichever|might|maybe|perhaps|possibly|may (?:have|be)|if|unless|waiting|awaiting|will|would|should|must|which (?:of|one|client|message) (?!was (?:received )?(?:first|1st)\b))\b/;
/** What is told of connections, where nothing is said of messages. */
const connecting = /\b(?:connect\w*|join\w*|accept\w*|log(?:ged)? (?:in|on)|online|welcome\w*)\b/;
const numbering = /\b(?:first|second|1st|2nd) (?:client|user|connection|person|player)\b/;
const speaking =
  /\b(?:rec(?:ei|ie|i|e)?v\w*|messag\w*|msgs?|sen[dt]s?|sending|said|wrote|spoke|arriv\w*|text\w*)\b/;

/** "You are the first", said to somebody who has not been asked about: a welcome. */
const addressing = /\byou(?: are|['’]re)\b/;

/** Leaves out sentences that are questions, only suppose something, or tell of connections. */
function dropEmpty(text: string): string {
  const kept = text
    .replace(idioms, ' ')
    .split(/(?<=[.!?;])\s+/)
    .filter((sentence) => {
      if (sentence.endsWith('?') || /^(?:if|unless|whether)\b/.test(sentence)) return false;
      const isOfConnections = [connecting, numbering, addressing].some((one) => one.test(sentence));
      return speaking.test(sentence) || !isOfConnections;
    })
    .map(dropSupposed);
  return kept.join(' ');
}

/** "X came before Y, and you will be disconnected": only the clause behind states nothing. */
function dropSupposed(sentence: string): string {
  if (!supposed.test(sentence)) return sentence;
  const clauses = sentence.split(/(?<=,)\s+|\s+(?=(?:and|but|so)\b)/);
  return clauses.filter((clause) => !supposed.test(clause)).join(' ');
}
