/** One exploration's work: schedules played on stages, the smallest fault and its evidence kept. */

import { rmSync } from 'node:fs';
import path from 'node:path';
import { quoteArgument } from '../boxes/quote.ts';
import { type LabError, toLabError } from '../model/errors.ts';
import {
  type ExplorationReport,
  type FaultReport,
  getUsualSchedule,
  listChanges,
  type Schedule,
  type ScheduledClient,
} from '../model/exploration.ts';
import { getWorstOutcome, type Outcome } from '../model/outcome.ts';
import { reportTrouble } from '../model/report.ts';
import { renderExplorationJson } from '../reporters/explore-json.ts';
import { type Course, type Lane, useLanes } from '../run/lifecycle.ts';
import type { BoxFacts } from '../run/preflight.ts';
import { createRunFolder, linkLatest, ScenarioWriter, writeRunFile } from '../store/run-store.ts';
import { renderScenarioFile } from '../store/scenario-file.ts';
import {
  type Confirmation,
  confirmLimitMs,
  type Explored,
  explore,
  type Fault,
  judge,
} from './explore.ts';
import {
  type ExplorationSettings,
  makeScenario,
  planSchedule,
  type Shot,
} from './plan-schedule.ts';
import { makePlayer, type Player } from './play-schedules.ts';

export interface ExploreSession {
  root: string;
  settings: ExplorationSettings;
  schedules: number;
  seed: number;
  /** ms after which no more is searched for. */
  limitMs?: number;
  boxNames: readonly string[];
  stages?: number;
  strict: boolean;
  home: string;
  command: string;
  startedAtMs: number;
  say(line: string): void;
  onPlan(schedules: number): void;
  onShot(shot: Shot): void;
  onInterrupt(error: LabError): void;
}

/** A schedule idles for some of its time: so many stages keep a core busy. */
const stagesACore = { inSeries: 3, alone: 2 };
const smallestFile = 'smallest.yaml';

/** Explores. Throws LabError for trouble before the first play. */
export async function playExploration(session: ExploreSession): Promise<ExplorationReport> {
  const { settings, schedules } = session;
  const { programs, explore: design } = settings.assignment;
  const usual = getUsualSchedule(design.values);
  const plan = planSchedule(makePlayed(usual, settings), settings);
  const isInSeries = settings.server === undefined && programs.series !== undefined;
  const aCore = stagesACore[isInSeries ? 'inSeries' : 'alone'];
  const most = ({ cores, isEmulated }: BoxFacts) =>
    session.stages ?? (isEmulated ? 1 : cores * aCore);
  const chooseStages = (facts: BoxFacts) => Math.min(most(facts), schedules);
  const request = { ...session, programs, plan, chooseStages };
  return useLanes(request, (lanes, course) => exploreOnLanes(session, lanes, course));
}

async function exploreOnLanes(
  session: ExploreSession,
  lanes: readonly Lane[],
  course: Course,
): Promise<ExplorationReport> {
  const { settings, limitMs = Number.POSITIVE_INFINITY, startedAtMs } = session;
  const startedAt = new Date(startedAtMs);
  const folder = await createRunFolder(session.home, startedAt);
  const player = makePlayer(lanes, session.root);
  const state = { folder, player, lanes };
  let found = 0;
  let foundMs: number | undefined;
  session.onPlan(session.schedules);
  const explored = await explore({
    ...{ settings, player, schedules: session.schedules, seed: session.seed },
    isOver: () => course.signal.aborted || Date.now() - startedAtMs > limitMs,
    onShot: session.onShot,
    onFailure: (plan, events) => {
      found += 1;
      new ScenarioWriter(folder, { ...plan, scenario: `found-${found}` }).finish(events);
    },
    onFault: (check, schedule) => {
      foundMs ??= Date.now() - startedAtMs;
      const changes = listChanges(settings.assignment.explore.values, schedule);
      session.say(`${check} is broken; ${changes.length} values are not as usual`);
    },
    confirm: (schedule, wanted) => confirm(schedule, wanted, settings, state),
  });
  foundMs ??= Date.now() - startedAtMs;
  const report = makeReport(session, explored, { ...state, foundMs }, course.getInterruption());
  return keep(report, explored.fault, { ...session, folder });
}

function makePlayed(schedule: Schedule, settings: ExplorationSettings) {
  return makeScenario(schedule, settings, { name: 'smallest', limitMs: confirmLimitMs });
}

interface Exploring {
  folder: string;
  player: Player;
  lanes: readonly Lane[];
}

/** So many at a time leave each the processor that it needs. */
const confirmedAtOnce = 2;

