/**
 * Plays that the machine disturbed, and were therefore played again: all are kept and shown, and
 * what one of them left open is settled where another play of the same scenario decided it.
 */
import type { JournalEvent } from './journal.ts';
import { getEvents } from './journal.ts';
import { getWorstOutcome, type Outcome } from './outcome.ts';
import type { Plan } from './plan.ts';
import { getScenarioOfPlay } from './play-names.ts';
import type { RunReport } from './report.ts';
import type { Verdict } from './verdict.ts';
import { formatMs } from './wording.ts';

/** What reporters say of a verdict that is settled elsewhere (isSettled). */
export const settledElsewhere = 'the machine disturbed this play; another one decided it';

/** What is needed of a run here. */
type Played = Pick<RunReport, 'scenario' | 'outcome' | 'verdicts'>;

/**
 * Whether a verdict was left open by the machine alone, and another play of the same scenario
 * decided the same check, for better or worse.
 */
export function isSettled(
  verdict: Verdict,
  { scenario }: Pick<RunReport, 'scenario'>,
  runs: readonly Played[],
): boolean {
  if (verdict.outcome !== 'unknown' || !verdict.disturbed) return false;
  const name = getScenarioOfPlay(scenario);
  return runs
    .filter((other) => getScenarioOfPlay(other.scenario) === name)
    .some((other) =>
      other.verdicts.some(({ check, outcome }) => check === verdict.check && outcome !== 'unknown'),
    );
}

/** The worst outcome of all plays; one that only left open what others decided has none. */
export function getRunsOutcome(runs: readonly Played[]): Outcome {
  const outcomes = runs.flatMap((run) => {
    if (run.outcome !== 'unknown') return [run.outcome];
    const open = run.verdicts.filter(({ outcome, informs }) => outcome === 'unknown' && !informs);
    const isDecided = open.length > 0 && open.every((verdict) => isSettled(verdict, run, runs));
    return isDecided ? [] : [run.outcome];
  });
  return getWorstOutcome(outcomes);
}

/**
 * Says that the machine made a fault so late that it came behind what was planned to follow it: the
 * play was then another one than was asked for. Undefined if all came in their order. `plan` is the
 * plan as it was asked.
 */
export function explainLateFault(plan: Plan, events: readonly JournalEvent[]): string | undefined {
  for (const { text, atNs, tookMs = 0, when, failed } of getEvents(events, 'fault')) {
    const fault = plan.faults?.find((each) => each.text === text);
    if (!fault || when !== 'begin' || failed !== undefined) continue;
    const doneNs = atNs + tookMs * 1e6;
    const overtaken = plan.clients.flatMap((client) => [
      { what: `${client.role}'s connection`, kind: 'syn', plannedMs: client.connectMs, client },
      { what: `${client.role}'s message`, kind: 'data', plannedMs: client.sendMs, client },
    ]);
    for (const { what, kind, plannedMs, client } of overtaken) {
      if (plannedMs <= fault.atMs) continue;
      const came = events.find(
        (event) =>
          event.kind === kind &&
          'role' in event &&
          event.role === client.role &&
          !('direction' in event && event.direction === 'to-client'),
      );
      if (!came || came.atNs >= doneNs) continue;
      return (
        `the fault “${text}” was in force at ${formatMs(doneNs)}, after ${what} at ` +
        `${formatMs(came.atNs)}, which was planned for ${formatMs(plannedMs * 1e6)}`
      );
    }
  }
  return undefined;
}
