/**
 * Reads stored runs. What was written is checked before it is believed: a run of another version,
 * or a damaged one, is refused with a sentence. A scenario that was cut short (the lab was killed)
 * is given as far as it was witnessed.
 */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { LabError } from '../model/errors.ts';
import { type JournalEvent, journalEventSchema } from '../model/journal.ts';
import { type Plan, planSchema } from '../model/plan.ts';
import type { TroubleReport } from '../model/report.ts';
import {
  type Change,
  type Checksums,
  checksumsFile,
  checksumsSchema,
  findChanges,
} from './checksums.ts';
import { checkVersion, describeValue, parseJson, parseWith, readIfThere } from './parse-stored.ts';
import {
  findMissing,
  findStrays,
  type MissingScenario,
  type Result,
  readResult,
} from './read-result.ts';
import { journalFile, partFile, troubleFile } from './run-store.ts';

/** One scenario of a stored run. */
export type StoredScenario = {
  folder: string;
  plan: Plan;
  trouble?: TroubleReport;
  /** Why it does not belong to its run as it is, or is not all there. */
  stray?: string;
} & (
  | {
      kind: 'whole';
      events: JournalEvent[];
      /** What is not as it was when it was written; undefined where nothing tells (older labs). */
      changes: Change[] | undefined;
    }
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
  /** What result.json lists, and is not in the folder. */
  missing: MissingScenario[];
  /** From result.json; absent if the run did not come so far. */
  result: Pick<Result, 'box' | 'startedAt' | 'command' | 'wallMs' | 'watching'> | undefined;
}

const pcap = 'h1.pcap';

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
    if (isOurs && around) await findStrays([scenario], around);
    const result = isOurs ? around : undefined;
    return { folder: where, scenarios: [scenario], missing: [], result };
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
  if (result) await findStrays(scenarios, result);
  return { folder: where, scenarios, missing: findMissing(scenarios, result), result };
}

async function readScenario(folder: string): Promise<StoredScenario> {
  const [plan, planValue] = await readPlan(path.join(folder, 'plan.json'));
  const [trouble, troubleValue] = await readTrouble(path.join(folder, troubleFile));
  const facts = { folder, plan, ...(trouble && { trouble }) };
  const file = path.join(folder, journalFile);
  const whole = await readIfThere(file);
  if (whole !== undefined) {
    const events = parseJournal(whole.toString(), file, { mayBeCut: false });
    if (!trouble) checkEnd(events, file);
    const checksums = await readChecksums(path.join(folder, checksumsFile));
    const found = { plan: planValue, trouble: troubleValue, journal: whole };
    const changes = checksums && (await findChanges(folder, checksums, found));
    return { kind: 'whole', ...facts, events, changes };
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

/** The plan, and the value that its file holds. */
async function readPlan(file: string): Promise<[Plan, unknown]> {
  const value = parseJson((await readIfThere(file))?.toString() ?? '', file);
  checkVersion(value, file, 1);
  return [parseWith(planSchema, value, file), value];
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
      const message = `${where}: this lab knows no entry of the kind ${describeValue(kind)}`;
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

const troubleSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
});

async function readTrouble(file: string): Promise<[TroubleReport | undefined, unknown]> {
  const text = await readIfThere(file);
  if (text === undefined) return [undefined, undefined];
  const value = parseJson(text.toString(), file);
  const { hint, ...rest } = parseWith(troubleSchema, value, file);
  return [{ ...rest, ...(hint !== undefined && { hint }) }, value];
}

async function readChecksums(file: string): Promise<Checksums | undefined> {
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  const value = parseJson(text.toString(), file);
  checkVersion(value, file, 1);
  return parseWith(checksumsSchema, value, file);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
