/**
 * A doubt: stored evidence is missing, or is not what was recorded. A verdict that needs it is
 * `unknown`, with the reason: it must neither cost nor earn points, whatever the rest shows.
 */
import type { Witness } from './journal.ts';

/**
 * What a checker may need beside the plan and the stage's own entries, which all of them need;
 * `clients-wire` is what was captured at the clients' own interfaces.
 */
export type Evidence = Exclude<Witness, 'stage'> | 'clients-wire';

export interface Doubt {
  /** What cannot be trusted; `all`: the plan, the stage's entries, or the run as a whole. */
  of: Evidence | 'all';
  /** In one sentence: which file, and what is wrong with it. */
  because: string;
}

/** The first doubt of what is needed; `needs` absent: everything is. */
export function findDoubt(
  doubts: readonly Doubt[],
  needs: readonly Evidence[] | undefined,
): Doubt | undefined {
  return doubts.find(({ of }) => of === 'all' || needs === undefined || needs.includes(of));
}
