/**
 * In which order a submission is played: its own programs are watched first, then they play what
 * marks them, and then the lab's clients say what its own said, held back as the scenarios want.
 * The play that was watched marks them, too, where they were played as their author meant it.
 * Whatever can no longer change a mark is not played.
 */
import type { Assignment } from '../model/assignment.ts';
import { hasListened } from '../model/journal.ts';
import { getLatestConnectMs, type Plan } from '../model/plan.ts';
import { getScenarioOfPlay } from '../model/play-names.ts';
import type { RunReport } from '../model/report.ts';
import { type Grade, getChecks, gradeRuns, type Rubric } from '../model/rubric.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Conclusion } from '../model/submission.ts';
import type { Settle } from '../run/play.ts';
import type { PlayPlans } from '../run/session.ts';
import { type Learnt, learnFrom } from './learn.ts';
import {
  type Cast,
  leaveUnmarked,
  listPlays,
  type PlanPlaysOptions,
  planLearning,
} from './plan-plays.ts';
import { reviseConclusion } from './revise.ts';
import { type Planned, sparePlays } from './spare-plays.ts';

/** So often its own programs are watched until they do what their author meant. */
const mostTries = 8;

export interface DirectOptions {
  assignment: Assignment;
  rubric: Rubric;
  planning: PlanPlaysOptions;
  /** Makes of commands what is given on the hosts. */
  dress: (conclusion: Conclusion) => Conclusion;
  /** Has plays ask what the rubric asks. */
  prepare: (plans: readonly Plan[]) => Plan[];
}

/** All that was played of a submission, and what it taught. */
export interface Directed {
  /** As it was played in the end. */
  conclusion: Conclusion;
  runs: RunReport[];
  /** What the play that was watched has shown; empty where there was none. */
  learnt: string[];
  /** What was not played, and why, a sentence each. */
  spared: string[];
}

/** Plays a submission. Rejects as `play` does. */
export async function directPlays(
  found: Conclusion,
  options: DirectOptions,
  play: PlayPlans,
): Promise<Directed> {
  const watched = await watch(found, options, play);
  const { conclusion } = watched;
  const dressed = options.dress(conclusion);
  const list = (casts: Cast[], more: Partial<PlanPlaysOptions> = {}): Planned[] => {
    const listed = listPlays(dressed, { ...options.planning, ...more, casts });
    const plans = options.prepare(listed.map(({ plan }) => plan));
    return listed.map((one, index) => ({ ...one, plan: plans[index] ?? one.plan }));
  };
  const { says = {}, isDatagrams = false } = watched.learnt ?? {};
  const isReplayed = !isDatagrams && Object.keys(says).length > 0;
  const { marked } = watched;
  const isMarked = ({ of, plan }: Planned) =>
    plan.scenario === of && marked.some(({ scenario }) => getScenarioOfPlay(scenario) === of);
  // Nor does whoever finds no server say anything else in another scenario.
  const isShort = isReplayed || !watched.runs.some(({ events }) => hasListened(events));
  const left = list(['own'], { isReplayed: isShort }).filter((one) => !isMarked(one));
  const played = await play(left.map(({ plan }) => plan));
  const own = [...marked, ...played];
  const heard = own.filter(({ trouble }) => !trouble).map(hearPlay);
  const getReplay = (scenario: Scenario) => findReplay(scenario, heard) ?? says;
  const casts: Cast[] = isDatagrams ? [] : ['our-clients'];
  if (own.length === 0 || areOpen(options, gradeRuns(options.rubric, own))) {
    casts.push('our-server');
  }
  const chats = watched.learnt?.goesOn
    ? list(['own'], { goesOn: true, answerMs: watched.learnt.answerMs })
    : [];
  const others = [...list(casts, { getReplay }), ...chats];
  const { runs, spared } = await playWhatCounts(others, { ...options, own, play });
  return {
    conclusion,
    runs: [...watched.runs, ...played, ...runs],
    learnt: [...watched.reasons, ...(watched.learnt?.sentences ?? [])],
    spared,
  };
}

/**
 * Plays what can still change a mark. What tells most goes first, once: a server that is wrong
 * where messages are close is known by that, and needs no repetition.
 */
async function playWhatCounts(
  planned: readonly Planned[],
  options: DirectOptions & { own: readonly RunReport[]; play: PlayPlans },
): Promise<Pick<Directed, 'runs' | 'spared'>> {
  const { rubric, assignment, planning, own, play } = options;
  const isFirst = ({ isClose, plan }: Planned) =>
    isClose && getScenarioOfPlay(plan.scenario) === plan.scenario;
  const { marking = {} } = assignment;
  const runs: RunReport[] = [];
  const spared: string[] = [];
  const stages = [planned.filter(isFirst), planned.filter((one) => !isFirst(one))];
  for (const stage of stages) {
    const all = [...own, ...runs];
    const { kept, notes } = sparePlays(stage, {
      ...{ rubric, marking, runs: all },
      grade: gradeRuns(rubric, all),
      isRepeated: planning.plays !== undefined,
    });
    spared.push(...notes);
    runs.push(...(await play(kept.map(({ plan }) => plan))));
  }
  return { runs, spared };
}

interface Watched {
  conclusion: Conclusion;
  runs: RunReport[];
  /** Those of them that mark it. */
  marked: RunReport[];
  /** Why it was played otherwise, each time that it was. */
  reasons: string[];
  /** Of the last play; absent where nothing was watched. */
  learnt?: Learnt;
}

/**
 * Has its own programs played until a play leaves nothing to do otherwise. What is tried next is
 * what the newest play suggests, then what earlier ones did.
 */
async function watch(
  found: Conclusion,
  { assignment, planning, dress, prepare }: DirectOptions,
  play: PlayPlans,
): Promise<Watched> {
  const runs: RunReport[] = [];
  const seen: (Required<Omit<Watched, 'runs' | 'marked'>> & { left: number })[] = [];
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
      return { learnt, revisions, isDone: learnt.isAnswered && revisions.length === 0 };
    };
    const settle: Settle = (plan, { events, trouble }) =>
      !trouble && study({ plan, events }).isDone ? plan : leaveUnmarked(plan);
    const played = await play(prepare([planned.plan]), { settle });
    runs.push(...played);
    const run = played.at(-1);
    if (!run || run.trouble) break;
    const { learnt, revisions, isDone } = study(run);
    seen.push({ ...next, learnt, left: revisions.length });
    marked.push(...played.filter(({ robustness }) => !robustness));
    if (isDone) break;
    const revised = revisions.map(({ conclusion, because }) => {
      return { conclusion, reasons: [...next.reasons, because] };
    });
    waiting = [...revised, ...waiting];
  }
  // The one that left nothing to do; else the last that was answered; else the last.
  const best =
    seen.findLast(({ learnt, left }) => learnt.isAnswered && left === 0) ??
    seen.findLast(({ learnt }) => learnt.isAnswered) ??
    seen.at(-1);
  if (!best) return { conclusion: found, runs, marked, reasons: [] };
  const { conclusion, reasons, learnt } = best;
  return { conclusion, runs, marked, reasons, learnt };
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

/** Whether something of clients is open that plays with our server could decide as well. */
function areOpen({ assignment, rubric }: DirectOptions, { criteria }: Grade): boolean {
  const asked = assignment.marking?.clients?.checks ?? [];
  return rubric.criteria
    .filter((criterion) => getChecks(rubric, criterion).some((check) => asked.includes(check)))
    .some(({ id }) => (criteria.find((one) => one.id === id)?.outcome ?? 'unknown') === 'unknown');
}
