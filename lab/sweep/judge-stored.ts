/** Judges a stored sweep again: the same judging as while it is played, without Mininet. */
import type { TrialRecord } from '../model/sweep.ts';
import { listPacks, readPack } from '../store/sweep-store.ts';
import type { TrialJudge } from './judge-trial.ts';

/** Judges packs, and gives the records of each; the command line has one of many threads. */
export type JudgePacks = (packs: readonly string[]) => Promise<TrialRecord[][]>;

/** A record for each stored trial, by number. Throws LabError RUN_UNREADABLE. */
export async function judgeSweep(folder: string, judgePacks: JudgePacks): Promise<TrialRecord[]> {
  const records = new Map<number, TrialRecord>();
  for (const record of (await judgePacks(await listPacks(folder))).flat()) {
    records.set(record.number, record);
  }
  return [...records.values()].sort((a, b) => a.number - b.number);
}

/** One pack. */
export async function judgePack(pack: string, judge: TrialJudge): Promise<TrialRecord[]> {
  const records: TrialRecord[] = [];
  for await (const stored of readPack(pack)) records.push(judge(stored));
  return records;
}

/** One pack after the other, in this thread. */
export function judgePacksHere(judge: TrialJudge): JudgePacks {
  return async (packs) => {
    const records: TrialRecord[][] = [];
    for (const pack of packs) records.push(await judgePack(pack, judge));
    return records;
  };
}
