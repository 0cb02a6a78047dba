/** What zx lab/grade.mjs prints and writes: how submissions were run, then their marks. */
import { copyFile, mkdir, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chalk } from 'zx';
import type { SubmissionEntry } from '../grade/class-entries.ts';
import { type OpenedSubmission, openEntry } from '../grade/open-submission.ts';
import type { FoundFile } from '../grade/read-folder.ts';
import type { ClassReport, Marked } from '../model/class.ts';
import { LabError } from '../model/errors.ts';
import type { Marking } from '../model/marking.ts';
import type { Rubric } from '../model/rubric.ts';
import { renderClassCsv } from '../reporters/class-csv.ts';
import { renderClassJson } from '../reporters/class-json.ts';
import { renderClassJunit } from '../reporters/class-junit.ts';
import { describeMarks, renderClass } from '../reporters/class-terminal.ts';
import { escapeControls, stringifySafely } from '../reporters/escape.ts';
import { renderGradescopeMarking } from '../reporters/gradescope-marking.ts';
import { renderClassHtml } from '../reporters/html/class-page.ts';
import { renderConclusion, renderMarking, renderMarkingsJson } from '../reporters/marking.ts';
import type { GradeFlags } from './grade-flags.ts';
import { toMarked } from './grade-marked.ts';
import { writeReportFiles } from './report-files.ts';
import { stopCommands } from './stop-commands.ts';

/** Prints how a submission would be run, and why. */
export function printConclusion({ name, conclusion }: OpenedSubmission, flags: GradeFlags): void {
  if (flags.quiet) return;
  const text = flags.json
    ? `${stringifySafely({ name, ...conclusion }, 2)}\n`
    : `${renderConclusion(conclusion).join('\n')}\n`;
  process.stdout.write(flags.json ? text : stopCommands(text));
}

/** The same of each submission of a class; 2 if one of them cannot be run. */
export async function printConclusions(
  entries: readonly SubmissionEntry[],
  flags: GradeFlags,
): Promise<number> {
  let code = 0;
  const documents: unknown[] = [];
  const lines: string[] = [];
  for (const entry of entries) {
    lines.push(escapeControls(entry.name));
    try {
      const { conclusion } = await openEntry(entry);
      if (conclusion.unsupported !== undefined) code = 2;
      documents.push({ name: entry.name, ...conclusion });
      lines.push(...renderConclusion(conclusion), '');
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      code = 2;
      documents.push({ name: entry.name, because: error.message });
      lines.push(`  ${escapeControls(error.message)}`, '');
    }
  }
  if (flags.quiet) return code;
  const text = flags.json ? `${stringifySafely(documents, 2)}\n` : `${lines.join('\n')}`;
  process.stdout.write(flags.json ? text : stopCommands(text));
  return code;
}

const fileFlags = ['csv', 'junit', 'html', 'gradescope'] as const;

/** Throws LabError FILE_WRONG, before anything is played, for files that cannot be written. */
export async function checkMarkFiles(flags: GradeFlags): Promise<void> {
  for (const file of fileFlags.flatMap((flag) => flags[flag] ?? [])) {
    await open(file, 'a').then((handle) => handle.close(), refuseFile(file));
  }
}

/** Prints the marking of one submission, and writes the files that the flags name. */
export async function printMarking(
  marking: Marking,
  asked: {
    flags: GradeFlags;
    rubric: Rubric;
    files: readonly FoundFile[];
    command: string;
    startedAtMs: number;
  },
): Promise<void> {
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
  await writeMarks(alone, flags);
  const { report } = marking;
  if (report && flags.html !== undefined) await writeReportFiles(report, { html: flags.html });
  else if (flags.html !== undefined) await write(flags.html, renderClassHtml(alone));
  if (flags.gradescope !== undefined) {
    await write(flags.gradescope, renderGradescopeMarking(marking, wallMs));
  }
  if (flags.quiet) return;
  if (flags.json) process.stdout.write(renderMarkingsJson([marking], wallMs));
  else process.stdout.write(stopCommands(renderMarking(marking, getLook())));
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

/** Prints a class as a table, and writes the files that the flags name and the class's own page. */
export async function printClass(report: ClassReport, flags: GradeFlags): Promise<void> {
  const folder = report.directory ?? '.';
  await write(path.join(folder, 'index.html'), renderClassHtml(report));
  await write(path.join(folder, 'marks.csv'), renderClassCsv(report));
  await writeMarks(report, flags);
  if (flags.html !== undefined) await copyPages(report, folder, flags.html);
  if (flags.quiet) return;
  if (flags.json) process.stdout.write(renderClassJson(report));
  else process.stdout.write(stopCommands(renderClass(report, getLook())));
}

/** The class's page at `file`, and those of the submissions in a folder of that name beside it. */
async function copyPages(report: ClassReport, folder: string, file: string): Promise<void> {
  const beside = file.replace(/\.html?$/i, '').replace(/$/, '-pages');
  await mkdir(beside, { recursive: true }).catch(refuseFile(beside));
  const submissions: Marked[] = [];
  for (const marked of report.submissions) {
    const target = path.join(beside, `${marked.slug}.html`);
    if (marked.page !== null) {
      await copyFile(path.join(folder, marked.page), target).catch(refuseFile(target));
    }
    const page = `${encodeURIComponent(path.basename(beside))}/${marked.slug}.html`;
    submissions.push({ ...marked, page: marked.page === null ? null : page });
  }
  await write(file, renderClassHtml({ ...report, submissions }));
}

async function writeMarks(report: ClassReport, flags: GradeFlags): Promise<void> {
  if (flags.csv !== undefined) await write(flags.csv, renderClassCsv(report));
  if (flags.junit !== undefined) await write(flags.junit, renderClassJunit(report));
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch(refuseFile(file));
}

function refuseFile(file: string) {
  return (cause: Error): never => {
    throw new LabError('FILE_WRONG', `Cannot write ${file}: ${cause.message}`, { cause });
  };
}

function getLook(): { columns: number; color: boolean } {
  const color = chalk.level > 0 && !process.env.NO_COLOR;
  return { columns: process.stdout.columns ?? 100, color };
}
