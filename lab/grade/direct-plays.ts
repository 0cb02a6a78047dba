/**
 * In which order a submission is played: its own programs are watched first, then they play what
 * marks them, and then the lab's clients say what its own said, held back as the scenarios want.
 * Whatever can no longer change a mark is not played.
 */
import type { Assignment } from '../model/assignment.ts';
import { getLatestConnectMs, type Plan } from '../model/plan.ts';
import { getScenarioOfPlay } from '../model/play-names.ts';
import type { RunReport } from '../model/report.ts';
import { type Grade, getChecks, gradeRuns, type Rubric } from '../model/rubric.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Conclusion } from '../model/submission.ts';
import type { Try, Watching } from '../model/watching.ts';
import type { PlayPlans } from '../run/session.ts';
import { type Learnt, learnFrom } from './learn.ts';
import { type Cast, type PlanPlaysOptions, planLearning, planPlays } from './plan-plays.ts';
import { reviseConclusion } from './revise.ts';

/** So often its own programs are watched until they do what their author meant. */
const mostTries = 8;

export interface DirectOptions {
  assignment: Assignment;
  rubric: Rubric;
  planning: PlanPlaysOptions;
  /** Makes of commands what is given on the hosts. */
  dress: (conclusion: Conclusion) => Conclusion;
}

/** All that was played of a submission, and what it taught. */
export interface Directed {
  /** As it was played in the end. */
  conclusion: Conclusion;
  runs: RunReport[];
  /** What the plays that were watched have shown; without tries where there was none. */
  watching: Watching;
}

export type DirectPlays = typeof directPlays;

/** Plays a submission. Rejects as `play` does. */
export async function directPlays(
  found: Conclusion,
  options: DirectOptions,
  play: PlayPlans,
): Promise<Directed> {
  const watched = await watch(found, options, play);
  const { conclusion } = watched;
  const plan = (casts: Cast[], more: Partial<PlanPlaysOptions> = {}) =>
    planPlays(options.dress(conclusion), { ...options.planning, ...more, casts });
  const { says = {}, isDatagrams = false } = watched.learnt ?? {};
  const isReplayed = !isDatagrams && Object.keys(says).length > 0;
  const own = await play(plan(['own'], { isReplayed }));
  const heard = own.filter(({ trouble }) => !trouble).map(hearPlay);
  const getReplay = (scenario: Scenario) => findReplay(scenario, heard) ?? says;
  const casts: Cast[] = [];
  const grade = gradeRuns(options.rubric, own);
  if (!isDatagrams && !areLost(getOutcomes('server', grade, options))) casts.push('our-clients');
  if (own.length === 0 || getOutcomes('clients', grade, options).includes('unknown')) {
    casts.push('our-server');
  }
  const chats = watched.learnt?.goesOn
    ? plan(['own'], { goesOn: true, answerMs: watched.learnt.answerMs })
    : [];
  const others = await play([...plan(casts, { getReplay }), ...chats]);
  return {
    conclusion,
    runs: [...watched.runs, ...own, ...others],
    watching: watched.watching,
  };
}

/** Watches a submission, and plays nothing that could mark it. Rejects as `play` does. */
export const watchOnly: DirectPlays = async (found, options, play) => {
  const { conclusion, runs, watching } = await watch(found, options, play);
  return { conclusion, runs, watching };
};

interface Watched extends Directed {
  /** Of the play that was taken; absent where nothing was watched. */
  learnt?: Learnt;
}

interface Seen {
  conclusion: Conclusion;
  scenario: string;
  reasons: string[];
  learnt: Learnt;
  left: number;
}

/**
 * Has its own programs played until a play leaves nothing to do otherwise. What is tried next is
 * what the newest play suggests, then what earlier ones did.
 */
async function watch(
  found: Conclusion,
  { assignment, planning, dress }: DirectOptions,
  play: PlayPlans,
): Promise<Watched> {
  const runs: RunReport[] = [];
  const seen: Seen[] = [];
  const tried = new Set<string>();
  let waiting: { conclusion: Conclusion; reasons: string[] }[] = [
    { conclusion: found, reasons: [] },
  ];
  while (seen.length < mostTries) {
    const next = waiting.shift();
    if (!next) break;
    tried.add(JSON.stringify(next.conclusion));
    const plan = planLearning(dress(next.conclusion), planning, seen.length + 1);
    if (!plan) break;
    runs.push(...(await play([plan])));
    const run = runs.at(-1);
    if (!run || run.trouble) break;
    const learnt = learnFrom(run);
    const revisions = reviseConclusion(next.conclusion, run, assignment)
      .filter(({ conclusion }) => !tried.has(JSON.stringify(conclusion)))
      .map(({ conclusion, because }) => ({ conclusion, reasons: [...next.reasons, because] }));
    seen.push({ ...next, scenario: run.scenario, learnt, left: revisions.length });
    if (learnt.isAnswered && revisions.length === 0) break;
    waiting = [...revisions, ...waiting];
  }
  // The one that left nothing to do; else the last that was answered; else the last.
  const best =
    seen.findLast(({ learnt, left }) => learnt.isAnswered && left === 0) ??
    seen.findLast(({ learnt }) => learnt.isAnswered) ??
    seen.at(-1);
  if (!best) return { conclusion: found, runs, watching: { tries: [], sentences: [] } };
  const { conclusion, learnt } = best;
  const tries = seen.map((one): Try => {
    const { scenario, reasons } = one;
    return { scenario, reasons, isAnswered: one.learnt.isAnswered, isTaken: one === best };
  });
  return { conclusion, runs, learnt, watching: { tries, sentences: learnt.sentences } };
}

/** What its own clients said in a play. */
interface Heard {
  scenario: string;
  clients: Plan['clients'];
  says: Learnt['says'];
}

function hearPlay({ scenario, plan, events }: RunReport): Heard {
  const { says } = learnFrom({ plan, events });
  return { scenario: getScenarioOfPlay(scenario), clients: plan.clients, says };
}

/**
 * What they said in the same scenario, or where they connected in the same order: what they say may
 * depend on it. Only plays count in which all of them spoke.
 */
function findReplay(
  { name, clients }: Scenario,
  heard: readonly Heard[],
): Learnt['says'] | undefined {
  const order = listConnects(clients);
  const whole = heard.filter((one) => one.clients.every(({ role }) => role in one.says));
  const isInOrder = (one: Heard) =>
    getLatestConnectMs(one) > 0 && listConnects(one.clients) === order;
  return (whole.find(({ scenario }) => scenario === name) ?? whole.find(isInOrder))?.says;
}

function listConnects(clients: readonly { role: string; connectMs: number }[]): string {
  return [...clients]
    .sort((a, b) => a.connectMs - b.connectMs)
    .map(({ role }) => role)
    .join();
}

/** Whether all that plays with ours on the other side could show has failed already. */
function areLost(outcomes: readonly string[]): boolean {
  return outcomes.length > 0 && outcomes.every((outcome) => outcome === 'fail');
}

/** How the criteria came out that plays with ours on the other side could decide as well. */
function getOutcomes(
  side: 'server' | 'clients',
  { criteria }: Grade,
  { assignment, rubric }: DirectOptions,
): string[] {
  const asked = assignment.marking?.[side]?.checks ?? [];
  return rubric.criteria
    .filter((criterion) => getChecks(rubric, criterion).some((check) => asked.includes(check)))
    .map(({ id }) => criteria.find((one) => one.id === id)?.outcome ?? 'unknown');
}
