/**
 * Headers of one frame: from the link layer to TCP or UDP, the second layer of the wire reader
 * (pcap-file -> packet -> tcp-stream -> capture).
 *
 * Everything is decoded into one reused object of numbers, since this runs once a frame. Fields
 * that a snap length cut off are never read. Tunnels (IP in IP, GRE, VXLAN) are not opened, and
 * fragments of IP are noted, not reassembled.
 */

export const tcpProtocol = 6;
export const udpProtocol = 17;

/** Bits of the TCP header's flags (RFC 9293, 3.1). */
export const finFlag = 0x01;
export const synFlag = 0x02;
export const rstFlag = 0x04;
export const ackFlag = 0x10;

/** What is known of a frame; sequence numbers are signed 32-bit, offsets are into the buffer. */
export interface Packet {
  /** 6 for TCP, 17 for UDP, 0 for all that is neither or cannot be decoded. */
  protocol: number;
  /** It is a fragment of an IP packet, so that `protocol` is 0. */
  fragment: boolean;
  /** Bytes of an address, 4 or 16, and where the two begin. */
  addressBytes: number;
  sourceAt: number;
  destinationAt: number;
  sourcePort: number;
  destinationPort: number;
  sequence: number;
  acknowledgement: number;
  flags: number;
  window: number;
  /** The TCP header states a length that cannot be: only its ports are to be trusted. */
  damaged: boolean;
  payloadAt: number;
  /** Bytes of payload on the wire, by the lengths in the headers, and how many were captured. */
  payloadBytes: number;
  capturedBytes: number;
}

export function createPacket(): Packet {
  return {
    ...{ protocol: 0, fragment: false, addressBytes: 4, sourceAt: 0, destinationAt: 0 },
    ...{ sourcePort: 0, destinationPort: 0, sequence: 0, acknowledgement: 0, flags: 0 },
    ...{ window: 0, damaged: false, payloadAt: 0, payloadBytes: 0, capturedBytes: 0 },
  };
}

/** Link types (https://www.tcpdump.org/linktypes.html) that `decodePacket` knows. */
const nullLink = 0;
const ethernetLink = 1;
const openBsdRawLink = 12;
const bsdRawLink = 14;
const rawLink = 101;
const loopLink = 108;
const cookedLink = 113;
const ipv4Link = 228;
const ipv6Link = 229;
const cooked2Link = 276;

export const knownLinkTypes: ReadonlySet<number> = new Set([
  ...[nullLink, ethernetLink, openBsdRawLink, bsdRawLink, rawLink, loopLink],
  ...[cookedLink, ipv4Link, ipv6Link, cooked2Link],
]);

/**
 * Decodes the frame in `bytes[start]` … `bytes[end - 1]`, which had `wireBytes` on the wire, into
 * `packet`. A frame that is no TCP or UDP over IP, or is too short to tell, gets `protocol` 0.
 */
export function decodePacket(
  bytes: Uint8Array,
  start: number,
  end: number,
  wireBytes: number,
  linkType: number,
  packet: Packet,
): void {
  packet.protocol = 0;
  packet.fragment = false;
  const at = findIp(bytes, start, end, linkType);
  if (at < 0 || at >= end) return;
  const wireEnd = start + wireBytes;
  const version = (bytes[at] ?? 0) >> 4;
  if (version === 4) decodeIpv4(bytes, at, end, wireEnd, packet);
  else if (version === 6) decodeIpv6(bytes, at, end, wireEnd, packet);
}

/** Where the IP header begins, or -1. */
function findIp(bytes: Uint8Array, start: number, end: number, linkType: number): number {
  switch (linkType) {
    case ethernetLink:
      return skipTags(bytes, start + 12, start + 14, end);
    case cookedLink:
      return skipTags(bytes, start + 14, start + 16, end);
    case cooked2Link:
      return skipTags(bytes, start, start + 20, end);
    case nullLink:
    case loopLink:
      return start + 4;
    default:
      return knownLinkTypes.has(linkType) ? start : -1;
  }
}

/** Follows VLAN tags (802.1Q, 802.1ad) from an EtherType to IP; -1 if something else is carried. */
function skipTags(bytes: Uint8Array, typeAt: number, headerEnd: number, end: number): number {
  let at = headerEnd;
  let type = readHalf(bytes, typeAt);
  while (type === 0x8100 || type === 0x88a8 || type === 0x9100) {
    if (at + 4 > end) return -1;
    type = readHalf(bytes, at + 2);
    at += 4;
  }
  return at <= end && (type === 0x0800 || type === 0x86dd) ? at : -1;
}

