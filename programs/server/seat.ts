/**
 * A seat: one client of a session, seen from the main thread, which owns its socket. Whatever
 * happens there is told to the client's worker thread, in order; whatever the worker wants done is
 * done here. This is also where the order of all messages is made: see the ticket below.
 */
import type { Socket } from 'node:net';
import type { Worker } from 'node:worker_threads';
import { writeNote } from '../shared/journal.ts';
import { watchLull } from '../shared/lull.ts';
import { printLine } from '../shared/print.ts';
import { endSocket } from './farewell.ts';
import { type Ledger, putTrouble, takeTicket } from './ledger.ts';
import { hireWorker, type Pool, releaseWorker, tellWorker } from './pool.ts';
import type { Pulse } from './pulse.ts';
import type { Partner, WorkerWord } from './thread-words.ts';
import { describeOwnTrouble } from './trouble.ts';

/** A client that floods us is read no faster than its worker takes it: so many bytes ahead. */
const maxAheadBytes = 262_144;
/** What a chunk costs beside its bytes, so that a flood of single bytes is bounded, too. */
const chunkCost = 256;
/** How long a client in a chat may be silent before its kernel is asked whether it is there. */
const keepAliveMs = 5_000;

export interface Seat {
  readonly partner: Partner;
  readonly socket: Socket;
  worker: Worker | null;
  /** Bytes that were handed to the worker and not taken yet, with what they cost beside. */
  aheadBytes: number;
  /** In a chat: not to be read, because nobody who would get its lines keeps up. */
  isHeld: boolean;
  /** The ticket of the newest chunk; -1 before the first. */
  lastTicket: number;
  /** How many chunks, and how many bytes, were read. */
  reads: number;
  bytes: number;
  /** The pulse's marks when the newest was read, or reading began. */
  lastMarks: number;
  /** The look before the one that found the newest chunk had found nothing. */
  wasEmpty: boolean;
}

/** What a seat needs of its chat; see chat-room.ts. */
export interface Room {
  /** A chunk of this client was read; its answer will follow. */
  expect(seat: Seat, ticket: number): void;
  hear(seat: Seat, word: Extract<WorkerWord, { kind: 'heard' }>): void;
  /** The client's thread is gone, by a fault. */
  lose(seat: Seat): void;
}

/** What a seat needs of its session. */
export interface SeatContext {
  readonly ledger: Ledger;
  readonly pulse: Pulse;
  /** The chat, or null where the session is for one answer. */
  readonly room: Room | null;
  readonly pool: Pool;
  readonly clients: number;
  readonly lullMs: number;
  /** The tickets do not tell the order. */
  arbitrate(): void;
  /** This seat's trouble ends the session for all others. */
  tellOthers(seat: Seat): void;
  /** This seat's conversation is over. */
  leave(seat: Seat): void;
}

export function createSeat(partner: Partner, socket: Socket): Seat {
  return {
    ...{ partner, socket, worker: null, aheadBytes: 0, isHeld: false },
    ...{ lastTicket: -1, reads: 0, bytes: 0, lastMarks: 0, wasEmpty: false },
  };
}

/** Hires the client's thread and connects it to the socket. Reading begins when it is resumed. */
export function connectSeat(seat: Seat, context: SeatContext): void {
  const worker = hireWorker(
    context.pool,
    (word) => obeyWorker(seat, context, word),
    (error) => endCrashedSeat(seat, context, error),
  );
  seat.worker = worker;
  const { partner, socket } = seat;
  const { ledger, pulse, clients, lullMs, room } = context;
  const { memory } = ledger;
  tellWorker(worker, { kind: 'begin', partner, memory, clients, chat: room !== null });
  if (room !== null) {
    // Lines are short and somebody waits for them; and a client may be silent, or gone, for long.
    socket.setNoDelay(true);
    socket.setKeepAlive(true, keepAliveMs);
  }

  const lull = watchLull(lullMs, () => {
    // While we do not read, that no byte comes says nothing about the client.
    if (socket.isPaused()) lull.refresh();
    else checkLull(seat);
  });
  socket.on('data', (chunk) => {
    const atNs = process.hrtime.bigint();
    // The ticket is taken here, at the socket, and not in the worker: the kernel reports sockets in
    // the order in which they became ready, but wakes threads in any order (see main.ts).
    const ticket = takeTicket(ledger);
    const span = pulse.getSpan();
    seat.lastTicket = ticket;
    seat.reads += 1;
    seat.bytes += chunk.length;
    seat.wasEmpty = pulse.getMarks() - seat.lastMarks >= 2;
    seat.lastMarks = pulse.getMarks();
    seat.aheadBytes += chunk.length + chunkCost;
    room?.expect(seat, ticket);
    // A copy, because Node may keep other data in the memory around this chunk.
    if (seat.worker)
      tellWorker(seat.worker, { kind: 'chunk', ticket, span, bytes: new Uint8Array(chunk) });
    writeNote('server', { what: 'ticket', client: partner.endpoint, ticket, atNs });
    steerReading(seat);
    lull.refresh();
  });
  socket.on('end', () => tellSeat(seat, { kind: 'end' }));
  socket.on('error', (error: NodeJS.ErrnoException) => {
    tellSeat(seat, { kind: 'broke', code: error.code ?? error.message });
  });
  socket.on('close', () => {
    lull.stop();
    tellSeat(seat, { kind: 'closed', forced: !socket.readableEnded && !socket.errored });
  });
  if (socket.destroyed) {
    // It broke while it waited, so none of the events above will come any more.
    lull.stop();
    tellSeat(seat, { kind: 'broke', code: 'ECONNRESET' });
    tellSeat(seat, { kind: 'closed', forced: false });
  }
}

