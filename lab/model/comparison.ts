/**
 * How two runs differ: outcomes, verdicts, orders and timings, scenario by scenario. Pure: two
 * reports in, data out. Outcomes, deciding verdicts and orders that were asked for count; timings,
 * reasons and what only informs are shown and do not.
 */
import { readConversations } from './conversation.ts';
import type { Outcome } from './outcome.ts';
import { getPlannedMessageMs, isEarlyLeaver } from './plan.ts';
import type { Report, RunReport } from './report.ts';
import type { Verdict } from './verdict.ts';
import { describeFacts } from './wording.ts';

/** A value in the first run and in the second; null where the run has none. */
export interface Pair<Value> {
  a: Value | null;
  b: Value | null;
}

export interface VerdictComparison {
  check: string;
  /** True where it only informs, in both: then it does not count. */
  informs: boolean;
  outcome: Pair<Verdict['outcome']>;
  because: Pair<string>;
}

/** When a client's message was to be whole, and was on the wire; ms since the epoch. */
export interface MessageComparison {
  role: string;
  plannedMs: Pair<number>;
  wireMs: Pair<number>;
}

export interface ScenarioComparison {
  scenario: string;
  same: boolean;
  outcome: Pair<Outcome>;
  /** What befell the lab, if anything did. */
  trouble: Pair<string>;
  /** Roles in the order in which their messages were complete on the wire. */
  order: Pair<string[]> & { counts: boolean };
  plannedGapMs: Pair<number>;
  wireGapMs: Pair<number>;
  messages: MessageComparison[];
  /** What the assignment wants to be shown, as one text; absent where it says nothing of either. */
  facts?: Pair<string>;
  /**
   * Those of which the outcomes differ; none where a run was in trouble before it could be
   * judged.
   */
  verdicts: VerdictComparison[];
}

export interface ComparedRun {
  directory: string | null;
  box: string;
  startedAt: string;
  command: string;
  outcome: Outcome;
  points: number | null;
  of: number | null;
}

export interface Comparison {
  /** True if outcomes, deciding verdicts and orders agree in every scenario. */
  same: boolean;
  a: ComparedRun;
  b: ComparedRun;
  scenarios: ScenarioComparison[];
}

/** Compares two runs; scenarios are matched by name, those of only one run count as different. */
export function compareReports(a: Report, b: Report): Comparison {
  const scenarios = pairRuns(a.runs, b.runs).map(compareRuns);
  return {
    same: a.outcome === b.outcome && scenarios.every(({ same }) => same),
    a: describeRun(a),
    b: describeRun(b),
    scenarios,
  };
}

function describeRun({ directory, box, startedAt, command, outcome, grade }: Report): ComparedRun {
  const { points = null, of = null } = grade ?? {};
  return { directory, box, startedAt, command, outcome, points, of };
}

/** The first run's order, then what only the second has; of equal names the n-th with the n-th. */
function pairRuns(a: readonly RunReport[], b: readonly RunReport[]): Pair<RunReport>[] {
  const left = [...b];
  const pairs = a.map((run): Pair<RunReport> => {
    const index = left.findIndex(({ scenario }) => scenario === run.scenario);
    const [other = null] = index < 0 ? [] : left.splice(index, 1);
    return { a: run, b: other };
  });
  return [...pairs, ...left.map((run) => ({ a: null, b: run }))];
}

function compareRuns(runs: Pair<RunReport>): ScenarioComparison {
  const outcome = mapPair(runs, (run) => run.outcome);
  const wireOrder = mapPair(runs, ({ timing }) => timing.wireOrder);
  const order = { ...wireOrder, counts: [runs.a, runs.b].every(isOrderTold) };
  const verdicts = compareVerdicts(runs);
  return {
    scenario: (runs.a ?? runs.b)?.scenario ?? '',
    same:
      isEqual(outcome) &&
      verdicts.every(({ informs }) => informs) &&
      (!order.counts || isEqual(wireOrder)),
    outcome,
    trouble: mapPair(runs, ({ trouble }) => trouble?.message ?? null),
    order,
    plannedGapMs: mapPair(runs, ({ timing }) => timing.plannedGapMs),
    wireGapMs: mapPair(runs, ({ timing }) => timing.wireGapMs),
    messages: compareMessages(runs),
    ...([runs.a, runs.b].some((run) => run?.facts) && {
      facts: mapPair(runs, ({ facts = [] }) => describeFacts(facts)),
    }),
    verdicts,
  };
}

/** Messages meant to be together, or closer than the resolution, have no order to agree on. */
function isOrderTold(run: RunReport | null): boolean {
  if (!run) return false;
  const { plannedGapMs, wireGapMs, resolutionMs } = run.timing;
  const isClose = wireGapMs !== null && wireGapMs < resolutionMs;
  return plannedGapMs !== null && plannedGapMs > 0 && !isClose;
}

function compareVerdicts({ a, b }: Pair<RunReport>): VerdictComparison[] {
  if (!a || !b || a.verdicts.length === 0 || b.verdicts.length === 0) return [];
  const checks = [...a.verdicts, ...b.verdicts].map(({ check }) => check);
  return [...new Set(checks)].flatMap((check) => {
    const given = mapPair({ a, b }, (run) => run.verdicts.find((each) => each.check === check));
    const outcome = mapPair(given, (verdict) => verdict?.outcome ?? null);
    if (isEqual(outcome)) return [];
    const informs = [given.a, given.b].every((verdict) => verdict?.informs !== false);
    const because = mapPair(given, (verdict) => verdict?.because ?? null);
    return [{ check, informs, outcome, because }];
  });
}

function compareMessages(runs: Pair<RunReport>): MessageComparison[] {
  const times = mapPair(runs, (run) => new Map(getMessageTimes(run)));
  const roles = [...(times.a?.keys() ?? []), ...(times.b?.keys() ?? [])];
  return [...new Set(roles)].map((role) => ({
    role,
    plannedMs: mapPair(times, (each) => each.get(role)?.plannedMs ?? null),
    wireMs: mapPair(times, (each) => each.get(role)?.wireMs ?? null),
  }));
}

/** When each client's message was planned and seen; over UDP no client has one of its own. */
function getMessageTimes(run: RunReport) {
  const conversations = run.plan.transport === 'udp' ? [] : readConversations(run);
  return conversations.map(({ role, client, message }) => {
    const plannedMs = isEarlyLeaver(client) ? null : getPlannedMessageMs(client);
    return [role, { plannedMs, wireMs: message ? message.completeAtNs / 1e6 : null }] as const;
  });
}

function mapPair<From, To>(pair: Pair<From>, map: (value: From) => To | null): Pair<To> {
  const { a, b } = pair;
  return { a: a === null ? null : map(a), b: b === null ? null : map(b) };
}

function isEqual({ a, b }: Pair<string | readonly string[]>): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
