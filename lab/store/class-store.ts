/**
 * Stored classes: .lab/runs/<time>/class.json says what was asked; each submission has a folder
 * there with its plays, its page and, once it is marked, marking.json. So a class that was ended
 * early, however roughly, is resumed with what it has. A shard of a class is stored as a class is,
 * and knows the whole: find-classes.ts finds those that belong together.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { type Marked, markedSchema, personSchema } from '../model/class.ts';
import { LabError } from '../model/errors.ts';
import { formatShard, shardSchema } from '../model/shard.ts';
import { writeRunFile } from './run-store.ts';

export const classFile = 'class.json';
const markedFile = 'marking.json';

/** What tells that two stored classes are shards of one, and what is missing of it. */
const partSchema = z.object({
  /** 1/1: all of the class. */
  shard: shardSchema,
  /** What the lab was that marked it (lab/run/build-mark.ts). */
  build: z.string(),
  /** All that the class has, in the order in which it is dealt out to the shards. */
  submissions: z.array(
    z.object({ name: z.string(), slug: z.string(), people: z.array(personSchema).optional() }),
  ),
  /** The command without its shard, for a shell, in any folder. */
  again: z.string(),
  /** The machine, and the folder in which the command was given. */
  host: z.string(),
  folder: z.string(),
});
export type ClassPart = z.infer<typeof partSchema>;

const headerSchema = z.object({
  version: z.literal(1),
  /** The folder with the submissions, as an absolute path. */
  where: z.string(),
  /** What changes the marks: two classes with different settings are two. */
  settings: z.string(),
  startedAt: z.string(),
  command: z.string(),
  /** Absent in classes of labs before there were shards. */
  part: partSchema.optional(),
});
export type ClassHeader = z.infer<typeof headerSchema>;

/** Throws LabError STORE_FAILED. */
export async function writeClassHeader(folder: string, header: ClassHeader): Promise<void> {
  await writeRunFile(folder, classFile, `${JSON.stringify(header, null, 2)}\n`);
}

/** Undefined where there is none, or none that can be read. */
export async function readClassHeader(folder: string): Promise<ClassHeader | undefined> {
  const text = await readFile(path.join(folder, classFile), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parse(headerSchema, text);
}

/** Keeps one that is marked; its folder is there. Throws LabError STORE_FAILED. */
export async function writeMarked(folder: string, marked: Marked): Promise<void> {
  const text = `${JSON.stringify(marked, null, 2)}\n`;
  await writeRunFile(path.join(folder, marked.slug), markedFile, text);
}

/** What is looked for to go on with it. */
export interface WantedClass extends Pick<ClassHeader, 'where' | 'settings'> {
  part: ClassPart;
}

/**
 * The newest stored class of a folder with the same settings; undefined: there is none. A shard is
 * gone on with only where the class still has the same submissions, which are dealt out as before,
 * and by the same build, so that all shards are marked alike.
 */
export async function findStoredClass(
  home: string,
  { where, settings, part }: WantedClass,
): Promise<string | undefined> {
  const runs = path.join(home, 'runs');
  const names = await readdir(runs).catch((): string[] => []);
  const shard = formatShard(part.shard);
  const isWhole = part.shard.of === 1;
  for (const name of names.sort().reverse()) {
    const header = await readClassHeader(path.join(runs, name));
    if (header?.where !== where || header.settings !== settings) continue;
    const found = header.part;
    if (shard !== (found ? formatShard(found.shard) : '1/1')) continue;
    if (isWhole || isSameClass(found, part)) return path.join(runs, name);
  }
  return undefined;
}

/** Whether two parts are of the same submissions, by the same build. */
function isSameClass(one: ClassPart | undefined, other: ClassPart): boolean {
  return one?.build === other.build && listNames(one).join('\n') === listNames(other).join('\n');
}

/** Of each submission of the class the name and what its folder is called. */
export function listNames({ submissions }: ClassPart): string[] {
  return submissions.map(({ name, slug }) => `${slug} ${name}`);
}

/** What was stored before there were shards does not say what the whole is. */
export function refuseOldClass(folder: string): LabError {
  const message = `${folder} was stored by a lab that knew no shards`;
  return new LabError('RUN_UNREADABLE', message, { hint: 'Mark that class again.' });
}

/** There is nothing to go on with. */
export function refuseToResume(where: string): LabError {
  return new LabError('RUN_UNREADABLE', `There is no stored class of ${where} to be resumed`, {
    hint: 'Mark it without --resume. One is resumed with the same rubric and flags only.',
  });
}

/** What is marked already, by the digest of what was handed in; damaged files count as missing. */
export async function readMarked(folder: string): Promise<Map<string, Marked>> {
  const found = new Map<string, Marked>();
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const file = path.join(folder, entry.name, markedFile);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    const marked = text === undefined ? undefined : parse(markedSchema, text);
    // Two people may have handed in the same; each is found by the own folder, too.
    if (marked) found.set(`${marked.slug} ${marked.digest}`, marked);
  }
  return found;
}

/**
 * Whose marks a stored run has, and who else was marked with it. Of a run that is of no class only
 * its folder has a name.
 */
export async function readNames(folder: string): Promise<{ only: string; names: string[] }> {
  const where = path.resolve(folder);
  const text = await readFile(path.join(where, markedFile), 'utf8').catch(() => undefined);
  const own = text === undefined ? undefined : parse(markedSchema, text);
  if (!own) return { only: path.basename(where), names: [path.basename(where)] };
  const all = [...(await readMarked(path.dirname(where))).values()];
  return { only: own.name, names: all.map(({ name }) => name) };
}

function parse<Value>(schema: z.ZodType<Value>, text: string): Value | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
