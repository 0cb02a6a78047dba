/** What marking a submission gives: all that `zx lab/grade.mjs` shows of it. */
import type { Outcome } from './outcome.ts';
import type { Report } from './report.ts';
import type { Grade } from './rubric.ts';
import type { Conclusion } from './submission.ts';
import type { Watching } from './watching.ts';

/** `unsupported`: what it needs is not there, so nothing can be said of it. */
export type MarkingOutcome = Outcome | 'unsupported';

export interface Marking {
  /** The name of the submission's folder. */
  name: string;
  outcome: MarkingOutcome;
  conclusion: Conclusion;
  /** What a person should know of how it was played: `adapted: …`, `sandbox: …`. */
  flags: string[];
  /** What its own programs showed when they were watched. */
  watching?: Watching;
  /** Why it could not be played, with what it printed last. */
  refusal?: { because: string; lastLines: string[] };
  /** The plays; absent where there were none. */
  report?: Report;
  /** What a person gave where there were none. */
  grade?: Grade;
}

/** The marks, by plays or by a person; null: there are none. */
export function getGrade({ report, grade }: Pick<Marking, 'report' | 'grade'>): Grade | null {
  return report?.grade ?? grade ?? null;
}
