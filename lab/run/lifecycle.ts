/**
 * Boxes opened and made ready for what is played on them, and all of it ended in order, whatever
 * happens: the same for one box and for many.
 */
import type { Box } from '../boxes/box.ts';
import { chooseBox } from '../boxes/choose.ts';
import { openBox } from '../boxes/open.ts';
import type { ProgramSources } from '../model/assignment.ts';
import { LabError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { StagePool } from '../stage/pool.ts';
import type { BoxFacts } from './preflight.ts';
import { type Prepared, prepareBox } from './prepare.ts';
import type { PlayContext } from './programs.ts';
import { makeBoxReady } from './ready-box.ts';

/** Which boxes, and what is to be there. */
export interface BoxesRequest {
  /** `undefined` is the best that there is (lab/boxes/choose.ts). */
  boxNames: readonly (string | undefined)[];
  strict: boolean;
  /** The folder .lab. */
  home: string;
  /** Has all that the plays need on a box; no stage is opened yet. */
  prepare(box: Box): Promise<Prepared>;
  say(line: string): void;
  /** At Ctrl-C, before anything is ended. */
  onInterrupt(error: LabError): void;
}

/** A box that is open, with all that a play needs; and a place for one stage on it. */
export interface Lane {
  box: PlayContext['box'];
  prepared: Prepared;
}

/** What a command has while its boxes are open. */
export interface Course {
  /** In the order of their names. */
  ready: readonly Lane[];
  /** Aborted when no more is to be played. */
  signal: AbortSignal;
  /** Rejects at Ctrl-C, which `isOver` tells from then on. */
  interruption: Promise<never>;
  isOver(): boolean;
  getInterruption(): LabError | undefined;
  /** Ends all that is being played. */
  end(error: LabError): void;
  /** To be told of other stages than those that were prepared, before one of them is opened. */
  onPool(pool: StagePool): void;
}

/** Opens boxes, has them ready for `act`, and ends all. Throws LabError. */
export async function useBoxes<Result>(
  request: BoxesRequest,
  act: (course: Course) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const boxes = new Set<Box>();
  const pools = new Set<StagePool>();
  let interrupted: LabError | undefined;
  let isLeft = false;
  let giveUp: (error: LabError) => void = () => {};
  const interruption = new Promise<never>((_resolve, reject) => {
    giveUp = reject;
  });
  interruption.catch(() => {}); // What plays does not listen to it: it ends with the box.
  const end = (error: LabError) => {
    stop.abort();
    for (const pool of pools) pool.kill(error);
  };
  const stopWatching = watchSignals((error) => {
    interrupted = error;
    request.onInterrupt(error);
    end(error);
    for (const box of boxes) void box.close();
    giveUp(error);
  });
  const isOver = () => interrupted !== undefined;
  const onPool = (pool: StagePool) => {
    pools.add(pool);
    if (interrupted) throw interrupted;
  };
  const makeReady = (name: string | undefined) =>
    makeBoxReady({
      open: () => {
        const opening = openChosenBox(name, request);
        // A box that answers late has nobody left who waits for it.
        const closeLate = (late: Box) => (interrupted || isLeft ? late.close() : undefined);
        void opening.then(closeLate).catch(() => {});
        return Promise.race([opening, interruption]);
      },
      onBox: (box) => {
        boxes.add(box);
        if (interrupted) throw interrupted;
      },
      prepare: request.prepare,
      ...{ isOver, say: request.say },
    });
  try {
    const ready = await Promise.all(request.boxNames.map(makeReady));
    for (const { prepared } of ready) onPool(prepared.pool);
    const getInterruption = () => interrupted;
    const { signal } = stop;
    return await act({ ready, signal, interruption, isOver, getInterruption, end, onPool });
  } catch (error) {
    // What fails after Ctrl-C fails because of it.
    throw interrupted ?? error;
  } finally {
    isLeft = true;
    // Whatever happened before, the stages end; their trouble must not hide the first one.
    await Promise.all([...pools].map((pool) => pool.close().catch(() => {})));
    await Promise.all([...boxes].map((box) => box.close().catch(() => {})));
    stopWatching();
  }
}

/** What all plays on several boxes share. */
export interface LaneRequest extends Omit<BoxesRequest, 'prepare'> {
  root: string;
  /** Whose programs are played. */
  programs: ProgramSources;
  /** What has to be there for all plays. */
  plan: Plan;
  /** How many stages a box gets. */
  chooseStages(facts: BoxFacts, box: Box): number | Promise<number>;
}

/** As useBoxes, with a place for each stage that a box bears. */
export async function useLanes<Result>(
  request: LaneRequest,
  act: (lanes: readonly Lane[], course: Course) => Promise<Result>,
): Promise<Result> {
  const { root, programs, plan, home, say } = request;
  const prepare = (box: Box) =>
    prepareBox(box, {
      ...{ root, programs, plans: [plan], home, say },
      stages: (facts) => request.chooseStages(facts, box),
      getRevision: () => getRevision(box, root),
    });
  return useBoxes({ ...request, prepare }, (course) => {
    for (const { prepared } of course.ready) if (prepared.bundled) say('Bundled the programs');
    // Each place is one of its own, though several share a box.
    const lanes = course.ready.flatMap((lane) =>
      Array.from({ length: lane.prepared.pool.size }, () => ({ ...lane })),
    );
    return act(lanes, course);
  });
}

/** The commit of the sources, which are on this machine only; null elsewhere. */
export async function getRevision(box: Box, root: string): Promise<string | null> {
  if (box.kind !== 'local') return null;
  const result = await box.run(['git', '-C', root, 'rev-parse', 'HEAD']);
  return result.status === 0 ? result.stdout.trim() : null;
}

/** Opens the box that was named, or the best that there is. */
async function openChosenBox(
  asked: string | undefined,
  { strict, home, say }: BoxesRequest,
): Promise<Box> {
  const name = asked ?? (await chooseBox());
  if (asked === undefined && name !== 'local') say(`Playing on the box ${name}`);
  return openBox(name, { ssh: { strict, say, knownHostsPath: `${home}/known_hosts` } });
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
        hint: 'Results so far were saved.',
      }),
    );
  };
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.off(signal, handle);
  };
}
