/**
 * One direction of a TCP connection put in order: part of the third layer of the wire reader
 * (pcap-file -> packet -> tcp-stream -> capture).
 *
 * Bytes are handed on when they become contiguous. Those after a hole are held; a hole that the
 * other end acknowledged was lost by the capture, not by the network, and is skipped and told.
 * Sequence numbers wrap around, so only signed differences of them are compared (RFC 9293, 3.4).
 */
import type { Connection, Flow, HeldBytes } from './tcp-table.ts';

/** Who is told what a connection did, in the order in which the capture shows it. */
export interface TcpSink {
  syn(connection: Connection): void;
  established(connection: Connection): void;
  /** `bytes` came next in order at `offset`; `captured` of them stand in `buffer` from `at` on. */
  data(
    flow: Flow,
    offset: number,
    bytes: number,
    buffer: Buffer,
    at: number,
    captured: number,
  ): void;
  closed(flow: Flow, how: 'fin' | 'reset'): void;
  /** The segment repeated `bytes` that the capture already holds. */
  repeated(flow: Flow, bytes: number): void;
  /** `bytes` at `offset` are not in the capture, though the stream went on after them. */
  missing(flow: Flow, offset: number, bytes: number): void;
}

/** More than a receive window of Linux (tcp_rmem): who holds that much waits for what was lost. */
const heldLimitBytes = 16 * 1024 * 1024;

/** Takes a segment's bytes, `captured` of which stand in `buffer` from `at` on. */
export function takeBytes(
  flow: Flow,
  sequence: number,
  bytes: number,
  buffer: Buffer,
  at: number,
  captured: number,
  sink: TcpSink,
): void {
  const ahead = (sequence - flow.nextSequence) | 0;
  if (ahead === 0 && flow.held.length === 0 && !flow.finished) {
    flow.offered = undefined;
    const offset = flow.nextOffset;
    flow.nextSequence = (sequence + bytes) | 0;
    flow.nextOffset = offset + bytes;
    sink.data(flow, offset, bytes, buffer, at, captured);
    // A FIN may have come before the bytes that it follows.
    if (flow.finKnown) finishFlow(flow, sink);
    return;
  }
  const known = Math.min(bytes, Math.max(0, -ahead));
  // Bytes from before the first segment that the capture shows were not there before: not repeated.
  const repeated = Math.min(known, flow.nextOffset);
  const fresh = flow.finished ? [] : cutFresh(flow, sequence, bytes, known);
  const freshBytes = fresh.reduce((sum, piece) => sum + piece.bytes, 0);
  const repeatedInHeld = flow.finished ? 0 : bytes - known - freshBytes;
  if (repeated + repeatedInHeld > 0) sink.repeated(flow, repeated + repeatedInHeld);
  for (const piece of fresh) {
    const skip = (piece.sequence - sequence) | 0;
    const length = Math.min(piece.bytes, Math.max(0, captured - skip));
    piece.data = Buffer.from(buffer.subarray(at + skip, at + skip + length));
    holdPiece(flow, piece);
  }
  deliverHeld(flow, sink);
}

/** The other end has all before `sequence`: what it took counts, what it has is no hole. */
export function takeAcknowledgement(flow: Flow, sequence: number, sink: TcpSink): void {
  if (((sequence - flow.acknowledged) | 0) > 0) flow.acknowledged = sequence;
  const { offered } = flow;
  if (offered !== undefined && ((flow.acknowledged - offered.sequence) | 0) > 0) {
    flow.offered = undefined;
    takeBytes(flow, offered.sequence, offered.bytes, offered.data, 0, offered.data.length, sink);
  }
  if (flow.held.length > 0 || flow.finKnown) deliverHeld(flow, sink);
}

/** Reports the FIN once every byte before it was there. */
export function finishFlow(flow: Flow, sink: TcpSink): void {
  if (!flow.finKnown || flow.finished || flow.nextSequence !== flow.finSequence) return;
  flow.finished = true;
  flow.nextSequence = (flow.finSequence + 1) | 0;
  flow.held = [];
  flow.heldBytes = 0;
  sink.closed(flow, 'fin');
}

/** Hands on what is contiguous now, and skips holes that will not be filled any more. */
function deliverHeld(flow: Flow, sink: TcpSink): void {
  for (;;) {
    const first = flow.held[0];
    if (first !== undefined && first.sequence === flow.nextSequence) {
      deliverRun(flow, sink);
      continue;
    }
    const resumeAt = first?.sequence ?? (flow.finKnown ? flow.finSequence : flow.nextSequence);
    const hole = (resumeAt - flow.nextSequence) | 0;
    const isLost = ((flow.acknowledged - resumeAt) | 0) >= 0;
    if (flow.finished || hole <= 0 || !(isLost || flow.heldBytes > heldLimitBytes)) break;
    sink.missing(flow, flow.nextOffset, hole);
    flow.nextSequence = resumeAt;
    flow.nextOffset += hole;
  }
  finishFlow(flow, sink);
}

/**
 * Delivers the held pieces that follow each other, as one, so that a message whose first segment
 * came last is seen whole. A piece with a cut-off end closes it: data is always a prefix of bytes.
 */
function deliverRun(flow: Flow, sink: TcpSink): void {
  const run: Buffer[] = [];
  let bytes = 0;
  let count = 0;
  for (const piece of flow.held) {
    if (piece.sequence !== ((flow.nextSequence + bytes) | 0)) break;
    run.push(piece.data);
    bytes += piece.bytes;
    count += 1;
    if (piece.data.length < piece.bytes) break;
  }
  flow.held.splice(0, count);
  flow.heldBytes -= bytes;
  const offset = flow.nextOffset;
  flow.nextSequence = (flow.nextSequence + bytes) | 0;
  flow.nextOffset = offset + bytes;
  const data = run.length === 1 && run[0] !== undefined ? run[0] : Buffer.concat(run);
  sink.data(flow, offset, bytes, data, 0, data.length);
}

/** The parts of a segment that are neither delivered nor held; their data is filled in later. */
function cutFresh(flow: Flow, sequence: number, bytes: number, known: number): HeldBytes[] {
  const fresh: HeldBytes[] = [];
  const from = (sequence - flow.nextSequence) | 0;
  const to = from + bytes;
  let at = from + known;
  const add = (end: number): void => {
    if (end <= at) return;
    const data = Buffer.alloc(0);
    fresh.push({ sequence: (flow.nextSequence + at) | 0, bytes: end - at, data });
  };
  for (const piece of getOverlapping(flow, at)) {
    const pieceFrom = (piece.sequence - flow.nextSequence) | 0;
    if (pieceFrom >= to) break;
    add(pieceFrom);
    at = Math.max(at, pieceFrom + piece.bytes);
  }
  add(to);
  return fresh;
}

/** The held pieces that may reach beyond `ahead`; mostly none, as a segment is behind them all. */
function getOverlapping(flow: Flow, ahead: number): readonly HeldBytes[] {
  const last = flow.held.at(-1);
  if (last === undefined) return [];
  const lastEnd = ((last.sequence - flow.nextSequence) | 0) + last.bytes;
  return ahead >= lastEnd ? [] : flow.held;
}

function holdPiece(flow: Flow, piece: HeldBytes): void {
  let index = flow.held.length;
  while (index > 0) {
    const before = flow.held[index - 1];
    if (before === undefined || ((piece.sequence - before.sequence) | 0) > 0) break;
    index -= 1;
  }
  flow.held.splice(index, 0, piece);
  flow.heldBytes += piece.bytes;
}
