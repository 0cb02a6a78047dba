/**
 * Explores: plays schedules drawn at random until one breaks a promise, makes that one as small as
 * can be, and plays the result again on fresh stages.
 */
import { LabError } from '../model/errors.ts';
import { getUsualSchedule, isFaulty, type Schedule } from '../model/exploration.ts';
import type { JournalEvent } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import type { Played } from '../run/play.ts';
import { drawSchedules, simplify } from './draw-schedules.ts';
import {
  type ExplorationSettings,
  judgeSchedule,
  makeScenario,
  planSchedule,
  type Shot,
} from './plan-schedule.ts';
import type { Course, NumberedPlan, Player } from './play-schedules.ts';
import { type Confirmed, type Smallest, shrinkSchedule } from './shrink-schedule.ts';

export interface ExploreOptions {
  settings: ExplorationSettings;
  schedules: number;
  seed: number;
  player: Player;
  /** True once no more is to be searched for: time is up, or Ctrl-C. */
  isOver(): boolean;
  onShot(shot: Shot): void;
  /** A play of the search that failed, to be kept. */
  onFailure(plan: Plan, events: readonly JournalEvent[]): void;
  /** A fault was found, or made smaller. */
  onFault(check: string, schedule: Schedule): void;
  /**
   * Plays the smallest schedule again and keeps the evidence, until so many plays were decided or
   * `most` are played; gives what each play showed.
   */
  confirm(schedule: Schedule, wanted: Confirmation): Promise<Shot[]>;
}

export interface Confirmation {
  decided: number;
  most: number;
  isDecided(shot: Shot): boolean;
}

export interface Explored {
  shots: Shot[];
  fault: Fault | null;
  /** Why not all was played, unless it was over. */
  trouble?: LabError;
}

export interface Fault extends Smallest {
  check: string;
  because: string;
  fails: string[];
  found: Schedule;
}

/** After the last planned moment a play is over: what has not happened by then has not happened. */
const searchLimitMs = 1_500;
/** The same where it counts: time enough for a program on a busy machine. */
export const confirmLimitMs = 5_000;
/** A neighbour has to fail in so many plays to be gone on from. */
const triesToFail = 5;
/** A first play of one that did not keep its schedule is played again so often. */
const mostUnkept = 3;
/** So many that did not last are enough to say so. */
const mostFlaky = 10;
const confirmPlays = 5;
/** On a busy machine the witnesses cannot always tell; what they cannot is played again. */
const mostConfirmPlays = 15;
/** So many plays in a row that were lost are the lab's trouble. */
const mostTroubled = 10;

interface Candidate {
  schedule: Schedule;
  check: string;
  because: string;
}

/** Explores; what is found does not depend on the order in which plays end, as far as it can. */
export async function explore(options: ExploreOptions): Promise<Explored> {
  const search = makeSearch(options);
  const flaky: Candidate[] = [];
  for (;;) {
    const found = await search.next();
    const lasting = await findLasting(found, options);
    if (lasting) {
      options.onFault(lasting.check, lasting.schedule);
      return { shots: search.shots, fault: await shrink(lasting, options) };
    }
    flaky.push(...found);
    if (found.length === 0 || flaky.length >= mostFlaky) break;
  }
  // What always fails says more than what did once.
  const candidate = search.inSource() ?? flaky[0];
  const fault = candidate === undefined ? null : await shrink(candidate, options);
  const trouble = search.trouble();
  return { shots: search.shots, fault, ...(trouble && !fault && { trouble }) };
}

/** One that fails again and again; if there are several, the one with the fewest changes. */
async function findLasting(
  found: readonly Candidate[],
  options: ExploreOptions,
): Promise<Candidate | undefined> {
  const count = ({ schedule }: Candidate) => schedule.filter((place) => place !== 0).length;
  for (const candidate of [...found].sort((a, b) => count(a) - count(b))) {
    const { schedule, check } = candidate;
    if (await failsOften(schedule, check, triesToFail - 1, options)) return candidate;
  }
  return undefined;
}

interface Search {
  /** Searches on; gives what failed since the last time, or nothing at the end. */
  next(): Promise<Candidate[]>;
  shots: Shot[];
  /** What no timing changes. */
  inSource(): Candidate | undefined;
  trouble(): LabError | undefined;
}

