/**
 * Text that a program wrote, made harmless: nothing in it can drive a terminal, break a line of a
 * report, or turn the reading direction. Every reporter passes foreign text through here, or
 * through the escaping of its own format on top of it.
 */

const names = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * C0 and C1 controls and DEL, the line and paragraph separators, the bidirectional controls (UAX
 * #9, 2), the byte order mark and other invisible formats that hide text, and lone surrogates. Also
 * the second `#` of `##[`, which begins a command anywhere in a line of a CI's log
 * (ActionCommand.cs of actions/runner, TryParse).
 */
const controls =
  /(?<=#)#(?=\[)|\p{Cc}|[\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu;

/** Control characters as `\n`, `\x1b`, `\u202e`; all other text as it is, in one line. */
export function escapeControls(text: string): string {
  return text.replace(controls, (character) => names.get(character) ?? escapeCode(character));
}

function escapeCode(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`;
}

/** As escapeControls, but the ends of lines stay: for text of many lines that a person reads. */
export function escapeLines(text: string): string {
  return text.split('\n').map(escapeControls).join('\n');
}

/** A JSON text in which no control character stands as itself; it parses to the same value. */
export function stringifySafely(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(controls, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A text cut to a number of characters, and how long it was: for places where people read. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
  return `${text.slice(0, end)}… (${text.length} characters)`;
}
