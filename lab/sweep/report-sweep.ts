/** From a sweep's records to its report: the same for a fresh, a stored and a merged one. */
import type { SweptAssignment } from '../model/assignment.ts';
import type { LabError } from '../model/errors.ts';
import { getWorstOutcome } from '../model/outcome.ts';
import { reportTrouble } from '../model/report.ts';
import type { SweepReport, TrialRecord } from '../model/sweep.ts';
import type { SweepHeader } from '../store/sweep-store.ts';
import { countClients, getSendOrder } from './plan-trials.ts';
import { summarize } from './summarize.ts';

/** A sweep's report, fresh or from a stored one. */
export function makeSweepReport(
  records: readonly TrialRecord[],
  facts: {
    assignment: SweptAssignment;
    header: SweepHeader;
    planned: number;
    wallMs: number;
    directory: string | null;
    trouble?: LabError;
  },
): SweepReport {
  const { assignment, header, planned, wallMs, directory, trouble } = facts;
  const { box, startedAt, command, stages, settings } = header;
  const count = countClients(settings, assignment);
  const summary = summarize(records, settings.gaps, (first) =>
    getSendOrder(assignment, first, count),
  );
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
