/** What the readers of captures share: a record, its limits, words of both byte orders, errors. */
import { LabError } from '../model/errors.ts';

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

/** MAXIMUM_SNAPLEN of libpcap: a longer record is damage, not a frame. */
export const maximumCapturedBytes = 262_144;

/** One kind of file. */
export interface RecordReader {
  /** Where its first record, or its first block, begins. */
  start: number;
  /**
   * Visits the records that are whole in the record's buffer, from `at` up to `filled`; returns
   * where the next one begins. `offset` is where the buffer's first byte stands in the file. Throws
   * LabError RUN_UNREADABLE for what is damaged.
   */
  visitWhole(
    record: PcapRecord,
    span: { at: number; filled: number; offset: number },
    visit: (record: PcapRecord) => void,
  ): number;
  /** What the rest of a cut file, which stands at the buffer's start, would need to be whole. */
  describeWanted(buffer: Buffer, filled: number): string;
}

/** An error with the byte offset; `because` is a clause. */
export function wrongFile(name: string, offset: number, because: string): LabError {
  const hint =
    'A capture is pcap or pcapng, not compressed; others become one by `editcap -F nsecpcap IN OUT`.';
  const message = `${name} cannot be read at byte offset ${offset}: ${because}.`;
  return new LabError('RUN_UNREADABLE', message, { hint });
}

export function readLittleWord(b: Buffer, at: number): number {
  return (
    ((b[at] ?? 0) |
      ((b[at + 1] ?? 0) << 8) |
      ((b[at + 2] ?? 0) << 16) |
      ((b[at + 3] ?? 0) << 24)) >>>
    0
  );
}

export function readBigWord(b: Buffer, at: number): number {
  return (
    (((b[at] ?? 0) << 24) |
      ((b[at + 1] ?? 0) << 16) |
      ((b[at + 2] ?? 0) << 8) |
      (b[at + 3] ?? 0)) >>>
    0
  );
}
