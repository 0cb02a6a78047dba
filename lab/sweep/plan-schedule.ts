/** From a schedule to a scenario and its plan; and from what was witnessed to what it shows. */

import { playChecks, sourceChecks } from '../assignments/first-received/asked-checks.ts';
import { checkers } from '../assignments/first-received/checkers/index.ts';
import { planScenario } from '../assignments/first-received/plan.ts';
import {
  type Schedule,
  scheduleClients,
  scheduleFault,
  usualSchedule,
} from '../model/exploration.ts';
import { getEvents, type JournalEvent } from '../model/journal.ts';
import { judgeRun } from '../model/judge.ts';
import { getPlannedGapMs, type Plan } from '../model/plan.ts';
import { serverShare } from '../model/ranges.ts';
import { type Links, type ScenarioInput, scenarioSchema } from '../model/scenario.ts';

/** Of programs whose partner was ended or cut off. */
const faultChecks = ['no-wrong-verdict', 'nobody-hangs'];

/** What all schedules of an exploration have in common. */
export interface ExplorationSettings {
  topology: string;
  switch: 'lxbr' | 'ovs';
  links: Links;
  port: number;
  /** A shell command to run instead of our server. */
  server?: string;
  /** Whether messages in pieces, early leavers and faults are played, too. */
  robustness: boolean;
}

/** A schedule as a scenario, which `zx lab/run.mjs` plays from a file. */
export function makeScenario(
  schedule: Schedule,
  settings: ExplorationSettings,
  { name, limitMs }: { name: string; limitMs: number },
): ScenarioInput {
  const { topology, links, port, server } = settings;
  const [x, y] = scheduleClients(schedule);
  const sentMs = [x, y].map((one) => one.sendMs + (one.pieces - 1) * one.pieceGapMs);
  const fault = scheduleFault(schedule);
  const lastMs = Math.max(...sentMs, fault ? fault.atMs + (fault.forMs ?? 0) : 0) + limitMs;
  const input: ScenarioInput = {
    name,
    title: 'a schedule that zx lab/sweep.mjs --explore played',
    ...{ topology, switch: settings.switch, links, port },
    ...(server !== undefined && { server: { command: server } }),
    clients: [
      { ...x, name: 'Alice' },
      { ...y, name: 'Bob' },
    ],
    ...(fault && { faults: [fault.text] }),
    checks: [...playChecks],
    limitMs: fault ? Math.round(lastMs / serverShare) : lastMs,
  };
  return { ...input, checks: chooseChecks(schedule, input) };
}

/**
 * What can be asked of a schedule. Of programs whose partner was ended or cut off only what holds
 * whatever happens; of those that were held up, all.
 */
function chooseChecks(schedule: Schedule, input: ScenarioInput): string[] {
  const { clients, server } = scenarioSchema.parse(input);
  if (clients.some(({ leaveMs }) => leaveMs !== undefined)) return ['early-leaver-told'];
  const fault = scheduleFault(schedule);
  if (fault && !fault.isBorne) return faultChecks;
  const isUsual = schedule.join() === usualSchedule.join();
  const gapMs = getPlannedGapMs(planScenario(scenarioSchema.parse(input)));
  return [
    ...playChecks,
    ...(fault ? ['nobody-hangs'] : []),
    // Messages that are meant to be together have no order that was planned.
    ...(gapMs === 0 ? [] : ['order-follows-wire']),
    ...(isUsual && server.command !== undefined ? sourceChecks : []),
  ];
}

/** The plan of a scenario. */
export function planSchedule(input: ScenarioInput): Plan {
  return planScenario(scenarioSchema.parse(input));
}

/** What one play of a schedule showed. */
export interface Shot {
  /** `open`: a promise could not be decided, by the nature of the schedule; `troubled`: lost. */
  outcome: 'held' | 'failed' | 'open' | 'troubled';
  /** The checks that failed, and why. */
  fails: { check: string; because: string }[];
  /** The checks that could not be decided: all of them where it is troubled. */
  unknown: string[];
  /** Why it is open or troubled. */
  because: string | null;
}

/** Judges a play; `because` says why it came to no end, if it did not. */
export function judgeSchedule(
  plan: Plan,
  events: readonly JournalEvent[],
  because: string | null,
): Shot {
  if (because !== null) return { outcome: 'troubled', fails: [], unknown: plan.checks, because };
  const verdicts = judgeRun({ plan, events }, checkers).filter(({ informs }) => !informs);
  const fails = verdicts.filter(({ outcome }) => outcome === 'fail');
  const open = verdicts.filter(({ outcome }) => outcome === 'unknown');
  const shown = { fails, unknown: open.map(({ check }) => check) };
  const [first] = open;
  if (fails.length > 0) return { outcome: 'failed', ...shown, because: null };
  if (!first) return { outcome: 'held', ...shown, because: null };
  // Lost evidence is no schedule's nature; a fault that came when nobody was there any more, is.
  const missed = getEvents(events, 'fault').find(({ failed }) => failed !== undefined);
  if (missed) return { outcome: 'open', ...shown, because: `'${missed.text}': ${missed.failed}` };
  const isLost = getEvents(events, 'gap').length > 0;
  const reason = `${first.check}: ${first.because}`;
  return { outcome: isLost ? 'troubled' : 'open', ...shown, because: reason };
}