function makeSearch(options: ExploreOptions): Search {
  const { settings, player, onShot } = options;
  const { seed, schedules: count } = options;
  // A fault in the usual schedule needs no search, so that one is the first.
  const { assignment, robustness, links } = settings;
  const { explore: design, programs } = assignment;
  const faults = Object.keys(links).length === 0;
  const usual = getUsualSchedule(design.values);
  const drawn = drawSchedules(design, count - 1, { seed, robustness, faults });
  const schedules = [usual, ...drawn];
  const series: NumberedPlan[] = [];
  const alone: NumberedPlan[] = [];
  for (const [number, schedule] of schedules.entries()) {
    const isInSeries = settings.server === undefined && programs.series !== undefined;
    (isInSeries && !isFaulty(design, schedule) ? series : alone).push(
      planLater(number, schedule, settings),
    );
  }
  const again: NumberedPlan[] = [];
  const shots: Shot[] = [];
  let found: Candidate[] = [];
  let inSource: Candidate | undefined;
  let trouble: LabError | undefined;
  let troubled = 0;
  const isOver = () => found.length > 0 || trouble !== undefined || options.isOver();
  const take = ({ number, plan: its }: NumberedPlan, played: Played, because: string | null) => {
    const shot = judgeSchedule({ plan: its, events: played.events, because }, settings);
    if (shot.outcome === 'troubled' && options.isOver()) return; // It was ended at our own wish.
    const schedule = schedules[number] ?? usual;
    const timely = shot.fails.find(({ check }) => !design.sourceChecks.includes(check));
    const isLate =
      shot.fails.length > 0 &&
      shot.fails.every(({ check }) => design.deadlineChecks.includes(check));
    const patient = isLate ? plan(schedule, settings, confirmLimitMs) : its;
    if (its.limitMs < patient.limitMs) {
      // The search is impatient: what may only have been slow is played once more, with time.
      again.push({ number, plan: patient });
      return;
    }
    if (timely) found.push({ schedule, ...timely });
    else if (shot.fails[0]) inSource = { schedule, ...shot.fails[0] };
    troubled = shot.outcome === 'troubled' ? troubled + 1 : 0;
    if (troubled === mostTroubled) {
      const message = `${troubled} plays in a row were lost: ${shot.because}`;
      trouble = new LabError('STAGE_FAILED', message);
    }
    if (shot.outcome === 'failed') options.onFailure(its, played.events);
    shots.push(shot);
    onShot(shot);
  };
  /** Plays what no other stage has taken, until it is over. */
  const playInTurn = async (mine: NumberedPlan[]) => {
    while (!isOver()) {
      const next = mine.shift();
      if (!next) return;
      const played = await player.play(next.plan);
      take(next, played, played.trouble?.message ?? null);
    }
  };
  const playAll = async (mine: NumberedPlan[]) => {
    await Promise.all(Array.from({ length: player.places }, () => playInTurn(mine)));
  };
  const onPlay: Course['onPlay'] = (each, events, because) => {
    // What came to no end in a series may be a fault: played alone, it shows.
    if (because === null) take(each, { events: [...events] }, null);
    else if (!options.isOver()) again.push(each);
  };
  return {
    shots,
    inSource: () => inSource,
    trouble: () => trouble,
    async next() {
      found = [];
      if (series.length > 0) trouble ??= await player.playInSeries(series, { isOver, onPlay });
      await playAll(again);
      await playAll(alone);
      await playAll(again);
      return found;
    },
  };
}

async function shrink(candidate: Candidate, options: ExploreOptions): Promise<Fault> {
  const { check } = candidate;
  let because = candidate.because;
  let fails: string[] = [check];
  const smallest = await shrinkSchedule(candidate.schedule, {
    simplify: (schedule) => simplify(options.settings.assignment.explore, schedule),
    isOver: options.isOver,
    async fails(schedule) {
      if (options.isOver() || !(await failsOften(schedule, check, triesToFail, options))) {
        return false;
      }
      options.onFault(check, schedule);
      return true;
    },
    async confirm(schedule): Promise<Confirmed> {
      const plays = await options.confirm(schedule, {
        ...{ decided: confirmPlays, most: mostConfirmPlays },
        isDecided: (shot) => hasFailed(shot, check) || hasHeld(shot, check),
      });
      const failing = plays.filter((shot) => hasFailed(shot, check));
      const [first] = failing;
      because = first?.fails.find((one) => one.check === check)?.because ?? because;
      fails = first?.fails.map((one) => one.check) ?? fails;
      const held = plays.filter((shot) => hasHeld(shot, check)).length;
      return { failed: failing.length, held, plays: plays.length };
    },
  });
  return { ...smallest, check, because, fails, found: candidate.schedule };
}

/** True if a schedule fails a check at once, and holds in none of so many plays. */
async function failsOften(
  schedule: Schedule,
  check: string,
  plays: number,
  { settings, player }: ExploreOptions,
): Promise<boolean> {
  const its = plan(schedule, settings);
  const playOnce = async () => judge(its, await player.play(its), settings);
  let first = await playOnce();
  for (let unkept = 1; unkept < mostUnkept && !first.isKept; unkept += 1) first = await playOnce();
  if (!hasFailed(first, check)) return false;
  const others = await Promise.all(Array.from({ length: plays - 1 }, playOnce));
  // A play that could not be decided speaks for neither; but most have to speak.
  const failing = others.filter((shot) => hasFailed(shot, check));
  return failing.length >= others.length / 2 && !others.some((shot) => hasHeld(shot, check));
}

function hasHeld({ fails, unknown, isKept }: Shot, check: string): boolean {
  return isKept && !unknown.includes(check) && !fails.some((one) => one.check === check);
}

function hasFailed({ fails }: Shot, check: string): boolean {
  return fails.some((one) => one.check === check);
}

/** Planned where it is played: of a hundred thousand schedules most are not, before time is up. */
function planLater(
  number: number,
  schedule: Schedule,
  settings: ExplorationSettings,
): NumberedPlan {
  let planned: Plan | undefined;
  return {
    number,
    get plan() {
      planned ??= plan(schedule, settings);
      return planned;
    },
  };
}

function plan(
  schedule: Schedule,
  settings: ExplorationSettings,
  limitMs: number = searchLimitMs,
): Plan {
  return planSchedule(makeScenario(schedule, settings, { name: 'schedule', limitMs }), settings);
}

/** What a play of its own showed. */
export function judge(its: Plan, { events, trouble }: Played, settings: ExplorationSettings): Shot {
  return judgeSchedule({ plan: its, events, because: trouble?.message ?? null }, settings);
}
