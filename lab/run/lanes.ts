/** The stages of a sweep: boxes opened and made ready, a place for each stage; all of it ended. */
import type { Box } from '../boxes/box.ts';
import { openBox } from '../boxes/open.ts';
import type { ProgramSources } from '../model/assignment.ts';
import type { LabError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { Lane } from '../sweep/run-sweep.ts';
import type { BoxFacts } from './preflight.ts';
import { prepareBox } from './prepare.ts';
import { makeBoxReady } from './ready-box.ts';
import { watchSignals } from './session.ts';

export interface LaneRequest {
  root: string;
  /** Whose programs are played. */
  programs: ProgramSources;
  boxNames: readonly string[];
  strict: boolean;
  /** The folder .lab. */
  home: string;
  /** What has to be there for all plays. */
  plan: Plan;
  /** How many stages a box gets. */
  chooseStages(facts: BoxFacts, box: Box): number | Promise<number>;
  say(line: string): void;
  onInterrupt(error: LabError): void;
}

/** How what is played on the lanes can be ended. */
export interface LaneCourse {
  /** Aborted when no more is to be played. */
  signal: AbortSignal;
  /** Ends all that is being played. */
  end(error: LabError): void;
  getInterruption(): LabError | undefined;
}

/** Has `act` play on lanes, and ends them. Throws LabError for trouble before the first play. */
export async function useLanes<Result>(
  request: LaneRequest,
  act: (lanes: readonly Lane[], course: LaneCourse) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const boxes: Box[] = [];
  const lanes: Lane[] = [];
  let interrupted: LabError | undefined;
  const end = (error: LabError) => {
    stop.abort();
    for (const { prepared } of lanes) prepared.pool.kill(error);
  };
  let giveUp: (error: LabError) => void = () => {};
  const interruption = new Promise<never>((_resolve, reject) => {
    giveUp = reject;
  });
  interruption.catch(() => {});
  const stopWatching = watchSignals((error) => {
    interrupted = error;
    request.onInterrupt(error);
    end(error);
    for (const box of boxes) void box.close();
    giveUp(error);
  });
  try {
    const opening = prepareLanes(request, boxes, () => interrupted !== undefined);
    opening.catch(() => {});
    lanes.push(...(await Promise.race([opening, interruption])));
    return await act(lanes, { signal: stop.signal, end, getInterruption: () => interrupted });
  } catch (error) {
    // What fails after Ctrl-C fails because of it.
    throw interrupted ?? error;
  } finally {
    const pools = new Set(lanes.map(({ prepared }) => prepared.pool));
    await Promise.all([...pools].map((pool) => pool.close().catch(() => {})));
    await Promise.all(boxes.map((box) => box.close().catch(() => {})));
    stopWatching();
  }
}

/** Opens every box and makes it ready; a place for each stage that it bears. */
async function prepareLanes(
  request: LaneRequest,
  boxes: Box[],
  isOver: () => boolean,
): Promise<Lane[]> {
  const { root, say } = request;
  const ssh = { strict: request.strict, say, knownHostsPath: `${request.home}/known_hosts` };
  const lanes = await Promise.all(
    request.boxNames.map(async (name) => {
      const { box, prepared } = await makeBoxReady({
        open: () => openBox(name, { ssh }),
        onBox: (opened) => void boxes.push(opened),
        prepare: (opened) =>
          prepareBox(opened, {
            ...{ root, programs: request.programs, plans: [request.plan] },
            ...{ home: request.home, say },
            stages: (facts) => request.chooseStages(facts, opened),
            getRevision: () => getRevision(opened, root),
          }),
        ...{ isOver, say },
      });
      if (prepared.bundled) say('Bundled the programs');
      return Array.from({ length: prepared.pool.size }, () => ({ box, prepared }));
    }),
  );
  return lanes.flat();
}

async function getRevision(box: Box, root: string): Promise<string | null> {
  if (box.kind !== 'local') return null;
  const result = await box.run(['git', '-C', root, 'rev-parse', 'HEAD']);
  return result.status === 0 ? result.stdout.trim() : null;
}
