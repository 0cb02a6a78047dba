/** One sweep's work: boxes opened and made ready, trials played, packs and report kept. */
import path from 'node:path';
import type { Box } from '../boxes/box.ts';
import { openBox } from '../boxes/open.ts';
import { LabError, toLabError } from '../model/errors.ts';
import { reportTrouble } from '../model/report.ts';
import type { SweepReport, SweepSettings, TrialRecord } from '../model/sweep.ts';
import { renderSweepJson } from '../reporters/sweep-json.ts';
import { prepareBox } from '../run/prepare.ts';
import { createRunFolder, linkLatest, writeRunFile } from '../store/run-store.ts';
import { listPacks, type SweepHeader, writeSweepHeader } from '../store/sweep-store.ts';
import { judgeSweep } from '../sweep/judge-stored.ts';
import { chooseStages, planTrial, planTrials } from '../sweep/plan-trials.ts';
import { makeSweepReport } from '../sweep/report-sweep.ts';
import { type Lane, runSweep } from '../sweep/run-sweep.ts';
import { watchSignals } from './session.ts';

export interface SweepSession {
  root: string;
  settings: SweepSettings;
  boxNames: readonly string[];
  stages?: number;
  strict: boolean;
  failFast: boolean;
  /** The folder .lab. */
  home: string;
  /** The folder of the sweep that is gone on with. */
  resume?: string;
  command: string;
  startedAtMs: number;
  say(line: string): void;
  /** Told of how many trials there are, of those that are stored, and of each that is played. */
  onPlan(trials: number, stored: readonly TrialRecord[]): void;
  onTrial(record: TrialRecord): void;
  onInterrupt(error: LabError): void;
}

export interface SweepAnswer {
  report: SweepReport;
  records: TrialRecord[];
}

/** Plays a sweep. Throws LabError for trouble before the first trial. */
export async function playSweep(session: SweepSession): Promise<SweepAnswer> {
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
    session.onInterrupt(error);
    end(error);
    for (const box of boxes) void box.close();
    giveUp(error);
  });
  try {
    const opening = prepareLanes(session, boxes);
    opening.catch(() => {});
    lanes.push(...(await Promise.race([opening, interruption])));
    return await playOnLanes(session, lanes, {
      signal: stop.signal,
      end,
      getInterruption: () => interrupted,
    });
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
async function prepareLanes(session: SweepSession, boxes: Box[]): Promise<Lane[]> {
  const trials = planTrials(session.settings);
  const [first] = trials;
  if (!first)
    throw new LabError('FLAG_WRONG', 'This shard has no trial: there are fewer than parts');
  const ssh = {
    strict: session.strict,
    say: session.say,
    knownHostsPath: `${session.home}/known_hosts`,
  };
  const lanes = await Promise.all(
    session.boxNames.map(async (name) => {
      const box = await openBox(name, { ssh });
      boxes.push(box);
      const share = trials.slice(0, Math.ceil(trials.length / session.boxNames.length));
      const stages = session.stages ?? chooseStages(share, await countCores(box));
      const prepared = await prepareBox(box, {
        root: session.root,
        plans: [planTrial(session.settings, first)],
        stages,
        getRevision: () => getRevision(box, session.root),
      });
      if (prepared.bundled) session.say('Bundled the programs');
      return Array.from({ length: Math.min(stages, trials.length) }, () => ({ box, prepared }));
    }),
  );
  return lanes.flat();
}

async function countCores(box: Box): Promise<number> {
  const { stdout } = await box.run(['nproc']);
  return Math.max(1, Number.parseInt(stdout, 10) || 1);
}

async function getRevision(box: Box, root: string): Promise<string | null> {
  if (box.kind !== 'local') return null;
  const result = await box.run(['git', '-C', root, 'rev-parse', 'HEAD']);
  return result.status === 0 ? result.stdout.trim() : null;
}

interface Course {
  signal: AbortSignal;
  end(error: LabError): void;
  getInterruption(): LabError | undefined;
}

async function playOnLanes(
  session: SweepSession,
  lanes: readonly Lane[],
  course: Course,
): Promise<SweepAnswer> {
  const { settings, home } = session;
  const trials = planTrials(settings);
  const startedAt = new Date(session.startedAtMs);
  const folder = session.resume ?? (await createRunFolder(home, startedAt));
  const box = [...new Set(lanes.map((lane) => lane.box.name))].join(', ');
  const header: SweepHeader = {
    ...{ version: 1, box, startedAt: startedAt.toISOString(), command: session.command },
    ...{ stages: lanes.length, settings },
  };
  if (session.resume === undefined) await writeSweepHeader(folder, header);
  const before = session.resume === undefined ? [] : await judgeSweep(folder);
  const known = new Set(before.map(({ number }) => number));
  session.onPlan(trials.length, before);
  const { records, trouble } = await runSweep({
    ...{ root: session.root, settings, lanes, folder },
    trials: trials.filter(({ number }) => !known.has(number)),
    firstPack: (await listPacks(folder)).length + 1,
    stop: course.signal,
    onTrial: (record) => {
      session.onTrial(record);
      if (!session.failFast || record.outcome !== 'fail' || course.signal.aborted) return;
      course.end(new LabError('INTERRUPTED', 'A trial failed, and --fail-fast was given'));
    },
  });
  const all = [...before, ...records];
  const befell = course.getInterruption() ?? trouble;
  const report = makeSweepReport(all, {
    ...{ header, planned: trials.length, wallMs: Date.now() - session.startedAtMs },
    directory: path.relative(process.cwd(), folder),
    ...(befell && { trouble: befell }),
  });
  const kept = await keepSweep(report, { folder, home }).then(
    () => undefined,
    (error: unknown) => toLabError(error),
  );
  if (!kept) return { report, records: all };
  return { report: { ...report, outcome: 'trouble', trouble: reportTrouble(kept) }, records: all };
}

async function keepSweep(report: SweepReport, { folder, home }: { folder: string; home: string }) {
  await writeRunFile(folder, 'result.json', renderSweepJson(report));
  await linkLatest(home, folder);
}
