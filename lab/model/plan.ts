/**
 * A plan: a scenario made concrete. All times are ms relative to the run's epoch; every default is
 * filled in, so that a stored plan says exactly what was asked of the stage.
 */
import * as z from 'zod';
import { faultSchema } from './fault-schema.ts';
import { parseFault } from './fault-words.ts';
import { sendAfterConnectMs } from './ranges.ts';
import { actSchema, framings, linksSchema, type Scenario } from './scenario.ts';

/** Bytes that are said together, as base64; `waits`: once the server has said something. */
const turnSchema = z.object({ base64: z.string(), waits: z.boolean() });

/** What a client of the lab says in place of a submission's own: the bytes that one said. */
export const replaySchema = z.object({
  /** What goes before the message, in the order of its times. */
  turns: z.array(turnSchema),
  /** The message, with whatever frames it. */
  message: turnSchema,
  /** True if it stayed connected after its answer. */
  stays: z.boolean().optional(),
  /** How many bytes the server had said in answer; absent: not known. */
  heardBytes: z.int().positive().optional(),
  /** Where it connected, if not to the plan's port: a server may have one for each client. */
  port: z.int().optional(),
});
export type Replay = z.infer<typeof replaySchema>;

export const plannedClientSchema = z.object({
  role: z.string(),
  host: z.string(),
  /** What it is to say, without the newline: "X: Alice". */
  message: z.string(),
  connectMs: z.number(),
  sendMs: z.number(),
  framing: z.enum(framings),
  pieces: z.int(),
  pieceGapMs: z.number(),
  leaveMs: z.number().optional(),
  command: z.string().optional(),
  type: z.string().optional(),
  acts: z.array(actSchema).optional(),
  replay: replaySchema.optional(),
});
export type PlannedClient = z.infer<typeof plannedClientSchema>;

export const planSchema = z.object({
  version: z.literal(1),
  /** Its name, or its file's path; absent: the first that there was (lab/assignments). */
  assignment: z.string().optional(),
  scenario: z.string(),
  title: z.string(),
  topology: z.string(),
  switch: z.enum(['lxbr', 'ovs']),
  links: linksSchema,
  port: z.int(),
  server: z.object({
    host: z.string(),
    command: z.string().optional(),
    /** What is typed at it before it is used, a line each time that it is at rest. */
    type: z.string().optional(),
  }),
  clients: z.array(plannedClientSchema),
  /** How the clients speak to the server: by datagrams; absent: each over a connection of TCP. */
  transport: z.literal('udp').optional(),
  /** The programs chat, until Bye; what passes the clients' own interfaces is captured, too. */
  chat: z.boolean().optional(),
  /** People type, as they like: it earns no points and costs none. */
  live: z.boolean().optional(),
  /** Whether what is planned for after a connect waits for it on a slow box (see movePlan). */
  settles: z.boolean().optional(),
  /** What is made to go wrong, and when. */
  faults: z.array(faultSchema).optional(),
  /** What the assignment's own keys of the scenario say. */
  options: z.record(z.string(), z.unknown()).optional(),
  checks: z.array(z.string()),
  informs: z.array(z.string()),
  robustness: z.boolean(),
  limitMs: z.number(),
  /** For how long programs of others may be quiet once the server has ended; absent: 1 s. */
  graceMs: z.number().optional(),
  /** After how long a silence of programs of others that still run a play ends; absent: 5 s. */
  idleMs: z.number().optional(),
  /**
   * Of lab/grade: the folder on the box in which commands are given; and, in a folder here to which
   * no program can write, what each role's program was made from.
   */
  submission: z
    .object({
      folder: z.string(),
      sourceFolder: z.string(),
      sources: z.record(z.string(), z.array(z.string())),
      /** What a client prints before its last line is typed, where that is known. */
      prompts: z.record(z.string(), z.string()).optional(),
      /** Plays with the same word may follow each other on one network: walls are around them. */
      share: z.string().optional(),
      /** Its commands say when what the lab does before a program is done: lab/grade/set-up.ts. */
      hasSetUp: z.boolean().optional(),
    })
    .optional(),
});
export type Plan = z.infer<typeof planSchema>;

/**
 * Makes a scenario concrete: h1 is the server, h2 … hN the clients in their order. `port` is where
 * the server listens if the scenario does not say it. Assignments build on it.
 */
