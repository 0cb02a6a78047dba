/** Judges the packs of a stored sweep in as many threads as there are cores. */
import os from 'node:os';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, errorTable, LabError } from '../model/errors.ts';
import type { TrialRecord } from '../model/sweep.ts';
import { judgePack } from './judge-pack.ts';

/** A thread takes 0.2 s to start, in which this one judges some hundred trials. */
const fewPacks = 4;
/** A journal is parsed, judged and forgotten: with room enough, none outlives its own trial. */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };
const workerFile = new URL('../boot/judge-worker.mjs', import.meta.url);

interface Answer {
  records?: TrialRecord[];
  error?: { code?: string; message: string; hint?: string };
}

/**
 * The records of each pack, in the packs' order, judged by the assignment of this label; undefined:
 * the usual one. Throws LabError RUN_UNREADABLE, ASSIGNMENT_WRONG.
 */
export async function judgePacks(
  packs: readonly string[],
  label?: string,
): Promise<TrialRecord[][]> {
  const count = packs.length < fewPacks ? 0 : Math.min(os.cpus().length, packs.length);
  const workers = Array.from({ length: count }, () => new Worker(workerFile, { resourceLimits }));
  const results: TrialRecord[][] = [];
  let next = 0;
  const take = async (judge: (pack: string) => Promise<TrialRecord[]>) => {
    while (next < packs.length) {
      const index = next++;
      results[index] = await judge(packs[index] ?? '');
    }
  };
  try {
    if (count === 0) await take((pack) => judgePack(pack, label));
    await Promise.all(workers.map((worker) => take((pack) => askWorker(worker, pack, label))));
    return results;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function askWorker(worker: Worker, pack: string, label?: string): Promise<TrialRecord[]> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', hear);
      worker.off('error', fail);
      worker.off('exit', fail);
      act();
    };
    const hear = ({ records, error }: Answer) =>
      settle(() => (records ? resolve(records) : reject(toLabError(error, pack))));
    const fail = (cause: unknown) => {
      const message = `The thread that judged ${pack} ended: ${cause}`;
      settle(() => reject(new LabError('UNEXPECTED', message, { cause })));
    };
    worker.on('message', hear);
    worker.on('error', fail);
    worker.on('exit', fail);
    worker.postMessage({ pack, label });
  });
}

function toLabError(error: Answer['error'], pack: string): LabError {
  const { code = '', message = `${pack} could not be judged`, hint } = error ?? {};
  const known = code in errorTable ? (code as ErrorCode) : 'UNEXPECTED';
  return new LabError(known, message, hint === undefined ? {} : { hint });
}
