/** A sweep's report for tests of reporters, summed up from records as a real one is. */
import type { SweepReport, TrialRecord } from '../../lab/model/sweep.ts';
import { makeSweepReport } from '../../lab/sweep/report-sweep.ts';
import { assignment, makeRecord, settings } from '../sweep/settings.ts';

const gaps = [0, 0.1, 1, 2, 5, 10, 50, 500];

/** Twenty trials of each gap: the smaller the gap, the fewer agree, and one is another fault. */
export function makeSweepExample(): SweepReport {
  const records: TrialRecord[] = gaps.flatMap((gapMs, at) =>
    Array.from({ length: 20 }, (_, repeat) => {
      const isWrong = repeat < 8 - 2 * at;
      return makeRecord({
        ...{ number: at * 20 + repeat, gapMs, wireGapMs: gapMs + 0.03 },
        ...(isWrong && { outcome: 'fail', order: 'fail', because: 'X was told the other order' }),
        ...(isWrong && { wireOrder: ['Y', 'X'] }),
      });
    }),
  );
  return makeSweepReport(records, {
    assignment,
    header: {
      ...{ version: 1, box: 'local', startedAt: '2026-01-31T12:00:00.000Z', stages: 6 },
      ...{ command: 'npx zx lab/sweep.mjs --repeat 5', settings: { ...settings, gaps } },
    },
    ...{ planned: records.length, wallMs: 12_345, directory: '.lab/runs/example' },
  });
}
