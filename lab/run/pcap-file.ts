/**
 * Records of a pcap file, one after the other: the lowest layer of the wire reader (pcap-file ->
 * packet -> tcp-stream -> capture).
 *
 * The file is read in chunks of 1 MiB into one Buffer, and every record is shown in the same
 * object, so that a capture of any size is read in the same memory. The format is that of
 * draft-ietf-opsawg-pcap (pcap-savefile(5)).
 */
import { open } from 'node:fs/promises';
import { LabError } from '../model/errors.ts';

/** A capture: its path, its bytes, or its bytes as they come. */
export type PcapSource = string | Uint8Array | AsyncIterable<Uint8Array>;

/** One record. There is one object for all of them: it is valid during the visit only. */
export interface PcapRecord {
  /** Number of the frame, from 1. */
  frame: number;
  /** The link type of the file (LINKTYPE_ETHERNET is 1). */
  linkType: number;
  /** The wall clock when the frame was seen; `nsec` is below 1e9 for both kinds of file. */
  sec: number;
  nsec: number;
  /** The captured bytes are `buffer[start]` up to and without `buffer[end]`. */
  buffer: Buffer;
  start: number;
  end: number;
  /** Bytes that the frame had on the wire; more than were captured where a snap length cut it. */
  wireBytes: number;
}

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
/** MAXIMUM_SNAPLEN of libpcap: a longer record is damage, not a frame. */
const maximumCapturedBytes = 262_144;

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
  const format = parseFileHeader(name, buffer, filled);
  const record: PcapRecord = {
    ...{ frame: 0, linkType: format.linkType, sec: 0, nsec: 0 },
    ...{ buffer, start: 0, end: 0, wireBytes: 0 },
  };
  let at = fileHeaderBytes;
  /** Where the buffer's first byte stands in the file. */
  let bufferOffset = 0;
  for (;;) {
    at = visitWholeRecords(name, format, record, at, filled, bufferOffset, visit);
    buffer.copyWithin(0, at, filled);
    bufferOffset += at;
    filled -= at;
    at = 0;
    const got = await fill(buffer, filled);
    if (got === 0) break;
    filled += got;
  }
  const frames = record.frame;
  if (filled === 0) return { frames };
  return { frames, cut: describeCut(format, buffer, filled, bufferOffset, frames + 1) };
}

/** Visits the records that are whole in the buffer; returns where the next one begins. */
function visitWholeRecords(
  name: string,
  format: PcapFormat,
  record: PcapRecord,
  from: number,
  filled: number,
  bufferOffset: number,
  visit: (record: PcapRecord) => void,
): number {
  const { buffer } = record;
  const { readWord, fractionNs, fractionLimit } = format;
  let at = from;
  while (at + recordHeaderBytes <= filled) {
    const fraction = readWord(buffer, at + 4);
    const capturedBytes = readWord(buffer, at + 8);
    const wireBytes = readWord(buffer, at + 12);
    if (capturedBytes > maximumCapturedBytes || fraction >= fractionLimit || wireBytes === 0) {
      const what =
        fraction >= fractionLimit
          ? `a time with a fraction of ${fraction}, where ${fractionLimit} is a second`
          : `a length of ${capturedBytes} captured and ${wireBytes} wire bytes`;
      throw wrongFile(name, bufferOffset + at, `frame ${record.frame + 1} states ${what}`);
    }
    const end = at + recordHeaderBytes + capturedBytes;
    if (end > filled) break;
    record.frame += 1;
    record.sec = readWord(buffer, at);
    record.nsec = fraction * fractionNs;
    record.start = at + recordHeaderBytes;
    record.end = end;
    record.wireBytes = Math.max(wireBytes, capturedBytes);
    visit(record);
    at = end;
  }
  return at;
}

interface PcapFormat {
  linkType: number;
  readWord: (buffer: Buffer, at: number) => number;
  /** What one unit of the fraction of a second is worth, and how many make a second. */
  fractionNs: number;
  fractionLimit: number;
}

function parseFileHeader(name: string, buffer: Buffer, filled: number): PcapFormat {
  if (filled < fileHeaderBytes) {
    const because = `the file ends after ${filled} bytes, inside the file header of 24`;
    throw wrongFile(name, filled, because);
  }
  const magic = buffer.readUInt32BE(0);
  const isBig = magic === 0xa1b2c3d4 || magic === 0xa1b23c4d;
  const isNano = magic === 0xa1b23c4d || magic === 0x4d3cb2a1;
  if (!isBig && magic !== 0xd4c3b2a1 && magic !== 0x4d3cb2a1) {
    const because = `it begins with ${magic.toString(16).padStart(8, '0')}, no magic of pcap`;
    throw wrongFile(name, 0, because);
  }
  const readWord = isBig ? readBigWord : readLittleWord;
  // The upper half of the last word tells of frame check sequences, which IP lengths leave out.
  const linkType = readWord(buffer, 20) & 0xffff;
  const fraction = isNano ? [1, 1_000_000_000] : [1_000, 1_000_000];
  return { linkType, readWord, fractionNs: fraction[0] ?? 1, fractionLimit: fraction[1] ?? 1 };
}

function describeCut(
  format: PcapFormat,
  buffer: Buffer,
  filled: number,
  offset: number,
  frame: number,
): PcapCut {
  const wanted =
    filled < recordHeaderBytes
      ? `a record header of ${recordHeaderBytes} bytes`
      : `${recordHeaderBytes + format.readWord(buffer, 8)} bytes`;
  const because = `the file ends ${filled} bytes into frame ${frame}, which wants ${wanted}`;
  return { offset, because };
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

function wrongFile(name: string, offset: number, because: string): LabError {
  const hint =
    'Give a capture in the pcap format; others become one by `editcap -F nsecpcap IN OUT`.';
  const message = `${name} cannot be read as pcap at byte offset ${offset}: ${because}.`;
  return new LabError('RUN_UNREADABLE', message, { hint });
}

function readLittleWord(b: Buffer, at: number): number {
  return (
    ((b[at] ?? 0) |
      ((b[at + 1] ?? 0) << 8) |
      ((b[at + 2] ?? 0) << 16) |
      ((b[at + 3] ?? 0) << 24)) >>>
    0
  );
}

function readBigWord(b: Buffer, at: number): number {
  return (
    (((b[at] ?? 0) << 24) |
      ((b[at + 1] ?? 0) << 16) |
      ((b[at + 2] ?? 0) << 8) |
      (b[at + 3] ?? 0)) >>>
    0
  );
}
