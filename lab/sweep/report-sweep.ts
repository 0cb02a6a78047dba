/** From a sweep's records to its report: the same for a fresh, a stored and a merged one. */
import type { LabError } from '../model/errors.ts';
import { getWorstOutcome } from '../model/outcome.ts';
import { reportTrouble } from '../model/report.ts';
import type { SweepReport, TrialRecord } from '../model/sweep.ts';
import type { SweepHeader } from '../store/sweep-store.ts';
import { summarize } from './summarize.ts';

/** A sweep's report, fresh or from a stored one. */
export function makeSweepReport(
  records: readonly TrialRecord[],
  facts: {
    header: SweepHeader;
    planned: number;
    wallMs: number;
    directory: string | null;
    trouble?: LabError;
  },
): SweepReport {
  const { header, planned, wallMs, directory, trouble } = facts;
  const summary = summarize(records, header.settings.gaps, header.settings.clients);
  const { box, startedAt, command, stages, settings } = header;
  return {
    ...summary,
    // What was asked for and not played is no pass.
    outcome: getWorstOutcome([
      summary.outcome,
      ...(records.length < planned ? (['unknown'] as const) : []),
      ...(trouble && trouble.code !== 'INTERRUPTED' ? (['trouble'] as const) : []),
    ]),
    ...{ box, trials: records.length, planned, wallMs, startedAt, command, stages, settings },
    directory,
    ...(trouble && { trouble: reportTrouble(trouble) }),
  };
}
