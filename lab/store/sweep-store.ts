/**
 * Stored sweeps: sweep.json says what was asked; each series of trials is one pack, a journal with
 * a line for each trial (series-1.jsonl) beside its capture (series-1.pcap). A line is whole by
 * itself: the trial, its plan, its entries. It is written once the trial is over, so that a sweep
 * which was ended by force keeps all trials before. Each line ends with its own checksum, and the
 * capture's stands in a line of its own, so that what was changed later is told.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { describeIssues } from '../model/describe-issues.ts';
import type { Doubt } from '../model/doubt.ts';
import { LabError } from '../model/errors.ts';
import { type EventOf, type JournalEvent, journalEventSchema } from '../model/journal.ts';
import { type Plan, planSchema } from '../model/plan.ts';
import { type SweepTrial, sweepSettingsSchema, sweepTrialSchema } from '../model/sweep.ts';
import { compareFile, digest, FileChecksums } from './checksums.ts';
import { writeRunFile } from './run-store.ts';

export const sweepFile = 'sweep.json';

const headerSchema = z.object({
  version: z.literal(1),
  box: z.string(),
  startedAt: z.string(),
  command: z.string(),
  stages: z.int(),
  settings: sweepSettingsSchema,
});
export type SweepHeader = z.infer<typeof headerSchema>;

/** A line of a pack. */
export interface StoredTrial {
  trial: SweepTrial;
  plan: Plan;
  events: JournalEvent[];
  /** Why it came to no end; null if it did. */
  because: string | null;
  /** What is not as it was written; absent if all is, or where nothing tells (older labs). */
  doubts?: readonly Doubt[];
}

const trialSchema = z.object({
  trial: sweepTrialSchema,
  plan: planSchema,
  because: z.string().nullable(),
  events: z.array(journalEventSchema),
});
/** A pack's last line where evidence is missing of all its trials. */
const gapsSchema = z.object({ gaps: z.array(journalEventSchema) });
/** A line behind the trials: what the pack's capture was. */
const captureSchema = z.object({
  capture: z.object({ bytes: z.int().nonnegative(), sha256: z.string() }),
});

/** Writes what was asked. Throws LabError STORE_FAILED. */
export async function writeSweepHeader(folder: string, header: SweepHeader): Promise<void> {
  await writeRunFile(folder, sweepFile, `${JSON.stringify(header, null, 2)}\n`);
}

/** True if a folder holds a sweep. */
export async function isSweep(folder: string): Promise<boolean> {
  return stat(path.join(folder, sweepFile)).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

/** Reads what was asked. Throws LabError RUN_UNREADABLE. */
export async function readSweepHeader(folder: string): Promise<SweepHeader> {
  const file = path.join(folder, sweepFile);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const message = `There is no stored sweep in ${folder}`;
    throw new LabError('RUN_UNREADABLE', message, { hint: 'All are in .lab/runs.', cause });
  });
  return parseLine(headerSchema, text, file);
}

/** The packs of a sweep, as paths, in the order in which they were begun. */
export async function listPacks(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /^series-\d+\.jsonl$/.test(name));
  const number = (name: string) => Number.parseInt(name.slice('series-'.length), 10);
  return names.sort((a, b) => number(a) - number(b)).map((name) => path.join(folder, name));
}

/**
 * The whole trials of a pack, one by one: who judges one may forget it before the next is parsed.
 * Throws LabError RUN_UNREADABLE.
 */
export async function* readPack(file: string): AsyncGenerator<StoredTrial> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  lines.pop(); // Nothing, or half a line: what was being written when the lab was ended by force.
  const gaps = lines
    .filter((line) => line.startsWith(gapsStart))
    .flatMap((line) => parseLine(gapsSchema, line, file).gaps);
  const lost = await findLostCapture(file, lines);
  for (const [index, line] of lines.entries()) {
    if (line.startsWith(gapsStart) || line.startsWith(captureStart)) continue;
    const stored = parseLine(trialSchema, line, `${file}, line ${index + 1}`);
    stored.events.push(...gaps);
    const doubts = [...lost, ...findEdited(line, `${path.basename(file)}, line ${index + 1}`)];
    yield doubts.length === 0 ? stored : { ...stored, doubts };
  }
}

