/**
 * Has the plays of a submission asked what its rubric asks, no more and no less; and makes of a
 * rubric the one that submissions are marked by.
 */
import { type Assignment, getUsualRubric } from '../model/assignment.ts';
import type { MarkingRules } from '../model/discover.ts';
import type { Plan } from '../model/plan.ts';
import { getChecks, type Rubric, textChecks } from '../model/rubric.ts';
import type { ScenarioInput } from '../model/scenario.ts';

/**
 * The rubric as submissions are marked: where it does not say how closely their text is held, it is
 * to state the order, in whatever words; and each case must be shown that the assignment names.
 */
export function getMarkingRubric(
  rubric: Rubric,
  { marking }: { marking?: MarkingRules | undefined },
  { strictText = false }: { strictText?: boolean | undefined },
): Rubric {
  const cases = rubric.cases ?? marking?.cases;
  return {
    ...rubric,
    text: strictText ? 'exact' : (rubric.text ?? 'order'),
    ...(cases && {
      cases: Object.fromEntries(Object.entries(cases).map(([check, all]) => [check, [...all]])),
    }),
  };
}

/** The usual rubric; as submissions are marked where a stored run is of one. */
export function getRubricOfRun(
  plans: readonly Plan[],
  assignment: Pick<Assignment, 'marking' | 'rubrics'>,
): Rubric | undefined {
  const usual = getUsualRubric(assignment);
  const marked = plans.filter(({ submission, robustness }) => submission && !robustness);
  if (usual === undefined || marked.length === 0) return usual;
  const strictText = marked.every(({ checks }) => !checks.includes(textChecks.order));
  return getMarkingRubric(usual, assignment, { strictText });
}

const otherTexts: readonly string[] = [textChecks.loose, textChecks.order];

/**
 * What the rubric does not ask only informs; what only informed, and the rubric asks, decides.
 * Where the text may be other than to the letter, that is asked beside its letters. What earns no
 * points stays as it is. `scenarios` are all that the assignment has.
 */
export function prepareRubric(
  plans: readonly Plan[],
  rubric: Rubric,
  scenarios: readonly ScenarioInput[],
): Plan[] {
  const list = (criteria: Rubric['criteria']) =>
    new Set(criteria.flatMap((criterion) => getChecks(rubric, criterion)));
  const asked = list(rubric.criteria);
  // Extra credit is for what a scenario asks: a chat that nobody held has nothing undecided in it.
  const required = list(rubric.criteria.filter(({ extra }) => !extra));
  // What a scenario asks, and these plays do not, is of the side that was not handed in.
  const scored = [...plans, ...scenarios.filter(({ robustness }) => !robustness)];
  const known = new Set(scored.flatMap(({ checks, informs = [] }) => [...checks, ...informs]));
  const unknown = [...required].filter((check) => !known.has(check) && !otherTexts.includes(check));
  return plans.map((plan) => {
    if (plan.robustness) return plan;
    const all = [...plan.checks, ...plan.informs].flatMap((check) =>
      check === textChecks.exact ? [check, ...otherTexts] : [check],
    );
    const checks = all.filter((check) => asked.has(check));
    // What no scenario asks is asked of a submission's own server, whoever the clients are.
    if (plan.server.command !== undefined) checks.push(...unknown);
    const others = all.filter((check) => !asked.has(check) && !otherTexts.includes(check));
    return { ...plan, checks, informs: others };
  });
}
