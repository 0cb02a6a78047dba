/**
 * Hand-ins by authors who had the assignment's text only, and what a teaching assistant gave them
 * before the lab saw them: fair.json. A cell that it does not name deserves the points. Where the
 * lab gives something else for a reason that stands, the reason is here.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const strangers = fileURLToPath(new URL('.', import.meta.url));

const reasons = z.record(z.string(), z.string()).default({});
const fairSchema = z.record(
  z.string(),
  z.object({
    /** By criterion, why it earns nothing; and why a person has to think. */
    no: reasons,
    look: reasons,
    /** Parts of the extra credit that are earned, and those to think about; the rest is not. */
    extra: z.array(z.string()).default([]),
    extraLook: z.array(z.string()).default([]),
  }),
);
export type Fair = z.infer<typeof fairSchema>[string];

export const fair = fairSchema.parse(
  JSON.parse(readFileSync(new URL('fair.json', import.meta.url), 'utf8')),
);

/** The criteria of the extra credit, by the words of fair.json. */
export const extras: Readonly<Record<string, number>> = { chat: 11, bye: 12, print: 13 };

/** By submission and criterion, why the lab may give something else. */
export const differs: Readonly<Record<string, Readonly<Record<number, string>>>> = {};

/** Those that the gate plays: each language, and each kind that was new to the lab. */
export const inGate: readonly string[] = [];
