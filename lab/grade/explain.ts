/**
 * How submissions would be run, and why: from their sources alone, or from watching their own
 * programs as well, one submission after the other. Nothing is marked.
 */
import type { Wanted } from '../model/assignment.ts';
import { LabError } from '../model/errors.ts';
import type { Marking } from '../model/marking.ts';
import { exitCodes } from '../model/outcome.ts';
import type { Explained } from '../reporters/marking.ts';
import type { SubmissionEntry } from './class-entries.ts';
import { type OpenedSubmission, openEntry } from './open-submission.ts';

export interface ExplainOptions {
  /** Has its own programs watched; absent: only its sources are read. */
  watch?: ((opened: OpenedSubmission) => Promise<Marking>) | undefined;
  /** Whether Ctrl-C ended the command. */
  isOver: () => boolean;
}

/** All of a class. What cannot be read or watched stops no other. Throws LabError INTERRUPTED. */
export async function explainClass(
  entries: readonly SubmissionEntry[],
  wanted: Wanted,
  { watch, isOver }: ExplainOptions,
): Promise<Explained[]> {
  const all: Explained[] = [];
  for (const entry of entries) {
    if (isOver()) break;
    const about: Explained = { name: entry.name };
    try {
      const opened = await openEntry(entry, wanted);
      about.conclusion = opened.conclusion;
      if (watch) about.watched = await watch(opened);
    } catch (error) {
      if (!(error instanceof LabError) || error.code === 'INTERRUPTED') throw error;
      about.because = error.message;
    }
    all.push(about);
  }
  return all;
}

/** 3: the lab was in trouble; 2: one cannot be run; else 0. */
export function getExplainedCode(all: readonly Explained[]): number {
  const isTrouble = ({ watched, conclusion, because }: Explained) =>
    watched?.outcome === 'trouble' || (conclusion !== undefined && because !== undefined);
  const isRun = ({ watched, conclusion }: Explained) =>
    conclusion !== undefined && conclusion.unsupported === undefined && !watched?.refusal;
  if (all.some(isTrouble)) return exitCodes.trouble;
  return all.every(isRun) ? exitCodes.pass : exitCodes.unknown;
}