/** Plays a schedule on fresh stages, and keeps the evidence. */
async function confirm(
  schedule: Schedule,
  { decided, most, isDecided }: Confirmation,
  settings: ExplorationSettings,
  { folder, player, lanes }: Exploring,
): Promise<Shot[]> {
  for (const pool of new Set(lanes.map(({ prepared }) => prepared.pool))) pool.renew();
  const plan = planSchedule(makePlayed(schedule, settings), settings);
  const getFolder = (number: number) => `smallest-${number}`;
  for (let number = 1; number <= most; number += 1) {
    rmSync(path.join(folder, getFolder(number)), { recursive: true, force: true });
  }
  const shots: Shot[] = [];
  let number = 0;
  let missing = decided;
  const playInTurn = async () => {
    while (missing > 0 && number < most) {
      number += 1;
      // Counted before it is played, so that no more are than are wanted.
      missing -= 1;
      const writer = new ScenarioWriter(folder, { ...plan, scenario: getFolder(number) });
      const shot = judge(plan, await player.play(plan, writer), settings);
      shots.push(shot);
      if (!isDecided(shot)) missing += 1;
    }
  };
  await Promise.all(Array.from({ length: confirmedAtOnce }, playInTurn));
  return shots;
}

function makeReport(
  session: ExploreSession,
  { shots, fault, trouble }: Explored,
  { folder, player, lanes, foundMs }: Exploring & { foundMs: number },
  interruption: LabError | undefined,
): ExplorationReport {
  const count = (outcome: Shot['outcome']) =>
    shots.filter((shot) => shot.outcome === outcome).length;
  const befell = interruption ?? (fault ? undefined : trouble);
  const [held, open, troubled] = [count('held'), count('open'), count('troubled')];
  const isWhole = shots.length >= session.schedules && troubled === 0 && held > 0;
  const outcomes: Outcome[] = [
    fault ? 'fail' : isWhole ? 'pass' : 'unknown',
    ...(befell && befell.code !== 'INTERRUPTED' ? (['trouble'] as const) : []),
  ];
  const directory = path.relative(process.cwd(), folder);
  return {
    outcome: getWorstOutcome(outcomes),
    box: [...new Set(lanes.map(({ box }) => box.name))].join(', '),
    ...{ schedules: shots.length, planned: session.schedules, held, open, troubled },
    ...{ plays: player.countPlays(), wallMs: Date.now() - session.startedAtMs },
    startedAt: new Date(session.startedAtMs).toISOString(),
    ...{ command: session.command, seed: session.seed, stages: lanes.length },
    fault:
      fault &&
      reportFault(fault, session.settings, {
        foundMs,
        scenario: path.join(directory, smallestFile),
      }),
    directory,
    ...(befell && { trouble: reportTrouble(befell) }),
  };
}

function reportFault(
  fault: Fault,
  settings: ExplorationSettings,
  { foundMs, scenario }: { foundMs: number; scenario: string },
): FaultReport {
  const { schedule, failed, held, plays, check, because, fails, found } = fault;
  const { values } = settings.assignment.explore;
  const plan = planSchedule(makePlayed(schedule, settings), settings);
  const words = [
    ...['npx', 'zx', 'lab/run.mjs', quoteArgument(scenario)],
    ...(settings.label === undefined ? [] : ['--assignment', quoteArgument(settings.label)]),
  ];
  return {
    ...{ check, because, fails, foundMs },
    clients: plan.clients.map(
      ({ role, connectMs, sendMs, pieces, pieceGapMs, leaveMs }): ScheduledClient => ({
        ...{ role, connectMs, sendMs, pieces, pieceGapMs },
        ...(leaveMs !== undefined && { leaveMs }),
      }),
    ),
    faults: plan.faults?.map(({ text }) => text) ?? [],
    changes: listChanges(values, schedule),
    found: listChanges(values, found),
    ...{ confirmed: failed, held, plays, isFlaky: held > 0 || failed === 0 },
    scenario,
    repeat: words.join(' '),
  };
}

/** Keeps the report and, if there is a fault, the scenario that repeats it. */
async function keep(
  report: ExplorationReport,
  fault: Fault | null,
  { settings, folder, home }: ExploreSession & { folder: string },
): Promise<ExplorationReport> {
  try {
    if (fault) {
      const text = renderScenarioFile(makePlayed(fault.schedule, settings));
      await writeRunFile(folder, smallestFile, text);
    }
    await writeRunFile(folder, 'result.json', renderExplorationJson(report));
    await linkLatest(home, folder);
    return report;
  } catch (error) {
    const trouble = reportTrouble(toLabError(error));
    return { ...report, outcome: 'trouble', trouble };
  }
}
