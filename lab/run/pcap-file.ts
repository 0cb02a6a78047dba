/**
 * Records of a capture, one after the other: the lowest layer of the wire reader (pcap-file ->
 * packet -> tcp-stream -> capture). The lab's own are pcap; one that Wireshark saved anew is
 * pcapng.
 *
 * The file is read in chunks of 1 MiB into one Buffer, and every record is shown in the same
 * object, so that a capture of any size is read in the same memory. The format is that of
 * draft-ietf-opsawg-pcap (pcap-savefile(5)).
 */
import { open } from 'node:fs/promises';
import { LabError } from '../model/errors.ts';
import {
  maximumCapturedBytes,
  type PcapRecord,
  type RecordReader,
  readBigWord,
  readLittleWord,
  wrongFile,
} from './pcap-record.ts';
import { openPcapng, pcapngMagic } from './pcapng-file.ts';

/** A capture: its path, its bytes, or its bytes as they come. */
export type PcapSource = string | Uint8Array | AsyncIterable<Uint8Array>;

/** A file that ends inside its last record: where that record begins, and what it lacks. */
export interface PcapCut {
  offset: number;
  because: string;
}

export interface PcapSummary {
  frames: number;
  cut?: PcapCut;
}

const chunkBytes = 1024 * 1024;
const fileHeaderBytes = 24;
const recordHeaderBytes = 16;

/**
 * Shows every whole record of a capture to `visit`, in the order of the file. Throws LabError
 * RUN_UNREADABLE, with the byte offset, where the file is no pcap or is damaged; what stood before
 * the damage was visited by then. A file cut inside its last record is no error: `cut` tells.
 */
export async function readPcap(
  source: PcapSource,
  visit: (record: PcapRecord) => void,
): Promise<PcapSummary> {
  const name = typeof source === 'string' ? source : 'the capture';
  const { fill, close } = await openSource(source);
  try {
    return await readRecords(name, fill, visit);
  } finally {
    await close();
  }
}

/** Reads bytes into `buffer` from `at` on; resolves to their number, 0 at the end. */
type Fill = (buffer: Buffer, at: number) => Promise<number>;

async function readRecords(
  name: string,
  fill: Fill,
  visit: (record: PcapRecord) => void,
): Promise<PcapSummary> {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  let filled = 0;
  while (filled < fileHeaderBytes) {
    const got = await fill(buffer, filled);
    if (got === 0) break;
    filled += got;
  }
  const record: PcapRecord = {
    ...{ frame: 0, linkType: 0, sec: 0, nsec: 0 },
    ...{ buffer, start: 0, end: 0, wireBytes: 0 },
  };
  const reader = openRecords(name, record, filled);
  let at = reader.start;
  /** Where the buffer's first byte stands in the file. */
  let offset = 0;
  for (;;) {
    at = reader.visitWhole(record, { at, filled, offset }, visit);
    buffer.copyWithin(0, at, filled);
    offset += at;
    filled -= at;
    at = 0;
    const got = await fill(buffer, filled);
    if (got === 0) break;
    filled += got;
  }
  const frames = record.frame;
  if (filled === 0) return { frames };
  const wanted = reader.describeWanted(buffer, filled);
  const because = `the file ends ${filled} bytes into frame ${frames + 1}, which wants ${wanted}`;
  return { frames, cut: { offset, because } };
}

/** Known files that are no captures as they stand, by the bytes that they begin with. */
const otherFiles: readonly [magic: string, what: string][] = [
  ['1f8b', 'it is compressed with gzip: `gunzip -S "" FILE` or Wireshark unpacks it'],
  ['28b52ffd', 'it is compressed with zstd: `unzstd FILE` unpacks it'],
  ['04224d18', 'it is compressed with LZ4: `unlz4 FILE` unpacks it'],
];

