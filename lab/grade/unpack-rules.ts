/**
 * What an archive may hold to be a submission: files and folders that stay within it, and not too
 * much of them. Everything is gathered in memory, so nothing of an archive ever is a path on our
 * disk before it was looked at. One broken rule refuses the whole archive, in one sentence.
 */
import { LabError } from '../model/errors.ts';
import { findBallast, madeByTools } from './ballast.ts';
import { mostBytes, mostFiles, type ReadFolder } from './read-folder.ts';

/** Folders within folders. */
export const mostDepth = 16;
const longestPath = 512;
/** Deflate reaches 1032 (RFC 1951); sources reach 20. Small files may be anything. */
const mostRatio = 200;
const smallBytes = 1 << 20;

/** What an entry says that it is. */
export type EntryKind = 'file' | 'folder' | 'link' | 'special';

/** The files of an archive so far, what was left out, and all paths that are taken. */
export interface Gathering extends ReadFolder {
  paths: Map<string, 'file' | 'folder'>;
  isBallast: ReturnType<typeof findBallast>;
  entries: number;
  bytes: number;
}

/** Of all its names, ballast included: a list of more of them is a trick. */
const mostNames = 200_000;

/** `names` are those of all entries. Throws LabError FILE_WRONG. */
export function startGathering(names: readonly string[]): Gathering {
  if (names.length > mostNames) throw refuseArchive(`it holds more than ${mostNames} entries`);
  const isBallast = findBallast(names);
  return { files: [], left: [], paths: new Map(), isBallast, entries: 0, bytes: 0 };
}

/** What is wrong with an archive, in words that follow "cannot be read: ". */
export function refuseArchive(because: string): LabError {
  return new LabError('FILE_WRONG', because, {
    hint: 'Have it packed again: a zip or tar.gz of the sources, and nothing else.',
  });
}

/** An archive of a kind that is not read: no fault of whoever packed it, and no broken one. */
export class OtherArchiveError extends LabError {}

/**
 * The path that an entry gets; undefined for what is left out: folders, what tools leave behind,
 * and links, which are told. Throws LabError FILE_WRONG for an entry that no honest archive has.
 */
export function admitEntry(
  gathering: Gathering,
  { name, kind }: { name: string; kind: EntryKind },
): string | undefined {
  const ballast = gathering.isBallast(name);
  if (ballast) {
    const isTold = ballast.how === 'told' && isPlain(ballast.path);
    if (isTold && !gathering.left.some(({ path }) => path === ballast.path)) {
      gathering.left.push({ path: ballast.path, because: madeByTools });
    }
    return undefined;
  }
  gathering.entries += 1;
  if (gathering.entries > mostFiles) throw refuseArchive(`it holds more than ${mostFiles} entries`);
  const path = cleanPath(name, kind);
  const parts = path.split('/');
  if (path === '') return undefined;
  if (kind === 'special') throw refuseArchive(`it holds what is no ordinary file, ${show(name)}`);
  for (let end = 1; end < parts.length; end += 1) {
    takePath(gathering, parts.slice(0, end).join('/'), 'folder');
  }
  takePath(gathering, path, kind === 'folder' ? 'folder' : 'file');
  if (kind === 'link') gathering.left.push({ path, because: 'a link' });
  return kind === 'file' ? path : undefined;
}

/** Refuses a file before a byte of it is unpacked. Throws LabError FILE_WRONG. */
export function admitSize(
  gathering: Gathering,
  { name, bytes, packedBytes }: { name: string; bytes: number; packedBytes: number },
): void {
  gathering.bytes += bytes;
  if (gathering.bytes > mostBytes) {
    throw refuseArchive(`it holds more than ${mostBytes >> 20} MiB once it is unpacked`);
  }
  if (bytes > smallBytes && bytes > mostRatio * packedBytes) {
    throw refuseArchive(`${show(name)} is over ${mostRatio} times as large once it is unpacked`);
  }
}

/** One path, once: two entries of one name would hide one of them. */
function takePath({ paths }: Gathering, path: string, kind: 'file' | 'folder'): void {
  const before = paths.get(path);
  if (before !== undefined && (kind === 'file' || before === 'file')) {
    throw refuseArchive(`it holds ${show(path)} twice`);
  }
  paths.set(path, kind);
}

/** Whether a name can be shown, and leads nowhere else. */
function isPlain(name: string): boolean {
  return !strange.test(name) && !name.split('/').includes('..') && name.length <= longestPath;
}

const strange = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufffd]/u;

/** Without `.` and empty parts. Throws where it leads out, or is no name. */
function cleanPath(name: string, kind: EntryKind): string {
  if (strange.test(name)) {
    throw refuseArchive(`a name in it has what is no letter, ${show(name)}`);
  }
  if (name.startsWith('/') || /^[a-z]:/i.test(name) || name.includes('\\')) {
    throw refuseArchive(`it holds an absolute path or one of another system, ${show(name)}`);
  }
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw refuseArchive(`a path in it leads out of it, ${show(name)}`);
  if (kind === 'file' && parts.length === 0) throw refuseArchive('it holds a file without a name');
  if (parts.length > mostDepth) {
    throw refuseArchive(`it has folders within folders, more than ${mostDepth} deep`);
  }
  if (name.length > longestPath || parts.some((part) => Buffer.byteLength(part) > 255)) {
    throw refuseArchive(`a name in it is too long, ${show(name)}`);
  }
  return parts.join('/');
}

/** A name in a sentence: short, and nothing in it acts. */
function show(name: string): string {
  const text = JSON.stringify(name.length <= 60 ? name : `${name.slice(0, 60)}…`);
  return text.replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
