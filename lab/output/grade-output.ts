/** What zx lab/grade.mjs prints and writes: how submissions were run, then their marks. */
import path from 'node:path';
import { chalk } from 'zx';
import type { GradeFlags } from '../flags/grade-flags.ts';
import { readStudent } from '../grade/class-entries.ts';
import type { FoundFile } from '../grade/read-folder.ts';
import { toMarked } from '../grade/to-marked.ts';
import { type ClassReport, listCriteria, type Marked } from '../model/class.ts';
import type { LabError } from '../model/errors.ts';
import type { Marking } from '../model/marking.ts';
import type { Rubric } from '../model/rubric.ts';
import { describeMarks, renderClass } from '../reporters/class-terminal.ts';
import { escapeControls } from '../reporters/escape.ts';
import { renderGradescopeMarking } from '../reporters/gradescope-marking.ts';
import { renderMarking, renderMarkingsJson } from '../reporters/marking.ts';
import { byHandPage, keepHtml } from '../run/keep.ts';
import { writeOutputFile } from '../store/output-file.ts';
import { getForm } from './class-forms.ts';
import { listMarks, tryAll, type Write, writeForm } from './mark-files.ts';
import { writeReportFiles } from './report-files.ts';
import { getColumns, stopCommands } from './terminal.ts';
import { printTrouble } from './trouble.ts';

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
    where: string;
    command: string;
    startedAtMs: number;
  },
): Promise<LabError | undefined> {
  const { flags, rubric, files, where, command, startedAtMs } = asked;
  const wallMs = Date.now() - startedAtMs;
  const marked = toMarked(marking, { slug: 'submission', files, wallMs });
  const alone: ClassReport = {
    ...{ outcome: marking.outcome, rubric: rubric.name, wallMs, command, planned: 1 },
    criteria: listCriteria(rubric),
    submissions: [{ ...marked, ...findPeople(marking.name), page: null }],
    startedAt: new Date(startedAtMs).toISOString(),
    directory: marked.directory,
  };
  const { report } = marking;
  const { html, gradescope } = flags;
  const writes: Write[] = listMarks(alone, { flags, where, say: sayAside, but: ['html'] });
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

/** Prints a class as a table, and writes it. Gives what went wrong, as printMarking does. */
export async function printClass(
  report: ClassReport,
  { flags, where, before }: { flags: GradeFlags; where: string; before: readonly LabError[] },
): Promise<LabError | undefined> {
  const errors = [...before, ...(await tryWrites(report, { flags, where }))];
  if (flags.json && !flags.quiet) {
    process.stdout.write(await getForm('json').render(report, {}));
  } else if (!flags.quiet) process.stdout.write(stopCommands(renderClass(report, getLook())));
  for (const error of errors) printTrouble(error);
  return errors[0];
}

/** Whose a single submission is, where its name is one that an exporter gave. */
function findPeople(name: string): Pick<Marked, 'people'> {
  const person = readStudent(name);
  return person.exporter === undefined ? {} : { people: [person] };
}

/**
 * Writes a class's own page and table, and the files that the flags name. Tells what could not be
 * written, and gives it.
 */
export async function writeClass(report: ClassReport, asked: Asked): Promise<LabError[]> {
  const errors = await tryWrites(report, asked);
  for (const error of errors) printTrouble(error);
  return errors;
}

interface Asked {
  flags: GradeFlags;
  where: string;
}

function tryWrites(report: ClassReport, { flags, where }: Asked): Promise<LabError[]> {
  const folder = report.directory ?? '.';
  return tryAll([
    () => writeForm(getForm('html'), report, path.join(folder, 'index.html')),
    () => writeForm(getForm('csv'), report, path.join(folder, 'marks.csv')),
    ...listMarks(report, { flags, where, say: sayAside }),
  ]);
}

/** What a form leaves out, say: on standard error, where documents are safe. */
export function sayAside(sentence: string): void {
  process.stderr.write(stopCommands(`${escapeControls(sentence)}\n`));
}

function getLook(): { columns: number; color: boolean } {
  const color = chalk.level > 0 && !process.env.NO_COLOR;
  return { columns: getColumns(process.stdout), color };
}
