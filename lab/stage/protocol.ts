/**
 * What the two halves of the stage say to each other: one JSON object a line. The other half is
 * stage.py. Whatever the box sends is checked here, at the border, before anybody uses it.
 */
import * as z from 'zod';
import { type ErrorCode, errorTable, LabError } from '../model/errors.ts';
import { journalEventSchema } from '../model/journal.ts';
import type { Connect } from '../model/plan.ts';
import type { Links } from '../model/scenario.ts';

/** Which Topo: a key of a file's `topos`, or a class of a file or module with literal arguments. */
export type TopologyRequest = { label: string } & (
  | { file: string; name: string }
  /** `file` is within `pack`, a file on the box with all that is beside it, where there is one. */
  | { file: string; pack?: string; class: string; args: string }
  | { module: string; class: string; args: string }
);

export interface BuildRequest {
  topology: TopologyRequest;
  switch: 'lxbr' | 'ovs';
  links: Links;
  /** Names of Mininet hosts. */
  server: string;
  clients: string[];
  /** The clients' letters, for topologies whose hosts are called by them; absent: X, Y, Z. */
  roles?: string[];
}

/** In place of a program's name in `argv`: the stage's own client, which says what it is told. */
export const playerName = '@player';

/** A program of the play; `ours` gets LAB_JOURNAL and, if a client, LAB_EPOCH. */
export interface ProgramRequest {
  role: string;
  host: string;
  argv: string[];
  env: Record<string, string>;
  cwd?: string;
  ours: boolean;
  /** Its command says when what the lab does before the program is done: stage_setup.py. */
  setUp?: boolean;
  /** When it is started, by a step; absent: before the epoch. */
  startMs?: number;
  /** Of a server: lines that are typed at it before the epoch, each once it is at rest. */
  typed?: string[];
}

/** Something that is to go wrong (lab/model/fault.ts); hosts instead of roles. */
export interface FaultRequest {
  /** The sentence, for the journal. */
  text: string;
  do: string;
  role: string;
  host: string;
  direction?: 'to' | 'from';
  value?: number;
  atMs: number;
  /** When it is over; absent: at the end of the play. */
  endMs?: number;
}

/** What happens at a time relative to the epoch. */
export type StepRequest = { atMs: number; role: string } & (
  | { do: 'start' }
  /**
   * Not before the program has printed `after`, or has a connection, and so long after the line
   * that was typed before; for 2 s at the most. One with `apartMs` is not the first that is typed:
   * it waits until all programs were typed at that are to be.
   */
  | {
      do: 'type';
      text: string;
      after?: string;
      connected?: boolean;
      rest?: boolean;
      apartMs?: number;
    }
  | { do: 'signal'; signal: string }
);

/**
 * On a slow box a connection takes longer than the plan leaves for it. After each of the times at
 * which clients connect, all that is planned for later is then held until the server has accepted
 * them, for as long as the box may need at the most; see stage_settling.py.
 */
export interface SettleRequest {
  /** The earliest first. */
  connects: Connect[];
  /** A box that needs no more than this is not slow: nothing is held on it. */
  enoughMs: number;
  /** What the box may need is this share of the time that the programs took to start; */
  share: number;
  /** or, if that is more, so many times what a client's rehearsed connection took; */
  rehearsals: number;
  /** or, if that is more, this; absent: 0. */
  leastMs?: number;
  mostMs: number;
}

export interface PlayRequest {
  programs: ProgramRequest[];
  steps: StepRequest[];
  /** Hosts beside the server's whose interface is captured, too: `h2.pcap`. */
  captures?: string[];
  faults?: FaultRequest[];
  /** The server's TCP port, which must be free on its host before the server starts. */
  port?: number;
  /** How long what comes after a connect waits on a slow box; absent: not at all. */
  settle?: SettleRequest;
  /** From the epoch to the end of the play. */
  limitMs: number;
  /** How long the server may take until it listens, and our clients until they are armed. */
  listenMs: number;
  /** A play that still runs is over after so long without any entry; absent: only at the limit. */
  idleMs?: number;
  /** As idleMs, once either the server or all the clients have ended. */
  graceMs?: number;
  /** Whether the network is to be played on again: the answer says what was left on it. */
  again?: boolean;
}

/** Programs of our own, to be started in advance; what they are told is the next play's. */
export type ReadyRequest = Pick<PlayRequest, 'programs' | 'listenMs'>;

/** What people do at the terminals of a play while it goes on; see stage_keys.py. */
export type LiveWord =
  /** Keys, as a terminal sends them; base64. */
  | { do: 'keys'; role: string; data: string }
  | { do: 'size'; role: string; rows: number; columns: number }
  /** The window that showed its terminal was closed. */
  | { do: 'hang-up'; role: string }
  /** The play is over: what still runs is ended, and all that was witnessed is sent. */
  | { do: 'finish' };

