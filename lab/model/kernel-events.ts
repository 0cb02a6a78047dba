/**
 * What the kernel witness tells of the server: the last of the kinds of journal.ts. Sampled from
 * /proc, an entry lies between two looks; exact, the kernel itself told it at the time it was so.
 */
import * as z from 'zod';

const atNs = z.int();
const role = z.string().min(1);
const endpoint = z.string();

const sampled = {
  atNs,
  witness: z.literal('kernel'),
  /** When the sample before this one was taken: what changed, changed between the two. */
  previousAtNs: z.int(),
};

const exact = {
  atNs,
  witness: z.literal('kernel'),
  role: role.optional(),
  /** Which thread of the server's program it was, from 1, in the order of their start. */
  thread: z.int().nonnegative(),
};

export const kernelEventSchemas = [
  // --- kernel: /proc of the server's host, sampled; an entry for each change --------------------
  /** One connection to the server's port (proc_net_tcp: inode 0 is not accepted yet). */
  z.object({
    ...sampled,
    kind: z.literal('socket'),
    local: endpoint,
    remote: endpoint,
    role: role.optional(),
    /** ESTABLISHED, CLOSE_WAIT, …, or GONE once it is no longer listed. */
    state: z.string(),
    accepted: z.boolean(),
    unreadBytes: z.int().nonnegative(),
    /** How long a thread of the server waited for a processor since the last change. */
    waitedNs: z.int().optional(),
  }),
  /** The server's port is listened on (`true`) or no longer (`false`). */
  z.object({ ...sampled, kind: z.literal('listener'), local: endpoint, open: z.boolean() }),
  /** Threads and processes of a program, all its descendants included. */
  z.object({
    ...sampled,
    kind: z.literal('threads'),
    role,
    threads: z.int(),
    processes: z.int(),
  }),
  /**
   * A sample was `lateNs` later than it was due: the machine kept the sampler from running, and
   * maybe others. Only the first 200 that are 30 ms late or more.
   */
  z.object({ ...sampled, kind: z.literal('blind'), lateNs: z.int().nonnegative() }),
  /** How the sampler did: samples taken, and the longest time between two looks. */
  z.object({
    ...sampled,
    kind: z.literal('sampling'),
    samples: z.int().nonnegative(),
    longestGapNs: z.int().nonnegative(),
    /** How long it ran, with whatever it read of a trace. */
    cpuNs: z.int().nonnegative().optional(),
  }),

  // --- kernel, exactly: what it told itself, at the time at which it was so (stage_exact.py) -----
  /** Whether it was traced; if not, `because`, and all there is was sampled. */
  z.object({
    atNs,
    witness: z.literal('kernel'),
    kind: z.literal('tracing'),
    exact: z.boolean(),
    /** How many events it wrote. */
    events: z.int().nonnegative().optional(),
    because: z.string().optional(),
    /** What was traced no more from some time on: the server was too busy for it. */
    without: z.array(z.enum(['waits', 'copies'])).optional(),
  }),
  /** accept(2) gave the server a connection; without ends where it is not known which. */
  z.object({
    ...exact,
    kind: z.literal('accepted'),
    local: endpoint.optional(),
    remote: endpoint.optional(),
    /** Established within 0.1 ms of another: which was accepted first may be the other way. */
    alike: z.literal(true).optional(),
  }),
  /** Bytes were copied to the server: how many, where the kernel says so, by how many calls. */
  z.object({
    ...exact,
    kind: z.literal('received'),
    local: endpoint,
    remote: endpoint,
    bytes: z.int().nonnegative().optional(),
    /** How long the thread had been awake at the first call; absent where that is not known. */
    awakeNs: z.int().nonnegative().optional(),
    calls: z.int().positive().optional(),
  }),
  /** A thread of the server was ready from `previousAtNs` on, and got a processor at `atNs`. */
  z.object({
    ...exact,
    kind: z.literal('waited'),
    previousAtNs: z.int(),
    /** How much of that it was ready and did not run: less where several waits make one entry. */
    waitedNs: z.int().nonnegative(),
  }),
] as const;
