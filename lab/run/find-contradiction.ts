/**
 * Whether the witnesses of one play contradict the plan, the clock or each other: then one of them
 * is not of this play, or was changed.
 */
import type { Doubt } from '../model/doubt.ts';
import { getEvents, type JournalEvent } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';

/** What came around the play's own time: building before its epoch, collecting behind its end. */
const marginNs = 3_600e9;

/** The first contradiction; undefined if there is none. */
export function findContradiction(plan: Plan, events: readonly JournalEvent[]): Doubt | undefined {
  const foreign = findForeign(plan, events) ?? findMisplaced(plan, events);
  if (foreign !== undefined) return { of: 'all', because: foreign };
  const unseen = findUnseen(events);
  return unseen === undefined ? undefined : { of: 'wire', because: unseen };
}

/** Roles and hosts that the plan does not have: a plan and a journal of two different plays. */
function findForeign(plan: Plan, events: readonly JournalEvent[]): string | undefined {
  const hosts = new Map(plan.clients.map(({ role, host }) => [role, host]));
  hosts.set('server', plan.server.host);
  for (const [index, event] of events.entries()) {
    const where = `entry ${index + 1} of the journal`;
    if ('role' in event && event.role !== undefined && !hosts.has(event.role)) {
      return `${where} is of ${event.role}, whom plan.json does not have`;
    }
    if (event.kind === 'started' && hosts.get(event.role) !== event.host) {
      return `${where} has ${event.role} on ${event.host}; plan.json on ${hosts.get(event.role)}`;
    }
  }
  return undefined;
}

/** Entries that are not in the order of their times, or far outside of the play's. */
function findMisplaced(plan: Plan, events: readonly JournalEvent[]): string | undefined {
  const limitNs = plan.limitMs * 1e6 + marginNs;
  for (const [index, { atNs }] of events.entries()) {
    const where = `entry ${index + 1} of the journal`;
    if (Math.abs(atNs) > limitNs) return `${where} is ${Math.round(atNs / 1e9)} s from the epoch`;
    if (atNs < (events[index - 1]?.atNs ?? atNs)) return `${where} is older than the one before it`;
  }
  return undefined;
}

/** A connection of a planned client that the kernel had and the wire does not. */
function findUnseen(events: readonly JournalEvent[]): string | undefined {
  const wire = new Set(
    events.flatMap((event) =>
      event.kind === 'syn' || event.kind === 'established' ? [event.client] : [],
    ),
  );
  const unseen = getEvents(events, 'socket').find(
    ({ role, remote }) => role !== undefined && !wire.has(remote),
  );
  if (!unseen) return undefined;
  return `the kernel saw ${unseen.role} connect from ${unseen.remote}, which h1.pcap does not have`;
}
