/** The four answers the lab can give, from best to worst, and what they mean for the shell. */

export const outcomes = ['pass', 'unknown', 'fail', 'trouble'] as const;
export type Outcome = (typeof outcomes)[number];

/** Exit codes: 0 all passed, 1 something failed, 2 undecided, 3 the lab itself was in trouble. */
export const exitCodes: Record<Outcome, number> = { pass: 0, fail: 1, unknown: 2, trouble: 3 };

/** The worst of some outcomes; `unknown` if there are none, since nothing was shown. */
export function getWorstOutcome(given: readonly Outcome[]): Outcome {
  if (given.length === 0) return 'unknown';
  return given.reduce((worst, next) =>
    outcomes.indexOf(next) > outcomes.indexOf(worst) ? next : worst,
  );
}
