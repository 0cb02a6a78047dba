/** The finest differences that the lab's witnesses can tell apart; checkers claim nothing finer. */

/**
 * Two messages closer than this on the wire have no order that anybody could be held to. Measured
 * (FACTS, "Who was first?"): stamps of a capture may come from different cores and are then not
 * monotonic (pcap-tstamp(7)), and lie 27-69 µs after the send.
 */
export const resolutionNs = 100_000;

/** A peer that sends no newline has ended its message after this long without a byte. */
export const lullNs = 200_000_000;

/**
 * How much later than its frame a byte may show in a sample of /proc/net/tcp: the sampler can be
 * preempted between reading the table and reading the clock.
 */
export const samplingSlackNs = 5_000_000;
