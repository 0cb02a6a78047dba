/**
 * A submission's own programs are watched: played as a person would play them, again and again
 * until a play leaves nothing to do otherwise. That one marks them, too; the others only taught
 * something.
 */
import type { Assignment } from '../model/assignment.ts';
import type { Plan } from '../model/plan.ts';
import type { RunReport } from '../model/report.ts';
import type { Conclusion } from '../model/submission.ts';
import type { Try, Watching } from '../model/watching.ts';
import type { Settle } from '../run/play.ts';
import type { PlayPlans } from '../run/session.ts';
import { type Learnt, learnFrom } from './learn.ts';
import { leaveUnmarked, type PlanPlaysOptions, planLearning } from './plan-plays.ts';
import { reviseConclusion, trimPatience } from './revise.ts';

/** So often its own programs are watched until they do what their author meant. */
const mostTries = 8;

export interface WatchOptions {
  assignment: Assignment;
  planning: PlanPlaysOptions;
  /** Makes of commands what is given on the hosts. */
  dress: (conclusion: Conclusion) => Conclusion;
  /** Has plays ask what the rubric asks. */
  prepare: (plans: readonly Plan[]) => Plan[];
  /** False to have no play mark anything. */
  marks?: boolean;
  /** True to be content with programs that go on, whatever they answer. */
  chats?: boolean;
}

export interface Watched {
  /** As it is played in the end. */
  conclusion: Conclusion;
  runs: RunReport[];
  /** Those of them that mark it. */
  marked: RunReport[];
  /** What the plays have shown; without tries where there was none. */
  watching: Watching;
  /** Of the play that was taken; absent where nothing was watched. */
  learnt?: Learnt;
}

interface Seen {
  conclusion: Conclusion;
  scenario: string;
  reasons: string[];
  learnt: Learnt;
  /** How many things a play suggested that were not tried yet; and with those that were. */
  left: number;
  wishes: number;
}

/**
 * Has its own programs played until a play leaves nothing to do otherwise. What is tried next is
 * what the newest play suggests, then what earlier ones did.
 */
export async function watchPlays(
  found: Conclusion,
  { assignment, planning, dress, prepare, marks = true, chats = false }: WatchOptions,
  play: PlayPlans,
): Promise<Watched> {
  const runs: RunReport[] = [];
  const seen: Seen[] = [];
  const marked: RunReport[] = [];
  const tried = new Set<string>();
  let waiting: { conclusion: Conclusion; reasons: string[] }[] = [
    { conclusion: found, reasons: [] },
  ];
  while (seen.length < mostTries) {
    const next = waiting.shift();
    if (!next) break;
    tried.add(JSON.stringify(next.conclusion));
    const planned = planLearning(dress(next.conclusion), planning, seen.length + 1);
    if (!planned) break;
    const study = (run: Pick<RunReport, 'plan' | 'events'>) => {
      const found = reviseConclusion(next.conclusion, run, assignment);
      const revisions = found.filter(({ conclusion }) => !tried.has(JSON.stringify(conclusion)));
      const learnt = learnFrom(run);
      const isDone = chats ? learnt.goesOn : learnt.isAnswered && revisions.length === 0;
      return { learnt, revisions, isDone, wishes: found.length };
    };
    const settle: Settle = (plan, { events, trouble }) =>
      marks && !trouble && study({ plan, events }).isDone ? plan : leaveUnmarked(plan);
    const played = await play(prepare([planned.plan]), { settle });
    runs.push(...played);
    const run = played.at(-1);
    if (!run || run.trouble) break;
    const { learnt, revisions, isDone, wishes } = study(run);
    seen.push({ ...next, scenario: run.scenario, learnt, left: revisions.length, wishes });
    marked.push(...played.filter(({ robustness }) => !robustness));
    if (isDone) break;
    const revised = revisions.map(({ conclusion, because }) => {
      return { conclusion, reasons: [...next.reasons, because] };
    });
    waiting = [...revised, ...waiting];
  }
  // The one that left nothing to do; else the last that was answered; else the one in which most
  // clients spoke, and that suggested the least.
  const best =
    (chats ? seen.findLast(({ learnt }) => learnt.goesOn) : undefined) ??
    seen.findLast(({ learnt, left }) => learnt.isAnswered && left === 0) ??
    seen.findLast(({ learnt }) => learnt.isAnswered) ??
    seen.toReversed().toSorted((a, b) => countSaid(b) - countSaid(a) || a.wishes - b.wishes)[0];
  if (!best) return { conclusion: found, runs, marked, watching: { tries: [], sentences: [] } };
  const { conclusion, learnt } = best;
  const tries = seen.map((one): Try => {
    const { scenario, reasons } = one;
    return { scenario, reasons, isAnswered: one.learnt.isAnswered, isTaken: one === best };
  });
  const watching = { tries, sentences: learnt.sentences };
  return { conclusion: trimPatience(conclusion, learnt), runs, marked, learnt, watching };
}

function countSaid({ learnt }: Seen): number {
  return Object.keys(learnt.says).length;
}
