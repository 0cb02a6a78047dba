/**
 * An archive as the files that it holds, read as carefully as anything that a stranger packed: what
 * could lead out of a folder or fill a disk refuses the archive, and with it that one submission.
 */
import { open } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../model/errors.ts';
import { type FoundFile, mostBytes, type ReadFolder, refusePath } from './read-folder.ts';
import { OtherArchiveError, refuseArchive } from './unpack-rules.ts';
import { readConverted, readGzippedTar, readTar } from './unpack-tar.ts';
import { readZip } from './unpack-zip.ts';

/** By its name; what it is in truth is told by its first bytes. */
export function isArchiveName(name: string): boolean {
  return /\.(?:zip|tar|tgz|tar\.gz|tar\.xz|txz|tar\.bz2|tbz2?|tar\.zst|tzst|7z|rar)$/i.test(name);
}

/** Documents and packages that are archives by their bytes, and no hand-in by themselves. */
const packages = /\.(?:docx|xlsx|pptx|odt|ods|odp|jar|war|apk|whl|egg|pages|numbers|key|epub)$/i;

/** Whether a file is an archive that somebody packed, whatever it is called. */
export function isArchive({ path: name, bytes }: FoundFile): boolean {
  if (packages.test(name)) return false;
  // The second is how an empty zip begins (APPNOTE.TXT, 4.3.16).
  const magics = ['504b0304', '504b0506', '1f8b', ...others.map(([magic]) => magic)];
  return isTar(bytes) || magics.some((magic) => begins(bytes, magic));
}

function begins(bytes: Uint8Array, magic: string): boolean {
  return Buffer.from(bytes.subarray(0, magic.length / 2)).toString('hex') === magic;
}

function isTar(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar';
}

/** Reads an archive from the disk. Throws LabError FILE_WRONG. */
export async function readArchive(file: string): Promise<ReadFolder> {
  return unpackBytes(await readWhole(file), path.basename(file));
}

/** What an archive in memory holds, sorted by path. Throws LabError FILE_WRONG. */
export async function unpackBytes(bytes: Buffer, name: string): Promise<ReadFolder> {
  try {
    const { files, left } = await readByKind(bytes);
    return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), left };
  } catch (cause) {
    const { message, hint } = cause as LabError;
    if (!(cause instanceof LabError)) throw cause;
    const Wrong = cause instanceof OtherArchiveError ? OtherArchiveError : LabError;
    throw new Wrong('FILE_WRONG', `${name} could not be read: ${message}`, {
      ...(hint !== undefined && { hint }),
      cause,
    });
  }
}

/** The first bytes of what a tool of the system reads (convert-archive.ts). */
const others: readonly (readonly [magic: string, what: string])[] = [
  ['fd377a585a00', 'an xz'],
  ['425a68', 'a bzip2'],
  ['377abcaf271c', 'a 7z'],
  ['526172211a07', 'a rar'],
  ['28b52ffd', 'a zstd'],
];

async function readByKind(bytes: Buffer): Promise<ReadFolder> {
  const starts = (magic: string) => begins(bytes, magic);
  // 4.3.6 of APPNOTE.TXT: a local file header, or the end record of an empty one.
  if (starts('504b0304') || starts('504b0506')) return readZip(bytes);
  if (starts('1f8b')) return readGzippedTar(bytes);
  if (isTar(bytes)) return readTar(bytes);
  const other = others.find(([magic]) => starts(magic));
  if (other) return readConverted(bytes, other[1]);
  throw refuseArchive('it is no zip and no tar');
}

async function readWhole(file: string): Promise<Buffer> {
  const handle = await open(file, 'r').catch((cause: Error) => {
    throw refusePath(file, cause);
  });
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw new LabError('FILE_WRONG', `${file} is no ordinary file`);
    if (facts.size > mostBytes) {
      throw new LabError('FILE_WRONG', `${file} is larger than ${mostBytes >> 20} MiB`);
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
