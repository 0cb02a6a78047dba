/**
 * What both programs hold of a message as text: its greatest length, and, in a chat, what a line
 * means. README.md in programs/ has the rules as a protocol.
 */
import { TextDecoder } from 'node:util';

/** Longest message in bytes, without its line end. */
export const maxMessageBytes = 65_536;

/** In front of what the server itself says in a chat: no client's name begins like this. */
export const noticeMark = '* ';

/** A name in front of a line: letters and digits, or what the server calls one without a name. */
const namedLine = /^([\p{L}\p{N}]{1,16}|client \d+): /u;
const introduction = /^([\p{L}\p{N}]{1,16}): ./u;

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text, or null where the bytes are not UTF-8. A byte order mark is text like any other. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Whether this is the word that ends a chat: Bye alone, in any case, with spaces around it. */
export function isBye(text: string): boolean {
  return text.length < 1_000 && text.trim().toLowerCase() === 'bye';
}

/** The name by which a first message introduces its sender ("X: Alice" is X), or null. */
export function getIntroducedName(firstMessage: string): string | null {
  return introduction.exec(firstMessage)?.[1] ?? null;
}

/** What somebody else said, of a line that the server relayed; null if it is no such line. */
export function getSaid(line: string): string | null {
  const match = namedLine.exec(line);
  return match === null ? null : line.slice(match[0].length);
}
