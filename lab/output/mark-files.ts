/**
 * The files of marks that the flags name: looked at before anything is played, written at the end.
 */
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describeCommand } from '../flags/flags.ts';
import type { GradeFlags } from '../flags/grade-flags.ts';
import { type ClassReport, listStudents, type Marked, type Person } from '../model/class.ts';
import { LabError, toLabError } from '../model/errors.ts';
import { type Rubric, sumRegular } from '../model/rubric.ts';
import type { Gradebook } from '../reporters/gradebook/fill.ts';
import type { FeedbackContext } from '../reporters/html/feedback-page.ts';
import type { ServedForm } from '../serve/server.ts';
import {
  checkOutputFile,
  checkOutputFolder,
  makeOutputFolder,
  writeOutputFile,
} from '../store/output-file.ts';
import { checkPlaces } from './check-places.ts';
import { type ClassForm, classForms, type FormContext, getForm } from './class-forms.ts';

/**
 * Throws LabError, before anything is played, for files that cannot be written, and for a gradebook
 * that cannot be filled in. `where` is what is marked, `known` who handed in, and by which rubric.
 */
export async function checkMarkFiles(
  flags: GradeFlags,
  where?: string,
  known?: KnownClass,
): Promise<void> {
  const asked = listAsked(flags);
  const named = asked.map(({ form, file }) => [form.flag, file] as const);
  await checkPlaces([...named, ['--gradescope', flags.gradescope]], { flags, where });
  await checkGradebook(flags, known);
  for (const { form, file } of asked) {
    if (isFolder(form, file) && /\.[a-z]\w{0,4}$/i.test(file) && !existsSync(file)) {
      throw new LabError(
        'FLAG_WRONG',
        `${form.flag} writes into a folder, and ${file} is a file's name`,
        {
          hint: `For one file: ${form.flag} ${file.replace(/\.\w+$/, '.zip')}`,
        },
      );
    }
    await (isFolder(form, file) ? checkOutputFolder(file) : checkOutputFile(file));
  }
  if (flags.gradescope !== undefined) await checkOutputFile(flags.gradescope);
}

export interface KnownClass {
  entries: readonly { name: string; people?: Person[] }[];
  rubric: Rubric;
}

async function checkGradebook(flags: GradeFlags, known: KnownClass | undefined): Promise<void> {
  const { gradebook: file, gradebookOut, gradebookColumn, gradebookScale } = flags;
  if (file === undefined && (gradebookOut ?? gradebookColumn ?? gradebookScale) !== undefined) {
    throw new LabError('FLAG_WRONG', 'There is no gradebook to be filled in', {
      hint: 'Name it as it was exported: --gradebook FILE',
    });
  }
  if (file === undefined) return;
  if (gradebookOut === undefined) {
    throw new LabError('FLAG_WRONG', '--gradebook is only read: say where to write it filled in', {
      hint: 'Name another file: --gradebook-out FILE',
    });
  }
  const { checkFit, openGradebook } = await import('../reporters/gradebook/fill.ts');
  const opened = openGradebook(await readGradebook(file, flags));
  if (!known) return;
  const submissions = known.entries.map((entry) => ({ ...entry, slug: entry.name }));
  const of = sumRegular(known.rubric.criteria);
  checkFit(opened, { students: listStudents({ submissions }), of });
}

async function readGradebook(file: string, flags: GradeFlags): Promise<Gradebook> {
  const { gradebookColumn: column, gradebookScale: isScaled = false } = flags;
  const bytes = await readFile(file).catch((cause: Error) => {
    throw new LabError('FILE_WRONG', `Cannot read the gradebook ${file}: ${cause.message}`, {
      cause,
    });
  });
  const name = path.basename(file);
  return { file: name, bytes, ...(column !== undefined && { column }), isScaled };
}

/** The forms that the flags ask for in files. */
function listAsked(flags: GradeFlags): { form: ClassForm; file: string }[] {
  return classForms.flatMap((form) => {
    const file = flags[form.name];
    return typeof file === 'string' ? [{ form, file }] : [];
  });
}

export type Write = () => Promise<void>;

/**
 * What writes them, but for those `but` that the caller writes otherwise. `where` is what was
 * marked; `say` gets what a person should know of the files.
 */
