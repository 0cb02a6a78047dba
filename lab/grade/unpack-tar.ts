/** The files of a tar, plain or gzipped, in memory; the package tar reads the format. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { convertToTar } from './convert-archive.ts';
import { mostBytes, mostFiles, type ReadFolder } from './read-folder.ts';
import {
  admitEntry,
  admitSize,
  type EntryKind,
  refuseArchive,
  startGathering,
} from './unpack-rules.ts';

/** Heads and padding come on top of what the files hold. */
const mostTarBytes = mostBytes + 2 * 1024 * mostFiles;

/** Throws LabError FILE_WRONG. */
export async function readGzippedTar(bytes: Buffer): Promise<ReadFolder> {
  let plain: Buffer;
  try {
    plain = await promisify(gunzip)(bytes, { maxOutputLength: mostTarBytes });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code !== 'ERR_BUFFER_TOO_LARGE') throw refuseArchive(`it is no whole gzip: ${message}`);
    throw refuseArchive(`it holds more than ${mostBytes >> 20} MiB once it is unpacked`);
  }
  const gathering = startGathering([]);
  admitSize(gathering, { name: 'it', bytes: plain.length, packedBytes: bytes.length });
  return readTar(plain);
}

/** Reads an archive of another kind, which `what` names, as a tar. Throws LabError FILE_WRONG. */
export async function readConverted(bytes: Buffer, what: string): Promise<ReadFolder> {
  const tar = await convertToTar(bytes, { what, mostTarBytes });
  admitSize(startGathering([]), { name: 'it', bytes: tar.length, packedBytes: bytes.length });
  return readTar(tar);
}

/** Throws LabError FILE_WRONG. */
export async function readTar(bytes: Buffer): Promise<ReadFolder> {
  // Only the blocks that end it (POSIX pax, ustar): an archive of nothing. The package refuses it.
  if (bytes.length >= 1024 && bytes.every((byte) => byte === 0)) return startGathering([]);
  const gathering = startGathering(await listNames(bytes));
  const reading: Promise<void>[] = [];
  return new Promise((resolve, reject) => {
    const parser = new Parser({ strict: true });
    const refuse = (error: unknown) => {
      reject(error);
      parser.abort(error as Error);
    };
    const onEntry = (entry: ReadEntry) => {
      try {
        const path = admitEntry(gathering, { name: entry.path, kind: getKind(entry) });
        if (path === undefined) return entry.resume();
        admitSize(gathering, { name: path, bytes: entry.size, packedBytes: entry.size });
        const isExecutable = ((entry.mode ?? 0) & 0o111) !== 0;
        const whole = entry.concat().then((data: Buffer) => {
          gathering.files.push({ path, bytes: data, isExecutable });
        });
        reading.push(whole);
      } catch (error) {
        entry.resume();
        refuse(error);
      }
    };
    parser.on('entry', onEntry);
    parser.on('ignoredEntry', onEntry);
    parser.on('error', (error: Error) => {
      reject(refuseArchive(`it is no whole tar: ${error.message}`));
    });
    parser.on('end', () => {
      Promise.all(reading).then(() => resolve(gathering), reject);
    });
    parser.end(bytes);
  });
}

/** The names of all entries, of a tar that is whole or not. */
function listNames(bytes: Buffer): Promise<string[]> {
  return new Promise((resolve) => {
    const names: string[] = [];
    const parser = new Parser();
    const note = (entry: ReadEntry) => {
      names.push(entry.path);
      entry.resume();
    };
    parser.on('entry', note);
    parser.on('ignoredEntry', note);
    // What is wrong with it, the second reading says.
    parser.on('error', () => resolve(names));
    parser.on('end', () => resolve(names));
    parser.end(bytes);
  });
}

function getKind({ type }: ReadEntry): EntryKind {
  switch (type) {
    case 'File':
    case 'OldFile':
    case 'ContiguousFile':
      return 'file';
    case 'Directory':
    case 'GNUDumpDir':
      return 'folder';
    case 'Link':
    case 'SymbolicLink':
      return 'link';
    default:
      return 'special';
  }
}
