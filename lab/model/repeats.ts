/**
 * Plays that the machine disturbed, and were therefore played again: all are kept and shown, and
 * what one of them left open is settled where another play of the same scenario decided it.
 */
import type { JournalEvent } from './journal.ts';
import { getEvents } from './journal.ts';
import { getWorstOutcome, type Outcome } from './outcome.ts';
import { isEarlyLeaver, type Plan } from './plan.ts';
import { getScenarioOfPlay } from './play-names.ts';
import type { RunReport } from './report.ts';
import type { Verdict } from './verdict.ts';
import { isWatched } from './watching.ts';
import { formatMs } from './wording.ts';

/** What reporters say of a verdict that is settled elsewhere (isSettled). */
export const settledElsewhere = 'the machine disturbed this play; another one decided it';

/** What is needed of a run here. */
type Played = Pick<RunReport, 'scenario' | 'outcome' | 'verdicts'> &
  Partial<Pick<RunReport, 'plan'>>;

/**
 * Whether a verdict was left open by the machine alone, and another play of the same scenario
 * decided the same check, for better or worse.
 */
export function isSettled(
  verdict: Verdict,
  { scenario }: Pick<RunReport, 'scenario'>,
  runs: readonly Played[],
): boolean {
  if (verdict.outcome !== 'unknown' || !verdict.disturbed) return false;
  const name = getScenarioOfPlay(scenario);
  return runs
    .filter((other) => getScenarioOfPlay(other.scenario) === name)
    .some((other) =>
      other.verdicts.some(({ check, outcome }) => check === verdict.check && outcome !== 'unknown'),
    );
}

/**
 * The worst outcome of all plays; one that only left open what others decided has none, nor has one
 * of a submission that was only watched.
 */
export function getRunsOutcome(runs: readonly Played[]): Outcome {
  const outcomes = runs.flatMap((run) => {
    if (run.outcome !== 'unknown') return [run.outcome];
    if (isWatched(run)) return [];
    const open = run.verdicts.filter(({ outcome, informs }) => outcome === 'unknown' && !informs);
    const isDecided = open.length > 0 && open.every((verdict) => isSettled(verdict, run, runs));
    return isDecided ? [] : [run.outcome];
  });
  return getWorstOutcome(outcomes);
}

/**
 * Says that a fault did not come where it was planned among the clients' connections and messages,
 * since the machine was late with one of them: the play was then another one than was asked for.
 * Undefined if all came in their order. `plan` is the plan as it was asked.
 */
export function explainLateFault(plan: Plan, events: readonly JournalEvent[]): string | undefined {
  for (const { text, atNs, tookMs = 0, when, failed } of getEvents(events, 'fault')) {
    const fault = plan.faults?.find((each) => each.text === text);
    if (!fault || when !== 'begin' || failed !== undefined) continue;
    const doneNs = atNs + tookMs * 1e6;
    const isFirst = plan.faults?.every((other) => other.atMs >= fault.atMs) ?? false;
    for (const { what, plannedMs, came, isOurs } of listMoments(plan, events)) {
      const planned = `which was planned for ${formatMs(plannedMs * 1e6)}`;
      if (plannedMs > fault.atMs && came && came.atNs < doneNs) {
        const when = `${formatMs(doneNs)}, after ${what} at ${formatMs(came.atNs)}`;
        return `the fault “${text}” was in force at ${when}, ${planned}`;
      }
      // A program of others may never do it; and what an earlier fault kept from coming is planned.
      const isMissed = plannedMs < fault.atMs && isFirst && isOurs && !(came && came.atNs < atNs);
      if (isMissed) {
        const when = came ? `, which came at ${formatMs(came.atNs)}` : '';
        return `the fault “${text}” came at ${formatMs(atNs)}, before ${what}${when}, ${planned}`;
      }
    }
  }
  return undefined;
}

/** A play whose messages are so much nearer or farther than planned is another one; in ns. */
const offPlanNs = 20_000_000;

/**
 * Says that our clients' messages came at another distance than was planned, since the machine was
 * late with one. Undefined if not, and where something else may do that: links that lose or hold
 * up, faults, programs of others, a server that lets a client wait for its word.
 */
export function explainOffPlan({
  plan,
  timing,
  events,
}: Pick<RunReport, 'plan' | 'timing' | 'events'>): string | undefined {
  const { plannedGapMs, wireGapMs } = timing;
  const { lossPercent, bandwidthMbit } = plan.links;
  const isKept = (plan.faults ?? []).length === 0 && !lossPercent && !bandwidthMbit && !plan.live;
  const isOurs = plan.clients.every(({ command }) => command === undefined);
  if (plannedGapMs === null || wireGapMs === null || !isKept || !isOurs) return undefined;
  if (Math.abs(wireGapMs - plannedGapMs) * 1e6 <= offPlanNs || isHeldUp(plan, events)) {
    return undefined;
  }
  const [came, planned] = [wireGapMs, plannedGapMs].map((ms) => formatMs(ms * 1e6));
  return `the messages came within ${came}, and ${planned} were planned: the machine was late`;
}

/** A client of the lab leaves so long between what goes before its message and the message. */
const lullMs = 100;

/** Whether a client had to speak later than planned: by what it says before, or is told before. */
function isHeldUp({ clients }: Plan, events: readonly JournalEvent[]): boolean {
  const told = getEvents(events, 'data').filter(({ direction }) => direction === 'to-client');
  return clients.some(({ role, replay, connectMs, sendMs }) => {
    if (!replay) return false;
    const isSoon = sendMs < connectMs + lullMs + offPlanNs / 1e6;
    if (replay.turns.length > 0 && isSoon) return true;
    const word = told.find((event) => event.role === role);
    return replay.message.waits && !(word && word.atNs + lullMs * 1e6 <= sendMs * 1e6);
  });
}

/** When each client was to be connected and to speak, and the entry that shows it, if it came. */
function listMoments(plan: Plan, events: readonly JournalEvent[]) {
  return plan.clients.flatMap((client) => {
    const { role, connectMs, sendMs } = client;
    const isOurs = client.command === undefined;
    const speaks = isOurs && !plan.chat && !isEarlyLeaver(client);
    const isOwn = (event: JournalEvent) => 'role' in event && event.role === role;
    if (plan.transport === 'udp') {
      const came = events.find((event) => event.kind === 'datagram' && isOwn(event));
      return [{ what: `${role}'s first datagram`, plannedMs: sendMs, came, isOurs }];
    }
    const syn = events.find((event) => event.kind === 'syn' && isOwn(event));
    const whole = events.find((event) => event.kind === 'established' && isOwn(event));
    const data = events.find(
      (event) => event.kind === 'data' && isOwn(event) && event.direction === 'to-server',
    );
    return [
      { what: `${role}'s connection`, plannedMs: connectMs, came: syn, isOurs: false },
      { what: `${role}'s connection`, plannedMs: connectMs, came: whole, isOurs },
      { what: `${role}'s message`, plannedMs: sendMs, came: data, isOurs: speaks },
    ];
  });
}
