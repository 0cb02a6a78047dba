/**
 * A checker holds one invariant; a verdict is its answer about one run. `pass` and `fail` need
 * evidence; where the witnesses cannot tell, the verdict is `unknown`, which is never shown as
 * passed and earns nothing.
 */
import * as z from 'zod';
import type { Doubt, Evidence } from './doubt.ts';
import type { JournalEvent } from './journal.ts';
import type { Plan } from './plan.ts';

export const verdictSchema = z.object({
  check: z.string(),
  outcome: z.enum(['pass', 'fail', 'unknown']),
  /** One sentence: why. */
  because: z.string(),
  /** Indices into the journal of the entries that show it; the first is the most telling. */
  evidence: z.array(z.int().nonnegative()),
  /** True where the verdict decides nothing (it informs). */
  informs: z.boolean().default(false),
  /** True where the machine kept it open, by chance: the same play may decide it another time. */
  disturbed: z.boolean().optional(),
  /**
   * True where no other play makes up for it: stored evidence that it needs was changed or is
   * missing, or what failed here held with a submission's own programs.
   */
  doubted: z.boolean().optional(),
  /** True where a race within the program may have done it: two more plays of the same tell. */
  chance: z.boolean().optional(),
  /** It stands, but a person should look as well: why, as a clause with its own subject. */
  review: z.string().optional(),
  /** Which case of several this play was, where a rubric wants each of them to be shown. */
  shows: z.string().optional(),
  /** Of `unknown`: how it would be if all plays of a submission said so (rubric.ts). */
  leans: z.enum(['pass', 'fail']).optional(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** What a checker may see: the plan, and the events in order. Nothing else: no clock, no files. */
export interface Journal {
  readonly plan: Plan;
  readonly events: readonly JournalEvent[];
  /** What is wrong with the evidence, of a stored run; `judgeRun` sees to it, no checker has to. */
  readonly doubts?: readonly Doubt[];
}

/** What a checker answers; the caller adds the checker's name. */
export interface Finding {
  outcome: Verdict['outcome'];
  because: string;
  /** Entries of the journal that show it. */
  evidence?: readonly JournalEvent[];
  /** See Verdict. */
  disturbed?: true;
  chance?: true;
  /** See Verdict. */
  review?: string;
  shows?: string;
  leans?: 'pass' | 'fail';
}

export interface Checker {
  /** Kebab-case, the file's name. */
  readonly name: string;
  /** The promise in full, as one sentence that a student can read. */
  readonly promise: string;
  /** The evidence that can change its answer, beside plan and stage; absent: all of it. */
  readonly needs?: readonly Evidence[];
  check(journal: Journal): Finding;
}