function decodeIpv4(
  bytes: Uint8Array,
  at: number,
  end: number,
  wireEnd: number,
  packet: Packet,
): void {
  const headerBytes = ((bytes[at] ?? 0) & 15) * 4;
  if (headerBytes < 20 || at + 20 > end) return;
  // With segmentation offload the total length may be 0: the frame's own length stands for it.
  const totalBytes = readHalf(bytes, at + 2) || wireEnd - at;
  if (totalBytes < headerBytes) return;
  // More fragments, or an offset (RFC 791, 3.1).
  if ((readHalf(bytes, at + 6) & 0x3fff) !== 0) {
    packet.fragment = true;
    return;
  }
  packet.addressBytes = 4;
  packet.sourceAt = at + 12;
  packet.destinationAt = at + 16;
  const payloadEnd = Math.min(at + totalBytes, wireEnd);
  decodeTransport(bytes, bytes[at + 9] ?? 0, at + headerBytes, end, payloadEnd, packet);
}

const hopByHopHeader = 0;
const fragmentHeader = 44;
const authenticationHeader = 51;
/** Extension headers of the common form: routing, destination options, mobility, HIP, shim6. */
const otherExtensionHeaders: ReadonlySet<number> = new Set([43, 60, 135, 139, 140]);

function decodeIpv6(
  bytes: Uint8Array,
  start: number,
  end: number,
  wireEnd: number,
  packet: Packet,
): void {
  if (start + 40 > end) return;
  packet.addressBytes = 16;
  packet.sourceAt = start + 8;
  packet.destinationAt = start + 24;
  // A length of 0 means a jumbogram (RFC 2675): the frame's own length stands for it.
  const length = readHalf(bytes, start + 4);
  const payloadEnd = length === 0 ? wireEnd : Math.min(start + 40 + length, wireEnd);
  let header = bytes[start + 6] ?? 0;
  let at = start + 40;
  for (;;) {
    if (header === tcpProtocol || header === udpProtocol) {
      decodeTransport(bytes, header, at, end, payloadEnd, packet);
      return;
    }
    if (at + 8 > end) return;
    const next = bytes[at] ?? 0;
    const extent = bytes[at + 1] ?? 0;
    if (header === fragmentHeader) {
      // An offset or more fragments; neither is an "atomic" fragment (RFC 6946), which is whole.
      if ((readHalf(bytes, at + 2) & 0xfff9) !== 0) {
        packet.fragment = true;
        return;
      }
      at += 8;
    } else if (header === authenticationHeader) {
      at += (extent + 2) * 4;
    } else if (header === hopByHopHeader || otherExtensionHeaders.has(header)) {
      at += (extent + 1) * 8;
    } else {
      return;
    }
    header = next;
  }
}

/** Decodes TCP or UDP at `at`; the packet ends on the wire at `payloadEnd`. */
function decodeTransport(
  bytes: Uint8Array,
  protocol: number,
  at: number,
  end: number,
  payloadEnd: number,
  packet: Packet,
): void {
  const transportBytes = payloadEnd - at;
  let headerBytes = 8;
  if (protocol === tcpProtocol) {
    // Up to the window; checksum and options may be cut off.
    if (at + 16 > end || transportBytes < 16) return;
    headerBytes = ((bytes[at + 12] ?? 0) >> 4) * 4;
    packet.sequence = readWord(bytes, at + 4);
    packet.acknowledgement = readWord(bytes, at + 8);
    packet.flags = bytes[at + 13] ?? 0;
    packet.window = readHalf(bytes, at + 14);
    packet.damaged = headerBytes < 20 || headerBytes > transportBytes;
    packet.payloadBytes = packet.damaged ? 0 : transportBytes - headerBytes;
  } else if (protocol === udpProtocol) {
    if (at + 8 > end || transportBytes < 8) return;
    const length = readHalf(bytes, at + 4) || transportBytes;
    if (length < 8) return;
    packet.payloadBytes = Math.min(length, transportBytes) - 8;
  } else {
    return;
  }
  packet.protocol = protocol;
  packet.sourcePort = readHalf(bytes, at);
  packet.destinationPort = readHalf(bytes, at + 2);
  const payloadAt = at + headerBytes;
  packet.payloadAt = payloadAt;
  const captured = Math.min(end, payloadAt + packet.payloadBytes) - payloadAt;
  packet.capturedBytes = Math.max(captured, 0);
}

/** 16 bits, big-endian. */
function readHalf(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** 32 bits, big-endian, as a signed integer, which is what differences modulo 2^32 need. */
export function readWord(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)
  );
}
