/** Whether a tool printed plain text: what a reader must know before it takes a value from it. */

/**
 * Control characters, of which colours and cursor movements are made (ECMA-48, 5.4), without tab,
 * newline and carriage return.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;

/**
 * The first line that has a control character, as JSON, at most 120 characters of it; undefined if
 * the text is plain.
 */
export function findControl(text: string): string | undefined {
  const found = text.split('\n').find((line) => control.test(line));
  return found === undefined ? undefined : JSON.stringify(found.slice(0, 120));
}
