/**
 * A sweep: the same conversation at many timings. What was asked (`SweepSettings`), one trial of it
 * as planned and as judged, and the report that reporters show. Plain data.
 */
import * as z from 'zod';
import type { Outcome } from './outcome.ts';
import { ranges } from './ranges.ts';
import type { TroubleReport } from './report.ts';
import { clientRoleSchema, linksSchema, makeNumber, type ScenarioInput } from './scenario.ts';
import { shardSchema } from './shard.ts';

const ms = makeNumber(ranges.ms);

export const sweepSettingsSchema = z.object({
  /** Its name, or its file's path; absent: the usual one (lab/assignments). */
  assignment: z.string().optional(),
  /** ms between the two messages. */
  gaps: z.array(ms).min(1),
  /** How often each crossing of a gap, an order and an order of connecting is played. */
  repeat: z.int().positive(),
  /** Whose message is meant to be first, and who connects first. */
  orders: z.array(clientRoleSchema).min(1),
  connects: z.array(clientRoleSchema).min(1),
  /** Shuffles the trials: the same seed, the same trials in the same order. */
  seed: z.int(),
  shard: shardSchema,
  topology: z.string(),
  switch: z.enum(['lxbr', 'ovs']),
  links: linksSchema,
  port: z.int(),
  /** How many clients; absent: the assignment's. Each sends the gap after the one before it. */
  clients: z.int().min(1).max(26).optional(),
  /** Shell commands to run instead of the assignment's own programs, by role: `server`, `X`. */
  commands: z.record(z.string(), z.string()),
  checks: z.array(z.string()).min(1),
});
export type SweepSettings = z.infer<typeof sweepSettingsSchema>;

export const sweepTrialSchema = z.object({
  /** From 0, in the order of gaps, orders, connects and repeats: the same in every shard. */
  number: z.int().nonnegative(),
  gapMs: ms,
  first: clientRoleSchema,
  connects: clientRoleSchema,
});
export type SweepTrial = z.infer<typeof sweepTrialSchema>;

/** What an assignment is told of a trial, beside the trial itself. */
export interface TrialFacts {
  /** How many clients there are. */
  clients: number;
  /** Whether any program is started by a command, at the time at which it is to connect. */
  isForeign: boolean;
  /** True on an emulated machine, where all takes dozens of times as long. */
  isSlow: boolean;
}

/** What the settings say of every trial, and no assignment has to. */
type Settled = 'name' | 'checks' | 'topology' | 'switch' | 'links' | 'port' | 'server';

/** How an assignment is swept: what its contract has under `sweep`. */
export interface SweepDesign {
  /** What every trial is asked. */
  readonly checks: readonly string[];
  /** The one of them that says whether the server's answer agreed with the order on the wire. */
  readonly orderCheck: string;
  /** Who connects when and who sends when, in ms after the epoch; commands are added to it. */
  makeScenario(trial: SweepTrial, facts: TrialFacts): Omit<ScenarioInput, Settled>;
  /** So many clients in the order in which they send; absent: `first`, then the others. */
  getSendOrder?(first: string, count: number): readonly string[];
}

/** A trial as it was judged. */
export interface TrialRecord extends SweepTrial {
  outcome: 'pass' | 'fail' | 'unknown';
  /** Whether the server's verdict agreed with the wire. */
  order: 'pass' | 'fail' | 'unknown';
  /** Roles in the order in which their messages were complete on the wire; empty: not seen. */
  wireOrder: string[];
  /** ms from the first of them to the last. */
  wireGapMs: number | null;
  /** ms below which two messages of this trial have no order (lab/model/resolution.ts). */
  resolutionMs: number;
  /** Of more than two: ms between the two neighbours that were the closest. */
  closestMs?: number;
  /** How the kernel was a witness of it; null: not at all. */
  kernel?: 'exact' | 'sampled' | null;
  /** Why, where the outcome is no pass. */
  because: string | null;
  /** True where it came to no end: what befell it is no fault of a program. */
  troubled: boolean;
  /** True where the machine alone left it open: it is played again (Verdict.disturbed). */
  disturbed?: true;
}

/** All trials of one gap. */
export interface GapSummary {
  gapMs: number;
  trials: number;
  /** Trials in which the verdict was that of the wire, another one, or could not be decided. */
  agreed: number;
  disagreed: number;
  unknown: number;
  /** Trials that broke another promise. */
  failed: number;
  /** The share of the decided trials that agreed, with its 95 % interval (Wilson); null: none. */
  agreement: { share: number; low: number; high: number } | null;
  /** Of the trials that were seen on the wire, those in the planned order. */
  inOrder: number;
  seen: number;
  /** |gap on the wire - gap planned|, ms; null if none was seen. */
  errorMs: { p50: number; p99: number } | null;
}

export interface SweepReport {
  outcome: Outcome;
  box: string;
  /** Trials that were played, and those that were asked for. */
  trials: number;
  planned: number;
  /** The smallest gap from which on the planned order always reached the wire; null: none did. */
  resolutionMs: number | null;
  /** How long it took to play, or, of a stored one, to judge it again. */
  wallMs: number;
  /** True if the trials are stored ones, and only judged again. */
  isStored?: true;
  startedAt: string;
  command: string;
  stages: number;
  settings: SweepSettings;
  gaps: GapSummary[];
  /** The trials that did not pass, the worst first, no more than a person reads. */
  examples: TrialRecord[];
  /** Where the evidence lies. */
  directory: string | null;
  /** What befell the lab, so that not all was played. */
  trouble?: TroubleReport;
}
