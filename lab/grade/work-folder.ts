/**
 * The folder in which a submission is built and from which it is played: made for one marking, and
 * gone after it, whichever way that ends.
 */
import { rmSync } from 'node:fs';
import { chmod, lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const prefix = 'mininet-lab-grade-';

export interface WorkFolder {
  path: string;
  remove(): Promise<void>;
}

/** Makes it; users within the walls can go through it, and cannot look around. */
export async function makeWorkFolder(): Promise<WorkFolder> {
  await removeStale();
  const folder = await mkdtemp(path.join(os.tmpdir(), `${prefix}${process.pid}-`));
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

/** Old enough that no lab, in whatever namespace its process id counts, still marks in it. */
const staleMs = 24 * 3_600_000;

/** A lab that was killed could not clear away; another user's folders are not ours. */
async function removeStale(): Promise<void> {
  const names = await readdir(os.tmpdir()).catch((): string[] => []);
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const folder = path.join(os.tmpdir(), name);
    const found = await lstat(folder).catch(() => undefined);
    if (!found?.isDirectory() || found.uid !== process.getuid?.()) continue;
    if (Date.now() - found.mtimeMs < staleMs) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}