/** Finds out by its first bytes which kind of file it is. */
function openRecords(name: string, record: PcapRecord, filled: number): RecordReader {
  const { buffer } = record;
  const start = buffer.toString('hex', 0, Math.min(filled, 4));
  const other = otherFiles.find(([magic]) => start.startsWith(magic));
  if (other) throw wrongFile(name, 0, other[1]);
  if (filled < fileHeaderBytes) {
    const because = `the file ends after ${filled} bytes, inside the file header of 24`;
    throw wrongFile(name, filled, because);
  }
  if (start === pcapngMagic) return openPcapng(name);
  const magic = buffer.readUInt32BE(0);
  const isBig = magic === 0xa1b2c3d4 || magic === 0xa1b23c4d;
  const isNano = magic === 0xa1b23c4d || magic === 0x4d3cb2a1;
  if (!isBig && magic !== 0xd4c3b2a1 && magic !== 0x4d3cb2a1) {
    throw wrongFile(name, 0, `it is not a pcap file (bad magic number ${start})`);
  }
  const readWord = isBig ? readBigWord : readLittleWord;
  // The upper half of the last word tells of frame check sequences, which IP lengths leave out.
  record.linkType = readWord(buffer, 20) & 0xffff;
  return openPcap(name, readWord, isNano ? 1_000_000_000 : 1_000_000);
}

/** Records of a pcap file; `perSecond` is the resolution of their times. */
function openPcap(
  name: string,
  readWord: (buffer: Buffer, at: number) => number,
  perSecond: number,
): RecordReader {
  return {
    start: fileHeaderBytes,
    visitWhole(record, { at: from, filled, offset }, visit) {
      const { buffer } = record;
      let at = from;
      while (at + recordHeaderBytes <= filled) {
        const fraction = readWord(buffer, at + 4);
        const capturedBytes = readWord(buffer, at + 8);
        const wireBytes = readWord(buffer, at + 12);
        if (capturedBytes > maximumCapturedBytes || fraction >= perSecond || wireBytes === 0) {
          const what =
            fraction >= perSecond
              ? `a time with a fraction of ${fraction}, where ${perSecond} is a second`
              : `a length of ${capturedBytes} captured and ${wireBytes} wire bytes`;
          throw wrongFile(name, offset + at, `frame ${record.frame + 1} states ${what}`);
        }
        const end = at + recordHeaderBytes + capturedBytes;
        if (end > filled) break;
        record.frame += 1;
        record.sec = readWord(buffer, at);
        record.nsec = fraction * (1_000_000_000 / perSecond);
        record.start = at + recordHeaderBytes;
        record.end = end;
        record.wireBytes = Math.max(wireBytes, capturedBytes);
        visit(record);
        at = end;
      }
      return at;
    },
    describeWanted: (buffer, filled) =>
      filled < recordHeaderBytes
        ? `a record header of ${recordHeaderBytes} bytes`
        : `${recordHeaderBytes + readWord(buffer, 8)} bytes`,
  };
}

/** Opens a source of any kind as a function that fills a buffer. */
async function openSource(
  source: PcapSource,
): Promise<{ fill: Fill; close: () => Promise<unknown> }> {
  if (typeof source === 'string') {
    const file = await open(source).catch((cause: unknown) => {
      const hint = 'Give the path of a capture that can be read.';
      const message = `${source} cannot be opened at offset 0: ${String(cause)}`;
      throw new LabError('RUN_UNREADABLE', message, { hint, cause });
    });
    const fill: Fill = async (buffer, at) => {
      const { bytesRead } = await file.read(buffer, at, buffer.length - at);
      return bytesRead;
    };
    return { fill, close: () => file.close() };
  }
  const chunks = (source instanceof Uint8Array ? toChunks(source) : source)[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  const fill: Fill = async (buffer, at) => {
    while (rest.length === 0) {
      const next = await chunks.next();
      if (next.done === true) return 0;
      rest = next.value;
    }
    const bytes = Math.min(rest.length, buffer.length - at);
    buffer.set(rest.subarray(0, bytes), at);
    rest = rest.subarray(bytes);
    return bytes;
  };
  return { fill, close: async () => chunks.return?.() };
}

async function* toChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
