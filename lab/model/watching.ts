/**
 * What a submission's own programs showed when they were watched, before anything was marked: how
 * often they were played, why each time otherwise than before, and what was seen in the end. A play
 * that is watched asks nothing, so it marks nothing: it is told apart from those that do.
 */
import * as z from 'zod';
import type { RunReport } from './report.ts';

const trySchema = z.object({
  /** The name of the play. */
  scenario: z.string(),
  /** What was done otherwise than the sources say, and why, a sentence each; empty: nothing. */
  reasons: z.array(z.string()),
  /** Whether each client was told something once all messages had arrived. */
  isAnswered: z.boolean(),
  /** Whether what was marked was played so. */
  isTaken: z.boolean(),
});
export type Try = z.infer<typeof trySchema>;

export const watchingSchema = z.object({
  tries: z.array(trySchema),
  /** What the try that was taken showed, a sentence each. */
  sentences: z.array(z.string()),
});
export type Watching = z.infer<typeof watchingSchema>;

/** What was learnt of it: why it is played otherwise than its sources say, and what was seen. */
export function listLearnt({ tries, sentences }: Watching): string[] {
  return [...(tries.find(({ isTaken }) => isTaken)?.reasons ?? []), ...sentences];
}

/** How a try was played, in words; several reasons came one after the other. */
export function describeTry({ reasons }: Try): string {
  return reasons.length === 0 ? 'as its sources say' : reasons.join('; ');
}

/** How it ended, in words. */
export function describeEndOfTry({ isAnswered, isTaken }: Try): string {
  const end = isAnswered ? 'all clients were answered' : 'not all clients were answered';
  return isTaken ? `${end}; this is how it is run` : end;
}

/** What a reporter says of a play that was watched. */
export const watchedNote = 'watched, marks nothing';

/** Whether a play of a submission asked nothing; one that trouble ended is trouble all the same. */
export function isWatched({
  outcome,
  plan,
}: Pick<RunReport, 'outcome'> & Partial<Pick<RunReport, 'plan'>>): boolean {
  if (outcome !== 'unknown' || plan?.submission === undefined) return false;
  return plan.checks.length === 0 && plan.informs.length === 0;
}
