/**
 * Blocks of a pcapng file as records (draft-ietf-opsawg-pcapng; file(1) and Wireshark call it
 * "pcapng"): what Wireshark saves unless it is told otherwise. Sections, interfaces and packets are
 * read; names, statistics, comments and secrets say nothing of the wire, and are passed over.
 */
import {
  maximumCapturedBytes,
  type PcapRecord,
  type RecordReader,
  readBigWord,
  readLittleWord,
  wrongFile,
} from './pcap-record.ts';

/** The type of the first block, the same in both byte orders, as hex. */
export const pcapngMagic = '0a0d0d0a';

const sectionType = 0x0a0d0d0a;
const byteOrderMagic = 0x1a2b3c4d;
const interfaceType = 1;
/** Packet Block (obsolete), Simple Packet Block, Enhanced Packet Block. */
const [oldPacketType, simplePacketType, packetType] = [2, 3, 6];
const blockHeaderBytes = 12;
/** Type, length, interface, time, both lengths: the frame's bytes follow. */
const packetHeaderBytes = 28;
/** The reader's buffer has to hold a whole block. */
const maximumBlockBytes = 2 * maximumCapturedBytes;
/** Options of an interface: the resolution of its times, and seconds to be added to them. */
const [resolutionOption, offsetOption] = [9, 14];

interface Interface {
  linkType: number;
  /** Units of a second. */
  perSecond: bigint;
  offsetSec: number;
}

type ReadWord = (buffer: Buffer, at: number) => number;

/** A reader of one file, whose name is for errors. */
export function openPcapng(name: string): RecordReader {
  let readWord: ReadWord = readLittleWord;
  let interfaces: Interface[] = [];
  const readBlock = (record: PcapRecord, at: number, length: number, offset: number) => {
    const { buffer } = record;
    const type = readWord(buffer, at);
    const fail = (because: string) =>
      wrongFile(name, offset + at, `frame ${record.frame + 1} ${because}`);
    if (type === sectionType) interfaces = [];
    if (type === interfaceType) interfaces.push(readInterface(buffer, at, length, readWord));
    if (type === simplePacketType) throw fail('is of a kind that has no time');
    if (type !== packetType && type !== oldPacketType) return false;
    const number = readWord(buffer, at + 8);
    const place = type === packetType ? number : readHalf(buffer, at + 8, readWord);
    const found = interfaces[place];
    if (!found) throw fail(`is of interface ${place}, which the file does not describe`);
    const capturedBytes = readWord(buffer, at + 20);
    if (capturedBytes > Math.min(maximumCapturedBytes, length - packetHeaderBytes - 4)) {
      throw fail(`states a length of ${capturedBytes} captured bytes`);
    }
    const high = BigInt(readWord(buffer, at + 12));
    const ticks = (high << 32n) | BigInt(readWord(buffer, at + 16));
    record.frame += 1;
    record.linkType = found.linkType;
    record.sec = Number(ticks / found.perSecond) + found.offsetSec;
    record.nsec = Number(((ticks % found.perSecond) * 1_000_000_000n) / found.perSecond);
    record.start = at + packetHeaderBytes;
    record.end = record.start + capturedBytes;
    record.wireBytes = Math.max(readWord(buffer, at + 24), capturedBytes);
    return true;
  };
  return {
    start: 0,
    visitWhole(record, { at: from, filled, offset }, visit) {
      const { buffer } = record;
      let at = from;
      while (at + blockHeaderBytes <= filled) {
        if (readBigWord(buffer, at) === sectionType) {
          readWord = readBigWord(buffer, at + 8) === byteOrderMagic ? readBigWord : readLittleWord;
        }
        const length = readWord(buffer, at + 4);
        const isDamaged = length < blockHeaderBytes || length % 4 > 0 || length > maximumBlockBytes;
        if (!isDamaged && at + length > filled) break;
        if (isDamaged || readWord(buffer, at + length - 4) !== length) {
          const because = `the block behind frame ${record.frame} states a length of ${length}`;
          throw wrongFile(name, offset + at, because);
        }
        if (readBlock(record, at, length, offset)) visit(record);
        at += length;
      }
      return at;
    },
    describeWanted: (buffer, filled) =>
      filled < blockHeaderBytes
        ? `a block header of ${blockHeaderBytes} bytes`
        : `${readWord(buffer, 4)} bytes`,
  };
}

function readInterface(
  buffer: Buffer,
  start: number,
  length: number,
  readWord: ReadWord,
): Interface {
  const found = { linkType: readHalf(buffer, start + 8, readWord), perSecond: 1_000_000n };
  let offsetSec = 0;
  const end = start + length - 4;
  for (let at = start + 16; at + 4 <= end; ) {
    const code = readHalf(buffer, at, readWord);
    const bytes = readHalf(buffer, at + 2, readWord);
    if (code === 0 || at + 4 + bytes > end) break;
    const value = buffer[at + 4] ?? 6;
    if (code === resolutionOption) {
      found.perSecond = value < 0x80 ? 10n ** BigInt(value) : 2n ** BigInt(value & 0x7f);
    } else if (code === offsetOption && bytes === 8) {
      const little = readWord === readLittleWord;
      offsetSec = Number(little ? buffer.readBigInt64LE(at + 4) : buffer.readBigInt64BE(at + 4));
    }
    at += 4 + Math.ceil(bytes / 4) * 4;
  }
  return { ...found, offsetSec };
}

function readHalf(buffer: Buffer, at: number, readWord: ReadWord): number {
  return readWord === readLittleWord ? buffer.readUInt16LE(at) : buffer.readUInt16BE(at);
}
