/** From a schedule to a scenario and its plan; and from what was witnessed to what it shows. */
import { type ExploredAssignment, mapCheckers } from '../model/assignment.ts';
import { getWireOrder } from '../model/conversation.ts';
import type { Schedule } from '../model/exploration.ts';
import { getEvents, type JournalEvent } from '../model/journal.ts';
import { judgeRun } from '../model/judge.ts';
import { getPlannedMessageMs, type Plan } from '../model/plan.ts';
import { type Links, parseScenario, type ScenarioInput } from '../model/scenario.ts';

/** What all schedules of an exploration have in common. */
export interface ExplorationSettings {
  assignment: ExploredAssignment;
  /** Its name, or its file's path; absent: the usual one. */
  label?: string;
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
  const { assignment, topology, links, port, server } = settings;
  const facts = { isForeign: server !== undefined, limitMs };
  return {
    name,
    title: 'a schedule that zx lab/sweep.mjs --explore played',
    ...{ topology, switch: settings.switch, links, port },
    ...(server !== undefined && { server: { command: server } }),
    ...assignment.explore.makeScenario(schedule, facts),
  };
}

/** The plan of a scenario. Throws LabError ASSIGNMENT_WRONG where the assignment made none. */
export function planSchedule(
  input: ScenarioInput,
  { assignment, label }: Pick<ExplorationSettings, 'assignment' | 'label'>,
): Plan {
  const scenario = parseScenario(input, {
    ...{ code: 'ASSIGNMENT_WRONG', where: `A schedule of ${assignment.name}` },
    hint: 'Its `explore.makeScenario` has to give what a scenario may have.',
  });
  const plan = assignment.plan(scenario);
  return label === undefined ? plan : { ...plan, assignment: label };
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
  /**
   * Whether the messages came in the order that was planned. On a busy machine a client may start
   * so late that they do not: then another schedule was played, and that it held says nothing.
   */
  isKept: boolean;
}

/** What a play left: `because` says why it came to no end, if it did not. */
export interface PlayedSchedule {
  plan: Plan;
  events: readonly JournalEvent[];
  because: string | null;
}

/** Judges a play by the checkers of its assignment. */
export function judgeSchedule(
  { plan, events, because }: PlayedSchedule,
  { assignment }: Pick<ExplorationSettings, 'assignment'>,
): Shot {
  const isKept = isOrderKept(plan, events);
  if (because !== null) {
    return { outcome: 'troubled', fails: [], unknown: plan.checks, because, isKept };
  }
  const verdicts = judgeRun({ plan, events }, mapCheckers(assignment)).filter(
    ({ informs }) => !informs,
  );
  const fails = verdicts.filter(({ outcome }) => outcome === 'fail');
  const open = verdicts.filter(({ outcome }) => outcome === 'unknown');
  const shown = { fails, unknown: open.map(({ check }) => check), isKept };
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

/** A fault may delay messages, so that any order keeps a plan with one. */
function isOrderKept(plan: Plan, events: readonly JournalEvent[]): boolean {
  if (plan.faults !== undefined) return true;
  const getEndMs = (role: string) => {
    const client = plan.clients.find((one) => one.role === role);
    return client ? getPlannedMessageMs(client) : 0;
  };
  const ends = getWireOrder({ plan, events }).map(getEndMs);
  return ends.every((endMs, at) => at === 0 || endMs >= (ends[at - 1] ?? 0));
}
