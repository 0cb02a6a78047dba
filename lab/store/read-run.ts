/**
 * Reads stored runs. What was written is checked before it is believed: a run of another version,
 * or a damaged one, is refused with a sentence. A scenario that was cut short (the lab was killed)
 * is given as far as it was witnessed.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { describeIssues } from '../model/describe-issues.ts';
import { LabError } from '../model/errors.ts';
import { type JournalEvent, journalEventSchema } from '../model/journal.ts';
import { type Plan, planSchema } from '../model/plan.ts';
import type { TroubleReport } from '../model/report.ts';
import { journalFile, partFile, troubleFile } from './run-store.ts';

/** One scenario of a stored run. */
export type StoredScenario = { folder: string; plan: Plan; trouble?: TroubleReport } & (
  | { kind: 'whole'; events: JournalEvent[] }
  /** As the stage sent it, times counted from the play's base; sources among it. */
  | {
      kind: 'part';
      events: JournalEvent[];
      capture: Uint8Array | undefined;
      /** Of a chat, by the host of the client. */
      clientCaptures: Map<string, Uint8Array>;
    }
);

export interface StoredRun {
  folder: string;
  scenarios: StoredScenario[];
  /** From result.json; absent if the run did not come so far. */
  result: { box: string; startedAt: string; command: string; wallMs: number } | undefined;
}

const pcap = 'h1.pcap';

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
    const scenario = await readScenario(where);
    // Where and when it was played stands beside it, if it still lies in its run.
    const around = await readResult(path.join(where, '..', 'result.json')).catch(() => undefined);
    const isOurs = around?.runs.some((run) => run.scenario === scenario.plan.scenario);
    return { folder: where, scenarios: [scenario], result: isOurs ? around : undefined };
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
  const file = path.join(folder, journalFile);
  const whole = await readIfThere(file);
  if (whole !== undefined) {
    const events = parseJournal(whole.toString(), file, { mayBeCut: false });
    if (!trouble) checkEnd(events, file);
    return { kind: 'whole', ...facts, events };
  }
  const part = path.join(folder, partFile);
  const text = (await readIfThere(part))?.toString() ?? '';
  const events = parseJournal(text, part, { mayBeCut: true });
  const capture = await readIfThere(path.join(folder, pcap));
  const clientCaptures = await readClientCaptures(folder, plan);
  return { kind: 'part', ...facts, events, capture, clientCaptures };
}

async function readClientCaptures(folder: string, plan: Plan): Promise<Map<string, Uint8Array>> {
  const read = plan.clients.map(async ({ host }) => {
    const bytes = await readIfThere(path.join(folder, `${host}.pcap`));
    return bytes ? [[host, bytes] as const] : [];
  });
  return new Map((await Promise.all(read)).flat());
}

async function readPlan(file: string): Promise<Plan> {
  const value = parseJson((await readIfThere(file))?.toString() ?? '', file);
  const version = (value as { version?: unknown } | null)?.version;
  if (version !== 1) {
    const found = version === undefined ? 'says no version' : `is of version ${describe(version)}`;
    throw new LabError('RUN_UNREADABLE', `${file} ${found}; this lab reads 1`, {
      hint: 'Judge it with the lab that stored it.',
    });
  }
  return parseWith(planSchema, value, file);
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
    const value = parseJson(line, where);
    const kind = (value as { kind?: unknown } | null)?.kind;
    if (kind !== undefined && !kinds.has(kind)) {
      // To leave it out would be to judge without evidence that the run has.
      const message = `${where}: this lab knows no entry of the kind ${describe(kind)}`;
      throw new LabError('RUN_UNREADABLE', message, {
        hint: 'A newer lab may have stored it: judge it with that one.',
      });
    }
    return parseWith(journalEventSchema, value, where);
  });
}

/** Every play ends with a reading of the clocks, or with a gap that says that there is none. */
function checkEnd(events: readonly JournalEvent[], file: string): void {
  const hasEnd = events.some(
    (event) => (event.kind === 'clock' && event.when === 'end') || event.kind === 'gap',
  );
  if (hasEnd) return;
  throw new LabError('RUN_UNREADABLE', `${file} is cut off: it has no end of the play`);
}

const kinds = new Set<unknown>(journalEventSchema.options.map(({ shape }) => shape.kind.value));

/** A value in a message: short, whatever it is. */
function describe(value: unknown): string {
  return cutWord(JSON.stringify(value));
}

function cutWord(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}

function parseWith<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new LabError('RUN_UNREADABLE', `${where}: ${describeIssues(parsed.error, 'all of it')}`);
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LabError('RUN_UNREADABLE', `${where}: ${(cause as Error).message}`, { cause });
  }
}

/** A run that was cut short has no result; its evidence counts all the same. */
async function readResult(file: string): Promise<z.infer<typeof resultSchema> | undefined> {
  const text = await readIfThere(file);
  return text && parseWith(resultSchema, parseJson(text.toString(), file), file);
}

const troubleSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
});

async function readTrouble(file: string): Promise<TroubleReport | undefined> {
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  const { hint, ...rest } = parseWith(troubleSchema, parseJson(text.toString(), file), file);
  return { ...rest, ...(hint !== undefined && { hint }) };
}

/** A file's bytes; undefined only if it is not there: what cannot be read was not left out. */
async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const message = `Cannot read ${file}: ${(cause as Error).message}`;
    throw new LabError('RUN_UNREADABLE', message, { cause });
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
