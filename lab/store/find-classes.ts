/**
 * Finds the stored classes that a user means: their run folders, .lab folders, or whatever folder
 * they were copied into. And copies what is stored of one submission to where the whole is kept.
 */
import { copyFile, link, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../model/errors.ts';
import {
  type ClassHeader,
  type ClassPart,
  classFile,
  readClassHeader,
  refuseOldClass,
} from './class-store.ts';

/** A stored class, or a shard of one, that knows the whole. */
export interface StoredClass {
  folder: string;
  header: ClassHeader & { part: ClassPart };
}

/** As deep as a run lies in a folder of folders of artifacts: parts/shard-1/.lab/runs/<time>. */
const deepest = 5;

/** True if a folder is a stored class itself. */
export async function isClass(folder: string): Promise<boolean> {
  return stat(path.join(folder, classFile)).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

/**
 * The stored class of each folder that is one, and all shards in those that are none: what was put
 * together before lies in .lab, too, and is no shard. Throws LabError RUN_UNREADABLE.
 */
export async function findClasses(places: readonly string[]): Promise<StoredClass[]> {
  const found = new Map<string, StoredClass>();
  for (const place of places) {
    const isNamed = await isClass(place);
    const folders = isNamed ? [place] : await search(place, deepest);
    const classes = await Promise.all(folders.map(readClass));
    const shards = isNamed ? classes : classes.filter(({ header }) => header.part.shard.of > 1);
    if (shards.length === 0) {
      const message = `There is no stored shard of a class in ${place}`;
      throw new LabError('RUN_UNREADABLE', message, {
        hint: 'Name a .lab folder, or the run folders of its shards in .lab/runs.',
      });
    }
    for (const one of shards) found.set(path.resolve(one.folder), one);
  }
  return [...found.values()];
}

async function readClass(folder: string): Promise<StoredClass> {
  const header = await readClassHeader(folder);
  if (!header) {
    const message = `${path.join(folder, classFile)} is damaged, or of another version`;
    throw new LabError('RUN_UNREADABLE', message, { hint: 'Mark that shard again.' });
  }
  const { part } = header;
  if (!part) throw refuseOldClass(folder);
  return { folder, header: { ...header, part } };
}

/** The classes below a folder; what lies in a stored class is none. */
async function search(folder: string, levels: number): Promise<string[]> {
  if (await isClass(folder)) return [folder];
  if (levels === 0) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  // A link is left alone: `latest` leads to a folder that is found anyhow.
  const inner = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const found: string[] = [];
  for (const name of inner.sort()) {
    found.push(...(await search(path.join(folder, name), levels - 1)));
  }
  return found;
}

/**
 * Has the same files in another folder. On one disk they are links (link(2)): what is stored is
 * replaced as a whole, and never written into. Throws LabError STORE_FAILED.
 */
export async function copyStored(from: string, to: string): Promise<void> {
  try {
    await copyInto(from, to);
  } catch (cause) {
    const message = `Cannot copy ${from} to ${to}: ${(cause as Error).message}`;
    throw new LabError('STORE_FAILED', message, { cause });
  }
}

async function copyInto(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) await copyInto(source, target);
    // Nothing else is stored; a link of somebody's would lead who knows where.
    else if (entry.isFile()) await link(source, target).catch(() => copyFile(source, target));
  }
}
