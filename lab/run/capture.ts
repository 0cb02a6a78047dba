/**
 * The wire witness: turns the capture of the server's interface into journal entries.
 *
 * Place in the flow: after the play, beside the readers of the kernel's samples and of the logs;
 * the play adds what it returns to the journal. The layers below are pcap-file (records), packet
 * (headers) and tcp-stream (connections and their bytes in order). Entries keep the order of the
 * file, since stamps of different cores may not be monotonic (pcap-tstamp(7)).
 */
import { LabError } from '../model/errors.ts';
import type { EventOf, JournalEvent } from '../model/journal.ts';
import { formatAddress, formatEndpoint } from './address.ts';
import { createPacket, decodePacket, knownLinkTypes, tcpProtocol, udpProtocol } from './packet.ts';
import { type PcapCut, type PcapSource, readPcap } from './pcap-file.ts';
import type { PcapRecord } from './pcap-record.ts';
import type { TcpSink } from './tcp-flow.ts';
import { finishTracking, trackSegment } from './tcp-stream.ts';
import { type Connection, createConnectionTable, type Flow, type IsServer } from './tcp-table.ts';

/** What a capture does not say of itself. Addresses are written as RFC 5952 has them. */
export interface CaptureContext {
  /** The server's port: it tells which end is the server where no SYN was captured. */
  port: number;
  serverAddresses: readonly string[];
  /** Address of a client's host -> role. */
  roles: ReadonlyMap<string, string>;
  /** The wall clock of a frame, as nanoseconds since the epoch of the run. */
  toAtNs: (wallSec: number, wallNsec: number) => number;
}

/** Why the capture cannot tell all from this time on; the play writes it down as a gap. */
export interface CaptureGap {
  atNs: number;
  because: string;
}

export interface CaptureSummary {
  frames: number;
  /** Set where the file ends inside its last record: all before it was read. */
  cut?: PcapCut;
  /** Fragments of IP (not reassembled), bytes that the capture lost, in the order of the file. */
  gaps: CaptureGap[];
}

/** What the capture of the server's interface tells; of those at clients: bypass.ts. */
export type WireEvent = Exclude<
  Extract<JournalEvent, { witness: 'wire' }>,
  { kind: 'watched' | 'bypass' }
>;

/**
 * Reads a whole capture into journal entries of the wire. Throws LabError RUN_UNREADABLE, with the
 * byte offset, for a file that is missing, damaged, no pcap or of an unknown link type.
 */
export async function readCapture(
  source: PcapSource,
  context: CaptureContext,
): Promise<CaptureSummary & { events: JournalEvent[] }> {
  const events: JournalEvent[] = [];
  const summary = await visitCapture(source, context, (event) => events.push(event));
  return { events, ...summary };
}

/** Like readCapture, but hands each entry to `visit` and keeps none, for captures of any size. */
export async function visitCapture(
  source: PcapSource,
  context: CaptureContext,
  visit: (event: WireEvent) => void,
): Promise<CaptureSummary> {
  const packet = createPacket();
  const table = createConnectionTable(createServerTest(context));
  const gaps: CaptureGap[] = [];
  const current = { frame: 0, atNs: 0 };
  const sink = createSink(context, current, gaps, visit);
  let fragments = 0;
  const summary = await readPcap(source, (record) => {
    if (record.frame === 1) checkLinkType(record);
    const { buffer, start, end, wireBytes, linkType } = record;
    decodePacket(buffer, start, end, wireBytes, linkType, packet);
    current.frame = record.frame;
    current.atNs = context.toAtNs(record.sec, record.nsec);
    if (packet.protocol === tcpProtocol) {
      trackSegment(table, buffer, packet, sink);
    } else if (packet.protocol === udpProtocol) {
      const { addressBytes, sourceAt, destinationAt, payloadAt, capturedBytes } = packet;
      const from = formatAddress(buffer, sourceAt, addressBytes);
      const to = formatAddress(buffer, destinationAt, addressBytes);
      if (!context.serverAddresses.some((address) => address === from || address === to)) return;
      const role = context.roles.get(from) ?? context.roles.get(to);
      visit({
        ...{ atNs: current.atNs, witness: 'wire', kind: 'datagram', frame: record.frame },
        ...(role === undefined ? {} : { role }),
        from: formatEndpoint(from, packet.sourcePort),
        to: formatEndpoint(to, packet.destinationPort),
        bytes: packet.payloadBytes,
        text: buffer.toString('utf8', payloadAt, payloadAt + capturedBytes),
      });
    } else if (packet.fragment) {
      fragments += 1;
      if (fragments > 1) return;
      const because = `frame ${record.frame} is a fragment of an IP packet, and those are not`;
      gaps.push({ atNs: current.atNs, because: `${because} reassembled` });
    }
  });
  finishTracking(table, sink);
  return { ...summary, gaps };
}