const gapsStart = '{"gaps"';
const captureStart = '{"capture"';
const checksumStart = ',"sha256":"';
/** A line's end: its checksum, which is that of all before it. */
const checksumLength = checksumStart.length + 64 + '"}'.length;

/** A trial as a line; the newline is not in it. */
function renderTrial({ trial, plan, because, events }: StoredTrial): string {
  const text = JSON.stringify({ trial, plan, because, events }).slice(0, -1);
  return `${text}${checksumStart}${digest(text)}"}`;
}

/** A line that is not as it was written; one that has no checksum is of a lab before them. */
function findEdited(line: string, where: string): Doubt[] {
  const text = line.slice(0, -checksumLength);
  const end = line.slice(-checksumLength);
  if (!end.startsWith(checksumStart) || end === `${checksumStart}${digest(text)}"}`) return [];
  return [{ of: 'all', because: `${where} was changed after the trial` }];
}

/** Whether the pack's capture is still what it was; it is compared, and not read again. */
async function findLostCapture(file: string, lines: readonly string[]): Promise<Doubt[]> {
  const line = lines.findLast((each) => each.startsWith(captureStart));
  if (line === undefined) return [];
  const { capture } = parseLine(captureSchema, line, file);
  const how = await compareFile(file.replace(/jsonl$/, 'pcap'), capture);
  if (how === undefined) return [];
  const name = path.basename(file).replace(/jsonl$/, 'pcap');
  const because = how === 'missing' ? 'is missing' : 'was changed after the sweep';
  return [{ of: 'wire', because: `${name} ${because}` }];
}

function parseLine<Value>(schema: z.ZodType<Value>, line: string, where: string): Value {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new LabError('RUN_UNREADABLE', `${where}: ${(cause as Error).message}`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new LabError('RUN_UNREADABLE', `${where}: ${describeIssues(parsed.error)}`);
}

/** Writes one pack. Its methods never throw: see `failure`. */
export class PackWriter {
  /** The first trouble with the disk, if any. */
  failure: LabError | undefined;
  readonly #folder: string;
  readonly #name: string;
  readonly #files = new Map<string, number>();
  readonly #capture = new FileChecksums();

  constructor(folder: string, number: number) {
    this.#folder = folder;
    this.#name = `series-${number}`;
  }

  addTrial(trial: StoredTrial): void {
    this.#write('jsonl', `${renderTrial(trial)}\n`);
  }

  /** Evidence that is missing of all its trials; the last line. */
  addGaps(gaps: readonly EventOf<'gap'>[]): void {
    if (gaps.length > 0) this.#write('jsonl', `${JSON.stringify({ gaps })}\n`);
  }

  addCapture(data: Uint8Array): void {
    this.#write('pcap', data);
    this.#capture.add('pcap', data);
  }

  close(): void {
    const { pcap: capture } = this.#capture.get();
    if (capture) this.#write('jsonl', `${JSON.stringify({ capture })}\n`);
    for (const file of this.#files.values()) closeSync(file);
    this.#files.clear();
  }

  #write(ending: string, data: string | Uint8Array): void {
    if (this.failure) return;
    const file = path.join(this.#folder, `${this.#name}.${ending}`);
    try {
      const open = this.#files.get(ending) ?? openSync(file, 'a');
      this.#files.set(ending, open);
      const bytes = typeof data === 'string' ? Buffer.from(data) : data;
      for (let at = 0; at < bytes.length; ) at += writeSync(open, bytes, at);
    } catch (cause) {
      const message = `Cannot write ${file}: ${(cause as Error).message}`;
      this.failure = new LabError('STORE_FAILED', message, { cause });
    }
  }
}
