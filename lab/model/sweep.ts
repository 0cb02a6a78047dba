/**
 * A sweep: the same conversation at many timings. What was asked (`SweepSettings`), one trial of it
 * as planned and as judged, and the report that reporters show. Plain data.
 */
import { z } from 'zod';
import type { Outcome } from './outcome.ts';
import { ranges } from './ranges.ts';
import type { TroubleReport } from './report.ts';
import { linksSchema, makeNumber } from './scenario.ts';

const ms = makeNumber(ranges.ms);
const roleSchema = z.enum(['X', 'Y']);
export type SweepRole = z.infer<typeof roleSchema>;

export const sweepSettingsSchema = z.object({
  /** ms between the two messages. */
  gaps: z.array(ms).min(1),
  /** How often each crossing of a gap, an order and an order of connecting is played. */
  repeat: z.int().positive(),
  /** Whose message is meant to be first, and who connects first. */
  orders: z.array(roleSchema).min(1),
  connects: z.array(roleSchema).min(1),
  /** Shuffles the trials: the same seed, the same trials in the same order. */
  seed: z.int(),
  shard: z.object({ index: z.int().positive(), of: z.int().positive() }),
  topology: z.string(),
  switch: z.enum(['lxbr', 'ovs']),
  links: linksSchema,
  port: z.int(),
  /** How many clients; absent: two. Each sends the gap after the one before it. */
  clients: z.int().min(2).max(26).optional(),
  commands: z.object({
    server: z.string().optional(),
    X: z.string().optional(),
    Y: z.string().optional(),
  }),
  checks: z.array(z.string()).min(1),
});
export type SweepSettings = z.infer<typeof sweepSettingsSchema>;

export const sweepTrialSchema = z.object({
  /** From 0, in the order of gaps, orders, connects and repeats: the same in every shard. */
  number: z.int().nonnegative(),
  gapMs: ms,
  first: roleSchema,
  connects: roleSchema,
});
export type SweepTrial = z.infer<typeof sweepTrialSchema>;

/** A trial as it was judged. */
export interface TrialRecord extends SweepTrial {
  outcome: 'pass' | 'fail' | 'unknown';
  /** Whether the server's verdict agreed with the wire. */
  order: 'pass' | 'fail' | 'unknown';
  /** Roles in the order in which their messages were complete on the wire; empty: not seen. */
  wireOrder: string[];
  /** ms from the first of them to the last. */
  wireGapMs: number | null;
  /** Of more than two: ms between the two neighbours that were the closest. */
  closestMs?: number;
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
