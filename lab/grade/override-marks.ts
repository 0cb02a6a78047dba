/**
 * A person's marks in what was marked: one submission, alone or of a class. The lab's marks stay as
 * they are stored; a page with both lies beside its own.
 */
import path from 'node:path';
import type { Assignment } from '../model/assignment.ts';
import { type ClassReport, getWorstMarking, type Marked } from '../model/class.ts';
import { type LabError, toLabError } from '../model/errors.ts';
import { getGrade, type Marking, type MarkingOutcome } from '../model/marking.ts';
import { gradeUnplayed, type Override, overrideGrade } from '../model/override.ts';
import type { Grade, Rubric } from '../model/rubric.ts';
import { reportStored } from '../run/judge-stored.ts';
import { byHandPage, keepHtml } from '../run/keep.ts';
import { readRun } from '../store/read-run.ts';
import type { AssignedOverrides } from './assign-overrides.ts';
import { judgeByHand, listLeftOpen } from './judge-marking.ts';

/** The lab's own marks of one submission. */
type Marks = Pick<Marked, 'outcome' | 'refusal' | 'grade' | 'leftOpen'>;

function overrideMarks(
  marks: Marks,
  overrides: readonly Override[],
  rubric: Rubric,
): { grade: Grade; outcome: MarkingOutcome } {
  const { outcome, refusal } = marks;
  const because = refusal?.because ?? 'nothing of it was played';
  const own =
    marks.grade ?? gradeUnplayed(rubric, outcome === 'fail' ? 'fail' : 'unknown', because);
  const grade = overrideGrade(own, overrides, rubric);
  return { grade, outcome: judgeByHand(marks, grade, rubric) };
}

/** One submission as it is printed. */
export function overrideMarking(
  marking: Marking,
  overrides: readonly Override[],
  rubric: Rubric,
): Marking {
  if (overrides.length === 0) return marking;
  const { report, refusal = null } = marking;
  const leftOpen = report ? listLeftOpen(report.runs) : [];
  const marks = { outcome: marking.outcome, refusal, grade: getGrade(marking), leftOpen };
  const { grade, outcome } = overrideMarks(marks, overrides, rubric);
  if (!report) return { ...marking, outcome, grade };
  const shown = outcome === 'unsupported' ? report.outcome : outcome;
  return { ...marking, outcome, report: { ...report, outcome: shown, grade } };
}

/** One of a class. */
export function overrideMarked(
  marked: Marked,
  assigned: AssignedOverrides,
  rubric: Rubric,
): Marked {
  const overrides = assigned.get(marked.name) ?? [];
  return overrides.length === 0
    ? marked
    : { ...marked, ...overrideMarks(marked, overrides, rubric) };
}

/** A class, with a page for each that a person marked; gives what could not be written, too. */
export async function overrideClass(
  report: ClassReport,
  assigned: AssignedOverrides,
  { assignment, rubric }: { assignment: Assignment; rubric: Rubric },
): Promise<{ report: ClassReport; errors: LabError[] }> {
  const errors: LabError[] = [];
  const submissions: Marked[] = [];
  for (const marked of report.submissions) {
    const { slug, page } = marked;
    const byHand = overrideMarked(marked, assigned, rubric);
    submissions.push(byHand);
    if (byHand === marked || page === null) continue;
    const folder = path.join(report.directory ?? '.', slug);
    await writeByHandPage(folder, byHand, assignment).then(
      () => {
        byHand.page = `${slug}/${byHandPage}`;
      },
      (error: unknown) => errors.push(toLabError(error)),
    );
  }
  // Of those who are missing nobody knows, whatever a person says of the others.
  const outcome = report.missing
    ? report.outcome
    : getWorstMarking(submissions.map((marked) => marked.outcome));
  return { report: { ...report, outcome, submissions }, errors };
}

/** From the stored plays: it may have been marked long ago, or just now. Throws LabError. */
export async function writeByHandPage(
  folder: string,
  { grade, outcome }: Marked,
  assignment: Assignment,
): Promise<void> {
  const report = await reportStored(await readRun(folder), assignment);
  const shown = outcome === 'unsupported' ? report.outcome : outcome;
  await keepHtml({ ...report, outcome: shown, grade }, folder, byHandPage);
}
