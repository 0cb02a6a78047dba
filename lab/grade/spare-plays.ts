/**
 * Which plays can no longer change a mark, so that nobody waits for them: for each a sentence says
 * why. A criterion fails by one verdict and nothing undoes that; whether it passes is only known
 * when all was played. Pure.
 */
import type { MarkingRules } from '../model/discover.ts';
import { hasListened } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import { getScenarioOfPlay } from '../model/play-names.ts';
import type { RunReport } from '../model/report.ts';
import { type Grade, getChecks, type Rubric } from '../model/rubric.ts';
import { joinWords } from '../model/wording.ts';

/** A play that may be left out, with what it is one of. */
export interface Planned {
  plan: Plan;
  /** The assignment's scenario that it is made of. */
  of: string;
  /** True if its messages were brought closer together. */
  isClose: boolean;
}

export interface Standing {
  rubric: Rubric;
  marking: MarkingRules;
  /** What was played of the submission until now, and the grade of that. */
  runs: readonly RunReport[];
  grade: Grade;
  /** True if somebody asked for each play so many times: then chance is looked for. */
  isRepeated: boolean;
}

/** What is still to be played, and a sentence for each reason to leave others out. */
export interface Spared<One extends Planned> {
  kept: One[];
  notes: string[];
}

type Reason = 'failed' | 'deaf' | 'order' | 'shown';

const reasons: Readonly<Record<Reason, string>> = {
  failed: 'all that is asked there has failed already',
  deaf: 'its server listened in none of the plays before',
  order: 'they are there for the order, which was wrong before',
  shown: 'its own programs have decided there all that is asked',
};

/** Who did not listen in so many plays has no bad day. */
const deafPlays = 3;
/** So many are named in a sentence; the others are counted. */
const namedPlays = 2;

/** Sorts out what can change no mark any more. What earns no points is not marked: it is kept. */
export function sparePlays<One extends Planned>(
  planned: readonly One[],
  standing: Standing,
): Spared<One> {
  const left = new Map<Reason, string[]>();
  const kept = planned.filter((one) => {
    const reason = one.plan.robustness ? undefined : findReason(one, standing);
    if (reason) left.set(reason, [...(left.get(reason) ?? []), one.plan.scenario]);
    return reason === undefined;
  });
  const notes = [...left].map(([reason, names]) => {
    const rest = names.length - namedPlays;
    const shown = rest > 1 ? [...names.slice(0, namedPlays), `${rest} more`] : names;
    return `not played: ${joinWords(shown)}, since ${reasons[reason]}`;
  });
  return { kept, notes };
}

function findReason({ plan, of, isClose }: Planned, standing: Standing): Reason | undefined {
  const { marking, isRepeated } = standing;
  if (haveFailed(plan.checks, standing)) return 'failed';
  if (isDeaf(plan, standing)) return 'deaf';
  if (isRepeated) return undefined;
  if (isClose && haveFailed(marking.repeated ?? [], standing)) return 'order';
  // Whether it was right or wrong there, it would be again: what is left to chance shows closer.
  if (!isClose && marking.close?.scenarios.includes(of) && isShown(plan, of, standing)) {
    return 'shown';
  }
  return undefined;
}

/** Whether all criteria that these checks decide have failed; there is at least one. */
function haveFailed(checks: readonly string[], { rubric, grade }: Standing): boolean {
  const decided = rubric.criteria.filter((criterion) =>
    getChecks(rubric, criterion).some((check) => checks.includes(check)),
  );
  return (
    decided.length > 0 &&
    decided.every(({ id }) => grade.criteria.find((one) => one.id === id)?.outcome === 'fail')
  );
}

/** Whether a server was started several times and never listened: who comes to it is no matter. */
function isDeaf({ server }: Plan, { runs }: Standing): boolean {
  if (server.command === undefined) return false;
  const played = runs.filter((run) => !run.trouble && run.plan.server.command === server.command);
  return played.length >= deafPlays && !played.some(({ events }) => hasListened(events));
}

/** Whether a play of its own programs, in the same scenario, decided each check of a plan. */
function isShown(plan: Plan, of: string, { runs }: Standing): boolean {
  return runs
    .filter((run) => !run.robustness && !run.trouble && getScenarioOfPlay(run.scenario) === of)
    .some(({ verdicts }) =>
      plan.checks.every((asked) =>
        verdicts.some(({ check, outcome, informs }) => {
          return check === asked && outcome !== 'unknown' && !informs;
        }),
      ),
    );
}
