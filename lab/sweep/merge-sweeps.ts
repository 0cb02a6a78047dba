/** Reads stored sweeps, one or the shards of one, and judges them again as a whole. */
import type { SweptAssignment } from '../model/assignment.ts';
import { LabError } from '../model/errors.ts';
import type { SweepReport, SweepSettings, TrialRecord } from '../model/sweep.ts';
import { readSweepHeader, type SweepHeader } from '../store/sweep-store.ts';
import { type JudgePacks, judgeSweep } from './judge-stored.ts';
import { planTrials } from './plan-trials.ts';
import { makeSweepReport } from './report-sweep.ts';

export interface JudgedSweep {
  report: SweepReport;
  records: TrialRecord[];
}

interface Part {
  folder: string;
  header: SweepHeader;
}

/** What stored trials are judged by. */
export interface Judging {
  assignment: SweptAssignment;
  judgePacks: JudgePacks;
}

export interface JudgeFacts {
  directory: string | null;
  startedAtMs: number;
  /** Loads the assignment of this label; undefined: the usual one. */
  open(label: string | undefined): Promise<Judging>;
}

/**
 * Judges stored sweeps as one. Throws LabError RUN_UNREADABLE where one cannot be read, or where
 * two do not belong together: other settings than the shard differ, or a trial stands in both.
 */
export async function judgeSweeps(
  folders: readonly string[],
  facts: JudgeFacts,
): Promise<JudgedSweep> {
  const parts: Part[] = await Promise.all(
    folders.map(async (folder) => ({ folder, header: await readSweepHeader(folder) })),
  );
  const header = mergeHeaders(parts);
  const { assignment, judgePacks } = await facts.open(header.settings.assignment);
  const records = new Map<number, TrialRecord & { folder: string }>();
  for (const { folder } of parts) {
    for (const record of await judgeSweep(folder, judgePacks)) {
      const before = records.get(record.number);
      if (before) {
        const where = `${before.folder} and ${folder}`;
        throw new LabError('RUN_UNREADABLE', `Trial ${record.number} stands in ${where}`, {
          hint: 'Merge each shard once.',
        });
      }
      records.set(record.number, { ...record, folder });
    }
  }
  const all = [...records.values()]
    .map(({ folder: _, ...record }) => record)
    .sort((a, b) => a.number - b.number);
  const planned = planTrials(header.settings).length;
  const wallMs = Date.now() - facts.startedAtMs;
  const { directory } = facts;
  const report = makeSweepReport(all, { assignment, header, planned, wallMs, directory });
  return { report: { ...report, isStored: true }, records: all };
}

/** One header for all: that of the first, of the whole if there is more than one. */
function mergeHeaders(parts: readonly Part[]): SweepHeader {
  const [first, ...others] = parts;
  if (!first) throw new LabError('RUN_UNREADABLE', 'No stored sweep was named');
  if (others.length === 0) return first.header;
  const wanted = describeSettings(first.header.settings);
  const stranger = others.find(({ header }) => describeSettings(header.settings) !== wanted);
  if (stranger) {
    const message = `${first.folder} and ${stranger.folder} are not parts of one sweep`;
    throw new LabError('RUN_UNREADABLE', message, {
      hint: 'All flags but --shard, --box and --stages must be the same.',
    });
  }
  const boxes = [...new Set(parts.map(({ header }) => header.box))];
  return {
    ...first.header,
    box: boxes.join(', '),
    startedAt: parts.map(({ header }) => header.startedAt).sort()[0] ?? first.header.startedAt,
    stages: parts.reduce((sum, { header }) => sum + header.stages, 0),
    settings: { ...first.header.settings, shard: { index: 1, of: 1 } },
  };
}

function describeSettings({ shard, ...settings }: SweepSettings): string {
  return JSON.stringify([shard.of, settings]);
}
