/** From a trial's journal to its record: the checkers' verdicts in a few words. */
import { mapCheckers, type SweptAssignment } from '../model/assignment.ts';
import { getClosestGapMs, getWireGapMs, getWireOrder } from '../model/conversation.ts';
import type { Doubt } from '../model/doubt.ts';
import type { JournalEvent } from '../model/journal.ts';
import { judgeRun } from '../model/judge.ts';
import { getWorstOutcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import { getResolutionNs } from '../model/resolution.ts';
import { getKernelWitness } from '../model/sockets.ts';
import type { SweepTrial, TrialRecord } from '../model/sweep.ts';
import type { Checker } from '../model/verdict.ts';

/** A trial with its evidence; `because` says why it came to no end, if it did not. */
export interface PlayedTrial {
  trial: SweepTrial;
  plan: Plan;
  events: readonly JournalEvent[];
  because: string | null;
  /** Of a stored trial: what is wrong with its evidence. */
  doubts?: readonly Doubt[];
}

/** Judges one trial by the checkers of its assignment. */
export type TrialJudge = (played: PlayedTrial) => TrialRecord;

/** What judges the trials of an assignment. */
export function makeTrialJudge(assignment: SweptAssignment): TrialJudge {
  const by: Judging = {
    checkers: mapCheckers(assignment),
    orderCheck: assignment.sweep.orderCheck,
  };
  return (played) => judgeTrial(played, by);
}

interface Judging {
  checkers: ReadonlyMap<string, Checker>;
  orderCheck: string;
}

/** One that came to no end is undecided, whatever was seen of it. */
function judgeTrial(
  { trial, plan, events, because, ...stored }: PlayedTrial,
  { checkers, orderCheck }: Judging,
): TrialRecord {
  const journal = { plan, events, ...stored };
  const wireOrder = getWireOrder(journal);
  const closestMs = wireOrder.length > 2 ? getClosestGapMs(journal) : null;
  const seen = {
    ...{ wireOrder, wireGapMs: getWireGapMs(journal), kernel: getKernelWitness(journal) },
    resolutionMs: getResolutionNs(journal) / 1e6,
    ...(closestMs !== null && { closestMs }),
  };
  if (because !== null) {
    return { ...trial, ...seen, outcome: 'unknown', order: 'unknown', because, troubled: true };
  }
  const verdicts = judgeRun(journal, checkers).filter(({ informs }) => !informs);
  const outcome = getWorstOutcome(verdicts.map((verdict) => verdict.outcome));
  const order = verdicts.find(({ check }) => check === orderCheck)?.outcome ?? 'unknown';
  const told = verdicts.find((verdict) => verdict.outcome === outcome);
  const isDisturbed = outcome === 'unknown' && verdicts.some(({ disturbed }) => disturbed);
  return {
    ...trial,
    ...seen,
    outcome: outcome === 'trouble' ? 'unknown' : outcome,
    order,
    because: outcome === 'pass' || !told ? null : `${told.check}: ${told.because}`,
    troubled: false,
    ...(isDisturbed && { disturbed: true }),
  };
}
