/**
 * What a run tells GitHub Actions, where GITHUB_ACTIONS is true: annotations, and the summary of
 * the step.
 */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError, toLabError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import { appendOutputFile } from '../store/output-file.ts';
import { isOnGitHub } from './terminal.ts';
import { printTrouble } from './trouble.ts';

/**
 * Annotates, unless nothing is to be printed, and adds to the summary. Nobody asked for one in so
 * many words, so one that cannot be written is said, and the outcome stays. Never rejects.
 */
export async function tellGitHub(
  report: Report,
  { stream, quiet }: { stream: NodeJS.WritableStream; quiet: boolean },
): Promise<void> {
  if (!isOnGitHub()) return;
  const { renderAnnotations, renderSummary, summaryLimitBytes } = await import(
    '../reporters/github.ts'
  );
  if (!quiet) stream.write(renderAnnotations(report, placeFile));
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (!file) return;
  // The limit is for all that the step wrote, and whoever came before us may have written.
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  const text = renderSummary(report, summaryLimitBytes - size);
  await appendOutputFile(file, text).catch((cause: unknown) => {
    const message = `Cannot write the summary of the step: ${toLabError(cause).message}`;
    printTrouble(new LabError('OUTPUT_FAILED', message, { cause }));
  });
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Foreign sources are named from where the command was given, our own from the project's root. */
function placeFile(file: string): string | undefined {
  const found = [process.cwd(), root].map((from) => path.resolve(from, file)).find(existsSync);
  if (found === undefined) return undefined;
  const placed = path.relative(process.env.GITHUB_WORKSPACE || process.cwd(), found);
  return placed.startsWith('..') ? undefined : placed;
}
