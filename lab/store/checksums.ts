/**
 * What each file of a stored scenario was when it was written: checksums.json beside them. So a
 * file that was changed, cut, swapped or lost since is told from one that is as it was.
 *
 * It is a help against accidents and careless edits, and no seal: who can write the folder can
 * write this file, too. Runs of labs before this one have none.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { type JournalEvent, type Witness, witnesses } from '../model/journal.ts';
import { labVersion } from '../model/lab-version.ts';

export const checksumsFile = 'checksums.json';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const partSchema = z.object({ entries: z.int().nonnegative(), sha256 });

export const checksumsSchema = z.object({
  version: z.literal(1),
  /** The lab that wrote it. */
  lab: z.string(),
  /** Of the plan and of trouble.json, as JSON without spaces; no `trouble`: there was none. */
  plan: sha256,
  trouble: sha256.optional(),
  /** Of the journal as it was written; and of each witness's lines alone, joined by newlines. */
  journal: z.object({
    entries: z.int().nonnegative(),
    sha256,
    witnesses: z.record(z.string(), partSchema),
  }),
  /** Of captures and logs, by their names in the folder. */
  files: z.record(z.string(), z.object({ bytes: z.int().nonnegative(), sha256 })),
});
export type Checksums = z.infer<typeof checksumsSchema>;

/** A file that is not as it was. Of a journal: whose entries are not; empty: only their order. */
export type Change =
  | { file: string; how: 'changed' | 'missing' | 'new' }
  | { file: string; how: 'edited'; witnesses: Witness[] };

export function digest(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Takes the checksums of files while they are written, piece by piece. */
export class FileChecksums {
  readonly #files = new Map<string, { bytes: number; hash: Hash }>();

  add(name: string, data: Uint8Array): void {
    const file = this.#files.get(name) ?? { bytes: 0, hash: createHash('sha256') };
    this.#files.set(name, file);
    file.bytes += data.length;
    file.hash.update(data);
  }

  /** What was added so far; more may follow. */
  get(): Checksums['files'] {
    const files = [...this.#files].sort(([a], [b]) => a.localeCompare(b));
    return Object.fromEntries(
      files.map(([name, { bytes, hash }]) => [name, { bytes, sha256: hash.copy().digest('hex') }]),
    );
  }
}

/** The checksums of a scenario: `plan` and `trouble` as values, `journal` as it is written. */
export function makeChecksums(facts: {
  plan: unknown;
  trouble: unknown;
  journal: string;
  events: readonly JournalEvent[];
  files: Checksums['files'];
}): Checksums {
  const lines = facts.journal.split('\n');
  const parts = sumWitnesses(facts.events.map(({ witness }, at) => [witness, lines[at] ?? '']));
  return {
    version: 1,
    lab: labVersion,
    plan: digestValue(facts.plan),
    ...(facts.trouble !== undefined && { trouble: digestValue(facts.trouble) }),
    journal: {
      entries: facts.events.length,
      sha256: digest(facts.journal),
      witnesses: Object.fromEntries(parts),
    },
    files: facts.files,
  };
}

/** Of a value as it is stored: how it is laid out in its file does not matter. */
function digestValue(value: unknown): string {
  return digest(JSON.stringify(value));
}

function sumWitnesses(lines: Iterable<readonly [Witness, string]>) {
  const sums = new Map<Witness, { entries: number; hash: Hash }>();
  for (const [witness, line] of lines) {
    const sum = sums.get(witness) ?? { entries: 0, hash: createHash('sha256') };
    sums.set(witness, sum);
    sum.entries += 1;
    sum.hash.update(`${line}\n`);
  }
  return new Map(
    [...sums].map(([witness, { entries, hash }]) => [
      witness,
      { entries, sha256: hash.digest('hex') },
    ]),
  );
}

/**
 * What of a scenario's folder is not as it was; `plan`, `trouble` and `journal` as they are read.
 */
export async function findChanges(
  folder: string,
  known: Checksums,
  found: { plan: unknown; trouble: unknown; journal: Uint8Array },
): Promise<Change[]> {
  const changes: Change[] = [];
  if (digestValue(found.plan) !== known.plan) changes.push({ file: 'plan.json', how: 'changed' });
  const trouble = found.trouble === undefined ? undefined : digestValue(found.trouble);
  if (trouble !== known.trouble) {
    const how = trouble === undefined ? 'missing' : known.trouble === undefined ? 'new' : 'changed';
    changes.push({ file: 'trouble.json', how });
  }
  const edited = findEdited(known.journal, found.journal);
  if (edited) changes.push({ file: 'journal.jsonl', how: 'edited', witnesses: edited });
  const files = Object.entries(known.files).map(async ([name, file]) => {
    const how = await compareFile(path.join(folder, name), file);
    return how === undefined ? [] : [{ file: name, how }];
  });
  changes.push(...(await Promise.all(files)).flat());
  const captures = (await readdir(folder)).filter((name) => name.endsWith('.pcap'));
  const added = captures.filter((name) => known.files[name] === undefined);
  return [...changes, ...added.map((file) => ({ file, how: 'new' as const }))];
}

/** Whether a file is what it was: undefined if it is. */
export async function compareFile(
  file: string,
  { bytes, sha256 }: { bytes: number; sha256: string },
): Promise<'changed' | 'missing' | undefined> {
  const facts = await stat(file).catch(() => undefined);
  if (!facts?.isFile()) return 'missing';
  return facts.size === bytes && (await digestFile(file)) === sha256 ? undefined : 'changed';
}

/** Whose entries are not as they were; empty if only their order is not; undefined: all is well. */
function findEdited(known: Checksums['journal'], bytes: Uint8Array): Witness[] | undefined {
  if (digest(bytes) === known.sha256) return undefined;
  // Line ends and spaces, which an editor may have changed, are no evidence.
  const lines = Buffer.from(bytes)
    .toString()
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const events = lines.map((line) => JSON.parse(line) as JournalEvent);
  const plain = events.map((event) => JSON.stringify(event));
  if (digest(plain.map((line) => `${line}\n`).join('')) === known.sha256) return undefined;
  const parts = sumWitnesses(events.map(({ witness }, at) => [witness, plain[at] ?? '']));
  return witnesses.filter((witness) => {
    const [one, other] = [parts.get(witness), known.witnesses[witness]];
    return one?.sha256 !== other?.sha256 || one?.entries !== other?.entries;
  });
}

async function digestFile(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk);
    return hash.digest('hex');
  } catch {
    return undefined; // What cannot be read is no evidence.
  }
}
