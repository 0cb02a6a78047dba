/** zx lab/check.mjs on stored sweeps: judges one again, or the shards of one as a whole. */
import path from 'node:path';
import { LabError } from '../model/errors.ts';
import { exitCodes } from '../model/outcome.ts';
import { judgeSweeps } from '../sweep/merge-sweeps.ts';
import { judgePacks } from './judge-packs.ts';
import { printSweep } from './sweep.ts';

/** Judges and prints; gives the exit code. Throws LabError RUN_UNREADABLE, FLAG_WRONG. */
export async function checkSweeps(
  folders: readonly string[],
  { json, quiet, html, ...others }: { json?: boolean; quiet?: boolean; html?: string | true },
): Promise<number> {
  const [misplaced] = Object.keys(others).filter((name) => name !== 'merge');
  if (misplaced !== undefined) {
    throw new LabError('FLAG_WRONG', `--${misplaced} shows a run, and this is a sweep`, {
      hint: 'Of a sweep there is the text, --json, --html and --quiet.',
    });
  }
  const directory = folders.length === 1 ? (folders[0] ?? null) : null;
  const { report } = await judgeSweeps(folders, {
    ...{ directory, judgePacks },
    startedAtMs: Date.now(),
  });
  if (html !== undefined) {
    const { writeSweepHtml } = await import('./sweep-html.ts');
    await writeSweepHtml(report, html === true ? path.join(directory ?? '.', 'report.html') : html);
  }
  await printSweep(report, { json: json === true, quiet: quiet === true });
  return exitCodes[report.outcome];
}
