/**
 * How many plays a machine bears at a time, by how late the last ones were: programs that wait for
 * a processor as long as messages are apart show nothing of the order. Pure; pool.ts applies it.
 */
import { getEvents, type JournalEvent } from '../model/journal.ts';

/**
 * ms; where half of the plays are later, there are too many at a time, and where they are not as
 * late by far, there may be more. Messages are 300 ms apart, and marks came out right at 120 ms.
 * Below that fewer plays are no cure: what makes them late is then something else.
 */
const lateMs = 200;
const calmMs = 100;
/** Plays that are looked at, at the least and at the most. */
const leastPlays = 2;
const mostPlays = 4;

export interface Places {
  /** How many plays go on at a time. */
  count: number;
  /** How late those were that ended since then, in ms. */
  seenMs: readonly number[];
}

/** The places after one more play; fewer at once where plays were late, one more where none was. */
export function choosePlaces(
  { count, seenMs }: Places,
  playMs: number,
  { most }: { most: number },
): Places {
  const seen = [...seenMs, playMs].slice(-mostPlays);
  if (seen.length < Math.min(mostPlays, Math.max(leastPlays, count))) {
    return { count, seenMs: seen };
  }
  const sorted = [...seen].sort((a, b) => a - b);
  const halfMs = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  if (halfMs >= lateMs) return { count: Math.max(1, Math.floor(count * 0.7)), seenMs: [] };
  if (halfMs < calmMs && count < most) return { count: count + 1, seenMs: [] };
  return { count, seenMs: seen };
}

/**
 * How late a play was, in ms: the longest time for which the server was ready and had no processor,
 * or the sampler came late.
 */
export function measureLateMs(events: readonly JournalEvent[]): number {
  const waited = getEvents(events, 'socket').map(({ waitedNs = 0 }) => waitedNs);
  const blind = getEvents(events, 'blind').map(({ lateNs }) => lateNs);
  return Math.max(0, ...waited, ...blind) / 1e6;
}
