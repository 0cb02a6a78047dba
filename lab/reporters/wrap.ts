/**
 * Fitting text into the columns of a terminal: how wide it is there, cutting it, and wrapping it
 * with a hanging indent. For plain text; colours are put on afterwards.
 */

/** Characters that take no column: marks that combine, joiners and variation selectors. */
const zero = /\p{M}|[\u200b-\u200d\u2060]/u;
/** Characters that take two columns: East Asian wide ones (UAX #11) and emoji. */
const wide = new RegExp(
  [
    '[\\u1100-\\u115f\\u2e80-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f]',
    '[\\uff00-\\uff60\\uffe0-\\uffe6\\u{20000}-\\u{3fffd}]',
    '\\p{Emoji_Presentation}',
  ].join('|'),
  'u',
);

/** The columns that a text takes. */
export function getWidth(text: string): number {
  let width = 0;
  for (const character of text) width += getCharacterWidth(character);
  return width;
}

function getCharacterWidth(character: string): number {
  if (character < '\u0300') return 1;
  if (zero.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** The longest beginning of a text that fits. */
function takeWidth(text: string, columns: number): string {
  let width = 0;
  let end = 0;
  for (const character of text) {
    width += getCharacterWidth(character);
    if (width > columns) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** A text in at most so many columns; an ellipsis stands for what was cut. */
export function fitText(text: string, columns: number): string {
  if (getWidth(text) <= columns) return text;
  return `${takeWidth(text, Math.max(0, columns - 1)).trimEnd()}…`;
}

/** A text padded with spaces to so many columns. */
export function padText(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - getWidth(text)));
}

/** The lines of a text in so many columns; a word that is wider than a line is broken. */
export function wrapText(text: string, columns: number): string[] {
  const limit = Math.max(8, columns);
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of text.split(' ')) {
    let rest = word;
    let restWidth = getWidth(rest);
    if (line !== '' && width + 1 + restWidth > limit) {
      lines.push(line);
      [line, width] = ['', 0];
    }
    while (restWidth > limit) {
      const part = takeWidth(rest, limit);
      lines.push(part);
      rest = rest.slice(part.length);
      restWidth = getWidth(rest);
    }
    line = line === '' ? rest : `${line} ${rest}`;
    width = getWidth(line);
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}
