/** zx lab/check.mjs on stored sweeps: judges one again, or the shards of one as a whole. */
import path from 'node:path';
import { loadAssignment } from '../assignments/load.ts';
import { requireSweep } from '../model/assignment.ts';
import { LabError, toLabError } from '../model/errors.ts';
import { exitCodes } from '../model/outcome.ts';
import { checkOutputFile } from '../store/output-file.ts';
import { judgeSweeps } from '../sweep/merge-sweeps.ts';
import { judgePacks } from './judge-packs.ts';
import { printSweep } from './sweep.ts';

interface CheckSweepFlags {
  json?: boolean;
  quiet?: boolean;
  html?: string | true;
  assignment?: string;
}

/**
 * Judges and prints; gives the exit code. Throws LabError RUN_UNREADABLE, FLAG_WRONG,
 * ASSIGNMENT_WRONG.
 */
export async function checkSweeps(
  folders: readonly string[],
  { json, quiet, html, assignment: asked, ...others }: CheckSweepFlags,
): Promise<number> {
  const [misplaced] = Object.keys(others).filter((name) => name !== 'merge');
  if (misplaced !== undefined) {
    throw new LabError('FLAG_WRONG', `--${misplaced} shows a run, and this is a sweep`, {
      hint: 'Of a sweep there is the text, --json, --html and --quiet.',
    });
  }
  const directory = folders.length === 1 ? (folders[0] ?? null) : null;
  const file = html === true ? path.join(directory ?? '.', 'report.html') : html;
  if (typeof html === 'string') await checkOutputFile(html);
  const { report } = await judgeSweeps(folders, {
    ...{ directory, startedAtMs: Date.now() },
    async open(stored) {
      const label = asked ?? stored;
      const { assignment } = await loadAssignment(label);
      const judge = (packs: readonly string[]) => judgePacks(packs, label);
      return { assignment: requireSweep(assignment), judgePacks: judge };
    },
  });
  const errors: LabError[] = [];
  if (file !== undefined) {
    const { writeSweepHtml } = await import('../output/sweep-html.ts');
    await writeSweepHtml(report, file).catch((error) => errors.push(toLabError(error)));
  }
  const told = await printSweep(report, { json: json === true, quiet: quiet === true }, errors);
  return exitCodes[told.outcome];
}
