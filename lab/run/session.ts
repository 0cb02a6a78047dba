/** One command's work on a box: open, prepare, play, judge, keep; and a clean end at any moment. */
import path from 'node:path';
import type { Box } from '../boxes/box.ts';
import { chooseBox } from '../boxes/choose.ts';
import { openBox } from '../boxes/open.ts';
import { type Assignment, getUsualRubric, mapCheckers } from '../model/assignment.ts';
import { LabError, toLabError } from '../model/errors.ts';
import type { JournalEvent } from '../model/journal.ts';
import { judgeRun } from '../model/judge.ts';
import type { Plan } from '../model/plan.ts';
import { getRunsOutcome } from '../model/repeats.ts';
import { type Report, type RunReport, reportTrouble } from '../model/report.ts';
import { gradeRuns, type Rubric } from '../model/rubric.ts';
import type { StagePool } from '../stage/pool.ts';
import { createRunFolder, linkLatest } from '../store/run-store.ts';
import type { Compiler } from './bundle.ts';
import { keepReport } from './keep.ts';
import type { LiveSink } from './play.ts';
import { type Prepared, prepareBox } from './prepare.ts';
import { makeBoxReady } from './ready-box.ts';
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
  strict: boolean;
  /** The folder .lab. */
  home: string;
  command: string;
  startedAtMs: number;
  progress: Progress;
  onInterrupt: (error: LabError) => void;
  /** Default: the assignment's. */
  rubric?: Rubric;
  /** Where this run is stored; default: a folder of its own, which .lab/latest then names. */
  folder?: string;
  /** Where people take part in the play. */
  live?: LiveSink;
  /** What stays from one session to the next (--watch). */
  warm?: { compiler: Compiler; kept?: Prepared | undefined };
}

/** What a session has while its box is open. */
export interface Course {
  box: Box;
  prepared: Prepared;
  /** To be told of other stages than those that were prepared, before one of them is opened. */
  onPool(pool: StagePool): void;
  /** Rejects at Ctrl-C, which `isOver` tells from then on. */
  interruption: Promise<never>;
  isOver(): boolean;
}

/** Plays and reports. Throws LabError for trouble before the first play. */
export async function playAndReport(options: SessionOptions): Promise<Report> {
  return useBox(options, ({ box, prepared }) => playOnBox(box, prepared, options));
}

/** Opens a box, has it ready for `act`, and ends all in order whatever happens. Throws LabError. */
export async function useBox<Result>(
  options: SessionOptions,
  act: (course: Course) => Promise<Result>,
): Promise<Result> {
  let pool: StagePool | undefined;
  let box: Box | undefined;
  let interrupted: LabError | undefined;
  let giveUp: (error: LabError) => void = () => {};
  const interruption = new Promise<never>((_resolve, reject) => {
    giveUp = reject;
  });
  interruption.catch(() => {}); // What plays does not listen to it: it ends with the box.
  const stopWatching = watchSignals((error) => {
    interrupted = error;
    options.onInterrupt(error);
    pool?.kill(error);
    void box?.close();
    giveUp(error);
  });
  try {
    const ready = await makeBoxReady({
      open: () => {
        const opening = openChosenBox(options);
        // A box that answers after Ctrl-C has nobody left who waits for it.
        const closeLate = (late: Box) => (interrupted ? late.close() : undefined);
        void opening.then(closeLate).catch(() => {});
        return Promise.race([opening, interruption]);
      },
      onBox: (opened) => {
        box = opened;
        if (interrupted) throw interrupted;
      },
      prepare: (opened) => prepare(opened, options),
      isOver: () => interrupted !== undefined,
      say: (line) => options.progress.say(line),
    });
    const onPool = (made: StagePool) => {
      pool = made;
      if (interrupted) throw interrupted;
    };
    onPool(ready.prepared.pool);
    const isOver = () => interrupted !== undefined;
    return await act({ ...ready, onPool, interruption, isOver });
  } catch (error) {
    // What fails after Ctrl-C fails because of it.
    throw interrupted ?? error;
  } finally {
    // Whatever happened before, the stages end; their trouble must not hide the first one.
    await pool?.close().catch(() => {});
    await box?.close().catch(() => {});
    stopWatching();
  }
}

/** Opens the box that was named, or the best that there is. */
async function openChosenBox({ boxName, strict, home, progress }: SessionOptions): Promise<Box> {
  const name = boxName ?? (await chooseBox());
  if (boxName === undefined && name !== 'local') progress.say(`Playing on the box ${name}`);
  return openBox(name, {
    ssh: {
      strict,
      say: (line: string) => progress.say(line),
      knownHostsPath: `${home}/known_hosts`,
    },
  });
}

/** Has all that the plays need on the box; no stage is opened yet. */
export async function prepare(box: Box, options: SessionOptions): Promise<Prepared> {
  const { root, assignment, plans, stages, home, progress, warm } = options;
  const prepared = await prepareBox(box, {
    ...{ root, plans, home, programs: assignment.programs },
    ...(warm && { compiler: warm.compiler }),
    say: (line) => progress.say(line),
    ...(stages !== undefined && { stages: Math.min(stages, plans.length) }),
    getRevision: async () => {
      // The sources are on this machine only.
      if (box.kind !== 'local') return null;
      const result = await box.run(['git', '-C', root, 'rev-parse', 'HEAD']);
      return result.status === 0 ? result.stdout.trim() : null;
    },
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
  const runs = await playSuite(plans, {
    ...{ root, box, prepared, folder },
    judge: (journal) => judgeRun(journal, checkers),
    ...(assignment.summarize && { summarize: assignment.summarize }),
    onEvent: progress.onEvent,
    onDone: progress.onDone,
    ...(options.live && { live: options.live }),
  });
  const report: Report = {
    outcome: getRunsOutcome(runs),
    box: box.name,
    wallMs: Date.now() - options.startedAtMs,
    startedAt: new Date(options.startedAtMs).toISOString(),
    command: options.command,
    runs,
    // What people type at will, or was played with faults, earns no points and costs none.
    grade:
      options.live || runs.every(({ plan }) => plan.faults)
        ? null
        : gradeByRubric(options.rubric ?? getUsualRubric(assignment), runs),
    directory: path.relative(process.cwd(), folder),
  };
  const kept = await keepReport(report, folder).then(
    () => (options.folder === undefined ? linkLatest(options.home, folder) : undefined),
    (error: unknown) => toLabError(error),
  );
  return kept === undefined ? report : addTrouble(report, kept);
}

function gradeByRubric(rubric: Rubric | undefined, runs: readonly RunReport[]): Report['grade'] {
  return rubric ? gradeRuns(rubric, runs) : null;
}

function addTrouble(report: Report, error: LabError): Report {
  return { ...report, outcome: 'trouble', trouble: reportTrouble(error) };
}

/** A second signal, or two seconds, end the process whatever still goes on. */
const interruptLimitMs = 1_500;

/** Hands the first signal to `onSignal`, and sees to it that the process ends; undone by a call. */
export function watchSignals(onSignal: (error: LabError) => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let seen = false;
  const handle = (signal: NodeJS.Signals) => {
    // Whoever ends it by force has not read why it ended, and nobody else will say so any more.
    const end = () => {
      process.stderr.write(`\nlab: Interrupted by ${signal}; not all could be ended in order\n`);
      process.exit(130);
    };
    if (seen) end();
    seen = true;
    setTimeout(end, interruptLimitMs).unref();
    onSignal(
      new LabError('INTERRUPTED', `Interrupted by ${signal}`, {
        hint: 'What was witnessed until then is kept.',
      }),
    );
  };
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.off(signal, handle);
  };
}
