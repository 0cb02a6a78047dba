/** What a scenario of the pinger can say under `options`, and what holds where it says nothing. */
import * as z from 'zod';
import { describeIssues } from '../../model/describe-issues.ts';
import { LabError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';

/** What assignment.txt asks: ten pings, one a second, a second for each answer, 30 % left out. */
export const optionsSchema = z.strictObject({
  pings: z.int().min(1).max(1000).default(10),
  /** The least time from one ping to the next. */
  intervalMs: z.number().min(0).max(10_000).default(1000),
  /** How long the client waits for each answer. */
  timeoutMs: z.number().min(1).max(10_000).default(1000),
  /** The share of the pings that the server leaves out. */
  share: z.number().min(0).max(1).default(0.3),
  /** Which pings our server leaves out. */
  seed: z.int().min(0).max(1_000_000).default(5),
});
export type PingerOptions = z.infer<typeof optionsSchema>;

/** The options of a scenario or plan, filled in. Throws LabError FILE_WRONG, with its name. */
export function readOptions({
  scenario,
  options = {},
}: {
  scenario: string;
  options?: Record<string, unknown> | undefined;
}): PingerOptions {
  const result = optionsSchema.safeParse(options);
  if (result.success) return result.data;
  const because = describeIssues(result.error);
  const message = `The options of the scenario ${scenario} are wrong: ${because}`;
  const known = Object.keys(optionsSchema.shape).join(', ');
  throw new LabError('FILE_WRONG', message, { hint: `Its options are ${known}.` });
}

/** Those of a plan, for checkers: the plan's maker filled them in. */
export function getOptions(plan: Plan): PingerOptions {
  return optionsSchema.parse(plan.options ?? {});
}
