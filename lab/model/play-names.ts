/** The names of plays: a scenario may be played several times, and a play be repeated. */

const play = /-play-\d+$/;
const repeat = /-again-\d+$/;
const learning = /-learning(?:-\d+)?$/;
const confirming = /-confirm(?:-\d+)?$/;
const withOurs = /-our-(?:clients|server)$/;

/** The name of one of several plays of a scenario, from 1; the first has the scenario's own. */
export function namePlay(scenario: string, number: number): string {
  return number === 1 ? scenario : `${scenario}-play-${number}`;
}

/** The name of a play that is played once more, from 1, because nothing could be told from it. */
export function nameRepeat(scenario: string, number: number): string {
  return `${scenario}-again-${number}`;
}

/** The name of a play from which it is learnt how programs of others are played, from 1. */
export function nameLearning(scenario: string, number: number): string {
  return number === 1 ? `${scenario}-learning` : `${scenario}-learning-${number}`;
}

/** The name of a play that shows whether what failed with others' programs fails with its own. */
export function nameConfirming(scenario: string, number: number): string {
  return number === 1 ? `${scenario}-confirm` : `${scenario}-confirm-${number}`;
}

/** Whether a play is there to confirm what another one of its scenario showed. */
export function isConfirming(name: string): boolean {
  return confirming.test(name);
}

/** The scenario of a play, whoever took part in it. */
export function getCommonScenario(name: string): string {
  return getScenarioOfPlay(name).replace(withOurs, '');
}

/** The scenario that a play is one of, without its number, and what else it was played for. */
export function getScenarioOfPlay(name: string): string {
  return [repeat, play, learning, confirming].reduce((rest, what) => rest.replace(what, ''), name);
}
