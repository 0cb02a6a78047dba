/** One sweep's work: trials played on stages, packs and report kept. */
import path from 'node:path';
import type { Box } from '../boxes/box.ts';
import type { SweptAssignment } from '../model/assignment.ts';
import { LabError, toLabError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { reportTrouble } from '../model/report.ts';
import type { SweepReport, SweepSettings, TrialRecord } from '../model/sweep.ts';
import { renderSweepJson } from '../reporters/sweep-json.ts';
import { type Course, type Lane, useLanes } from '../run/lifecycle.ts';
import { measurePace } from '../run/measure-pace.ts';
import type { BoxFacts } from '../run/preflight.ts';
import { createRunFolder, linkLatest, writeRunFile } from '../store/run-store.ts';
import { listPacks, type SweepHeader, writeSweepHeader } from '../store/sweep-store.ts';
import { chooseStages } from './choose-stages.ts';
import { judgePacksHere, judgeSweep } from './judge-stored.ts';
import { makeTrialJudge } from './judge-trial.ts';
import { planTrial, planTrials } from './plan-trials.ts';
import { makeSweepReport } from './report-sweep.ts';
import { runSweep } from './run-sweep.ts';

export interface SweepSession {
  root: string;
  assignment: SweptAssignment;
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
  const { settings, assignment } = session;
  const trials = planTrials(settings);
  // Every gap is looked at before anything is built, not when its turn comes.
  const plans = new Map<number, Plan>();
  for (const trial of trials) {
    if (!plans.has(trial.gapMs)) plans.set(trial.gapMs, planTrial(settings, trial, { assignment }));
  }
  const [plan] = plans.values();
  if (!plan) {
    throw new LabError('FLAG_WRONG', 'This shard has no trial: there are fewer than parts');
  }
  const share = trials.slice(0, Math.ceil(trials.length / session.boxNames.length));
  const chooseFor = async ({ cores, isEmulated, python }: BoxFacts, box: Box) => {
    if (session.stages !== undefined || isEmulated) return session.stages ?? 1;
    const pace = await measurePace(box, python);
    return chooseStages(
      share.map(({ gapMs }) => plans.get(gapMs) ?? plan),
      { cores, pace },
    );
  };
  const request = {
    ...session,
    programs: assignment.programs,
    plan,
    chooseStages: async (facts: BoxFacts, box: Box) =>
      Math.min(await chooseFor(facts, box), trials.length),
  };
  return useLanes(request, (lanes, course) => playOnLanes(session, lanes, course));
}

async function playOnLanes(
  session: SweepSession,
  lanes: readonly Lane[],
  course: Course,
): Promise<SweepAnswer> {
  const { settings, assignment, home } = session;
  const trials = planTrials(settings);
  const startedAt = new Date(session.startedAtMs);
  const folder = session.resume ?? (await createRunFolder(home, startedAt));
  const box = [...new Set(lanes.map((lane) => lane.box.name))].join(', ');
  const header: SweepHeader = {
    ...{ version: 1, box, startedAt: startedAt.toISOString(), command: session.command },
    ...{ stages: lanes.length, settings },
  };
  if (session.resume === undefined) await writeSweepHeader(folder, header);
  const judgePacks = judgePacksHere(makeTrialJudge(assignment));
  const before = session.resume === undefined ? [] : await judgeSweep(folder, judgePacks);
  const known = new Set(before.map(({ number }) => number));
  session.onPlan(trials.length, before);
  const { records, trouble } = await runSweep({
    ...{ root: session.root, assignment, settings, lanes, folder },
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
    ...{ assignment, header, planned: trials.length, wallMs: Date.now() - session.startedAtMs },
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