export function planScenario(
  scenario: Scenario,
  { port, transport }: { port: number; transport?: 'udp' },
): Plan {
  const usualSendMs = getUsualSendMs(scenario);
  const foreign =
    scenario.server.command !== undefined ||
    scenario.clients.some((client) => client.command !== undefined);
  return {
    version: 1,
    scenario: scenario.name,
    title: scenario.title,
    topology: scenario.topology,
    switch: scenario.switch,
    links: scenario.links,
    port: scenario.port ?? port,
    server: { host: 'h1', ...scenario.server },
    clients: scenario.clients.map(({ name, ...client }, index) => ({
      ...client,
      host: `h${index + 2}`,
      message: `${client.role}: ${name}`,
      sendMs: client.sendMs ?? usualSendMs,
    })),
    ...(scenario.chat && { chat: true }),
    ...(scenario.options && { options: scenario.options }),
    // What is held until it is connected would be held in vain where nothing ever is.
    ...(transport ? { transport } : scenario.settles && { settles: true }),
    ...(scenario.faults.length > 0 && { faults: scenario.faults.map(parseFault) }),
    // Students' servers often never exit: for foreign programs a clean end informs (FACTS).
    checks: scenario.checks.filter((check) => !(foreign && check === 'clean-end')),
    informs:
      foreign && scenario.checks.includes('clean-end')
        ? [...scenario.informs, 'clean-end']
        : scenario.informs,
    robustness: scenario.robustness,
    limitMs: scenario.limitMs,
  };
}

/** A client's message without its letter: "Alice". */
export function getName({ role, message }: Pick<PlannedClient, 'role' | 'message'>): string {
  return message.replace(`${role}: `, '');
}

/** When the last of a plan's clients connects, in ms since the epoch. */
export function getLatestConnectMs(plan: { clients: readonly { connectMs: number }[] }): number {
  return Math.max(...plan.clients.map(({ connectMs }) => connectMs));
}

/** When a client sends where nothing is said: after all are connected, in ms since the epoch. */
export function getUsualSendMs(plan: { clients: readonly { connectMs: number }[] }): number {
  return getLatestConnectMs(plan) + sendAfterConnectMs;
}

/** A time at which clients connect. */
export interface Connect {
  atMs: number;
  roles: string[];
  /** From it to the next thing that is planned after it. */
  roomMs: number;
}

/** When the clients connect, each time once, the earliest first. */
export function getConnects(plan: Plan): Connect[] {
  const times = new Set(plan.clients.map(({ connectMs }) => connectMs));
  const planned = plan.clients.flatMap(({ connectMs, sendMs, leaveMs = plan.limitMs }) => [
    ...[connectMs, sendMs, leaveMs],
  ]);
  return [...times]
    .sort((one, other) => one - other)
    .map((atMs) => ({
      atMs,
      roles: plan.clients.filter(({ connectMs }) => connectMs === atMs).map(({ role }) => role),
      roomMs: Math.min(plan.limitMs, ...planned.filter((ms) => ms > atMs).map((ms) => ms - atMs)),
    }));
}

/**
 * The plan as it was played on a slow box, where each time at which clients connect was followed by
 * a pause, so that they were connected before anything else: other distances stay as planned.
 * `pausesMs` are in the order of these times; those that are missing did not come.
 */
export function movePlan(plan: Plan, pausesMs: readonly number[]): Plan {
  if (pausesMs.every((ms) => ms === 0)) return plan;
  const connects = getConnects(plan).map(({ atMs }, index) => ({ atMs, ms: pausesMs[index] ?? 0 }));
  const move = (ms: number) =>
    connects.reduce((sum, pause) => sum + (pause.atMs < ms ? pause.ms : 0), ms);
  return {
    ...plan,
    limitMs: move(plan.limitMs),
    clients: plan.clients.map((client) => ({
      ...client,
      connectMs: move(client.connectMs),
      sendMs: move(client.sendMs),
      ...(client.leaveMs !== undefined && { leaveMs: move(client.leaveMs) }),
      ...(client.acts && { acts: client.acts.map((act) => ({ ...act, atMs: move(act.atMs) })) }),
    })),
  };
}

/** When the last byte of a client's message is planned to leave it, in ms since the epoch. */
export function getPlannedMessageMs(client: PlannedClient): number {
  const bytes =
    new TextEncoder().encode(client.message).length + (client.framing === 'line' ? 1 : 0);
  // A message is never cut into more pieces than it has bytes.
  const pieces = Math.max(1, Math.min(client.pieces, bytes));
  return client.sendMs + (pieces - 1) * client.pieceGapMs;
}

/** A client that is planned to leave before its message is complete says nothing that counts. */
export function isEarlyLeaver(client: PlannedClient): boolean {
  return client.leaveMs !== undefined && client.leaveMs <= getPlannedMessageMs(client);
}

/**
 * ms from the message planned first to the one planned last; null with fewer than two messages, in
 * a chat, where all is one conversation, and over UDP, where the assignment says who sends when.
 */
export function getPlannedGapMs(plan: Plan): number | null {
  if (plan.chat || plan.transport === 'udp') return null;
  const times = plan.clients.filter((c) => !isEarlyLeaver(c)).map(getPlannedMessageMs);
  return times.length < 2 ? null : Math.max(...times) - Math.min(...times);
}
