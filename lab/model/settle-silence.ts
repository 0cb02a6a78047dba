/**
 * A client that waits by itself before it speaks, for a time that it draws, may be silent in one
 * play and not in another. Where it spoke in any play of a submission, its silence in another one
 * says nothing of who begins: that is left open there.
 */

import { readConversations } from './conversation.ts';
import { getWorstOutcome } from './outcome.ts';
import type { RunReport } from './report.ts';
import { explainSilence } from './silence.ts';
import type { Verdict } from './verdict.ts';

const check = 'client-spoke-first';

/** The same runs, with each such verdict left open. */
export function settleSilence<Run extends RunReport>(runs: readonly Run[]): Run[] {
  const spoke = new Set(runs.flatMap((run) => listRoles(run, true)));
  return runs.map((run) => {
    const failed = run.verdicts.find((one) => one.check === check && one.outcome === 'fail');
    const silent = failed ? listRoles(run, false) : [];
    if (!failed || silent.length === 0 || !silent.every((role) => spoke.has(role))) return run;
    const because = `${failed.because}; in another play it spoke first, so it may wait by itself`;
    const verdicts = run.verdicts.map((verdict): Verdict => {
      return verdict === failed ? { ...verdict, outcome: 'unknown', because } : verdict;
    });
    const outcomes = verdicts.filter(({ informs }) => !informs).map(({ outcome }) => outcome);
    return { ...run, verdicts, outcome: getWorstOutcome(outcomes) };
  });
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
