// biome-ignore-all lint/suspicious/noControlCharactersInRegex: terminal sequences begin with ESC.
/** What a terminal showed, as text that can be searched: for the checkers of what was printed. */
import type { EventOf } from './journal.ts';

/**
 * All that a role's terminal showed in the end, as one text: a line that the program went back to
 * and cleared, as some do with what was typed, is gone.
 */
export function readTerminal(lines: readonly EventOf<'line'>[], role: string): string {
  const shown: string[] = [];
  for (const { text } of lines.filter((line) => line.role === role)) {
    let rest = text;
    for (let found = wiped.exec(rest); found; found = wiped.exec(rest)) {
      shown.pop();
      rest = rest.slice(found[0].length);
    }
    shown.push(rest);
  }
  return tidyText(shown.join('\n'));
}

/** One line up, and that line cleared (ECMA-48, 8.3.22 CUU, 8.3.13 CPL, 8.3.41 EL, 8.3.39 ED). */
const wiped = /^\r?\u001b\[1?[AF]\r?\u001b\[[02]?[JK]\r?/;

/** Without colours and other terminal sequences (ECMA-48, 5.4 and 8.3.89), and single-spaced. */
export function tidyText(text: string): string {
  const plain = text.includes('\u001b')
    ? text.replace(
        /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g,
        '',
      )
    : text;
  // Single spaces are most of what stands between words, and stay.
  return plain.replace(/\s{2,}|[^\S ]/gu, ' ').trim();
}
