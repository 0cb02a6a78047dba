/**
 * Packs what a box needs to mark a shard by itself: this lab with the packages that it runs on, and
 * the class. The same files give the same bytes, so that a box which has them is sent nothing.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import * as z from 'zod';
import { LabError } from '../model/errors.ts';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ dev: z.boolean().optional(), devOptional: z.boolean().optional() }),
  ),
});

/** Beside the packages. */
const ours = ['lab', 'programs', 'topologies', 'package.json', 'package-lock.json'];
/** No clock and no user of this machine (tar(1)). */
const plain = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];

/** This lab, without what only its tests need. Throws LabError OUTPUT_FAILED. */
export async function packLab(root: string, file: string): Promise<void> {
  const lock = lockSchema.parse(
    JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')),
  );
  const needed = Object.entries(lock.packages)
    .filter(([name, { dev, devOptional }]) => name !== '' && !dev && !devOptional)
    .map(([name]) => name);
  const found: string[] = [];
  for (const name of needed) {
    // Of esbuild's programs there is the one for this machine.
    const facts = await stat(path.join(root, name)).catch(() => undefined);
    if (facts) found.push(name);
  }
  await pack(root, [...ours, ...found], file);
}

/** What is in the folder of a class, under its own names. Throws LabError OUTPUT_FAILED. */
export async function packClass(where: string, file: string): Promise<void> {
  const names = (await readdir(where)).sort();
  await pack(
    where,
    names.map((name) => `./${name}`),
    file,
  );
}

async function pack(folder: string, names: readonly string[], file: string): Promise<void> {
  const words = [...plain, '--exclude=__pycache__', '-C', folder, '-cf', '-', '--', ...names];
  const tar = spawn('tar', words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  tar.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = once(tar, 'close');
  try {
    // Node writes no time into the head of gzip.
    await pipeline(tar.stdout, createGzip({ level: 1 }), createWriteStream(file));
    const [status] = await ended;
    if (status !== 0) throw new Error(said.trim());
  } catch (cause) {
    const message = `Cannot pack ${folder} for a box: ${(cause as Error).message}`;
    throw new LabError('OUTPUT_FAILED', message, { cause });
  }
}
