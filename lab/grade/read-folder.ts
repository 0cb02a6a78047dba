/**
 * Reads what a submission's folder holds, for the pure functions that find out how it is run. Links
 * are not followed and special files not opened: what they lead to is not part of a submission.
 */
import { lstat, mkdir, open, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../model/errors.ts';
import type { SubmittedFile } from '../model/submission.ts';
import { judgeName, madeByTools, readSigns } from './ballast.ts';
import { isSourceName } from './find-code.ts';
import { decodeText } from './text-encoding.ts';

export const mostFiles = 2_000;
export const mostBytes = 64 << 20;
/** Longer files are copied, and not read as a source. */
const sourceLimitBytes = 1 << 20;
export interface FoundFile {
  /** From the submission's folder, with `/`. */
  path: string;
  bytes: Uint8Array;
  isExecutable: boolean;
}

export interface ReadFolder {
  files: FoundFile[];
  /** Paths that were left out, and why. */
  left: { path: string; because: string }[];
}

/** Reads a folder. Throws LabError FILE_WRONG where it is none, or too large to be a submission. */
export async function readFolder(folder: string): Promise<ReadFolder> {
  const read: ReadFolder = { files: [], left: [] };
  const budget = { bytes: mostBytes };
  const root = await lstat(folder).catch((cause: Error) => {
    throw refusePath(folder, cause);
  });
  if (!root.isDirectory()) {
    throw new LabError('FILE_WRONG', `${folder} is no folder`, {
      hint: 'Name the folder of one submission.',
    });
  }
  await readInto(read, folder, '', budget);
  read.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return read;
}

async function readInto(
  read: ReadFolder,
  folder: string,
  prefix: string,
  budget: { bytes: number },
): Promise<void> {
  const entries = await readdir(path.join(folder, prefix), { withFileTypes: true });
  const signs = readSigns(entries.map(({ name }) => name));
  if (signs.isMade && prefix !== '') {
    read.left.push({ path: prefix, because: madeByTools });
    return;
  }
  for (const entry of entries) {
    const name = path.posix.join(prefix, entry.name);
    const how = judgeName(entry.name, { isFolder: entry.isDirectory(), signs });
    if (how === 'told') read.left.push({ path: name, because: madeByTools });
    if (how !== undefined) continue;
    if (entry.isDirectory()) {
      await readInto(read, folder, name, budget);
    } else if (!entry.isFile()) {
      const because = entry.isSymbolicLink() ? 'a link' : 'no ordinary file';
      read.left.push({ path: name, because });
    } else {
      read.files.push(await readOne(folder, name, budget));
    }
    if (read.files.length > mostFiles) throw refuse(folder, `more than ${mostFiles} files`);
  }
}

/** One file of a folder; `budget` is what all of a submission may hold. Throws LabError. */
export async function readOne(
  folder: string,
  name: string,
  budget: { bytes: number },
): Promise<FoundFile> {
  // O_NOFOLLOW: between the look and the opening nobody puts a link there (open(2)).
  const { constants } = await import('node:fs');
  const handle = await open(path.join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { size, mode } = await handle.stat();
    budget.bytes -= size;
    if (budget.bytes < 0) throw refuse(folder, `more than ${mostBytes >> 20} MiB`);
    return { path: name, bytes: await handle.readFile(), isExecutable: (mode & 0o111) !== 0 };
  } finally {
    await handle.close();
  }
}

/** Why a path cannot be read, as a sentence: `cause` is of the system. */
export function refusePath(where: string, cause: NodeJS.ErrnoException): LabError {
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') {
    return new LabError('FILE_WRONG', `There is no ${where}`, {
      hint: 'Name the folder or the archive of one submission, or a folder of submissions.',
      cause,
    });
  }
  return new LabError('FILE_WRONG', `Cannot read ${where}: ${cause.message}`, { cause });
}

function refuse(folder: string, what: string): LabError {
  return new LabError('FILE_WRONG', `${folder} holds ${what}: that is no submission`, {
    hint: 'Name the folder of one submission, without what was built or installed.',
  });
}

/** The files that are text, as sources are read, whatever their encoding. */
export function getTexts(files: readonly FoundFile[]): SubmittedFile[] {
  return files.flatMap(({ path, bytes, isExecutable }) => {
    const decoded = bytes.length <= sourceLimitBytes ? decodeText(bytes) : undefined;
    const isText = decoded !== undefined && (isSourceName(path) || !decoded.text.includes('\0'));
    return isText ? [{ path, text: decoded.text, isExecutable }] : [];
  });
}

/** Writes what was read into a folder of our own: the submission itself is never written to. */
export async function copyFiles(files: readonly FoundFile[], folder: string): Promise<void> {
  for (const file of files) {
    const target = path.join(folder, file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.bytes, { mode: file.isExecutable ? 0o755 : 0o644, flag: 'wx' });
  }
}
