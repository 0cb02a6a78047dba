/** The files that a push starts from, on this machine: checked, and measured for the box. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { LabError } from '../model/errors.ts';
import type { BoxFile } from './box.ts';

/** A file with its content's address. */
export interface MeasuredFile {
  path: string;
  /** The base name, which is kept on the box. */
  name: string;
  bytes: number;
  /** SHA-256 (FIPS 180-4) in small hexadecimal digits. */
  sha256: string;
  /** Octal digits for chmod: `644`. */
  mode: string;
}

/** LabError FILE_WRONG unless each is an ordinary file. Returns their sizes in bytes. */
export async function checkLocalFiles(files: readonly BoxFile[]): Promise<number[]> {
  return Promise.all(
    files.map(async (file) => {
      const found = await stat(file.path).catch((cause: unknown) => {
        const message = `The file ${file.path} cannot be read: ${(cause as Error).message}.`;
        throw new LabError('FILE_WRONG', message, { cause });
      });
      if (found.isFile()) return found.size;
      throw new LabError('FILE_WRONG', `${file.path} is not an ordinary file.`);
    }),
  );
}

/** Reads each file once for its hash. */
export async function measureFiles(files: readonly BoxFile[]): Promise<MeasuredFile[]> {
  const sizes = await checkLocalFiles(files);
  return Promise.all(
    files.map(async (file, index) => ({
      path: file.path,
      name: path.basename(path.resolve(file.path)),
      bytes: sizes[index] ?? 0,
      sha256: await hashFile(file.path),
      mode: ((file.mode ?? 0o644) & 0o7777).toString(8),
    })),
  );
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch (cause) {
    const message = `The file ${file} cannot be read: ${(cause as Error).message}.`;
    throw new LabError('FILE_WRONG', message, { cause });
  }
  return hash.digest('hex');
}
