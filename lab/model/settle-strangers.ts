/**
 * What a server does wrong with the lab's clients only: its own clients played the same scenario,
 * and all was well. Then nobody can tell whether the server is to blame, or what the lab's clients
 * do otherwise than its own: it is left open, with both plays named.
 */

import type { Plan } from './plan.ts';
import { getCommonScenario } from './play-names.ts';
import { replaceVerdicts } from './replace-verdicts.ts';
import type { RunReport } from './report.ts';
import type { Verdict } from './verdict.ts';

type Played = Pick<RunReport, 'scenario' | 'outcome' | 'verdicts' | 'plan' | 'robustness'>;

/** A check that failed with the lab's clients, and in no play of a submission's own programs. */
export interface Contradicted {
  check: string;
  /** The scenario, whoever played it. */
  scenario: string;
  shows: string | undefined;
}

/**
 * What failed with the lab's clients in every play of a scenario, and passed wherever its own
 * programs played by themselves.
 */
export function findContradicted(runs: readonly Played[]): Contradicted[] {
  const own = runs.filter((run) => isOwn(run.plan) && !run.robustness);
  const ours = runs.filter((run) => isWithOurs(run.plan) && !run.robustness);
  return ours.flatMap((run) =>
    listFailed(run).flatMap(({ check, shows }): Contradicted[] => {
      const scenario = getCommonScenario(run.scenario);
      const inOwn = own.flatMap((one) => one.verdicts.filter((each) => each.check === check));
      const isGood =
        inOwn.some(({ outcome }) => outcome === 'pass') &&
        !inOwn.some(({ outcome }) => outcome === 'fail');
      const isChance = ours
        .filter((one) => getCommonScenario(one.scenario) === scenario)
        .some(({ verdicts }) =>
          verdicts.some((each) => each.check === check && each.outcome === 'pass'),
        );
      return isGood && !isChance ? [{ check, scenario, shows }] : [];
    }),
  );
}

/**
 * The same runs, each such verdict left open where its own programs passed that very scenario, in
 * the same order of connections and messages.
 */
export function settleStrangers<Run extends Played>(runs: readonly Run[]): Run[] {
  const open = findContradicted(runs).filter((one) => hasPassed(one, runs));
  if (open.length === 0) return [...runs];
  const isOpen = (run: Played, verdict: Verdict) =>
    verdict.outcome === 'fail' &&
    open.some(
      ({ check, scenario }) =>
        check === verdict.check && scenario === getCommonScenario(run.scenario),
    );
  return runs.map((run) => {
    if (!isWithOurs(run.plan)) return run;
    const verdicts = run.verdicts.map((verdict): Verdict => {
      if (!isOpen(run, verdict) || verdict.informs) return verdict;
      const because = `${verdict.because}; with its own clients that held in the same scenario`;
      return { ...verdict, outcome: 'unknown', because, doubted: true };
    });
    return replaceVerdicts(run, verdicts);
  });
}

function hasPassed({ check, scenario, shows }: Contradicted, runs: readonly Played[]): boolean {
  return runs
    .filter((run) => isOwn(run.plan) && getCommonScenario(run.scenario) === scenario)
    .some(({ verdicts }) =>
      verdicts.some((one) => {
        return one.check === check && one.outcome === 'pass' && one.shows === shows;
      }),
    );
}

function listFailed({ verdicts }: Played): Verdict[] {
  return verdicts.filter(({ outcome, informs }) => outcome === 'fail' && !informs);
}

/** Whether all programs are of one submission. */
function isOwn({ submission, server, clients }: Plan): boolean {
  const isTheirs = server.command !== undefined && clients.every(({ command }) => command);
  return submission !== undefined && isTheirs;
}

/** Whether a submission's server plays with clients of the lab. */
function isWithOurs({ submission, server, clients }: Plan): boolean {
  const areOurs = clients.every(({ command }) => command === undefined);
  return submission !== undefined && server.command !== undefined && areOurs;
}
