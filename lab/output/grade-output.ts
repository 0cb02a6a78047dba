/** What zx lab/grade.mjs prints and writes: how submissions were run, then their marks. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { chalk } from 'zx';
import type { GradeFlags } from '../flags/grade-flags.ts';
import type { FoundFile } from '../grade/read-folder.ts';
import { toMarked } from '../grade/to-marked.ts';
import type { ClassReport, Marked } from '../model/class.ts';
import { LabError, toLabError } from '../model/errors.ts';
import type { Marking } from '../model/marking.ts';
import type { Rubric } from '../model/rubric.ts';
import { describeMarks, renderClass } from '../reporters/class-terminal.ts';
import { escapeControls } from '../reporters/escape.ts';
import { renderGradescopeMarking } from '../reporters/gradescope-marking.ts';
import { renderMarking, renderMarkingsJson } from '../reporters/marking.ts';
import { byHandPage, keepHtml } from '../run/keep.ts';
import { checkOutputFile, writeOutputFile } from '../store/output-file.ts';
import { type ClassForm, classForms, getForm } from './class-forms.ts';
import { writeReportFiles } from './report-files.ts';
import { getColumns, stopCommands } from './terminal.ts';
import { printTrouble } from './trouble.ts';

/** Throws LabError, before anything is played, for files that cannot be written. */
export async function checkMarkFiles(flags: GradeFlags): Promise<void> {
  for (const { file } of listAsked(flags)) await checkOutputFile(file);
  if (flags.gradescope !== undefined) await checkOutputFile(flags.gradescope);
}

/**
 * Prints the marking of one submission, and writes the files that the flags name. Gives why one of
 * them could not be written, if so: that is said on standard error, and keeps no mark from being
 * printed.
 */
export async function printMarking(
  marking: Marking,
  asked: {
    flags: GradeFlags;
    rubric: Rubric;
    files: readonly FoundFile[];
    command: string;
    startedAtMs: number;
  },
): Promise<LabError | undefined> {
  const { flags, rubric, files, command, startedAtMs } = asked;
  const wallMs = Date.now() - startedAtMs;
  const marked = toMarked(marking, { slug: 'submission', files, wallMs });
  const alone: ClassReport = {
    ...{ outcome: marking.outcome, rubric: rubric.name, wallMs, command, planned: 1 },
    criteria: rubric.criteria.map(({ id, title, points, extra }) => ({ id, title, points, extra })),
    submissions: [{ ...marked, page: null }],
    startedAt: new Date(startedAtMs).toISOString(),
    directory: marked.directory,
  };
  const { report } = marking;
  const { html, gradescope } = flags;
  const writes: Write[] = listMarks(alone, flags, ['html']);
  const folder = report?.directory ?? null;
  if (report && folder !== null && report.grade?.criteria.some(({ override }) => override)) {
    writes.push(() => keepHtml(report, folder, byHandPage));
  }
  if (html !== undefined && report) {
    writes.push(async () => {
      const [error] = await writeReportFiles(report, { html });
      if (error) throw error;
    });
  } else if (html !== undefined) writes.push(() => writeForm(getForm('html'), alone, html));
  if (gradescope !== undefined) {
    writes.push(() => writeOutputFile(gradescope, renderGradescopeMarking(marking, wallMs)));
  }
  const errors = await tryAll(writes);
  if (flags.json && !flags.quiet) process.stdout.write(renderMarkingsJson([marking], wallMs));
  else if (!flags.quiet) process.stdout.write(stopCommands(renderMarking(marking, getLook())));
  for (const error of errors) printTrouble(error);
  return errors[0];
}

/** A line on standard error for each that is marked. */
export function sayMarked(
  marked: Marked,
  { done, of, isOld }: { done: number; of: number; isOld: boolean },
  flags: GradeFlags,
): void {
  if (flags.quiet || flags.json) return;
  const note = isOld ? ' (marked before)' : '';
  const line = `${done}/${of} ${marked.name}: ${marked.outcome} ${describeMarks(marked)}${note}`;
  process.stderr.write(stopCommands(`${escapeControls(line)}\n`));
}

/**
 * Prints a class as a table, and writes the files that the flags name and the class's own page.
 * Gives why one could not be written, as printMarking does; `before` befell what was to be kept.
 */
export async function printClass(
  report: ClassReport,
  flags: GradeFlags,
  before: readonly LabError[] = [],
): Promise<LabError | undefined> {
  const folder = report.directory ?? '.';
  const { html } = flags;
  const errors = [
    ...before,
    ...(await tryAll([
      () => writeForm(getForm('html'), report, path.join(folder, 'index.html')),
      () => writeForm(getForm('csv'), report, path.join(folder, 'marks.csv')),
      ...listMarks(report, flags, ['html']),
      ...(html === undefined ? [] : [() => copyPages(report, folder, html)]),
    ])),
  ];
  if (flags.json && !flags.quiet) {
    process.stdout.write(await getForm('json').render(report, {}));
  } else if (!flags.quiet) process.stdout.write(stopCommands(renderClass(report, getLook())));
  for (const error of errors) printTrouble(error);
  return errors[0];
}

/**
 * The class's page at `file`, and those of the submissions in a folder of that name beside it. A
 * folder that was made for them is gone again if one of them cannot be written.
 */
async function copyPages(report: ClassReport, folder: string, file: string): Promise<void> {
  const beside = file.replace(/\.html?$/i, '').replace(/$/, '-pages');
  const made = await mkdir(beside, { recursive: true }).catch((cause: Error) => {
    throw new LabError('OUTPUT_FAILED', `Cannot write ${beside}: ${cause.message}`, { cause });
  });
  try {
    await writePages(report, { folder, file, beside });
  } catch (error) {
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw error;
  }
}

async function writePages(
  report: ClassReport,
  { folder, file, beside }: { folder: string; file: string; beside: string },
): Promise<void> {
  const submissions: Marked[] = [];
  for (const marked of report.submissions) {
    if (marked.page !== null) {
      const text = await readFile(path.join(folder, marked.page), 'utf8');
      await writeOutputFile(path.join(beside, `${marked.slug}.html`), text);
    }
    const page = `${encodeURIComponent(path.basename(beside))}/${marked.slug}.html`;
    submissions.push({ ...marked, page: marked.page === null ? null : page });
  }
  await writeForm(getForm('html'), { ...report, submissions }, file);
}

type Write = () => Promise<void>;

/** The forms that the flags ask for in files. */
function listAsked(flags: GradeFlags): { form: ClassForm; file: string }[] {
  return classForms.flatMap((form) => {
    const file = flags[form.name];
    return typeof file === 'string' ? [{ form, file }] : [];
  });
}

/** What writes them, but for those `but` that the caller writes otherwise. */
function listMarks(report: ClassReport, flags: GradeFlags, but: readonly string[]): Write[] {
  return listAsked(flags)
    .filter(({ form }) => !but.includes(form.name))
    .map(
      ({ form, file }) =>
        () =>
          writeForm(form, report, file),
    );
}

async function writeForm(form: ClassForm, report: ClassReport, file: string): Promise<void> {
  await writeOutputFile(file, await form.render(report, {}));
}

/** Does all; gives what went wrong. */
async function tryAll(writes: readonly Write[]): Promise<LabError[]> {
  const errors: LabError[] = [];
  for (const write of writes) await write().catch((error) => errors.push(toLabError(error)));
  return errors;
}

function getLook(): { columns: number; color: boolean } {
  const color = chalk.level > 0 && !process.env.NO_COLOR;
  return { columns: getColumns(process.stdout), color };
}
