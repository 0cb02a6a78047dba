/** Plays several plans side by side and judges each: from plans to the report's runs. */
import path from 'node:path';
import type { Box } from '../boxes/box.ts';
import type { Fact } from '../model/assignment.ts';
import { getWireGapMs, getWireOrder } from '../model/conversation.ts';
import type { Doubt } from '../model/doubt.ts';
import { getEvents, hasListened, type JournalEvent } from '../model/journal.ts';
import { getWorstOutcome } from '../model/outcome.ts';
import { getPlannedGapMs, getPlannedMessageMs, movePlan, type Plan } from '../model/plan.ts';
import { nameRepeat } from '../model/play-names.ts';
import { explainLateFault, explainOffPlan } from '../model/repeats.ts';
import { type RunReport, reportTrouble } from '../model/report.ts';
import { getResolutionNs } from '../model/resolution.ts';
import type { Journal, Verdict } from '../model/verdict.ts';
import { ScenarioWriter } from '../store/run-store.ts';
import { type LiveSink, type Played, playPlan, type Settle } from './play.ts';
import type { Prepared } from './prepare.ts';

export interface SuiteOptions {
  root: string;
  box: Box;
  prepared: Prepared;
  /** The run's folder; each plan gets one in it. */
  folder: string;
  judge: (journal: Journal) => Verdict[];
  summarize?: (journal: Journal) => Fact[];
  onEvent?: (plan: Plan, event: JournalEvent) => void;
  onDone?: (run: RunReport) => void;
  live?: LiveSink;
  settle?: Settle;
}

/** So often a play is repeated that the machine disturbed. */
const maxRepeats = 2;

/**
 * Plays all plans, the longest first, and gives their reports in the plans' order. What the machine
 * disturbed is played again, and both are kept.
 */
export async function playSuite(
  plans: readonly Plan[],
  options: SuiteOptions,
): Promise<RunReport[]> {
  const listeners = watchListeners();
  const longestFirst = [...plans].sort((a, b) => estimateMs(b) - estimateMs(a));
  const reports = await Promise.all(
    longestFirst.map(async (plan) => {
      const runs: RunReport[] = [];
      for (let next: Plan | null = plan; next !== null; next = getRepeat(plan, runs)) {
        const run = await playOne(next, options, () => listeners.isKnownDeaf(plan));
        listeners.note(run);
        options.onDone?.(run);
        runs.push(run);
      }
      return [plan, dropUnbegun(runs)] as const;
    }),
  );
  const byPlan = new Map(reports);
  return plans.flatMap((plan) => byPlan.get(plan) ?? []);
}

/** The plan under another name if its last play was disturbed, and it is worth another. */
export function getRepeat(plan: Plan, runs: readonly RunReport[]): Plan | null {
  const last = runs.at(-1);
  if (!last || plan.live) return null;
  if (isUnbegun(last) && runs.length === 1) {
    return { ...plan, scenario: nameRepeat(plan.scenario, runs.length) };
  }
  if (last.trouble) return null;
  // What earns a submission no points is worth no second play.
  if (plan.submission !== undefined && plan.robustness) return null;
  const isOpen = last.verdicts.some(({ disturbed, informs }) => disturbed && !informs);
  if (!(isOpen || last.disturbed) || runs.length > maxRepeats) return null;
  return { ...plan, scenario: nameRepeat(plan.scenario, runs.length) };
}

/** Whether a program was never begun, since what the lab does before failed: that says nothing. */
function isUnbegun({ trouble }: RunReport): boolean {
  return trouble?.code === 'SANDBOX_FAILED';
}

/** Without a play in which a program was never begun, where another took its place. */
export function dropUnbegun(runs: readonly RunReport[]): RunReport[] {
  const begun = runs.filter((run) => !isUnbegun(run));
  return begun.length > 0 ? begun : runs.slice(-1);
}

/**
 * Remembers which servers never listened, so that not every play of such a one waits to the end.
 * One that was seen to listen once is given all its time.
 */
