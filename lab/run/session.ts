/** One command's work on a box: open, prepare, play, judge, keep; and a clean end at any moment. */
import path from 'node:path';
import type { Box } from '../boxes/box.ts';
import { type Assignment, getUsualRubric, mapCheckers } from '../model/assignment.ts';
import { type LabError, toLabError } from '../model/errors.ts';
import type { JournalEvent } from '../model/journal.ts';
import { judgeRun } from '../model/judge.ts';
import { settleNeverRan } from '../model/never-ran.ts';
import type { Plan } from '../model/plan.ts';
import { getRunsOutcome } from '../model/repeats.ts';
import { type Report, type RunReport, reportTrouble } from '../model/report.ts';
import { gradeRuns, type Rubric } from '../model/rubric.ts';
import { settleChance } from '../model/settle-chance.ts';
import { settleStrangers } from '../model/settle-strangers.ts';
import type { PoolShares } from '../stage/pool.ts';
import { createRunFolder, linkLatest } from '../store/run-store.ts';
import type { Compiler } from './bundle.ts';
import { keepReport } from './keep.ts';
import { type Course, getRevision, type Lane, useBoxes } from './lifecycle.ts';
import type { LiveSink, Settle } from './play.ts';
import { type Prepared, prepareBox } from './prepare.ts';
import { playSuite } from './suite.ts';

/** Told of what goes on, for whoever watches. */
export interface Progress {
  say(line: string): void;
  onEvent(plan: Plan, event: JournalEvent): void;
  onDone(run: RunReport): void;
  end(): void;
}

export interface SessionOptions {
  root: string;
  assignment: Assignment;
  plans: readonly Plan[];
  /** Absent: the best that there is (lab/boxes/choose.ts). */
  boxName?: string;
  stages?: number;
  /** How several share the stages who play at the same time. */
  shares?: PoolShares;
  strict: boolean;
  /** The folder .lab. */
  home: string;
  command: string;
  startedAtMs: number;
  progress: Progress;
  onInterrupt: (error: LabError) => void;
  /** Default: the assignment's; null: nothing is to be graded. */
  rubric?: Rubric | null;
  /** Where this run is stored; default: a folder of its own, which .lab/latest then names. */
  folder?: string;
  /** Where people take part in the play. */
  live?: LiveSink;
  /**
   * Plays as it likes, and gives the runs that the report is to have, and what was learnt of a
   * submission; default: all plans at once. `plans` then are what the box is made ready for.
   */
  direct?: (play: PlayPlans) => Promise<Directed>;
  /** What stays from one session to the next (--watch). */
  warm?: { compiler: Compiler; kept?: Prepared | undefined };
}

/** Plays some plans, and gives their runs, those that were repeated among them. */
export type PlayPlans = (plans: readonly Plan[], how?: { settle?: Settle }) => Promise<RunReport[]>;

/** What a report is made of. */
type Directed = Pick<Report, 'runs' | 'watching'>;

/** What a session has while its box is open. */
export type OneBox = Course & Lane;

/** Plays and reports. Throws LabError for trouble before the first play. */
export async function playAndReport(options: SessionOptions): Promise<Report> {
  return useBox(options, ({ box, prepared }) => playOnBox(box, prepared, options));
}

/** As useBoxes, for the one box of a session. */
export async function useBox<Result>(
  options: SessionOptions,
  act: (course: OneBox) => Promise<Result>,
): Promise<Result> {
  const { boxName, strict, home, progress, onInterrupt } = options;
  const request = {
    ...{ boxNames: [boxName], strict, home, onInterrupt },
    prepare: (box: Box) => prepare(box, options),
    say: (line: string) => progress.say(line),
  };
  return useBoxes(request, (course) => {
    const [lane] = course.ready;
    if (!lane) throw new Error('the box is gone');
    return act({ ...course, ...lane });
  });
}

/** Has all that the plays need on the box; no stage is opened yet. */
export async function prepare(box: Box, options: SessionOptions): Promise<Prepared> {
  const { root, assignment, plans, stages, shares, home, progress, warm } = options;
  const prepared = await prepareBox(box, {
    ...{ root, plans, home, programs: assignment.programs },
    ...(warm && { compiler: warm.compiler }),
    ...(shares && { shares }),
    say: (line) => progress.say(line),
    ...(stages !== undefined && { stages: Math.min(stages, plans.length) }),
    getRevision: () => getRevision(box, root),
  });
  return warm?.kept === undefined ? prepared : { ...prepared, pool: warm.kept.pool };
}

/** Plays on a box that is ready. */
export async function playOnBox(
  box: Box,
  prepared: Prepared,
  options: SessionOptions,
): Promise<Report> {
  const { root, assignment, plans, progress } = options;
  const checkers = mapCheckers(assignment);
  if (prepared.bundled) progress.say('Bundled the programs');
  const folder =
    options.folder ?? (await createRunFolder(options.home, new Date(options.startedAtMs)));
  const play: PlayPlans = (some, how) =>
    playSuite(some, {
      ...how,
      ...{ root, box, prepared, folder },
      judge: (journal) => judgeRun(journal, checkers),
      ...(assignment.summarize && { summarize: assignment.summarize }),
      onEvent: progress.onEvent,
      onDone: progress.onDone,
      ...(options.live && { live: options.live }),
    });
  const { runs: played, watching }: Directed = options.direct
    ? await options.direct(play)
    : { runs: await play(plans) };
  const runs = settleChance(settleStrangers(settleNeverRan(played, checkers)));
  const report: Report = {
    outcome: getRunsOutcome(runs),
    box: box.name,
    wallMs: Date.now() - options.startedAtMs,
    startedAt: new Date(options.startedAtMs).toISOString(),
    command: options.command,
    runs,
    ...(watching && { watching }),
    // What people type at will, or was played with faults, earns no points and costs none.
    grade:
      options.live || runs.every(({ plan }) => plan.faults)
        ? null
        : gradeByRubric(options.rubric, assignment, runs),
    directory: path.relative(process.cwd(), folder),
  };
  const kept = await keepReport(report, folder).then(
    () => (options.folder === undefined ? linkLatest(options.home, folder) : undefined),
    (error: unknown) => toLabError(error),
  );
  return kept === undefined ? report : addTrouble(report, kept);
}

function gradeByRubric(
  asked: SessionOptions['rubric'],
  assignment: Assignment,
  runs: readonly RunReport[],
): Report['grade'] {
  const rubric = asked === undefined ? getUsualRubric(assignment) : asked;
  return rubric ? gradeRuns(rubric, runs) : null;
}

function addTrouble(report: Report, error: LabError): Report {
  return { ...report, outcome: 'trouble', trouble: reportTrouble(error) };
}
