/**
 * What a program's own chance does in one play and not in another. A client that waits for a time
 * that it draws may be silent in one of them: where it spoke in any play of a submission, that says
 * nothing of who begins. A thread that is overtaken by the program's end may not come to print:
 * where it fails once, and two more plays of the same scenario hold, that is open there.
 */

import { readConversations } from './conversation.ts';
import { getScenarioOfPlay, isConfirming } from './play-names.ts';
import { replaceVerdicts } from './replace-verdicts.ts';
import type { RunReport } from './report.ts';
import { explainSilence } from './silence.ts';
import type { Verdict } from './verdict.ts';

const check = 'client-spoke-first';
const enough = 2;

type Played = Pick<RunReport, 'scenario' | 'verdicts' | 'plan' | 'robustness'>;

/** The same runs, with each such verdict left open. */
export function settleChance<Run extends RunReport>(runs: readonly Run[]): Run[] {
  const spoke = new Set(runs.flatMap((run) => listRoles(run, true)));
  return runs.map((run) => {
    const verdicts = run.verdicts.map((verdict) => {
      if (verdict.outcome !== 'fail' || verdict.informs || !run.plan.submission) return verdict;
      if (verdict.check === check) return settleSilence(verdict, run, spoke);
      return verdict.chance ? settleRace(verdict, run, runs) : verdict;
    });
    return replaceVerdicts(run, verdicts);
  });
}

function settleSilence(verdict: Verdict, run: RunReport, spoke: ReadonlySet<string>): Verdict {
  const silent = listRoles(run, false);
  if (silent.length === 0 || !silent.every((role) => spoke.has(role))) return verdict;
  const because = `${verdict.because}; in another play it spoke first, so it may wait by itself`;
  return { ...verdict, outcome: 'unknown', because };
}

function settleRace(verdict: Verdict, run: Played, runs: readonly Played[]): Verdict {
  const again = listAgain(verdict.check, run, runs);
  if (again.length < enough || again.includes('fail')) return verdict;
  const because = `${verdict.because}; played twice more, that held: a race may have done it`;
  return { ...verdict, outcome: 'unknown', because };
}

/** The outcomes of a check in the plays that were there to confirm one. */
function listAgain(check: string, { scenario }: Played, runs: readonly Played[]): string[] {
  return runs
    .filter((one) => isConfirming(one.scenario) && !one.robustness)
    .filter((one) => getScenarioOfPlay(one.scenario) === getScenarioOfPlay(scenario))
    .flatMap(({ verdicts }) => verdicts.filter((one) => one.check === check))
    .map(({ outcome }) => outcome);
}

/** The scenarios in which a submission's own programs failed what they hold in another one. */
export function listChances(runs: readonly Played[]): string[] {
  const holds = (check: string) =>
    runs.some(({ verdicts }) => verdicts.some((v) => v.check === check && v.outcome === 'pass'));
  return runs
    .filter(({ verdicts }) =>
      verdicts.some((v) => v.chance && v.outcome === 'fail' && holds(v.check)),
    )
    .map(({ scenario }) => getScenarioOfPlay(scenario));
}

/** The handed in clients that spoke first in a play; or those that it says were silent. */
function listRoles(run: RunReport, spoke: boolean): string[] {
  const verdict = run.verdicts.find((one) => one.check === check);
  if (!run.plan.submission || verdict?.outcome !== (spoke ? 'pass' : 'fail')) return [];
  return readConversations(run)
    .filter(
      ({ client, message }) => client.command !== undefined && (message !== undefined) === spoke,
    )
    .filter((one) => spoke || explainSilence(run, one)?.by === 'client')
    .map(({ role }) => role);
}
