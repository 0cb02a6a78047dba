/** A play with other verdicts, and the outcome that follows from them. Pure. */
import { getWorstOutcome } from './outcome.ts';
import type { RunReport } from './report.ts';
import type { Verdict } from './verdict.ts';

/** The same play where no verdict is another one. */
export function replaceVerdicts<Run extends Pick<RunReport, 'outcome' | 'verdicts'>>(
  run: Run,
  verdicts: Verdict[],
): Run {
  if (verdicts.every((verdict, index) => verdict === run.verdicts[index])) return run;
  const outcomes = verdicts.filter(({ informs }) => !informs).map(({ outcome }) => outcome);
  return { ...run, verdicts, outcome: getWorstOutcome(outcomes) };
}
