/** The finest differences that the lab's witnesses can tell apart; checkers claim nothing finer. */

import { getEvents } from './journal.ts';
import type { Journal } from './verdict.ts';

/**
 * Two messages closer than this have no order that anybody could be held to, where the frames of
 * one capture may have come on different processors: they are captured in one order and handed to
 * their sockets in another (FACTS, "Order in one capture": up to 28 µs apart, once 131 µs).
 */
const spreadNs = 100_000;

/**
 * The same where one processor did all of the server's receiving: of 108,559 pairs within 0.1 ms no
 * one was handed over in another order than that of its frames (FACTS, as above). Stamps are made
 * before a frame comes to that processor, so they tell the distance, and not the order.
 */
const steeredNs = 1_000;

/** How close two messages of this play may be, in ns, and still have an order that was seen. */
export function getResolutionNs({ events }: Pick<Journal, 'events'>): number {
  const steered = getEvents(events, 'environment').some((event) => event.steered);
  return steered ? steeredNs : spreadNs;
}

/** The wall clock that stamps a capture may differ by this from CLOCK_MONOTONIC over a play. */
export const maxDriftNs = 100_000;

/** A peer that sends no newline has ended its message after this long without a byte. */
export const lullNs = 200_000_000;

/**
 * How much later than its frame a byte may show in a sample of /proc/net/tcp: the sampler can be
 * preempted between reading the table and reading the clock.
 */
export const samplingSlackNs = 5_000_000;
