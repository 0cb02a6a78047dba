/** Has the plays of a submission asked what its rubric asks, no more and no less. */
import type { Plan } from '../model/plan.ts';
import { getChecks, type Rubric } from '../model/rubric.ts';

/**
 * What the rubric does not ask only informs; what only informed, and the rubric asks, decides.
 * Where the text may be loose, its meaning is asked beside its letters. What earns no points stays
 * as it is.
 */
export function prepareRubric(plans: readonly Plan[], rubric: Rubric): Plan[] {
  const asked = new Set(rubric.criteria.flatMap((criterion) => getChecks(rubric, criterion)));
  const known = new Set(plans.flatMap(({ checks, informs }) => [...checks, ...informs]));
  const unknown = [...asked].filter((check) => !known.has(check) && check !== 'loose-text');
  return plans.map((plan) => {
    if (plan.robustness) return plan;
    const all = [...plan.checks, ...plan.informs].flatMap((check) =>
      check === 'exact-text' ? [check, 'loose-text'] : [check],
    );
    const checks = all.filter((check) => asked.has(check));
    // What no scenario asks is asked of a submission's own server, whoever the clients are.
    if (plan.server.command !== undefined) checks.push(...unknown);
    const others = all.filter((check) => !asked.has(check) && check !== 'loose-text');
    return { ...plan, checks, informs: others };
  });
}