/** Many trials with the same programs, all of them ours; see stage_series.py. */
export interface SeriesRequest {
  programs: ProgramRequest[];
  port: number;
  listenMs: number;
  /** A pattern (Python's re): a program that printed such a line is done with the trial. */
  over: string;
  trials: TrialRequest[];
}

export interface TrialRequest {
  number: number;
  /** From its epoch until it counts as hung. */
  limitMs: number;
  /** Flags for the client of each role, which stand after those that it was started with. */
  clients: Record<string, string[]>;
}

const trialSchema = z.object({
  number: z.int(),
  events: z.array(journalEventSchema),
  /** What began on the wire until then belongs to it. */
  untilNs: z.int(),
  /** Why it did not come to its end; null if it did. */
  because: z.string().nullable(),
});
export type TrialMessage = z.infer<typeof trialSchema>;

const buildProgressSchema = z.object({
  /** What is being made: "link h7-s1". */
  text: z.string(),
  /** Parts that are made, and of how many; 0 while the topology is loaded. */
  done: z.int(),
  of: z.int(),
});
export type BuildProgress = z.infer<typeof buildProgressSchema>;

const errorSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().nullish(),
});

/** An address of a host, IPv4 or IPv6: never empty, since only the schema below makes one. */
export const addressSchema = z.union([z.ipv4(), z.ipv6()]).brand<'address'>();
export type HostAddress = z.infer<typeof addressSchema>;

/** A host of the network, as the kernel has it. */
const hostSchema = z.object({
  name: z.string().min(1),
  /** What the topology calls it, where it does not know the plan's name. */
  lent: z.string().min(1).optional(),
  netns: z.string().min(1),
  interface: z.string().min(1),
  /** That of its first interface that was planned comes first. */
  addresses: z.tuple([addressSchema], addressSchema),
});

const environmentSchema = z.object({
  mininet: z.string(),
  kernel: z.string(),
  python: z.string(),
  switchKind: z.string(),
  stageNetns: z.string(),
  /** The server's host, then the clients'. */
  hosts: z.tuple([hostSchema], hostSchema),
});
export type StageEnvironment = z.infer<typeof environmentSchema>;

export const answerSchema = z.object({
  id: z.int(),
  ok: z.unknown().optional(),
  error: errorSchema.optional(),
});
export const messageSchema = z.union([
  z.object({ ready: z.object({ python: z.string() }) }),
  z.object({ event: journalEventSchema }),
  z.object({ trial: trialSchema }),
  z.object({ progress: buildProgressSchema }),
  // A name is one of ours: a box cannot make us write where it likes.
  z.object({ file: z.string().regex(/^(logs\/)?[A-Za-z0-9][A-Za-z0-9._-]*$/), data: z.base64() }),
  answerSchema,
]);
export type StageMessage = z.infer<typeof messageSchema>;

/**
 * Checks the answer to a build: each host that was asked for, in that order, with an address.
 * Throws LabError STAGE_LOST with what was read.
 */
export function parseEnvironment(
  value: unknown,
  { server, clients }: Pick<BuildRequest, 'server' | 'clients'>,
): StageEnvironment {
  const parsed = environmentSchema.safeParse(value);
  if (!parsed.success) {
    const { path = [], message = '' } = parsed.error.issues[0] ?? {};
    const place = path.join('.');
    const read = JSON.stringify(path.reduce(getPart, value))?.slice(0, 200) ?? 'nothing';
    throw new LabError(
      'STAGE_LOST',
      `The stage described its network wrongly: ${place} is ${read} (${message})`,
      { cause: parsed.error },
    );
  }
  const wanted = [server, ...clients].join(', ');
  const found = parsed.data.hosts.map(({ name }) => name).join(', ');
  if (found === wanted) return parsed.data;
  const both = `the hosts were to be ${wanted}, and are ${found}`;
  throw new LabError('STAGE_LOST', `The stage built another network: ${both}`);
}

function getPart(value: unknown, key: PropertyKey): unknown {
  return (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
}

const playedSchema = z.object({ left: z.string().nullish() });

/** What a play left on the network, by its answer; undefined if it can be played on again. */
export function findLeft(value: unknown): LabError | undefined {
  const left = playedSchema.safeParse(value).data?.left;
  return left ? new LabError('STAGE_LOST', `The network is used up: ${left}`) : undefined;
}

/** An error that a stage told. Its code may be any word: only those of the table are believed. */
export function toStageError({ code, message, hint }: z.infer<typeof errorSchema>): LabError {
  const known = Object.hasOwn(errorTable, code) ? (code as ErrorCode) : 'STAGE_FAILED';
  return new LabError(known, message, hint ? { hint } : {});
}
