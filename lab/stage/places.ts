/**
 * How many plays a machine bears at a time, by how late the last ones were: programs that wait for
 * a processor as long as messages are apart show nothing of the order. Pure; pool.ts applies it.
 */
import { getEvents, type JournalEvent } from '../model/journal.ts';

/** ms; a play whose programs never waited longer was as on a machine of its own. */
const calmMs = 50;
/** ms; where half of the plays are as late, there are too many at a time. */
const lateMs = 100;
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
