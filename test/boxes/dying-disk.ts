/** A disk of a box that fails with EIO from when the test says so; dying_disk.py makes it. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface DyingDisk {
  /** Whatever is written from now on fails. */
  strike(): Promise<void>;
  /** Unmounts it; what was there before is there again. */
  stop(): Promise<void>;
}

/** Mounts one at a folder; rejects where there is no loop device to be had (loop(4)). */
export async function mountDyingDisk(folder: string): Promise<DyingDisk> {
  const script = path.join(import.meta.dirname, 'dying_disk.py');
  const words = ['/usr/bin/python3', script, folder];
  const [program = '', ...rest] = process.getuid?.() === 0 ? words : ['sudo', '-n', '--', ...words];
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const hear = (word: string) =>
    new Promise<void>((resolve, reject) => {
      lines.once('line', (line) => (line === word ? resolve() : reject(new Error(line))));
      void ended.then(() => reject(new Error(`there is no such disk: see above (${words})`)));
    });
  await hear('ready');
  return {
    async strike() {
      const struck = hear('struck');
      child.stdin.write('strike\n');
      await struck;
    },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
