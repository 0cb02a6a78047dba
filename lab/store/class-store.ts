/**
 * Stored classes: .lab/runs/<time>/class.json says what was asked; each submission has a folder
 * there with its plays, its page and, once it is marked, marking.json. So a class that was ended
 * early, however roughly, is resumed with what it has.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type Marked, markedSchema } from '../model/class.ts';
import { LabError } from '../model/errors.ts';
import { writeRunFile } from './run-store.ts';

const classFile = 'class.json';
const markedFile = 'marking.json';

const headerSchema = z.object({
  version: z.literal(1),
  /** The folder with the submissions, as an absolute path. */
  where: z.string(),
  /** What changes the marks: two classes with different settings are two. */
  settings: z.string(),
  startedAt: z.string(),
  command: z.string(),
});
export type ClassHeader = z.infer<typeof headerSchema>;

/** Throws LabError STORE_FAILED. */
export async function writeClassHeader(folder: string, header: ClassHeader): Promise<void> {
  await writeRunFile(folder, classFile, `${JSON.stringify(header, null, 2)}\n`);
}

/** Keeps one that is marked; its folder is there. Throws LabError STORE_FAILED. */
export async function writeMarked(folder: string, marked: Marked): Promise<void> {
  const text = `${JSON.stringify(marked, null, 2)}\n`;
  await writeRunFile(path.join(folder, marked.slug), markedFile, text);
}

/** The newest stored class of a folder with the same settings. Throws LabError RUN_UNREADABLE. */
export async function findStoredClass(
  home: string,
  { where, settings }: Pick<ClassHeader, 'where' | 'settings'>,
): Promise<string> {
  const runs = path.join(home, 'runs');
  const names = await readdir(runs).catch((): string[] => []);
  for (const name of names.sort().reverse()) {
    const text = await readFile(path.join(runs, name, classFile), 'utf8').catch(() => undefined);
    const header = text === undefined ? undefined : parse(headerSchema, text);
    if (header?.where === where && header.settings === settings) return path.join(runs, name);
  }
  throw new LabError('RUN_UNREADABLE', `There is no stored class of ${where} to be resumed`, {
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
