/**
 * Writes captures by hand, byte by byte, for the tests of the wire reader: what a test wants to
 * see on the wire, in any order, cut, wrapped or damaged, without a network.
 *
 * Checksums are left 0, as captures on a veth have them half-done (checksum offload) anyway.
 */

export interface SegmentOptions {
  /** "10.0.0.2:41000" or "[fd00::2]:41000". */
  from: string;
  to: string;
  /** Letters of SFRPA. */
  flags?: string;
  sequence?: number;
  acknowledgement?: number;
  window?: number;
  payload?: string | Uint8Array;
  /** TCP options, a multiple of 4 bytes. */
  options?: Uint8Array;
}

const flagBits: Record<string, number> = { F: 1, S: 2, R: 4, P: 8, A: 16 };

/** A TCP segment in an IPv4 or IPv6 packet. */
export function buildSegment(options: SegmentOptions): Buffer {
  const from = parseEndpoint(options.from);
  const to = parseEndpoint(options.to);
  const tcpOptions = options.options ?? new Uint8Array(0);
  const header = Buffer.alloc(20);
  header.writeUInt16BE(from.port, 0);
  header.writeUInt16BE(to.port, 2);
  header.writeUInt32BE((options.sequence ?? 0) >>> 0, 4);
  header.writeUInt32BE((options.acknowledgement ?? 0) >>> 0, 8);
  header[12] = ((20 + tcpOptions.length) / 4) << 4;
  const letters = [...(options.flags ?? 'A')];
  header[13] = letters.reduce((bits, letter) => bits | (flagBits[letter] ?? 0), 0);
  header.writeUInt16BE(options.window ?? 65_000, 14);
  const payload = Buffer.from(options.payload ?? '');
  return buildIp(from.address, to.address, 6, Buffer.concat([header, tcpOptions, payload]));
}

/** A UDP datagram in an IP packet. */
export function buildDatagram(from: string, to: string, payload: string | Uint8Array): Buffer {
  const source = parseEndpoint(from);
  const destination = parseEndpoint(to);
  const header = Buffer.alloc(8);
  header.writeUInt16BE(source.port, 0);
  header.writeUInt16BE(destination.port, 2);
  header.writeUInt16BE(8 + payload.length, 4);
  const body = Buffer.concat([header, Buffer.from(payload)]);
  return buildIp(source.address, destination.address, 17, body);
}

export interface IpOptions {
  /** The flags and offset field of IPv4: 0x2000 for more fragments. */
  fragment?: number;
  /** Bytes of IPv4 options, a multiple of 4. */
  options?: Uint8Array;
}

/** An IP packet of either version around `body`. */
export function buildIp(
  source: string,
  destination: string,
  protocol: number,
  body: Uint8Array,
  { fragment = 0, options = new Uint8Array(0) }: IpOptions = {},
): Buffer {
  if (source.includes(':')) {
    const header = Buffer.alloc(40);
    header[0] = 0x60;
    header.writeUInt16BE(body.length, 4);
    header[6] = protocol;
    header[7] = 64;
    header.set(parseAddress(source), 8);
    header.set(parseAddress(destination), 24);
    return Buffer.concat([header, body]);
  }
  const header = Buffer.alloc(20);
  header[0] = 0x40 | ((20 + options.length) / 4);
  header.writeUInt16BE(20 + options.length + body.length, 2);
  header.writeUInt16BE(fragment, 6);
  header[8] = 64;
  header[9] = protocol;
  header.set(parseAddress(source), 12);
  header.set(parseAddress(destination), 16);
  return Buffer.concat([header, options, body]);
}

/** Puts an extension header of IPv6 (type, bytes from the second on) behind the fixed one. */
export function addExtension(packet: Buffer, type: number, rest: Uint8Array): Buffer {
  const header = Buffer.from(packet.subarray(0, 40));
  const extension = Buffer.from([header[6] ?? 0, ...rest]);
  header[6] = type;
  header.writeUInt16BE(header.readUInt16BE(4) + extension.length, 4);
  return Buffer.concat([header, extension, packet.subarray(40)]);
}

