/**
 * zx lab/check.mjs on what can be played in shards: judges a stored sweep again, or its shards as a
 * whole; shows a class that was marked, or puts its shards together.
 */
import path from 'node:path';
import { loadAssignment } from '../assignments/load.ts';
import type { GradeFlags } from '../flags/grade-flags.ts';
import { type Merged, mergeClasses } from '../grade/merge-classes.ts';
import { requireSweep } from '../model/assignment.ts';
import { type ClassReport, getMarkingCode } from '../model/class.ts';
import { LabError, toLabError } from '../model/errors.ts';
import { exitCodes } from '../model/outcome.ts';
import { findClasses } from '../store/find-classes.ts';
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

interface CheckClassFlags extends GradeFlags {
  tap?: boolean;
}

/**
 * Puts stored classes together and prints the whole; gives the exit code. Throws LabError
 * RUN_UNREADABLE, FLAG_WRONG, ASSIGNMENT_WRONG, STORE_FAILED.
 */
export async function checkClasses(
  places: readonly string[],
  { tap, ...flags }: CheckClassFlags,
  command: string,
): Promise<number> {
  const misplaced = tap ? 'tap' : flags.gradescope !== undefined ? 'gradescope' : undefined;
  if (misplaced !== undefined) {
    throw new LabError('FLAG_WRONG', `--${misplaced} shows one run, and this is a class`, {
      hint: 'Of a class there is the text, --json, --csv, --junit, --html and --quiet.',
    });
  }
  const [{ printClass }, { checkMarkFiles }] = await Promise.all([
    import('../output/grade-output.ts'),
    import('../output/mark-files.ts'),
  ]);
  await checkMarkFiles(flags);
  const { assignment: asked, override } = flags;
  const open = async (label: string | undefined) =>
    (await loadAssignment(asked ?? label)).assignment;
  const classes = await findClasses(places);
  const facts = { home: path.resolve('.lab'), startedAtMs: Date.now(), command };
  const merged = await mergeClasses(classes, { ...facts, open });
  const { report, errors } =
    override === undefined ? { ...merged, errors: [] } : await overrideMerged(merged, override);
  const error = await printClass(report, {
    flags,
    where: classes[0]?.header.where ?? '.',
    before: errors,
  });
  return getMarkingCode(error ? 'trouble' : report.outcome, report);
}

/** With a person's marks, of which each is of somebody in the class. Throws LabError. */
async function overrideMerged(
  { report, rubric, assignment, names }: Merged,
  file: string,
): Promise<{ report: ClassReport; errors: LabError[] }> {
  const [{ readOverrides }, { assignOverrides }, { overrideClass }] = await Promise.all([
    import('../store/override-file.ts'),
    import('../grade/assign-overrides.ts'),
    import('../grade/override-marks.ts'),
  ]);
  const assigned = assignOverrides(await readOverrides(file, rubric), { file, names });
  return overrideClass(report, assigned, { assignment, rubric });
}
