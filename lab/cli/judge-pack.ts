/**
 * What a thread that judges packs loads: no flags, no colours, nothing that a verb needs. The
 * assignment is loaded in each thread, since checkers are functions and cannot be sent to one.
 */
import { loadAssignment } from '../assignments/load.ts';
import { requireSweep } from '../model/assignment.ts';
import type { TrialRecord } from '../model/sweep.ts';
import { judgePack as judgeBy } from '../sweep/judge-stored.ts';
import { makeTrialJudge, type TrialJudge } from '../sweep/judge-trial.ts';

const judges = new Map<string | undefined, Promise<TrialJudge>>();

/** Judges a pack by the assignment of this label; undefined: the usual one. */
export async function judgePack(pack: string, label: string | undefined): Promise<TrialRecord[]> {
  const known = judges.get(label) ?? makeJudge(label);
  judges.set(label, known);
  return judgeBy(pack, await known);
}

async function makeJudge(label: string | undefined): Promise<TrialJudge> {
  const { assignment } = await loadAssignment(label);
  return makeTrialJudge(requireSweep(assignment));
}
