/**
 * The folder in which a submission is built and from which it is played: made for one marking, and
 * gone after it, whichever way that ends.
 */
import { rmSync } from 'node:fs';
import { chmod, lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { getOwnerMark, isAbandoned } from '../run/owner.ts';

const prefix = 'mininet-lab-grade-';

export interface WorkFolder {
  path: string;
  remove(): Promise<void>;
}

/** Makes it; users within the walls can go through it, and cannot look around. */
export async function makeWorkFolder(): Promise<WorkFolder> {
  await removeStale();
  const folder = await mkdtemp(path.join(os.tmpdir(), `${prefix}${getOwnerMark()}-`));
  await chmod(folder, 0o711);
  // After a second Ctrl-C there is no time for anything else.
  const removeNow = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeNow);
  return {
    path: folder,
    remove: async () => {
      await rm(folder, { recursive: true, force: true });
      process.off('exit', removeNow);
    },
  };
}

/** A lab that was killed could not clear away; another user's folders are not ours. */
async function removeStale(): Promise<void> {
  const names = await readdir(os.tmpdir()).catch((): string[] => []);
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const folder = path.join(os.tmpdir(), name);
    const found = await lstat(folder).catch(() => undefined);
    if (!found?.isDirectory() || found.uid !== process.getuid?.()) continue;
    const mark = name.slice(prefix.length).split('-')[0] ?? '';
    if (!isAbandoned(mark, found.mtimeMs)) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}
