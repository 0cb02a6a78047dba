/**
 * Plays a sweep's trials on several stages at the same time. Trials of programs that can play many
 * go in series, many to a stage; one of others is a play of its own. A trial that hangs, or
 * loses its stage, is undecided, and the rest goes on with another stage; a stage that plays
 * nothing any more gives its trials back to the others.
 */
import type { SweptAssignment } from '../model/assignment.ts';
import { LabError, toLabError } from '../model/errors.ts';
import type { SweepSettings, SweepTrial, TrialRecord } from '../model/sweep.ts';
import type { Lane } from '../run/lifecycle.ts';
import { playSeries, type SeriesResult, type SeriesTrial } from '../run/play-series.ts';
import { isForeign } from '../run/programs.ts';
import { PackWriter } from '../store/sweep-store.ts';
import { makeTrialJudge, type TrialJudge } from './judge-trial.ts';
import { planTrial } from './plan-trials.ts';
import { playOneByOne } from './play-foreign.ts';

export interface SweepOptions {
  root: string;
  assignment: SweptAssignment;
  settings: SweepSettings;
  /** What is to be played, in this order. */
  trials: readonly SweepTrial[];
  lanes: readonly Lane[];
  /** Where the packs are kept; `firstPack` is the number of the next. */
  folder: string;
  firstPack: number;
  onTrial(record: TrialRecord): void;
  /** Aborted when no more is to be played: what runs is being ended. */
  stop: AbortSignal;
}

export interface SweepResult {
  records: TrialRecord[];
  /** Why not all was played, unless it was stopped. */
  trouble?: LabError;
}

/** A series is begun anew after so many: what its programs print is kept up to a limit. */
const longestSeries = 400;
/** A lane that failed so often in a row, with no trial between, is given up. */
const mostFailures = 3;

/** What one sweep's lanes share. */
interface Sweep {
  options: SweepOptions;
  judge: TrialJudge;
  queue: SeriesTrial[];
  trials: ReadonlyMap<number, SweepTrial>;
  records: Map<number, TrialRecord>;
  nextPack: number;
  /** The lanes that still play. */
  lanes: Set<Lane>;
  trouble: LabError | undefined;
}

/** Plays all trials, or until it is stopped; gives a record for each that was played. */
export async function runSweep(options: SweepOptions): Promise<SweepResult> {
  const { trials, stop } = options;
  const sweep: Sweep = {
    options,
    judge: makeTrialJudge(options.assignment),
    queue: planQueue(trials, options),
    trials: new Map(trials.map((trial) => [trial.number, trial])),
    records: new Map(),
    nextPack: options.firstPack,
    lanes: new Set(options.lanes),
    trouble: undefined,
  };
  // What a lane gives back is for those that have ended their part already.
  while (sweep.queue.length > 0 && sweep.lanes.size > 0 && !stop.aborted) {
    const part = Math.min(longestSeries, Math.ceil(sweep.queue.length / sweep.lanes.size));
    await Promise.all([...sweep.lanes].map((lane) => playLane(sweep, lane, part)));
  }
  const isWhole = sweep.queue.length === 0 || stop.aborted;
  if (isWhole) await playDisturbed(sweep);
  const records = [...sweep.records.values()].sort((a, b) => a.number - b.number);
  return { records, ...(!isWhole && sweep.trouble && { trouble: sweep.trouble }) };
}

/** Whichever lane plays a trial, it has the same plan. */
function planQueue(
  trials: readonly SweepTrial[],
  { settings, assignment, lanes }: SweepOptions,
): SeriesTrial[] {
  const isSlow = lanes.some(({ prepared }) => prepared.own.isEmulated === true);
  return trials.map((trial) => ({
    number: trial.number,
    plan: planTrial(settings, trial, { assignment, isSlow }),
  }));
}

/** So often trials are played again that the machine disturbed, each time on fewer networks. */
const maxRepeats = 2;
/** No more than this share of the trials: more say that the machine is too busy for a sweep. */
const maxShare = 0.5;