/** Names the two ends where no SYN does: the server has the port, or else one of the addresses. */
function createServerTest(context: CaptureContext): IsServer {
  return (source, destination) => {
    const isPort = source.port === context.port;
    if (isPort !== (destination.port === context.port)) return isPort;
    return (
      context.serverAddresses.includes(source.address) &&
      !context.serverAddresses.includes(destination.address)
    );
  };
}

/** Makes journal entries of what the connections do; `current` is the frame being read. */
function createSink(
  context: CaptureContext,
  current: { frame: number; atNs: number },
  gaps: CaptureGap[],
  visit: (event: WireEvent) => void,
): TcpSink {
  const describe = (connection: Connection) => {
    const { frame, atNs } = current;
    const role = context.roles.get(connection.client.address);
    const base = { atNs, witness: 'wire' as const, frame, stream: connection.stream };
    return role === undefined ? base : { ...base, role };
  };
  const getEnds = ({ client, server }: Connection) => ({
    client: formatEndpoint(client.address, client.port),
    server: formatEndpoint(server.address, server.port),
  });
  return {
    syn: (connection) => visit({ ...describe(connection), kind: 'syn', ...getEnds(connection) }),
    established: (connection) =>
      visit({ ...describe(connection), kind: 'established', ...getEnds(connection) }),
    data: (flow, offset, bytes, buffer, at, captured) =>
      visit({
        ...describe(flow.connection),
        ...{ kind: 'data', direction: getDirection(flow), offset, bytes },
        ...decodeText(buffer, at, at + captured),
      }),
    closed: (flow, how) =>
      visit({
        ...describe(flow.connection),
        ...{ kind: 'closed', direction: getDirection(flow), how },
      }),
    repeated: (flow, bytes) =>
      visit({
        ...describe(flow.connection),
        ...{ kind: 'retransmission', direction: getDirection(flow), bytes },
      }),
    missing: (flow, offset, bytes) => {
      const where = `stream ${flow.connection.stream} ${getDirection(flow)}`;
      const because = `${where}: ${bytes} bytes at offset ${offset} are not in the capture`;
      gaps.push({ atNs: current.atNs, because });
    },
  };
}

function getDirection(flow: Flow): 'to-server' | 'to-client' {
  return flow === flow.connection.client ? 'to-server' : 'to-client';
}

/** Bytes as text, and as base64 too where the text does not say them all. */
function decodeText(
  buffer: Buffer,
  from: number,
  to: number,
): Pick<EventOf<'data'>, 'text' | 'base64'> {
  const text = buffer.toString('utf8', from, to);
  // Only a replacement character can hide a byte; comparing is needed only where one stands.
  if (!text.includes('\uFFFD')) return { text };
  const isSame = Buffer.from(text, 'utf8').equals(buffer.subarray(from, to));
  return isSame ? { text } : { text, base64: buffer.toString('base64', from, to) };
}

function checkLinkType({ linkType }: PcapRecord): void {
  if (knownLinkTypes.has(linkType)) return;
  const hint = 'Capture on an Ethernet interface, or with `-i any`.';
  const message = `The capture has link type ${linkType} at byte offset 20, which is not known.`;
  throw new LabError('RUN_UNREADABLE', message, { hint });
}
