/**
 * Fitting text into the columns of a terminal: how wide it is there, cutting it, and wrapping it
 * with a hanging indent. For plain text; colours are put on afterwards.
 */
import stringWidth from 'string-width';

/** The columns that a text takes in a terminal (UAX #11). */
export function getWidth(text: string): number {
  // The library's first look at a text costs more than all that is said of a play.
  return plain.test(text) ? text.length : stringWidth(text);
}

/** Each of these takes a column; where East Asian Width is ambiguous, one as well (UAX #11). */
const plain = /^[ -~“”‘’–—…·×µ✓✗]*$/;

const segmenter = new Intl.Segmenter();

/** The longest beginning of a text that fits. */
function takeWidth(text: string, columns: number): string {
  let width = 0;
  let end = 0;
  for (const { segment } of segmenter.segment(text)) {
    width += getWidth(segment);
    if (width > columns) break;
    end += segment.length;
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
