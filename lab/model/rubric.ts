/**
 * A rubric is data: which verdicts earn which points. A grade is a rubric applied to the verdicts
 * of a suite: a criterion fails if a verdict that it asks for failed anywhere, passes if for each
 * check it asks one passed and none failed, and else is unknown. Scenarios marked `robustness` and
 * verdicts that only inform are left out; so is extra credit that no scenario asks for, and all
 * else where the scenarios ask for extra credit only. Where hand-ins are marked, a rubric also says
 * which cases the passes of a check must show between them.
 */
import * as z from 'zod';
import { explainCriterion, explainReview } from './explain-criterion.ts';
import type { RunReport } from './report.ts';
import { countWords, joinWords } from './wording.ts';

/** How closely an answer is held to the text that was asked. */
const strictness = z
  .enum(['exact', 'loose', 'order'])
  .optional()
  .describe(
    'exact; loose: spelling, spaces and case of the answer cost nothing; or order: it states the ' +
      'order in any words',
  );

/** The checker that holds an answer so closely. */
export const textChecks = {
  exact: 'exact-text',
  loose: 'loose-text',
  order: 'order-text',
} as const;

export const rubricSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  text: strictness,
  /** By a check: the cases (Verdict.shows) that its passes must show between them. */
  cases: z.record(z.string(), z.array(z.string())).optional(),
  criteria: z.array(
    z.strictObject({
      id: z.int().positive(),
      title: z.string(),
      points: z.number().positive(),
      /** The checkers whose verdicts decide it. */
      checks: z.array(z.string()).default([]),
      /** True where a person should look as well; it changes no points and no exit code. */
      review: z.boolean().default(false),
      /** True for extra credit: on top of the total, and never missing from it. */
      extra: z.boolean().default(false),
      /** True where only a person decides: no check is asked, and it stays undecided here. */
      person: z.boolean().optional(),
      /** The assignment's own words. */
      quote: z.string().default(''),
    }),
  ),
});
export type Rubric = z.infer<typeof rubricSchema>;

export const criterionGradeSchema = z.object({
  id: z.int(),
  title: z.string(),
  points: z.number(),
  of: z.number(),
  outcome: z.enum(['pass', 'fail', 'unknown']),
  because: z.string(),
  review: z.boolean(),
  /** Why a person should look, where what decided it says so. */
  reviewBecause: z.string().optional(),
  extra: z.boolean(),
  /** What decided it: the scenario's name and the check's. */
  decidedBy: z.array(z.object({ scenario: z.string(), check: z.string() })),
  /**
   * A person decided it (override.ts): points and outcome are the person's, and `lab` has those of
   * the lab, whose reason stays in `because`.
   */
  override: z
    .object({
      reason: z.string(),
      lab: z.object({ points: z.number(), outcome: z.enum(['pass', 'fail', 'unknown']) }),
    })
    .optional(),
});
export type CriterionGrade = z.infer<typeof criterionGradeSchema>;

export const gradeSchema = z.object({
  rubric: z.string(),
  points: z.number(),
  of: z.number(),
  extra: z.number(),
  criteria: z.array(criterionGradeSchema),
});
export type Grade = z.infer<typeof gradeSchema>;

/** The checkers that decide a criterion: for the text the one as strict as the rubric says. */
export function getChecks(rubric: Rubric, { checks }: Rubric['criteria'][number]): string[] {
  const text = textChecks[rubric.text ?? 'exact'];
  return checks.map((check) => (check === textChecks.exact ? text : check));
}

/** What a rubric asks of a scenario. */
export type Judged = Pick<RunReport, 'scenario' | 'robustness' | 'verdicts'>;

/**
 * Applies a rubric to the runs of a suite; `lost` are those that were played, and whose evidence is
 * no longer there.
 */
export function gradeRuns(
  rubric: Rubric,
  runs: readonly RunReport[],
  lost: readonly Judged[] = [],
): Grade {
  const judged = [...runs, ...lost];
  const asked = new Set([
    ...runs.flatMap(({ plan }) => plan.checks),
    ...judged.flatMap(({ verdicts }) =>
      verdicts.filter(({ informs }) => !informs).map(({ check }) => check),
    ),
  ]);
  const isAsked = ({ checks }: Rubric['criteria'][number]) =>
    checks.some((check) => asked.has(check));
  const isExtraOnly =
    rubric.criteria.some((one) => one.extra && isAsked(one)) &&
    !rubric.criteria.some((one) => !one.extra && isAsked(one));
  const criteria = rubric.criteria
    .filter((one) => (one.extra ? isAsked(one) : !isExtraOnly))
    .map((criterion) =>
      gradeCriterion({ ...criterion, checks: getChecks(rubric, criterion) }, judged, rubric.cases),
    );
  return addUp(rubric.name, criteria);
}

/** Criteria as a grade: the sums of the regular ones, and of the extra ones apart. */
export function addUp(rubric: string, criteria: CriterionGrade[]): Grade {
  const sum = (key: 'points' | 'of', extra: boolean) =>
    criteria
      .filter((grade) => grade.extra === extra)
      .reduce((total, grade) => total + grade[key], 0);
  const [points, of, extra] = [sum('points', false), sum('of', false), sum('points', true)];
  return { rubric, points, of, extra, criteria };
}

/** A grade in words: `60/100 + 10 undecided`, `100/100 + 20 extra`, or `20/20 extra`. */
export interface Total {
  points: number;
  of: number;
  /**
   * What stands behind it: empty, ` + 20 extra`, ` extra`; ` + 10 undecided` after these; at the
   * end ` (criterion 6 by hand)`.
   */
  more: string;
}

