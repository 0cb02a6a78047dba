/**
 * Reads result.json of a run: where and when it was played, and which scenarios belong to it, so
 * that one which was lost, or put there later, is told.
 */
import path from 'node:path';
import * as z from 'zod';
import type { Plan } from '../model/plan.ts';
import { resultVersion } from '../model/report.ts';
import { watchingSchema } from '../model/watching.ts';
import { checksumsFile, digest } from './checksums.ts';
import { checkVersion, parseJson, parseWith, readIfThere } from './parse-stored.ts';

const resultSchema = z.object({
  /** Absent: of a lab before there were checksums. */
  version: z.literal(resultVersion).optional(),
  box: z.string(),
  startedAt: z.string(),
  command: z.string(),
  wallMs: z.number(),
  watching: watchingSchema.optional(),
  runs: z.array(
    z.object({
      scenario: z.string(),
      robustness: z.boolean().default(false),
      checksum: z.string().optional(),
      verdicts: z
        .array(z.object({ check: z.string(), informs: z.boolean().default(false) }))
        .default([]),
    }),
  ),
});
export type Result = z.infer<typeof resultSchema>;

/** A scenario of which nothing is left but what it was asked. */
export interface MissingScenario {
  scenario: string;
  robustness: boolean;
  /** The checks that decided something there. */
  checks: string[];
}

/**
 * A run that was cut short has no result; its evidence counts all the same. Throws LabError
 * RUN_UNREADABLE for one of another version, or that does not fit its schema.
 */
export async function readResult(file: string): Promise<Result | undefined> {
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  const value = parseJson(text.toString(), file);
  // Those of labs before there were versions say none.
  if ((value as { version?: unknown } | null)?.version !== undefined) {
    checkVersion(value, file, resultVersion);
  }
  return parseWith(resultSchema, value, file);
}

/** Notes which of a run's scenarios are not those that its result.json tells of. */
export async function findStrays(
  scenarios: readonly { folder: string; plan: Plan; stray?: string }[],
  result: Result,
): Promise<void> {
  if (result.version === undefined) return;
  const listed = new Map(result.runs.map((run) => [run.scenario, run]));
  for (const stored of scenarios) {
    const name = path.basename(path.resolve(stored.folder));
    const run = listed.get(stored.plan.scenario);
    const text = await readIfThere(path.join(stored.folder, checksumsFile));
    if (!run || name !== stored.plan.scenario) {
      stored.stray = `result.json of this run does not list ${name}: it was put there later`;
    } else if (run.checksum !== undefined && text === undefined) {
      stored.stray = `${checksumsFile} is missing, so nothing shows that all is as it was`;
    } else if (run.checksum !== undefined && text && digest(text) !== run.checksum) {
      stored.stray = `${checksumsFile} is not the one that result.json of this run tells of`;
    }
  }
}

/** What a run is without, though its result.json lists it. */
export function findMissing(
  scenarios: readonly { plan: Plan }[],
  result: Result | undefined,
): MissingScenario[] {
  if (result?.version === undefined) return [];
  const there = new Set(scenarios.map(({ plan }) => plan.scenario));
  return result.runs
    .filter(({ scenario }) => !there.has(scenario))
    .map(({ scenario, robustness, verdicts }) => ({
      ...{ scenario, robustness },
      checks: verdicts.filter(({ informs }) => !informs).map(({ check }) => check),
    }));
}
