/**
 * The journal: everything that was witnessed in one run, in one order. The stage, the programs and
 * the readers of lab/run write it; the checkers read it, and nothing else.
 *
 * Every entry carries `atNs`, integer nanoseconds since the run's epoch (negative before it), on
 * the clock that all hosts of a Mininet share (CLOCK_MONOTONIC, clock_gettime(2)), and `witness`,
 * where it comes from. `kind` is the tag of the union.
 */
import * as z from 'zod';
import { kernelEventSchemas } from './kernel-events.ts';

export const witnesses = ['program', 'printed', 'wire', 'kernel', 'stage'] as const;
export const witnessSchema = z.enum(witnesses);
export type Witness = (typeof witnesses)[number];

const atNs = z.int();
const role = z.string().min(1);
/** "10.0.0.2:41234" or "[fd00::2]:41234". */
const endpoint = z.string();

const stage = { atNs, witness: z.literal('stage') };
const wire = {
  atNs,
  witness: z.literal('wire'),
  /** Number of the frame in the capture, from 1, as Wireshark counts. */
  frame: z.int().positive(),
  /** Number of the TCP connection in the capture, from 0, as tshark's tcp.stream. */
  stream: z.int().nonnegative(),
  /** The role whose host is the client end; absent if no planned client lives there. */
  role: role.optional(),
};
export const journalEventSchema = z.discriminatedUnion('kind', [
  // --- stage: what the stage did ---------------------------------------------------------------
  /** A phase of the play began: starting, listening, armed, epoch, settled, collecting. */
  z.object({
    ...stage,
    kind: z.literal('phase'),
    name: z.string(),
    /** With `settled`, on a slow box after each connect: what came next waited so much longer. */
    pauseMs: z.int().positive().optional(),
  }),
  /** What the play ran on. `netns` is the inode of the host's network namespace (namespaces(7)). */
  z.object({
    ...stage,
    kind: z.literal('environment'),
    mininet: z.string(),
    kernel: z.string(),
    python: z.string(),
    switchKind: z.string(),
    stageNetns: z.string(),
    /** True if one processor does all of the server's receiving: frames are in one order then. */
    steered: z.boolean().optional(),
    hosts: z.array(
      z.object({
        name: z.string(),
        /** What the topology calls it, where that is another name. */
        lent: z.string().optional(),
        role: role.optional(),
        netns: z.string(),
        interface: z.string(),
        addresses: z.array(z.string()),
      }),
    ),
  }),
  /** Wall clock and monotonic clock read together; the wall clock is wallSec + wallNsec / 1e9. */
  z.object({
    ...stage,
    kind: z.literal('clock'),
    when: z.enum(['start', 'end']),
    wallSec: z.int(),
    wallNsec: z.int(),
    uncertaintyNs: z.int().nonnegative(),
  }),
  z.object({
    ...stage,
    kind: z.literal('started'),
    role,
    host: z.string(),
    pid: z.int(),
    command: z.array(z.string()),
  }),
  /** `status` is the exit status, or null if `signal` ended it; `byStage`: the stage ended it. */
  z.object({
    ...stage,
    kind: z.literal('exited'),
    role,
    status: z.int().nullable(),
    signal: z.string().nullable(),
    byStage: z.boolean(),
  }),
  z.object({ ...stage, kind: z.literal('typed'), role, text: z.string() }),
  z.object({ ...stage, kind: z.literal('signalled'), role, signal: z.string() }),
  /** Something was made to go wrong, or is so no longer; see fault.ts. */
  z.object({
    ...stage,
    kind: z.literal('fault'),
    /** Whom it befalls: `server`, or a client's letter. */
    role,
    /** The kind of fault: pause, reset, … */
    what: z.string(),
    when: z.enum(['begin', 'end']),
    /** The sentence that asked for it. */
    text: z.string(),
    /** How long it took until it was in force, in ms. */
    tookMs: z.number().nonnegative().optional(),
    /** Why it could not be made; the play is then another one than was asked for. */
    failed: z.string().optional(),
  }),
  /** The play's deadline passed while these roles were still running. */
  z.object({ ...stage, kind: z.literal('limit'), roles: z.array(role), because: z.string() }),
  /** Evidence of one witness is missing or cannot be trusted from here on. */
  z.object({
    ...stage,
    kind: z.literal('gap'),
    of: witnessSchema,
    because: z.string(),
    /** Of a capture at a client's interface: its host. Absent: it is the server's evidence. */
    host: z.string().optional(),
  }),
  /** The source that a program was made from, as far as it was found; for criteria 9 and 10. */
  z.object({
    ...stage,
    kind: z.literal('source'),
    role,
    files: z.array(z.object({ path: z.string(), text: z.string() })),
    because: z.string().optional(),
  }),

  // --- printed: what a program wrote to its terminal -----------------------------------------
  /** One line; `complete` is false for what stood without a newline at the end. */
  z.object({
    atNs,
    witness: z.literal('printed'),
    kind: z.literal('line'),
    role,
    text: z.string(),
    complete: z.boolean(),
  }),

  // --- program: what our own programs say of themselves ---------------------------------------
  z.object({
    atNs,
    witness: z.literal('program'),
    kind: z.literal('note'),
    role,
    /** listening, accepted, reading, ticket, received, verdict, sent, armed, connected, closed … */
    what: z.string(),
    client: z.string().optional(),
    thread: z.int().optional(),
    text: z.string().optional(),
    ticket: z.int().optional(),
    /** With `armed`: what the client's rehearsed connection took. */
    tookMs: z.number().optional(),
  }),

  // --- wire: the capture of the server's interface ---------------------------------------------
  /** A SYN from a client (RFC 9293, 3.5). */
  z.object({ ...wire, kind: z.literal('syn'), client: endpoint, server: endpoint }),
  /** The third segment of the handshake arrived: the connection is established. */
  z.object({ ...wire, kind: z.literal('established'), client: endpoint, server: endpoint }),
  /** Bytes that came next in order; `atNs` is when the last of them was there (RFC 9293, 3.10). */
  z.object({
    ...wire,
    kind: z.literal('data'),
    direction: z.enum(['to-server', 'to-client']),
    offset: z.int().nonnegative(),
    bytes: z.int().positive(),
    /** The bytes as UTF-8, with U+FFFD where they are none; `base64` holds them if they differ. */
    text: z.string(),
    base64: z.string().optional(),
  }),
  z.object({
    ...wire,
    kind: z.literal('closed'),
    direction: z.enum(['to-server', 'to-client']),
    how: z.enum(['fin', 'reset']),
  }),
  /** A segment that repeats bytes which the capture already holds. */
  z.object({
    ...wire,
    kind: z.literal('retransmission'),
    direction: z.enum(['to-server', 'to-client']),
    bytes: z.int().positive(),
  }),
  /** A UDP datagram to or from the server's host. */
  z.object({
    atNs,
    witness: z.literal('wire'),
    kind: z.literal('datagram'),
    frame: z.int().positive(),
    role: role.optional(),
    from: endpoint,
    to: endpoint,
    bytes: z.int().nonnegative(),
    text: z.string(),
  }),

  // --- wire, at the interfaces of clients: only who speaks past the server ----------------------
  /** A whole capture of a client's interface was read: so many packets with the server, or past. */
  z.object({
    atNs,
    witness: z.literal('wire'),
    kind: z.literal('watched'),
    role,
    host: z.string(),
    withServer: z.int().nonnegative(),
    pastServer: z.int().nonnegative(),
  }),
  /** A packet of TCP or UDP at a client's interface of which the server is neither end. */
  z.object({
    atNs,
    witness: z.literal('wire'),
    kind: z.literal('bypass'),
    role,
    host: z.string(),
    frame: z.int().positive(),
    protocol: z.enum(['tcp', 'udp']),
    from: endpoint,
    to: endpoint,
    bytes: z.int().nonnegative(),
    text: z.string(),
  }),

  ...kernelEventSchemas,
]);