/**
 * The regular points and the extra ones behind them; or these alone, if nothing else counts. What
 * is undecided is neither earned nor lost, and is said apart; extra credit is never missing.
 */
export function getTotal({ points, of, extra, criteria }: Grade): Total {
  const extras = criteria.filter((one) => one.extra);
  const isExtraOnly = extras.length > 0 && extras.length === criteria.length;
  const open = sumPoints(criteria, { outcome: 'unknown', extra: isExtraOnly });
  const rest = `${open > 0 ? ` + ${open} undecided` : ''}${describeByHand(criteria)}`;
  if (extras.length === 0) return { points, of, more: rest };
  if (!isExtraOnly) return { points, of, more: ` + ${extra} extra${rest}` };
  const most = extras.reduce((sum, one) => sum + one.of, 0);
  return { points: extra, of: most, more: ` extra${rest}` };
}

/** Which points of a sum are a person's: ` (criteria 4 and 6 by hand)`; empty where none are. */
export function describeByHand(criteria: readonly CriterionGrade[]): string {
  const ids = criteria.filter(({ override }) => override).map(({ id }) => `${id}`);
  if (ids.length === 0) return '';
  return ` (${ids.length === 1 ? 'criterion' : 'criteria'} ${joinWords(ids)} by hand)`;
}

/** What the criteria that came out so are worth, the regular ones or the extra ones. */
export function sumPoints(
  criteria: readonly CriterionGrade[],
  { outcome, extra }: Pick<CriterionGrade, 'outcome' | 'extra'>,
): number {
  const found = criteria.filter((one) => one.outcome === outcome && one.extra === extra);
  return found.reduce((sum, { of }) => sum + of, 0);
}

/** How many points there are without extra credit: what a mark is out of. */
export function sumRegular(criteria: readonly { points: number; extra: boolean }[]): number {
  return criteria.reduce((sum, { points, extra }) => sum + (extra ? 0 : points), 0);
}

/** A criterion's points as one text: `10/10`, `0/10`, and `?/10` where nothing decided it. */
export function formatPoints({ points, of, outcome }: CriterionGrade): string {
  return `${outcome === 'unknown' ? '?' : points}/${of}`;
}

/** The total as one text. */
export function formatTotal(grade: Grade): string {
  const { points, of, more } = getTotal(grade);
  return `${points}/${of}${more}`;
}

function gradeCriterion(
  criterion: Rubric['criteria'][number],
  runs: readonly Judged[],
  cases: NonNullable<Rubric['cases']> = {},
): CriterionGrade {
  if (criterion.person) return leaveToPerson(criterion);
  const said = runs
    .filter((run) => !run.robustness)
    .flatMap((run) =>
      run.verdicts
        .filter((verdict) => criterion.checks.includes(verdict.check) && !verdict.informs)
        .map((verdict) => ({ ...verdict, scenario: run.scenario })),
    );
  const asked = said.map((verdict) => settleLeaning(verdict, said, Object.values(cases).flat()));
  const failed = asked.filter((verdict) => verdict.outcome === 'fail');
  const passed = asked.filter((verdict) => verdict.outcome === 'pass');
  const lacking = criterion.checks.flatMap((check) =>
    (cases[check] ?? [])
      .filter((one) => !passed.some(({ check: of, shows }) => of === check && shows === one))
      .map((one) => ({ check, one })),
  );
  const unproven = criterion.checks.filter(
    (check) =>
      !passed.some((verdict) => verdict.check === check) ||
      lacking.some((one) => one.check === check) ||
      // It may have failed there: what another scenario shows does not take its place.
      asked.some((verdict) => verdict.check === check && verdict.doubted),
  );
  const outcome = failed.length > 0 ? 'fail' : unproven.length === 0 ? 'pass' : 'unknown';
  const undecided = asked.filter(
    (verdict) => unproven.includes(verdict.check) && verdict.outcome === 'unknown',
  );
  const deciding = { fail: failed, pass: passed, unknown: undecided }[outcome];
  return {
    id: criterion.id,
    title: criterion.title,
    points: outcome === 'pass' ? criterion.points : 0,
    of: criterion.points,
    outcome,
    because: explainCriterion(outcome, deciding, {
      unproven,
      lacking: lacking.map(({ one }) => one),
    }),
    ...explainReview(criterion, deciding),
    extra: criterion.extra,
    decidedBy: deciding.map(({ scenario, check }) => ({ scenario, check })),
  };
}

/**
 * What no single play could decide, all of them together may: a list that states no order states
 * one if it was that of arrival in every play, whichever came first. One that was not, is none.
 */
function settleLeaning<One extends Judged['verdicts'][number]>(
  verdict: One,
  all: readonly One[],
  cases: readonly string[],
): One {
  if (verdict.outcome !== 'unknown' || !verdict.leans || cases.length === 0) return verdict;
  const alike = all.filter(
    ({ check, outcome, leans }) => check === verdict.check && outcome === 'unknown' && leans,
  );
  if (verdict.leans === 'fail') return { ...verdict, outcome: 'fail' };
  const shown = new Set(alike.map(({ shows }) => shows));
  const isEach = cases.every((one) => shown.has(one));
  if (!isEach || alike.some(({ leans }) => leans === 'fail')) return verdict;
  const review = `no word says so, but it was so in all of ${countWords(alike.length, 'play')}`;
  return { ...verdict, outcome: 'pass', review };
}

/** No program can earn or lose it: it is open until somebody has looked. */
function leaveToPerson({ id, title, points, extra }: Rubric['criteria'][number]): CriterionGrade {
  return {
    ...{ id, title, points: 0, of: points, outcome: 'unknown', extra, review: true },
    because: 'a person decides this one',
    decidedBy: [],
  };
}
