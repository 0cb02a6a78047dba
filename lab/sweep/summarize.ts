/** From records to the sweep's answer: agreement for each gap, and the resolution of the box. */
import { getWorstOutcome, type Outcome } from '../model/outcome.ts';
import type { GapSummary, TrialRecord } from '../model/sweep.ts';

export interface SweepSummary {
  outcome: Outcome;
  resolutionMs: number | null;
  gaps: GapSummary[];
  examples: TrialRecord[];
}

const mostExamples = 20;

/** The roles of all clients in the order in which they were to send, from the first of them. */
type GetOrder = (first: string) => readonly string[];

/** Sums up; `gaps` are those that were asked, in ms. */
export function summarize(
  records: readonly TrialRecord[],
  gaps: readonly number[],
  getOrder: GetOrder,
): SweepSummary {
  const ascending = [...new Set(gaps)].sort((a, b) => a - b);
  const summaries = ascending.map((gapMs) =>
    summarizeGap(
      gapMs,
      records.filter((record) => record.gapMs === gapMs),
      getOrder,
    ),
  );
  const counted = records.filter((record) => !isTooClose(record)).map(({ outcome }) => outcome);
  const bad = records.filter((record) => record.outcome !== 'pass' && !isTooClose(record));
  bad.sort((a, b) => rank(a) - rank(b) || a.number - b.number);
  return {
    // Messages that came too close have no order: that is the sweep's answer, and no doubt in it.
    outcome: counted.length === 0 && records.length > 0 ? 'pass' : getWorstOutcome(counted),
    resolutionMs: findResolution(summaries),
    gaps: summaries,
    examples: bad.slice(0, mostExamples),
  };
}

/** Undecided for one reason only: two messages were closer on the wire than can be told. */
export function isTooClose(record: TrialRecord): boolean {
  const { outcome, troubled, wireGapMs, closestMs, resolutionMs } = record;
  const gapMs = closestMs ?? wireGapMs;
  const isClose = gapMs !== null && gapMs < resolutionMs;
  return outcome === 'unknown' && !troubled && isClose;
}

/** What failed, then what came to no end, then what could not be told. */
function rank({ outcome, troubled }: TrialRecord): number {
  if (outcome === 'fail') return 0;
  return troubled ? 1 : 2;
}

function summarizeGap(
  gapMs: number,
  records: readonly TrialRecord[],
  getOrder: GetOrder,
): GapSummary {
  const count = (order: TrialRecord['order']) =>
    records.filter((record) => record.order === order).length;
  const [agreed, disagreed] = [count('pass'), count('fail')];
  const seen = records.filter(
    ({ wireOrder, first }) => wireOrder.length === getOrder(first).length,
  );
  const isInOrder = ({ wireOrder, first }: TrialRecord) =>
    wireOrder.join() === getOrder(first).join();
  const errors = seen.flatMap((record) => {
    const { wireGapMs, wireOrder } = record;
    const isAsPlanned = isInOrder(record);
    // Two the other way round are the gap apart, negatively; of more there is no such figure.
    if (wireGapMs === null || (!isAsPlanned && wireOrder.length > 2)) return [];
    return [Math.abs((isAsPlanned ? wireGapMs : -wireGapMs) - gapMs * (wireOrder.length - 1))];
  });
  return {
    gapMs,
    trials: records.length,
    ...{ agreed, disagreed, unknown: records.length - agreed - disagreed },
    failed: records.filter(({ outcome, order }) => outcome === 'fail' && order !== 'fail').length,
    agreement: getInterval(agreed, agreed + disagreed),
    inOrder: seen.filter(isInOrder).length,
    seen: seen.length,
    errorMs:
      errors.length === 0
        ? null
        : { p50: getPercentile(errors, 50), p99: getPercentile(errors, 99) },
  };
}

/** The smallest gap at which, and above which, all seen messages came in the planned order. */
function findResolution(ascending: readonly GapSummary[]): number | null {
  let found: number | null = null;
  for (const { gapMs, seen, inOrder } of [...ascending].reverse()) {
    if (gapMs === 0 || seen === 0) continue;
    if (inOrder < seen) break;
    found = gapMs;
  }
  return found;
}

/** z of a two-sided interval of 95 %. */
const z95 = 1.959964;

/**
 * The share of successes with its 95 % interval by E. B. Wilson (1927, JASA 22), which also holds
 * where all or none succeed. Null without a try.
 */
export function getInterval(successes: number, tries: number): GapSummary['agreement'] {
  if (tries === 0) return null;
  const share = successes / tries;
  const square = z95 * z95;
  const middle = share + square / (2 * tries);
  const half = z95 * Math.sqrt((share * (1 - share) + square / (4 * tries)) / tries);
  const scale = 1 + square / tries;
  return {
    share,
    low: Math.max(0, (middle - half) / scale),
    high: Math.min(1, (middle + half) / scale),
  };
}

/** The p-th percentile (0 to 100) by the nearest rank; NaN of no values. */
export function getPercentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}