function watchListeners(): { isKnownDeaf(plan: Plan): boolean; note(run: RunReport): void } {
  const heard = new Map<string, boolean>();
  return {
    isKnownDeaf: ({ server }) => heard.get(server.command ?? '') === false,
    note: ({ plan: { server }, events }) => {
      if (server.command === undefined) return;
      const hasEnded = getEvents(events, 'exited').some(
        ({ role, byStage }) => role === 'server' && !byStage,
      );
      const isWaitedFor =
        !hasEnded && getEvents(events, 'limit').some(({ roles }) => roles.includes('server'));
      if (hasListened(events)) heard.set(server.command, true);
      else if (isWaitedFor && !heard.has(server.command)) heard.set(server.command, false);
    },
  };
}

async function playOne(
  plan: Plan,
  options: SuiteOptions,
  isKnownDeaf: () => boolean,
): Promise<RunReport> {
  const { prepared, box, root, onEvent } = options;
  const topology = prepared.topologies.get(plan.topology);
  if (!topology) throw new Error(`The topology ${plan.topology} was not prepared`);
  const writer = new ScenarioWriter(options.folder, plan);
  let startedAtMs = Date.now();
  const played = await playPlan(plan, {
    ...{ root, box, topology, writer },
    ...(options.live && { live: options.live }),
    ...(options.settle && { settle: options.settle }),
    ...{ own: prepared.own, isKnownDeaf },
    pool: prepared.pool,
    onEvent: (event) => {
      // The time in the queue for a stage is not the play's.
      if (event.kind === 'environment') startedAtMs = Date.now();
      onEvent?.(plan, event);
    },
  });
  const wallMs = Date.now() - startedAtMs;
  const { folder: directory, checksum } = writer;
  const run = reportRun(played.settled ?? plan, played, { directory, wallMs, ...options });
  // An emulated box is late in every play.
  const late = prepared.own.isEmulated ? undefined : explainOffPlan(run);
  const disturbed = run.disturbed ?? late;
  return {
    ...run,
    ...(disturbed !== undefined && { disturbed }),
    ...(checksum !== undefined && { checksum }),
  };
}

/** Judges what was witnessed of a play, fresh or stored, by its plan as it could be kept. */
export function reportRun(
  asked: Plan,
  { events, trouble }: Played,
  facts: {
    directory: string;
    wallMs: number;
    judge: (journal: Journal) => Verdict[];
    summarize?: (journal: Journal) => Fact[];
    /** Of a stored play: what is wrong with its evidence. */
    doubts?: readonly Doubt[];
  },
): RunReport {
  const settled = getEvents(events, 'phase').filter(({ name }) => name === 'settled');
  const pausesMs = settled.map(({ pauseMs = 0 }) => pauseMs);
  const plan = movePlan(asked, pausesMs);
  const journal = { plan, events, ...(facts.doubts && { doubts: facts.doubts }) };
  const verdicts = facts.judge(journal);
  const shown = facts.summarize?.(journal) ?? [];
  const disturbed = explainLateFault(asked, events);
  const deciding = verdicts.filter(({ informs }) => !informs).map(({ outcome }) => outcome);
  return {
    scenario: plan.scenario,
    title: plan.title,
    robustness: plan.robustness,
    outcome: trouble ? 'trouble' : getWorstOutcome(deciding),
    ...(trouble && { trouble: reportTrouble(trouble) }),
    verdicts,
    ...(disturbed !== undefined && { disturbed }),
    timing: {
      plannedGapMs: getPlannedGapMs(plan),
      wireGapMs: getWireGapMs(journal),
      wireOrder: getWireOrder(journal),
      resolutionMs: getResolutionNs(journal) / 1e6,
    },
    ...(shown.length > 0 && { facts: shown }),
    directory: path.relative(process.cwd(), facts.directory),
    wallMs: facts.wallMs,
    plan,
    events,
  };
}

function estimateMs(plan: Plan): number {
  return Math.max(...plan.clients.map(getPlannedMessageMs));
}