/** An Ethernet frame around an IP packet, with VLAN tags from the outermost in: [EtherType, id]. */
export function wrapEthernet(packet: Buffer, tags: readonly [number, number][] = []): Buffer {
  const types = [...tags.map(([type]) => type), getEtherType(packet)];
  const header = Buffer.from([2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0, 0]);
  header.writeUInt16BE(types[0] ?? 0, 12);
  const tagBytes = tags.map(([, id], index) => {
    const tag = Buffer.alloc(4);
    tag.writeUInt16BE(id, 0);
    tag.writeUInt16BE(types[index + 1] ?? 0, 2);
    return tag;
  });
  return Buffer.concat([header, ...tagBytes, packet]);
}

/** Linux cooked captures, version 1 (`tcpdump -i any`) and 2. */
export function wrapCooked(packet: Buffer): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0]);
  header.writeUInt16BE(getEtherType(packet), 14);
  return Buffer.concat([header, packet]);
}

export function wrapCooked2(packet: Buffer): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 2, 0, 0, 0, 0, 2, 0, 0]);
  header.writeUInt16BE(getEtherType(packet), 0);
  return Buffer.concat([header, packet]);
}

export interface FileOptions {
  isBig?: boolean;
  isNano?: boolean;
  linkType?: number;
  /** Bytes of each frame to keep. */
  snapLength?: number;
}

export interface Frame {
  sec: number;
  nsec: number;
  bytes: Buffer;
}

/** A capture file. */
export function buildPcap(frames: readonly Frame[], options: FileOptions = {}): Buffer {
  const { isBig = false, isNano = true, linkType = 1, snapLength = 262_144 } = options;
  const writeWord = (buffer: Buffer, value: number, at: number): unknown =>
    isBig ? buffer.writeUInt32BE(value, at) : buffer.writeUInt32LE(value, at);
  const header = Buffer.alloc(24);
  writeWord(header, isNano ? 0xa1b23c4d : 0xa1b2c3d4, 0);
  writeWord(header, isBig ? 0x00020004 : 0x00040002, 4);
  writeWord(header, snapLength, 16);
  writeWord(header, linkType, 20);
  const records = frames.flatMap(({ sec, nsec, bytes }) => {
    const kept = bytes.subarray(0, snapLength);
    const record = Buffer.alloc(16);
    writeWord(record, sec, 0);
    writeWord(record, isNano ? nsec : Math.floor(nsec / 1000), 4);
    writeWord(record, kept.length, 8);
    writeWord(record, bytes.length, 12);
    return [record, kept];
  });
  return Buffer.concat([header, ...records]);
}

/** Gives packets times, 10 ms apart unless told otherwise, from a fixed wall clock on. */
export function timeFrames(packets: readonly Buffer[], gapNs = 10_000_000): Frame[] {
  return packets.map((bytes, index) => {
    const sinceNs = 123_456_789 + index * gapNs;
    return { sec: 1_700_000_000 + Math.floor(sinceNs / 1e9), nsec: sinceNs % 1e9, bytes };
  });
}

function getEtherType(packet: Buffer): number {
  return (packet[0] ?? 0) >> 4 === 6 ? 0x86dd : 0x0800;
}

function parseEndpoint(endpoint: string): { address: string; port: number } {
  const at = endpoint.lastIndexOf(':');
  const address = endpoint.slice(0, at).replace(/^\[|\]$/g, '');
  return { address, port: Number(endpoint.slice(at + 1)) };
}

function parseAddress(address: string): Uint8Array {
  if (!address.includes(':')) return Uint8Array.from(address.split('.'), Number);
  const [before = '', after = ''] = address.split('::');
  const parse = (half: string): number[] =>
    half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16));
  const front = parse(before);
  const back = parse(after);
  const zeros = new Array<number>(8 - front.length - back.length).fill(0);
  const groups = [...front, ...zeros, ...back];
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 255]));
}
