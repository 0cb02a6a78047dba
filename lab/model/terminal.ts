// biome-ignore-all lint/suspicious/noControlCharactersInRegex: terminal sequences begin with ESC.
/** What a terminal showed, as text that can be searched: for the checkers of what was printed. */
import type { EventOf } from './journal.ts';

/** All that a role's terminal showed, as one text. */
export function readTerminal(lines: readonly EventOf<'line'>[], role: string): string {
  const own = lines.filter((line) => line.role === role);
  return tidyText(own.map(({ text }) => text).join('\n'));
}

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
