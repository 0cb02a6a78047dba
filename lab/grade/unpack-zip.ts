/** The files of a zip (APPNOTE.TXT), from memory to memory; yauzl reads the format. */
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { LabError } from '../model/errors.ts';
import type { ReadFolder } from './read-folder.ts';
import {
  admitEntry,
  admitSize,
  type EntryKind,
  refuseArchive,
  startGathering,
} from './unpack-rules.ts';

/** Throws LabError FILE_WRONG. */
export async function readZip(bytes: Buffer): Promise<ReadFolder> {
  try {
    // Names are looked at by our own rules, which every format shares.
    return await readEntries(
      await fromBufferPromise(bytes, {
        lazyEntries: true,
        decodeStrings: false,
        validateEntrySizes: true,
      }),
    );
  } catch (cause) {
    if (cause instanceof LabError) throw cause;
    throw refuseArchive(`it is no whole zip: ${(cause as Error).message}`);
  }
}

async function readEntries(zip: ZipFile): Promise<ReadFolder> {
  const entries: { entry: Entry; name: string }[] = [];
  for await (const entry of zip.eachEntry()) entries.push({ entry, name: readName(entry) });
  const gathering = startGathering(entries.map(({ name }) => name));
  for (const { entry, name } of entries) {
    const path = admitEntry(gathering, { name, kind: getKind(entry, name) });
    if (path === undefined) continue;
    if (entry.isEncrypted()) throw refuseArchive('it is encrypted');
    const { uncompressedSize, compressedSize, compressionMethod } = entry;
    if (compressionMethod !== 0 && compressionMethod !== 8) {
      throw refuseArchive(`it is compressed in a way that is not read here (${compressionMethod})`);
    }
    admitSize(gathering, { name: path, bytes: uncompressedSize, packedBytes: compressedSize });
    const bytes = await readAll(await zip.openReadStreamPromise(entry));
    if (crc32(bytes) !== entry.crc32) throw refuseArchive(`it is damaged, in ${path}`);
    gathering.files.push({ path, bytes, isExecutable: (getMode(entry) & 0o111) !== 0 });
  }
  return gathering;
}

function readName({ generalPurposeBitFlag: flag, fileNameRaw, extraFields }: Entry): string {
  // Some systems write a backslash for the slash, which the format knows alone (4.4.17.1).
  return hasControls(fileNameRaw)
    ? fileNameRaw.toString('latin1')
    : getFileNameLowLevel(flag, fileNameRaw, extraFields, false);
}

/** IBM 437, which names are in unless they say UTF-8, has pictures in the place of controls. */
function hasControls(name: Buffer): boolean {
  return name.some((byte) => byte < 0x20 || byte === 0x7f);
}

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // yauzl ends a stream that gives more than its entry says.
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** st_mode, where a Unix made the archive (4.4.2); else 0. */
function getMode({ versionMadeBy, externalFileAttributes }: Entry): number {
  const isUnix = versionMadeBy >> 8 === 3 || versionMadeBy >> 8 === 19;
  return isUnix ? externalFileAttributes >>> 16 : 0;
}

function getKind(entry: Entry, name: string): EntryKind {
  // inode(7): the kinds of files.
  const kind = getMode(entry) & 0o170000;
  if (kind === 0o12_0000) return 'link';
  if (name.endsWith('/') || kind === 0o040000) return 'folder';
  return kind === 0 || kind === 0o100000 ? 'file' : 'special';
}
