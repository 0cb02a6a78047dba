/**
 * A second opinion: the points that a person gives for a criterion (`--override marks.yaml`). They
 * count, and stand beside the lab's own mark, which stays in the grade with its reason. Here alone
 * they are put into a grade and put into words.
 */
import * as z from 'zod';
import { addUp, type CriterionGrade, type Grade, type Rubric, sumRegular } from './rubric.ts';

/** One entry of the file. */
export const overrideSchema = z.strictObject({
  name: z
    .string({ error: 'the name of a submission; put a number in quotes' })
    .trim()
    .min(1, 'the name is empty')
    .optional()
    .describe('the submission; it may be left out where only one is marked'),
  criterion: z.int({ error: 'the number of a criterion' }).describe('its number in the rubric'),
  points: z.number({ error: 'how many points a person gives' }).describe('from 0 to its points'),
  reason: z
    .string({ error: 'say why, in a sentence' })
    .trim()
    .min(1, 'say why, in a sentence')
    .describe('shown to whoever gets the mark'),
});
export type Override = z.infer<typeof overrideSchema>;

/** As it is written: `all` is every criterion that is not extra, each with its share. */
export const overrideEntrySchema = overrideSchema.extend({
  criterion: z
    .union([z.int(), z.literal('all')], { error: 'the number of a criterion, or all' })
    .describe('its number in the rubric, or `all`'),
});
export type OverrideEntry = z.infer<typeof overrideEntrySchema>;

/** What an entry says of each criterion; one that is named by itself has its own. Pure. */
export function spreadOverride(
  { criterion, ...entry }: OverrideEntry,
  { criteria }: Rubric,
  isNamed: (criterion: number) => boolean,
): Override[] {
  if (criterion !== 'all') return [{ ...entry, criterion }];
  const regular = criteria.filter(({ extra }) => !extra);
  const of = sumRegular(criteria);
  return regular
    .filter(({ id }) => !isNamed(id))
    .map(({ id, points }) => {
      // Two decimals are what gradebooks keep.
      return {
        ...entry,
        criterion: id,
        points: Math.round((entry.points * points * 100) / of) / 100,
      };
    });
}

/** A person's points in place of the lab's, each with the lab's beside it; all sums are new. */
export function overrideGrade(grade: Grade, overrides: readonly Override[], rubric: Rubric): Grade {
  const criteria = rubric.criteria.flatMap((asked): CriterionGrade[] => {
    const given = overrides.find(({ criterion }) => criterion === asked.id);
    const found = grade.criteria.find(({ id }) => id === asked.id);
    if (!given) return found ? [found] : [];
    const because = 'no scenario of this run asked for it';
    return [overrideCriterion(found ?? leaveOpen(asked, 'unknown', because), given)];
  });
  return addUp(grade.rubric, criteria);
}

/** The lab's own marks of a submission that it could not play. */
export function gradeUnplayed(
  { name, criteria }: Rubric,
  outcome: 'fail' | 'unknown',
  because: string,
): Grade {
  const regular = criteria.filter(({ extra }) => !extra);
  return addUp(
    name,
    regular.map((criterion) => leaveOpen(criterion, outcome, because)),
  );
}

function leaveOpen(
  { id, title, points, extra }: Rubric['criteria'][number],
  outcome: 'fail' | 'unknown',
  because: string,
): CriterionGrade {
  const about = { id, title, extra, because, outcome };
  return { ...about, points: 0, of: points, review: false, decidedBy: [] };
}

/** Whoever gave the points has looked: nobody needs to be asked to do so. */
function overrideCriterion(
  { reviewBecause: _, ...criterion }: CriterionGrade,
  { points, reason }: Override,
): CriterionGrade {
  const lab = { points: criterion.points, outcome: criterion.outcome };
  const outcome = points === criterion.of ? 'pass' : 'fail';
  return { ...criterion, points, outcome, review: false, override: { reason, lab } };
}

/** "5 of 10 by hand (lab: 0): it says so in French"; undefined where only the lab decided. */
export function describeOverride({ points, of, override }: CriterionGrade): string | undefined {
  if (!override) return undefined;
  const { outcome, points: before } = override.lab;
  const lab = outcome === 'unknown' ? 'undecided' : `${before}`;
  return `${points} of ${of} by hand (lab: ${lab}): ${override.reason}`;
}

/** Every mark of a person in a grade: "6: 5 of 10 by hand (lab: 0): it says so in French". */
export function listOverrides(grade: Grade | null): string[] {
  return (grade?.criteria ?? []).flatMap((criterion) => {
    const text = describeOverride(criterion);
    return text === undefined ? [] : [`${criterion.id}: ${text}`];
  });
}

/** Why the points are what they are, a text for each who decided: the person, then the lab. */
export function explainMark(criterion: CriterionGrade): string[] {
  const byHand = describeOverride(criterion);
  return byHand === undefined ? [criterion.because] : [byHand, `the lab: ${criterion.because}`];
}
