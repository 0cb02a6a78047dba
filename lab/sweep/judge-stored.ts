/** Judges a stored sweep again: the same judging as while it is played, without Mininet. */
import type { TrialRecord } from '../model/sweep.ts';
import { listPacks, readPack } from '../store/sweep-store.ts';
import { judgeTrial } from './judge-trial.ts';

/** A record for each stored trial, by number. Throws LabError RUN_UNREADABLE. */
export async function judgeSweep(folder: string): Promise<TrialRecord[]> {
  const records = new Map<number, TrialRecord>();
  for (const pack of await listPacks(folder)) {
    for await (const stored of readPack(pack)) {
      records.set(stored.trial.number, judgeTrial(stored));
    }
  }
  return [...records.values()].sort((a, b) => a.number - b.number);
}
