/**
 * Files of results that a user names (--junit FILE and the like): each is whole or not there. What
 * is wrong with the name is the user's (FILE_WRONG), and said before anything is played; what the
 * disk refuses is trouble (OUTPUT_FAILED).
 */
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { access, constants, open, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../model/errors.ts';
import { hintAtDisk } from './disk-hints.ts';

/** Throws LabError FILE_WRONG or OUTPUT_FAILED where `file` cannot be written. Leaves no file. */
export async function checkOutputFile(file: string): Promise<void> {
  try {
    const found = await stat(file).catch(passIfMissing);
    if (found === undefined) {
      await (await open(file, 'wx')).close();
      await rm(file);
    } else if (found.isFile() || found.isDirectory()) await (await open(file, 'a')).close();
    // To open a pipe waits until somebody reads it.
    else await access(file, constants.W_OK);
  } catch (cause) {
    throw toOutputError(file, cause, { isChecked: false });
  }
}

/**
 * Writes a file that was checked, in one step: beside it first, then renamed (rename(2)). Where
 * that cannot be (a pipe, a device, a mounted file, a folder that is not ours) it is written in
 * place, and emptied if that fails. Throws LabError OUTPUT_FAILED.
 */
export async function writeOutputFile(file: string, content: string | Uint8Array): Promise<void> {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    // In one turn: a lab that ends itself by force meanwhile leaves no half of it.
    if (found === undefined || found.isFile()) writeWhole(file, content, found);
    // Whoever reads a pipe may take its time.
    else await writeFile(file, content);
  } catch (cause) {
    throw toOutputError(file, cause, { isChecked: true });
  }
}

/** Adds to a file; if that fails, it is as it was. Throws LabError OUTPUT_FAILED. */
export async function appendOutputFile(file: string, text: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  try {
    await writeFile(file, text, { flag: 'a' });
  } catch (cause) {
    if (found?.isFile()) await truncate(file, found.size).catch(() => {});
    throw toOutputError(file, cause, { isChecked: true });
  }
}

/** Makes a file; if that fails, there is none. Throws LabError FILE_WRONG, OUTPUT_FAILED. */
export async function createOutputFile(file: string, text: string): Promise<void> {
  try {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile(text);
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw toOutputError(file, cause, { isChecked: false });
  }
}

function writeWhole(file: string, content: string | Uint8Array, before?: Stats): void {
  // A link stays one: what it leads to is replaced.
  const target = before === undefined ? file : realpathSync(file);
  const part = path.join(path.dirname(target), `.${randomUUID()}.part`);
  try {
    writeFileSync(part, content, { flag: 'wx' });
    if (before !== undefined) keepOwner(part, before);
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    if (!inPlaceCodes.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    writeInPlace(target, content);
  }
}

/** Root may write for a user: the file stays theirs. Others own what they make. */
function keepOwner(file: string, { mode, uid, gid }: Stats): void {
  try {
    chownSync(file, uid, gid);
  } catch {}
  chmodSync(file, mode & 0o777);
}

/** Of a folder in which nothing can be made, and of a file that is mounted. */
const inPlaceCodes = ['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV'];

function writeInPlace(file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    try {
      // Half a document would be taken for a whole one.
      truncateSync(file);
    } catch {}
    throw error;
  }
}

function passIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** What is wrong with a name, and not with the disk. */
const nameCodes = [
  ...['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'EEXIST', 'ELOOP', 'ENAMETOOLONG'],
  ...['ENXIO', 'EINVAL', 'ERR_INVALID_ARG_VALUE'],
];

function toOutputError(
  file: string,
  cause: unknown,
  { isChecked }: { isChecked: boolean },
): LabError {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  const isName = !isChecked && nameCodes.includes(code);
  const hint = hintAtDisk(code);
  return new LabError(isName ? 'FILE_WRONG' : 'OUTPUT_FAILED', `Cannot write ${file}: ${message}`, {
    ...(hint !== undefined && { hint }),
    cause,
  });
}