export type JournalEvent = z.infer<typeof journalEventSchema>;
export type JournalEventKind = JournalEvent['kind'];
export type EventOf<Kind extends JournalEventKind> = Extract<JournalEvent, { kind: Kind }>;

/** All entries of one kind, in the journal's order. */
export function getEvents<Kind extends JournalEventKind>(
  events: readonly JournalEvent[],
  kind: Kind,
): EventOf<Kind>[] {
  return events.filter((event): event is EventOf<Kind> => event.kind === kind);
}

/** Whether the server was seen to listen; what is planned begins only then. */
export function hasListened(events: readonly JournalEvent[]): boolean {
  return getEvents(events, 'phase').some(({ name }) => name === 'listening');
}

/** How much further the wall clock went than the monotonic clock, between two readings of both. */
export function getDriftNs(start: EventOf<'clock'>, end: EventOf<'clock'>): number {
  const wallNs = (end.wallSec - start.wallSec) * 1e9 + (end.wallNsec - start.wallNsec);
  return wallNs - (end.atNs - start.atNs);
}

/** The journal's order: by time; entries of the same nanosecond stay as they were written. */
export function sortEvents(events: readonly JournalEvent[]): JournalEvent[] {
  return [...events].sort((a, b) => a.atNs - b.atNs);
}
