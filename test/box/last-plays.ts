/**
 * What a machine disturbed is played again, and both plays are kept (lab/run/suite.ts): the last one
 * of each scenario is the one that a test asks.
 */
import { getScenarioOfPlay } from '../../lab/model/play-names.ts';

/** The last play of each scenario, in the scenarios' order. */
export function getLastPlays<Run extends { scenario: string }>(runs: readonly Run[]): Run[] {
  return [...new Map(runs.map((run) => [getScenarioOfPlay(run.scenario), run])).values()];
}
