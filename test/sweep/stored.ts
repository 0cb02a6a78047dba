/** Stored sweeps for tests: many trials that all have one and the same real journal. */
import type { JournalEvent } from '../../lab/model/journal.ts';
import type { SweepSettings } from '../../lab/model/sweep.ts';
import { PackWriter, type StoredTrial, writeSweepHeader } from '../../lab/store/sweep-store.ts';
import { planTrial, planTrials } from '../../lab/sweep/plan-trials.ts';
import { readStored } from '../journals/read-journals.ts';
import { assignment } from './settings.ts';

const recorded = await readStored('x-connects-x-sends');
const events: JournalEvent[] = [...recorded.events];

/** Stored trials with one and the same real journal, which suits those in which X is first. */
export function makeTrials(of: SweepSettings, by = assignment): StoredTrial[] {
  return planTrials(of).map((trial) => ({
    ...{ trial, plan: planTrial(of, trial, { assignment: by }), events, because: null },
  }));
}

/** Writes a sweep of so many packs into a folder; planned by another assignment, if it is given. */
export async function writeSweep(
  folder: string,
  of: SweepSettings,
  packs = 2,
  by = assignment,
): Promise<string> {
  await writeSweepHeader(folder, {
    ...{ version: 1, box: 'local', startedAt: '2026-01-01T00:00:00.000Z', command: 'x' },
    ...{ stages: 2, settings: of },
  });
  const writers = Array.from({ length: packs }, (_, at) => new PackWriter(folder, at + 1));
  for (const [index, trial] of makeTrials(of, by).entries())
    writers[index % packs]?.addTrial(trial);
  for (const writer of writers) {
    writer.close();
    if (writer.failure) throw writer.failure;
  }
  return folder;
}