/** Reads the client, or not: neither where its thread is far behind, nor where it is held. */
export function steerReading(seat: Seat): void {
  const { socket, aheadBytes, isHeld } = seat;
  const isToPause = isHeld || aheadBytes > maxAheadBytes;
  if (isToPause && !socket.isPaused()) {
    socket.pause();
    // What is read after a pause may have waited, however many looks there were meanwhile.
    seat.lastMarks = Number.POSITIVE_INFINITY;
  }
  if (!isToPause && socket.isPaused()) socket.resume();
}

/** Says a word to the client's thread, if it has one (still). */
export function tellSeat(seat: Seat, word: Parameters<typeof tellWorker>[1]): void {
  if (seat.worker !== null) tellWorker(seat.worker, word);
}

/**
 * The time without a byte is over. If this process was stopped meanwhile, bytes may be waiting that
 * nobody looked at; so the sockets are polled once more before the lull is believed: Node runs
 * immediates right after it polled.
 */
function checkLull(seat: Seat): void {
  const { lastTicket } = seat;
  setImmediate(() => {
    if (lastTicket >= 0 && seat.lastTicket === lastTicket) tellSeat(seat, { kind: 'lull' });
  });
}

type Orders = {
  [Kind in WorkerWord['kind']]: (
    seat: Seat,
    context: SeatContext,
    word: Extract<WorkerWord, { kind: Kind }>,
  ) => void;
};

/** What each word of the worker makes the main thread do. */
const orders: Orders = {
  taken: (seat, _context, { bytes }) => {
    seat.aheadBytes -= bytes + chunkCost;
    steerReading(seat);
  },
  say: (seat, _context, { bytes }) => {
    endSocket(seat.socket, bytes, (problem) => {
      tellSeat(seat, problem === null ? { kind: 'sent' } : { kind: 'sent', problem });
    });
  },
  doubt: (_seat, context) => context.arbitrate(),
  trouble: (seat, context) => context.tellOthers(seat),
  heard: (seat, context, word) => {
    if (word.ticket !== null) {
      seat.aheadBytes -= word.taken + chunkCost;
      steerReading(seat);
    }
    context.room?.hear(seat, word);
  },
  done: (seat, context) => {
    if (seat.worker !== null) releaseWorker(context.pool, seat.worker);
    seat.worker = null;
    context.leave(seat);
  },
};

function obeyWorker(seat: Seat, context: SeatContext, word: WorkerWord): void {
  // As in conversation.ts: that kind and case belong together is beyond TypeScript.
  const order = orders[word.kind] as (s: Seat, c: SeatContext, word: WorkerWord) => void;
  order(seat, context, word);
}

/** A fault of this program ended the thread. The session ends, the server goes on. */
function endCrashedSeat(seat: Seat, context: SeatContext, error: Error): void {
  const { partner, socket, worker } = seat;
  printLine(`Trouble with ${partner.label}: its thread ended by a fault: ${error.message}`);
  writeNote('server', { what: 'trouble', client: partner.endpoint, text: error.message });
  if (worker !== null) releaseWorker(context.pool, worker);
  seat.worker = null;
  putTrouble(context.ledger, partner.index, 'fault');
  context.tellOthers(seat);
  endSocket(socket, `${describeOwnTrouble('fault')}\n`, () => {});
  if (socket.destroyed) context.leave(seat);
  else socket.once('close', () => context.leave(seat));
}
