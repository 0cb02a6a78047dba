/**
 * Disks for the lab's runs that fail when the test says so: small ones, which it fills (ENOSPC),
 * and ones on which writing fails (EIO, by a library before libc's own; eio.c).
 */
import { execFile } from 'node:child_process';
import { access, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Test } from 'tap';
import { runAsRoot } from '../boxes/sshd.ts';

export interface BadDisks {
  /** Puts a folder's .lab on a small disk; gives what fills it, and what makes room again. */
  useSmall(folder: string): Promise<{ fill(): Promise<void>; makeRoom(): Promise<void> }>;
  /** The environment of a lab whose .lab fails from `strike` on. */
  useDying(folder: string): { env: Record<string, string>; strike(): Promise<void> };
}

/**
 * Makes so many small disks, and the library. All at once and first: who looks for mounts that were
 * left, as other tests do meanwhile, must find them there before and after.
 */
export async function makeBadDisks(t: Test, count: number): Promise<BadDisks> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-disks-'));
  const library = path.join(folder, 'eio.so');
  const source = path.join(import.meta.dirname, 'eio.c');
  await promisify(execFile)('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']);
  const disks: string[] = [];
  const free: string[] = [];
  t.teardown(async () => {
    for (const disk of disks) await runAsRoot(['umount', disk]);
    await rm(folder, { recursive: true });
  });
  for (let number = 0; number < count; number += 1) {
    const disk = await mkdtemp(path.join(folder, 'disk-'));
    const options = `size=8m,mode=777`;
    await runAsRoot(['mount', '-t', 'tmpfs', '-o', options, 'tmpfs', disk]);
    disks.push(disk);
    free.push(disk);
  }
  return {
    async useSmall(home) {
      const disk = free.pop();
      if (disk === undefined) throw new Error('no small disk is left');
      await symlink(disk, path.join(home, '.lab'));
      const filler = path.join(disk, 'filler');
      return {
        async fill() {
          const code = await writeFile(filler, Buffer.alloc(16 << 20)).catch((error) => error.code);
          if (code !== 'ENOSPC') throw new Error(`the disk did not fill: ${code}`);
        },
        makeRoom: () => rm(filler),
      };
    },
    useDying(home) {
      const when = path.join(home, 'dying');
      const under = path.join(home, '.lab');
      return {
        env: { LD_PRELOAD: library, EIO_WHEN: when, EIO_UNDER: under },
        strike: async () => {
          await access(library);
          await writeFile(when, '');
        },
      };
    },
  };
}
