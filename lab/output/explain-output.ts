/** What zx lab/grade.mjs --explain prints: how submissions are run, and what watching showed. */
import type { GradeFlags } from '../flags/grade-flags.ts';
import { escapeControls, stringifySafely } from '../reporters/escape.ts';
import { documentExplained, type Explained, renderExplained } from '../reporters/marking.ts';
import { stopCommands } from './terminal.ts';

/** One submission. */
export function printExplained(explained: Explained, flags: GradeFlags): void {
  print(documentExplained(explained), renderExplained(explained), flags);
}

/** All of a class. */
export function printExplainedClass(all: readonly Explained[], flags: GradeFlags): void {
  const lines = all.flatMap((one) => [escapeControls(one.name), ...renderExplained(one), '']);
  print(all.map(documentExplained), lines.slice(0, -1), flags);
}

function print(document: unknown, lines: readonly string[], { json, quiet }: GradeFlags): void {
  if (quiet) return;
  const text = `${lines.join('\n')}\n`;
  process.stdout.write(json ? `${stringifySafely(document, 2)}\n` : stopCommands(text));
}