export function listMarks(
  report: ClassReport,
  {
    flags,
    where,
    say,
    but = [],
  }: {
    flags: GradeFlags;
    where: string;
    say: (sentence: string) => void;
    but?: readonly string[];
  },
): Write[] {
  return listAsked(flags)
    .filter(({ form }) => !but.includes(form.name))
    .map(({ form, file }) => async () => {
      // Who is not marked yet would be missing from what is imported somewhere.
      if (isCutShort(report) && (form.needs === 'gradebook' || existsSync(file))) {
        const marked = `${report.submissions.length} of ${report.planned} are marked`;
        const kept = existsSync(file) ? 'was kept as it is' : 'was not written';
        say(`${file} ${kept}: ${marked}, and --resume writes it when all are`);
        return;
      }
      if (form.name === 'html') return copyPages(report, file);
      const context = { ...(await makeContext(flags, where)), ...(!flags.quiet && { say }) };
      if (isFolder(form, file)) return writeFeedback(report, file, context);
      await writeForm(form, report, file, context);
    });
}

/** Whether it was ended early; shards that are put together say themselves what is missing. */
function isCutShort({ submissions, planned, missing }: ClassReport): boolean {
  return missing === undefined && submissions.length < planned;
}

/** Feedback is a zip where it is called so, and else pages in a folder. */
function isFolder(form: ClassForm, file: string): boolean {
  return form.name === 'feedback' && !/\.zip$/i.test(file);
}

async function writeFeedback(
  report: ClassReport,
  folder: string,
  { feedback, say }: FormContext,
): Promise<void> {
  const { renderFeedback, noteNames } = await import('../reporters/feedback.ts');
  await makeOutputFolder(folder);
  for (const note of noteNames(report)) say?.(note);
  for (const { name, html } of renderFeedback(report, feedback)) {
    await writeOutputFile(path.join(folder, name), html);
  }
}

/** What forms need beside the report. The gradebook is read anew each time. Throws LabError. */
async function makeContext(flags: GradeFlags, where: string): Promise<FormContext> {
  const { gradebook } = flags;
  return {
    ...(gradebook !== undefined && { gradebook: await readGradebook(gradebook, flags) }),
    feedback: makeFeedbackContext(flags, where),
  };
}

/** The flags that change marks, without the paths of who marked. */
function makeFeedbackContext(flags: GradeFlags, where: string): FeedbackContext {
  const { assignment, rubric, strict, strictText, plays } = flags;
  const words = [
    ...(assignment === undefined ? [] : ['--assignment', path.basename(assignment)]),
    ...(rubric === undefined ? [] : ['--rubric', path.basename(rubric)]),
    ...(strict ? ['--strict'] : []),
    ...(strictText ? ['--strict-text'] : []),
    ...(plays === undefined ? [] : ['--plays', `${plays}`]),
  ];
  const again = ['YOUR-FOLDER', ...words, '--html', 'report.html'];
  return {
    needed: [assignment, rubric].flatMap((one) => {
      return one !== undefined && /[/.]/.test(one) ? [path.basename(one)] : [];
    }),
    again: describeCommand('npx zx lab/grade.mjs', again),
    hidden: [where, path.resolve(where), process.cwd(), os.homedir()],
  };
}

/** The forms that a page offers: those for which the flags give all that they need. */
export function listServedForms(flags: GradeFlags, where: string): ServedForm[] {
  const { gradebook } = flags;
  const forms: readonly ClassForm[] = classForms;
  return forms
    .filter(({ needs }) => needs === undefined || gradebook !== undefined)
    .map((form) => ({
      ...{ file: form.file, title: form.title, mediaType: form.mediaType },
      render: async (report) => form.render(report, await makeContext(flags, where)),
    }));
}

export async function writeForm(
  form: ClassForm,
  report: ClassReport,
  file: string,
  context: FormContext = {},
): Promise<void> {
  await writeOutputFile(file, await form.render(report, context));
}

/** Does all; gives what went wrong. */
export async function tryAll(writes: readonly Write[]): Promise<LabError[]> {
  const errors: LabError[] = [];
  for (const write of writes) await write().catch((error) => errors.push(toLabError(error)));
  return errors;
}

/**
 * The class's page at `file`, and those of the submissions in a folder of that name beside it. A
 * folder that was made for them is gone again if one of them cannot be written.
 */
async function copyPages(report: ClassReport, file: string): Promise<void> {
  const beside = file.replace(/\.html?$/i, '').replace(/$/, '-pages');
  const made = await makeOutputFolder(beside);
  try {
    await writePages(report, { file, beside });
  } catch (error) {
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw error;
  }
}

async function writePages(
  report: ClassReport,
  { file, beside }: { file: string; beside: string },
): Promise<void> {
  const submissions: Marked[] = [];
  for (const marked of report.submissions) {
    if (marked.page !== null) {
      const text = await readFile(path.join(report.directory ?? '.', marked.page), 'utf8');
      await writeOutputFile(path.join(beside, `${marked.slug}.html`), text);
    }
    const page = `${encodeURIComponent(path.basename(beside))}/${marked.slug}.html`;
    submissions.push({ ...marked, page: marked.page === null ? null : page });
  }
  await writeForm(getForm('html'), { ...report, submissions }, file);
}
