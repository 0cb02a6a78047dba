/**
 * Whether a terminal showed a text that went over the wire: as it is, in its parts, as the bytes
 * that it is, or, for a person to see, its name and its letter in one line.
 */
import { escapePattern } from '../../../model/escape-pattern.ts';
import type { EventOf } from '../../../model/journal.ts';
import { tidyText } from '../../../model/terminal.ts';

interface Sought {
  role: string;
  /** Whose connection it went over. */
  client: string;
  text: string;
  parts: readonly string[];
}

/** `printed` is all that the role's terminal showed, tidied. */
export function isPrinted({ text, parts }: Sought, printed: string): boolean {
  const shown = printed.toLowerCase();
  const holds = (part: string) =>
    [part, writeBytes(part)].some((form) => shown.includes(tidyText(form).toLowerCase()));
  const unsigned = leaveOutSpeaker(text);
  if (holds(text) || hasFields(text, printed) || (unsigned !== text && holds(unsigned)))
    return true;
  return parts.length > 1 && parts.every(holds);
}

/** "X|Alice" and "X Alice" for "X: Alice": whatever signs are between the letter and the name. */
function hasFields(text: string, printed: string): boolean {
  const [, letter, name] = /^(\p{L}):\s*(\p{L}[^:]*)$/u.exec(tidyText(text)) ?? [];
  if (letter === undefined || name === undefined) return false;
  const fields = `(?<![\\p{L}\\p{N}])${letter}[^\\p{L}\\p{N}\\n]{1,4}${escapePattern(name)}`;
  return new RegExp(fields, 'iu').test(printed);
}

/**
 * "Client X said Alice", "Alice (from X)" for "X: Alice": a line has both. A program that sends
 * fields of fixed size has no sign between them: "XAlice". Nobody need show the time by which one
 * says when it sent: "X: Alice@1796067906.7".
 */
export function isRetold(
  { role, client, text }: Sought,
  lines: readonly EventOf<'line'>[],
): boolean {
  const plain = tidyText(leaveOutClock(text)).toLowerCase();
  const fields = plain.startsWith(client.toLowerCase())
    ? /^(\p{L})()(\p{L}{3,})$/u.exec(plain)
    : null;
  const [, letter, , name] = /^(\p{L})(\s*:\s*)(.+)$/u.exec(plain) ?? fields ?? [];
  // A statement that begins with a letter is not a message with its sender.
  if (letter === undefined || name === undefined || / \p{L}\s*:/u.test(name)) return false;
  const hasLetter = new RegExp(`(?<![\\p{L}\\p{N}])${letter}(?![\\p{L}\\p{N}])`, 'u');
  return lines.some((line) => {
    if (line.role !== role) return false;
    const shown = tidyText(line.text).toLowerCase();
    // Who it is goes without saying at a client's own terminal.
    if (role === client && holdsWord(shown, name)) return true;
    return shown.includes(name) && hasLetter.test(shown.replace(name, ' '));
  });
}

/**
 * Who speaks, in the way of a chat: "server> X: Alice received before Y: Bob"; or the server as a
 * field of its own, which each terminal shows with signs of its own.
 */
function leaveOutSpeaker(text: string): string {
  return text.replace(/^\s*(?:[\p{L}\d ]{2,12}>|\W*server\b\W*)\s*(?=\S)/iu, '');
}

/** What a client adds for the server, and shows nobody: the time, in seconds or finer. */
function leaveOutClock(text: string): string {
  return text.replace(
    /[\s@|;,#-]*(?<![\p{L}\p{N}])\d{9,}(?:\.\d+)?(?![\p{L}\p{N}])[\s@|;,#-]*/u,
    '',
  );
}

function holdsWord(text: string, word: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}])${escapePattern(word)}(?![\\p{L}\\p{N}])`, 'u').test(text);
}

/** As Python prints bytes, without the quotes: what is no ASCII by its code. */
function writeBytes(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) =>
      byte >= 0x20 && byte < 0x7f && byte !== 0x5c
        ? String.fromCharCode(byte)
        : byte === 0x5c
          ? '\\\\'
          : `\\x${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');
}

/** The same answer twice in one text, as one who sends it twice over one connection has it. */
export function splitRepeated(text: string): string[] | undefined {
  const [, one] = /^\s*(\S.{7,}?)\s*(?:\1\s*)+$/su.exec(text) ?? [];
  return one === undefined ? undefined : [one, one];
}
