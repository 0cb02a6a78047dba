/**
 * In which order a submission is played: its own programs are watched first, then they play what
 * marks them, and then the lab's clients say what its own said, held back as the scenarios want.
 * The play that was watched marks them, too, where they were played as their author meant it.
 * Whatever can no longer change a mark is not played.
 */
import { hasListened } from '../model/journal.ts';
import { getLatestConnectMs, type Plan, type Replay } from '../model/plan.ts';
import { getScenarioOfPlay } from '../model/play-names.ts';
import type { RunReport } from '../model/report.ts';
import { type Grade, getChecks, gradeRuns, type Rubric } from '../model/rubric.ts';
import type { Scenario } from '../model/scenario.ts';
import { listChances } from '../model/settle-chance.ts';
import { findContradicted } from '../model/settle-strangers.ts';
import type { ClientRole, Conclusion } from '../model/submission.ts';
import type { Watching } from '../model/watching.ts';
import type { PlayPlans } from '../run/session.ts';
import { type Learnt, learnFrom } from './learn.ts';
import { type Cast, listPlays, type PlanPlaysOptions } from './plan-plays.ts';
import { type Planned, sparePlays } from './spare-plays.ts';
import { type WatchOptions, watchPlays } from './watch-plays.ts';

export interface DirectOptions extends WatchOptions {
  rubric: Rubric;
  /** Programs for extra credit beside the others, and what makes commands of them. */
  extra?: { conclusion: Conclusion; dress: WatchOptions['dress'] } | undefined;
}

/** All that was played of a submission, and what it taught. */
export interface Directed {
  /** As it was played in the end. */
  conclusion: Conclusion;
  runs: RunReport[];
  /** What the plays that were watched have shown; without tries where there was none. */
  watching: Watching;
  /** What was not played, and why, a sentence each. */
  spared: string[];
}

export type DirectPlays = typeof directPlays;

/** Plays a submission. Rejects as `play` does. */
export async function directPlays(
  found: Conclusion,
  options: DirectOptions,
  play: PlayPlans,
): Promise<Directed> {
  const watched = await watchPlays(found, options, play);
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
  const getReplay = (scenario: Scenario) => {
    const replay = findReplay(scenario, heard) ?? says;
    return dropWaits(replay, [says, ...heard.map((one) => one.says)]);
  };
  const casts: Cast[] = isDatagrams ? [] : ['our-clients'];
  if (own.length === 0 || areOpen(options, gradeRuns(options.rubric, own))) {
    casts.push('our-server');
  }
  // Who hands in other programs for the chat wants those to be marked for it.
  const extra = await playExtra(options, play);
  const chats =
    watched.learnt?.goesOn && !extra.some(({ plan }) => plan.chat)
      ? list(['own'], { goesOn: true, answerMs: watched.learnt.answerMs })
      : [];
  const others = [...list(casts, { getReplay }), ...chats];
  const { runs, spared } = await playWhatCounts(others, { ...options, own, play });
  // What failed with our clients only is played once more by its own, as is what failed by chance.
  const contradicted = findContradicted([...own, ...runs]).map(({ scenario }) => scenario);
  const confirms = [...contradicted, ...listChances(own)];
  if (confirms.length > 0) {
    runs.push(...(await play(list(['own'], { confirms }).map(({ plan }) => plan))));
  }
  return {
    conclusion,
    runs: [...watched.runs, ...played, ...runs, ...extra],
    watching: watched.watching,
    spared,
  };
}

/** What was handed in for extra credit, in programs of its own: watched, and played if it chats. */
async function playExtra(options: DirectOptions, play: PlayPlans): Promise<RunReport[]> {
  const { extra, planning, prepare } = options;
  if (!extra) return [];
  const found = await watchPlays(
    extra.conclusion,
    { ...options, dress: extra.dress, marks: false, chats: true },
    // Its name tells it from the play of the other programs.
    (plans, how) => play(plans.map(nameExtra), how),
  );
  if (!found.learnt?.goesOn) return found.runs;
  const { answerMs } = found.learnt;
  const asked = { ...planning, casts: ['own'] as const, goesOn: true, answerMs };
  const plans = listPlays(extra.dress(found.conclusion), asked).map(({ plan }) => plan);
  return [...found.runs, ...(await play(prepare(plans)))];
}

function nameExtra(plan: Plan): Plan {
  return { ...plan, scenario: `extra-${plan.scenario}` };
}

/** Watches a submission, and plays nothing that could mark it. Rejects as `play` does. */
export const watchOnly: DirectPlays = async (found, options, play) => {
  const { conclusion, runs, watching } = await watchPlays(
    found,
    { ...options, marks: false },
    play,
  );
  return { conclusion, runs, watching, spared: [] };
};

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

/**
 * Whoever was told something before its message, and in another play said it all the same with
 * nothing told, does not wait for that: another client's line was relayed to it, as it happened.
 */
function dropWaits(replay: Learnt['says'], others: readonly Learnt['says'][]): Learnt['says'] {
  const roles = Object.keys(replay) as ClientRole[];
  const entries = roles.map((role) => {
    const own = replay[role] as Replay;
    const isFree = others.some((says) => {
      const other = says[role];
      return other && other.turns.length === own.turns.length && !other.message.waits;
    });
    return [role, isFree ? { ...own, message: { ...own.message, waits: false } } : own] as const;
  });
  return Object.fromEntries(entries);
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
