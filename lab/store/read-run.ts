/**
 * Reads stored runs. What was written is checked before it is believed: a run of another version,
 * or a damaged one, is refused with a sentence. A scenario that was cut short (the lab was killed)
 * is given as far as it was witnessed.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LabError } from '../model/errors.ts';
import { type JournalEvent, journalEventSchema } from '../model/journal.ts';
import { type Plan, planSchema } from '../model/plan.ts';
import type { TroubleReport } from '../model/report.ts';
import { journalFile, partFile, troubleFile } from './run-store.ts';

/** One scenario of a stored run. */
export type StoredScenario = { folder: string; plan: Plan; trouble?: TroubleReport } & (
  | { kind: 'whole'; events: JournalEvent[] }
  /** As the stage sent it, times counted from the play's base; sources among it. */
  | { kind: 'part'; events: JournalEvent[]; capture: Uint8Array | undefined }
);

export interface StoredRun {
  folder: string;
  scenarios: StoredScenario[];
  /** From result.json; absent if the run did not come so far. */
  result: { box: string; startedAt: string; command: string; wallMs: number } | undefined;
}

const resultSchema = z.object({
  box: z.string(),
  startedAt: z.string(),
  command: z.string(),
  wallMs: z.number(),
  runs: z.array(z.object({ scenario: z.string() })),
});

/** Reads a run's folder, or the folder of one of its scenarios. Throws LabError RUN_UNREADABLE. */
export async function readRun(where: string): Promise<StoredRun> {
  const facts = await stat(where).catch(() => undefined);
  if (!facts?.isDirectory()) {
    throw new LabError('RUN_UNREADABLE', `There is no stored run in ${where}`, {
      hint: 'The newest is .lab/latest; all are in .lab/runs.',
    });
  }
  if (await exists(path.join(where, 'plan.json'))) {
    return { folder: where, scenarios: [await readScenario(where)], result: undefined };
  }
  const entries = await readdir(where, { withFileTypes: true });
  const folders: string[] = [];
  for (const entry of entries.filter((each) => each.isDirectory())) {
    const folder = path.join(where, entry.name);
    if (await exists(path.join(folder, 'plan.json'))) folders.push(folder);
  }
  if (folders.length === 0) {
    throw new LabError('RUN_UNREADABLE', `${where} holds no scenario of a stored run`, {
      hint: 'A run is a folder like .lab/runs/2026-01-31T12-00-00.000Z.',
    });
  }
  const scenarios = await Promise.all(folders.map(readScenario));
  const result = await readResult(path.join(where, 'result.json'));
  const order = result?.runs.map(({ scenario }) => scenario) ?? [];
  const rank = ({ plan }: StoredScenario) => order.indexOf(plan.scenario) + 1 || order.length + 1;
  scenarios.sort((a, b) => rank(a) - rank(b) || a.folder.localeCompare(b.folder));
  return { folder: where, scenarios, result };
}

async function readScenario(folder: string): Promise<StoredScenario> {
  const plan = await readPlan(path.join(folder, 'plan.json'));
  const trouble = await readTrouble(path.join(folder, troubleFile));
  const facts = { folder, plan, ...(trouble && { trouble }) };
  const whole = await readFile(path.join(folder, journalFile), 'utf8').catch(() => undefined);
  if (whole !== undefined) {
    const events = parseJournal(whole, path.join(folder, journalFile), { mayBeCut: false });
    return { kind: 'whole', ...facts, events };
  }
  const file = path.join(folder, partFile);
  const part = await readFile(file, 'utf8').catch(() => '');
  const events = parseJournal(part, file, { mayBeCut: true });
  const capture = await readFile(path.join(folder, 'h1.pcap')).catch(() => undefined);
  return { kind: 'part', ...facts, events, capture };
}

async function readPlan(file: string): Promise<Plan> {
  const value = parseJson(await readFile(file, 'utf8'), file);
  const version = (value as { version?: unknown } | null)?.version;
  if (version !== 1) {
    throw new LabError('RUN_UNREADABLE', `${file} is of version ${version}; this lab reads 1`, {
      hint: 'Judge it with the lab that stored it.',
    });
  }
  return checkForm(planSchema, value, file);
}

function parseJournal(text: string, file: string, how: { mayBeCut: boolean }): JournalEvent[] {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  // Only a line that was being written when the lab was killed may be half a line.
  if (last !== '' && !how.mayBeCut) {
    throw new LabError('RUN_UNREADABLE', `${file} is cut off in line ${lines.length + 1}`);
  }
  return lines.map((line, index) => {
    const where = `${file}, line ${index + 1}`;
    return parseAs(journalEventSchema, line, where);
  });
}

function parseAs<Value>(schema: z.ZodType<Value>, text: string, where: string): Value {
  return checkForm(schema, parseJson(text, where), where);
}

function checkForm<Value>(schema: z.ZodType<Value>, value: unknown, where: string): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new LabError('RUN_UNREADABLE', `${where}: ${z.prettifyError(parsed.error)}`);
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LabError('RUN_UNREADABLE', `${where}: ${(cause as Error).message}`, { cause });
  }
}

/**
 * A run that was cut short has no result, or none that is whole; its evidence counts all the same.
 */
async function readResult(file: string): Promise<z.infer<typeof resultSchema> | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parseAs(resultSchema, text, file);
}

const troubleSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
});

async function readTrouble(file: string): Promise<TroubleReport | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { hint, ...rest } = parseAs(troubleSchema, text, file);
  return { ...rest, ...(hint !== undefined && { hint }) };
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
