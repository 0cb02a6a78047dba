/**
 * The outcome of a marking, by its criteria: what did not hold in a play fails its criterion, and
 * what some play could not decide matters only where no other play decided it.
 */
import type { Marked } from '../model/class.ts';
import type { MarkingOutcome } from '../model/marking.ts';
import { getWorstOutcome, type Outcome } from '../model/outcome.ts';
import { getScenarioOfPlay } from '../model/play-names.ts';
import { isSettled } from '../model/repeats.ts';
import type { Report } from '../model/report.ts';
import { type Grade, getChecks, type Rubric } from '../model/rubric.ts';
import { joinFirst } from '../model/wording.ts';

/**
 * Trouble of the lab in any play comes before all. Where the machine was in the way in all plays of
 * a scenario, that others held is not enough to pass: that one may be there to tell them apart.
 */
export function getMarkingOutcome({ outcome, grade, runs }: Report): Outcome {
  if (outcome === 'trouble' || grade === null) return outcome;
  return getWorst(grade, listLeftOpen(runs).length > 0);
}

/**
 * The outcome once a person has decided criteria of it. What the lab could not play, and its own
 * trouble, stays so unless the person decided all that is not extra; a check that was left open is
 * decided with all the criteria that ask for it.
 */
export function judgeByHand(
  before: Pick<Marked, 'outcome' | 'refusal' | 'leftOpen'>,
  grade: Grade,
  rubric: Rubric,
): MarkingOutcome {
  const { outcome, refusal, leftOpen = [] } = before;
  const byHand = new Set(grade.criteria.flatMap(({ id, override }) => (override ? [id] : [])));
  const isOpen = leftOpen.some((check) =>
    rubric.criteria.some((one) => !byHand.has(one.id) && getChecks(rubric, one).includes(check)),
  );
  if (listCounted(grade).every(({ id }) => byHand.has(id))) return getWorst(grade, isOpen);
  if (refusal || outcome === 'trouble' || outcome === 'unsupported') return outcome;
  return getWorst(grade, isOpen);
}

/** Extra credit is on top: nobody fails for what was tried, and is not whole. */
function listCounted({ criteria }: Grade): Grade['criteria'] {
  const regular = criteria.filter(({ extra }) => !extra);
  return regular.length > 0 ? regular : criteria;
}

function getWorst(grade: Grade, isOpen: boolean): Outcome {
  const outcomes = listCounted(grade).map(({ outcome }): Outcome => outcome);
  return getWorstOutcome(isOpen ? [...outcomes, 'unknown'] : outcomes);
}

/** The checks that were disturbed in a scenario, where no other play of the same decided them. */
export function listLeftOpen(all: Report['runs']): string[] {
  const runs = all.filter(({ robustness }) => !robustness);
  const open = runs.flatMap((run) =>
    run.verdicts
      .filter(({ informs, disturbed }) => !informs && disturbed)
      .filter((verdict) => !isSettled(verdict, run, runs))
      .map(({ check }) => check),
  );
  return [...new Set(open)];
}

/** One line for each check that some plays left open: not a fault, and never mixed with one. */
export function describeUndecided({ runs }: Report): string[] {
  const open = new Map<string, string[]>();
  for (const { scenario, verdicts, robustness } of runs) {
    if (robustness) continue;
    for (const { check, outcome, informs } of verdicts) {
      if (outcome !== 'unknown' || informs) continue;
      open.set(check, [...(open.get(check) ?? []), scenario]);
    }
  }
  return [...open].map(([check, scenarios]) => {
    return `undecided: ${check} in ${joinFirst(scenarios, 2)}`;
  });
}

/** One line for each check that held in some plays of a scenario, and not in others of the same. */
export function describeFlaky({ runs }: Report): string[] {
  const kinds = new Map<string, { held: number; plays: number }>();
  for (const { scenario, verdicts } of runs) {
    for (const { check, outcome, informs } of verdicts) {
      // What could not be decided differs by chance of the machine, and says nothing of a program.
      if (outcome === 'unknown' || informs) continue;
      const kind = `${check} in ${getScenarioOfPlay(scenario)}`;
      const { held, plays } = kinds.get(kind) ?? { held: 0, plays: 0 };
      kinds.set(kind, { held: held + (outcome === 'pass' ? 1 : 0), plays: plays + 1 });
    }
  }
  return [...kinds].flatMap(([kind, { held, plays }]) => {
    const isMixed = held > 0 && held < plays;
    return isMixed ? [`flaky: ${kind}: it held in ${held} of ${plays} plays`] : [];
  });
}
