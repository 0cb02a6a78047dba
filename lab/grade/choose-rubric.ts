/**
 * The rubric that submissions are marked by: one of the assignment's, by its name, or a file of the
 * user's; with the answers held to the letter, if that is asked for.
 */
import type { Assignment } from '../model/assignment.ts';
import { LabError } from '../model/errors.ts';
import type { Rubric } from '../model/rubric.ts';
import { readRubricFile } from '../store/rubric-file.ts';
import { getMarkingRubric } from './prepare-rubric.ts';

/** Throws LabError FILE_WRONG, ASSIGNMENT_WRONG. */
export async function chooseRubric(
  { rubric, strictText }: { rubric?: string; strictText?: boolean },
  assignment: Assignment,
): Promise<Rubric> {
  const found = await findRubric(rubric, assignment);
  return getMarkingRubric(found, assignment, { ...(strictText !== undefined && { strictText }) });
}

async function findRubric(
  rubric: string | undefined,
  { name, rubrics, checkers }: Assignment,
): Promise<Rubric> {
  const known = rubric === undefined ? rubrics[0] : rubrics.find((one) => one.name === rubric);
  if (known) return known;
  if (rubric === undefined) {
    throw new LabError('ASSIGNMENT_WRONG', `The assignment ${name} has no rubric to mark by`, {
      hint: 'Give it one, or a file of yours: --rubric my.yaml',
    });
  }
  return readRubricFile(rubric, {
    known: rubrics.map((one) => one.name),
    checks: checkers.map((one) => one.name),
  });
}
