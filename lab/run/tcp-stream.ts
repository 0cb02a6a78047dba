/**
 * TCP segments into what the connections did: the third layer of the wire reader (pcap-file ->
 * packet -> tcp-stream -> capture). The rules are those of RFC 9293, 3.10, as an onlooker at one
 * interface can follow them; where tshark names a thing, the thing is the same here.
 */
import { ackFlag, finFlag, type Packet, rstFlag, synFlag } from './packet.ts';
import { finishFlow, type TcpSink, takeAcknowledgement, takeBytes } from './tcp-flow.ts';
import { type ConnectionTable, type Flow, findFlow } from './tcp-table.ts';

/**
 * Takes one segment, tells `sink` what it changed, and returns the number of its connection
 * (tcp.stream). `buffer` is where the packet was decoded from; nothing of it is kept by reference.
 */
export function trackSegment(
  table: ConnectionTable,
  buffer: Buffer,
  packet: Packet,
  sink: TcpSink,
): number {
  const flow = findFlow(table, buffer, packet);
  const { connection } = flow;
  if (packet.damaged) return connection.stream;
  const peer = flow === connection.client ? connection.server : connection.client;
  const { flags } = packet;
  noteInitialSequences(flow, peer, packet);
  if ((flags & ackFlag) !== 0) {
    if (peer.begun) takeAcknowledgement(peer, packet.acknowledgement, sink);
    if (!connection.established) noteHandshake(flow, peer, packet, sink);
  }
  if ((flags & rstFlag) !== 0) {
    // What a RST carries tells why (RFC 9293, 3.5.3); it is no part of the stream.
    if (!flow.reset) sink.closed(flow, 'reset');
    flow.reset = true;
    return connection.stream;
  }
  if (!flow.begun) beginFlow(flow, packet);
  if ((flags & synFlag) !== 0) noteSyn(flow, packet, sink);
  flow.window = packet.window;
  if (packet.payloadBytes > 0) takePayload(flow, peer, buffer, packet, sink);
  if ((flags & finFlag) !== 0 && !flow.finKnown) {
    flow.finKnown = true;
    flow.finSequence = (getDataSequence(packet) + packet.payloadBytes) | 0;
    finishFlow(flow, sink);
  }
  return connection.stream;
}

/** Tells what was still held when the capture ended: bytes whose predecessors it never showed. */
export function finishTracking(table: ConnectionTable, sink: TcpSink): void {
  for (const newest of table.newest.values()) {
    for (let at: typeof table.last = newest; at !== undefined; at = at.older) {
      for (const flow of [at.client, at.server]) {
        const first = flow.held[0];
        if (first === undefined) continue;
        sink.missing(flow, flow.nextOffset, (first.sequence - flow.nextSequence) | 0);
      }
    }
  }
}

/** By them a SYN that repeats is told from one that begins a connection anew. */
function noteInitialSequences(flow: Flow, peer: Flow, packet: Packet): void {
  if (!flow.initialKnown || (packet.flags & (synFlag | ackFlag)) === (synFlag | ackFlag)) {
    const isSyn = (packet.flags & synFlag) !== 0;
    flow.initialSequence = isSyn ? packet.sequence : (packet.sequence - 1) | 0;
    flow.initialKnown = true;
  }
  if (!peer.initialKnown && (packet.flags & ackFlag) !== 0) {
    peer.initialSequence = (packet.acknowledgement - 1) | 0;
    peer.initialKnown = true;
  }
}

/** The client acknowledges the server's SYN, or, where that was not captured, anything. */
function noteHandshake(flow: Flow, peer: Flow, packet: Packet, sink: TcpSink): void {
  const { connection } = flow;
  if (flow !== connection.client || !connection.synSeen) return;
  if ((packet.flags & (synFlag | rstFlag)) !== 0) return;
  if (peer.begun && ((packet.acknowledgement - peer.initialSequence) | 0) <= 0) return;
  connection.established = true;
  sink.established(connection);
}

function beginFlow(flow: Flow, packet: Packet): void {
  flow.begun = true;
  flow.nextSequence = getDataSequence(packet);
  flow.acknowledged = flow.nextSequence;
}

function noteSyn(flow: Flow, packet: Packet, sink: TcpSink): void {
  const { connection } = flow;
  if ((packet.flags & ackFlag) !== 0 || flow !== connection.client || connection.synSeen) return;
  connection.synSeen = true;
  sink.syn(connection);
}

/** The sequence number of the first byte: a SYN takes one before it (RFC 9293, 3.4). */
function getDataSequence(packet: Packet): number {
  return (packet.flags & synFlag) === 0 ? packet.sequence : (packet.sequence + 1) | 0;
}

function takePayload(flow: Flow, peer: Flow, buffer: Buffer, packet: Packet, sink: TcpSink): void {
  const { payloadAt, payloadBytes, capturedBytes, flags } = packet;
  const sequence = getDataSequence(packet);
  if (payloadBytes === 1 && (flags & (synFlag | finFlag)) === 0) {
    // A keep-alive repeats the last byte to be answered, not to be read (RFC 9293, 3.8.4).
    if (sequence === ((flow.nextSequence - 1) | 0)) return;
  }
  const isProbe = payloadBytes === 1 && peer.window === 0 && sequence === flow.nextSequence;
  if (isProbe || (flags & (synFlag | ackFlag)) === synFlag) {
    // A window probe (RFC 9293, 3.8.6.1) or the data of a SYN (RFC 7413): it counts once accepted.
    const data = Buffer.from(buffer.subarray(payloadAt, payloadAt + capturedBytes));
    flow.offered ??= { sequence, bytes: payloadBytes, data };
    return;
  }
  takeBytes(flow, sequence, payloadBytes, buffer, payloadAt, capturedBytes, sink);
}
