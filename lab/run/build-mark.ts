/**
 * What the lab itself is, as one mark: the same wherever the same sources lie, so that parts which
 * were marked on several machines are known to be marked alike. No clock and no path is in it.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { labVersion } from '../model/lab-version.ts';

/** What plays and marks; the lock file says with which packages. */
const folders = ['lab', 'programs', 'topologies'];
const lockFile = 'package-lock.json';
const isSource = /\.(?:ts|mjs|js|py|sh|json)$/;

/** "0.1.0-3f2a9c…" of the lab in a folder. */
export async function getBuildMark(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of await listBuild(root)) {
    const bytes = await readFile(path.join(root, file)).catch(() => undefined);
    if (bytes) hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return `${labVersion}-${hash.digest('hex').slice(0, 12)}`;
}

/** The files of it in their order, relative to the folder. */
export async function listBuild(root: string): Promise<string[]> {
  const found = folders.map(async (folder) => {
    const names = await readdir(path.join(root, folder), { recursive: true });
    return names.filter((name) => isSource.test(name)).map((name) => `${folder}/${name}`);
  });
  const all = (await Promise.all(found)).flat().filter((name) => !name.includes('__pycache__'));
  return [...all, lockFile].sort();
}