/**
 * Plays trials again that the machine left open, in packs of their own behind the others: of two
 * records of a trial the later one counts, here and where the sweep is judged again.
 */
async function playDisturbed(sweep: Sweep): Promise<void> {
  const { options } = sweep;
  const most = Math.max(1, Math.floor(options.trials.length * maxShare));
  for (let turn = 1; turn <= maxRepeats; turn += 1) {
    const again = options.trials.filter(({ number }) => sweep.records.get(number)?.disturbed);
    const lanes = [...sweep.lanes].slice(0, Math.ceil(sweep.lanes.size / 3 ** turn));
    if (again.length === 0 || again.length > most || lanes.length === 0) return;
    if (options.stop.aborted) return;
    sweep.queue = planQueue(again, options);
    const part = Math.ceil(again.length / lanes.length);
    await Promise.all(lanes.map((lane) => playLane(sweep, lane, part)));
    sweep.queue = [];
  }
}

async function playLane(sweep: Sweep, lane: Lane, part: number): Promise<void> {
  let failures = 0;
  while (!sweep.options.stop.aborted) {
    const trials = sweep.queue.splice(0, part);
    if (trials.length === 0) return;
    const { left, trouble, isAlive } = await playPart(sweep, lane, trials);
    sweep.queue.unshift(...left);
    failures = isAlive ? 0 : failures + 1;
    const isDiskFull = trouble?.code === 'STORE_FAILED';
    if (failures < mostFailures && !isDiskFull) continue;
    sweep.trouble = trouble;
    if (isDiskFull) sweep.lanes.clear();
    sweep.lanes.delete(lane);
    return;
  }
}

/** Plays one series into one pack. */
async function playPart(
  sweep: Sweep,
  lane: Lane,
  trials: readonly SeriesTrial[],
): Promise<Pick<SeriesResult, 'left' | 'trouble'> & { isAlive: boolean }> {
  const { options } = sweep;
  const { box, prepared } = lane;
  const [{ plan }] = trials as [SeriesTrial];
  const topology = prepared.topologies.get(plan.topology);
  if (!topology) throw new Error(`The topology ${plan.topology} was not prepared`);
  const writer = new PackWriter(options.folder, sweep.nextPack++);
  const played: number[] = [];
  const isInSeries = options.assignment.programs.series && !isForeign(plan);
  const play = isInSeries ? playSeries : playOneByOne;
  const result = await play(trials, {
    ...{ root: options.root, box, topology, own: prepared.own, pool: prepared.pool },
    onTrial: ({ number, plan: own, events, because }) => {
      const trial = sweep.trials.get(number);
      // What is being ended at our own wish is no trial.
      if (!trial || (because !== null && options.stop.aborted)) return;
      writer.addTrial({ trial, plan: own, events, because });
      const record = sweep.judge({ trial, plan: own, events, because });
      const isRepeat = sweep.records.has(number);
      played.push(number);
      sweep.records.set(number, record);
      if (!isRepeat || record.outcome === 'fail') options.onTrial(record);
    },
    onCapture: (data) => writer.addCapture(data),
    stop: options.stop,
  }).catch((error: unknown) => ({ left: [], gaps: [], trouble: toLabError(error) }));
  writer.addGaps(result.gaps);
  writer.close();
  for (const { because } of result.gaps) {
    for (const number of played) withdraw(sweep, number, because);
  }
  const hung = played.map((number) => sweep.records.get(number)).find((each) => each?.troubled);
  const trouble =
    writer.failure ??
    result.trouble ??
    (hung && new LabError('STAGE_FAILED', `Trial ${hung.number}: ${hung.because}`));
  const isAlive = played.some((number) => sweep.records.get(number)?.troubled === false);
  return { left: result.left, isAlive, ...(trouble && { trouble }) };
}

/** What was shown only by evidence that has a gap was not shown. */
function withdraw(sweep: Sweep, number: number, because: string): void {
  const record = sweep.records.get(number);
  if (!record || record.troubled) return;
  const undecided = { outcome: 'unknown', order: 'unknown', because } as const;
  sweep.records.set(number, { ...record, ...undecided });
}
