/**
 * What an archive may hold to be a submission: files and folders that stay within it, and not too
 * much of them. Everything is gathered in memory, so nothing of an archive ever is a path on our
 * disk before it was looked at. One broken rule refuses the whole archive, in one sentence.
 */
import { LabError } from '../model/errors.ts';
import { type FoundFile, ignored, mostBytes, mostFiles } from './read-folder.ts';

/** Folders within folders. */
export const mostDepth = 16;
const longestPath = 512;
/** Deflate reaches 1032 (RFC 1951); sources reach 20. Small files may be anything. */
const mostRatio = 200;
const smallBytes = 1 << 20;

/** What an entry says that it is. */
export type EntryKind = 'file' | 'folder' | 'link' | 'special';

/** The files of an archive so far, and all paths that are taken. */
export interface Gathering {
  files: FoundFile[];
  paths: Map<string, 'file' | 'folder'>;
  entries: number;
  bytes: number;
}

export function startGathering(): Gathering {
  return { files: [], paths: new Map(), entries: 0, bytes: 0 };
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
 * The path that an entry gets; undefined for what is left out: folders, and what tools leave
 * behind. Throws LabError FILE_WRONG for an entry that no honest archive has.
 */
export function admitEntry(
  gathering: Gathering,
  { name, kind }: { name: string; kind: EntryKind },
): string | undefined {
  gathering.entries += 1;
  if (gathering.entries > mostFiles) throw refuseArchive(`it holds more than ${mostFiles} entries`);
  const path = cleanPath(name, kind);
  const parts = path.split('/');
  if (path === '' || parts.some((part) => ignored.has(part))) return undefined;
  if (kind === 'link') throw refuseArchive(`it holds a link, ${show(name)}`);
  if (kind === 'special') throw refuseArchive(`it holds what is no ordinary file, ${show(name)}`);
  for (let end = 1; end < parts.length; end += 1) {
    takePath(gathering, parts.slice(0, end).join('/'), 'folder');
  }
  takePath(gathering, path, kind);
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

/** Without `.` and empty parts. Throws where it leads out, or is no name. */
function cleanPath(name: string, kind: EntryKind): string {
  if (/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufffd]/u.test(name)) {
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
