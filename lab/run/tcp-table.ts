/**
 * The TCP connections of a capture, found by their two ends: part of the third layer of the wire
 * reader (pcap-file -> packet -> tcp-stream -> capture).
 *
 * A look-up makes no object and no string: it hashes the numbers of the two ends. Connections are
 * numbered as tshark numbers tcp.stream; a SYN with another sequence number on the same two ends
 * is a new connection (its ports are reused).
 */
import { formatAddress } from './address.ts';
import { ackFlag, type Packet, readWord, synFlag } from './packet.ts';

/** Bytes that wait for those before them, or to be accepted. */
export interface HeldBytes {
  sequence: number;
  bytes: number;
  /** What was captured of them, from the front. */
  data: Buffer;
}

/** One direction of a connection: what one end sends. All sequence numbers are signed 32-bit. */
export interface Flow {
  connection: Connection;
  /** Who sends. */
  address: string;
  port: number;
  /** The address's four words, the upper three 0 for IPv4. */
  words: Int32Array;
  /** Of the capture: whether the initial sequence number is known, by whichever end told it. */
  initialKnown: boolean;
  initialSequence: number;
  /** Whether a segment of this direction was seen, so that the following are meaningful. */
  begun: boolean;
  /** The next byte in order, as sequence number and as an offset from the flow's first byte. */
  nextSequence: number;
  nextOffset: number;
  /** The highest acknowledgement by the other end. */
  acknowledged: number;
  /** The window that this end offered last; 0 stops the other end. */
  window: number;
  /** Bytes after a hole, in order, not overlapping; and their sum. */
  held: HeldBytes[];
  heldBytes: number;
  /** Bytes that count only once they are acknowledged: a window probe's, or those of a SYN. */
  offered: HeldBytes | undefined;
  /** A FIN was seen, and its sequence number. */
  finKnown: boolean;
  finSequence: number;
  /** The end of the flow was reported. */
  finished: boolean;
  reset: boolean;
}

export interface Connection {
  /** As tshark's tcp.stream, from 0. */
  stream: number;
  addressBytes: number;
  client: Flow;
  server: Flow;
  synSeen: boolean;
  established: boolean;
  /** The connection before this one with the same hash. */
  older: Connection | undefined;
}

/** Whether the sender of a segment is the server, for a connection whose SYN was not captured. */
export type IsServer = (
  source: { address: string; port: number },
  destination: { address: string; port: number },
) => boolean;

export interface ConnectionTable {
  connections: number;
  newest: Map<number, Connection>;
  last: Connection | undefined;
  isServer: IsServer;
}

export function createConnectionTable(isServer: IsServer): ConnectionTable {
  return { connections: 0, newest: new Map(), last: undefined, isServer };
}

/** The flow that a segment belongs to; a connection that is not known yet is added. */
export function findFlow(table: ConnectionTable, bytes: Uint8Array, packet: Packet): Flow {
  const { last } = table;
  let flow = last === undefined ? undefined : matchFlow(last, bytes, packet);
  if (flow === undefined) {
    let connection = table.newest.get(hashEnds(bytes, packet));
    while (connection !== undefined && flow === undefined) {
      flow = matchFlow(connection, bytes, packet);
      connection = connection.older;
    }
  }
  if (flow === undefined || isReuse(flow, packet)) flow = addConnection(table, bytes, packet);
  table.last = flow.connection;
  return flow;
}

/** Ports are reused: a SYN that does not repeat the one that the connection began with. */
function isReuse(flow: Flow, packet: Packet): boolean {
  return (
    (packet.flags & (synFlag | ackFlag)) === synFlag &&
    flow.initialKnown &&
    flow.initialSequence !== packet.sequence
  );
}

function matchFlow(connection: Connection, bytes: Uint8Array, packet: Packet): Flow | undefined {
  const { client, server } = connection;
  if (connection.addressBytes !== packet.addressBytes) return undefined;
  if (
    client.port === packet.sourcePort &&
    server.port === packet.destinationPort &&
    hasAddress(client, bytes, packet.sourceAt, packet.addressBytes) &&
    hasAddress(server, bytes, packet.destinationAt, packet.addressBytes)
  ) {
    return client;
  }
  if (
    server.port === packet.sourcePort &&
    client.port === packet.destinationPort &&
    hasAddress(server, bytes, packet.sourceAt, packet.addressBytes) &&
    hasAddress(client, bytes, packet.destinationAt, packet.addressBytes)
  ) {
    return server;
  }
  return undefined;
}

function hasAddress(flow: Flow, bytes: Uint8Array, at: number, addressBytes: number): boolean {
  const { words } = flow;
  if (addressBytes === 4) return words[0] === readWord(bytes, at);
  return (
    words[0] === readWord(bytes, at) &&
    words[1] === readWord(bytes, at + 4) &&
    words[2] === readWord(bytes, at + 8) &&
    words[3] === readWord(bytes, at + 12)
  );
}

/** The same for both directions, and small enough to be stored without a heap object (30 bits). */
function hashEnds(bytes: Uint8Array, packet: Packet): number {
  let sum = 0;
  for (let at = 0; at < packet.addressBytes; at += 4) {
    sum = (Math.imul(sum, 31) + readWord(bytes, packet.sourceAt + at)) | 0;
    sum = (sum + readWord(bytes, packet.destinationAt + at)) | 0;
  }
  const ports = Math.imul(packet.sourcePort, packet.destinationPort) + packet.sourcePort;
  const hash = Math.imul(sum, 0x9e3779b1) ^ (ports + packet.destinationPort);
  return Math.imul(hash, 0x85ebca6b) >>> 2;
}

function addConnection(table: ConnectionTable, bytes: Uint8Array, packet: Packet): Flow {
  const { addressBytes, sourceAt, destinationAt } = packet;
  const source = createFlow(bytes, sourceAt, addressBytes, packet.sourcePort);
  const destination = createFlow(bytes, destinationAt, addressBytes, packet.destinationPort);
  const isFromServer =
    (packet.flags & synFlag) !== 0
      ? (packet.flags & ackFlag) !== 0
      : table.isServer(source, destination);
  const hash = hashEnds(bytes, packet);
  const connection: Connection = {
    stream: table.connections,
    addressBytes,
    client: isFromServer ? destination : source,
    server: isFromServer ? source : destination,
    synSeen: false,
    established: false,
    older: table.newest.get(hash),
  };
  source.connection = connection;
  destination.connection = connection;
  table.connections += 1;
  table.newest.set(hash, connection);
  return source;
}

function createFlow(bytes: Uint8Array, at: number, addressBytes: number, port: number): Flow {
  const words = new Int32Array(4);
  for (let index = 0; index < addressBytes / 4; index += 1) {
    words[index] = readWord(bytes, at + 4 * index);
  }
  return {
    // The two flows and their connection refer to each other: addConnection ties the knot.
    connection: undefined as unknown as Connection,
    ...{ address: formatAddress(bytes, at, addressBytes), port, words },
    ...{ initialKnown: false, initialSequence: 0, begun: false, nextSequence: 0, nextOffset: 0 },
    ...{ acknowledged: 0, window: 1, held: [], heldBytes: 0, offered: undefined },
    ...{ finKnown: false, finSequence: 0, finished: false, reset: false },
  };
}
