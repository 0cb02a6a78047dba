/**
 * A session: gathers its clients without reading a byte of any, then begins to read all of them at
 * once, and is over when the last conversation is.
 */
import type { Socket } from 'node:net';
import { formatEndpoint } from '../shared/endpoint.ts';
import { writeNote } from '../shared/journal.ts';
import { printLine } from '../shared/print.ts';
import { arbitrate } from './arbiter.ts';
import { openRoom } from './chat-room.ts';
import { dismissClient } from './farewell.ts';
import { createLedger, getMoment, type Ledger, putRuling } from './ledger.ts';
import type { Pool } from './pool.ts';
import { startPulse } from './pulse.ts';
import { connectSeat, createSeat, type Seat, type SeatContext, tellSeat } from './seat.ts';
import type { ServerFlags } from './server-flags.ts';

export interface Session {
  /** From 1. */
  readonly number: number;
  readonly flags: ServerFlags;
  readonly pool: Pool;
  readonly seats: Seat[];
  /** Called once, when all conversations are over. */
  readonly over: () => void;
  /** Whether there are seats to be taken. */
  gathering: boolean;
  /** Runs while the first clients wait for the last, if that has a limit. */
  waitTimer: NodeJS.Timeout | null;
}

export function createSession(
  number: number,
  flags: ServerFlags,
  pool: Pool,
  over: () => void,
): Session {
  return { number, flags, pool, seats: [], over, gathering: true, waitTimer: null };
}

/** Seats a client, whose socket is paused; with the last one, reading begins. */
export function addClient(session: Session, socket: Socket): void {
  const { flags, seats, number } = session;
  const endpoint = formatEndpoint(socket.remoteAddress, socket.remotePort);
  const which = flags.sessions === 1 ? '' : ` of session ${number}`;
  const label = `client ${seats.length + 1}${which} (${endpoint})`;
  seats.push(createSeat({ index: seats.length, label, endpoint }, socket));
  writeNote('server', { what: 'accepted', client: endpoint });
  const missing = flags.clients - seats.length;
  if (missing === 0) {
    printLine(`Accepted ${label}. All ${flags.clients} are here: now reading.`);
    beginReading(session);
    return;
  }
  printLine(`Accepted ${label}. Not reading before ${missing} more came.`);
  if (seats.length === 1 && flags['wait-ms'] > 0) {
    session.waitTimer = setTimeout(() => endWaiting(session), flags['wait-ms']);
  }
}

/** All clients are connected: from here on, and not before, their bytes are read. */
function beginReading(session: Session): void {
  const { flags, pool, seats } = session;
  session.gathering = false;
  if (session.waitTimer !== null) clearTimeout(session.waitTimer);
  const present = new Set(seats);
  // As for a lull, what arrived before the limit but was not looked at yet still counts.
  // In a chat people may be silent for as long as they like.
  const limit = flags.chat ? null : setTimeout(() => setImmediate(tellLimit), flags['limit-ms']);
  const tellLimit = () => {
    for (const seat of present) tellSeat(seat, { kind: 'limit' });
  };
  const room = flags.chat ? openRoom(seats, flags['patience-ms']) : null;
  const ledger = createLedger(flags.clients, !flags.chat);
  const pulse = startPulse();
  // In a chat nobody asks who was first.
  if (flags.chat) pulse.stop();
  const context: SeatContext = {
    ...{ ledger, pulse, room },
    pool,
    clients: flags.clients,
    lullMs: flags['lull-ms'],
    arbitrate: () => void settleDoubt(session, ledger),
    tellOthers(troubled) {
      if (room !== null) return room.lose(troubled);
      for (const seat of present) if (seat !== troubled) tellSeat(seat, { kind: 'over' });
    },
    leave(seat) {
      present.delete(seat);
      if (present.size > 0) return;
      if (limit !== null) clearTimeout(limit);
      pulse.stop();
      endSession(session);
    },
  };
  for (const seat of seats) connectSeat(seat, context);
  writeNote('server', { what: 'reading' });
  for (const seat of seats) seat.socket.resume();
}

/** The order of the messages is in doubt: the arbiter rules, and the threads go on. */
async function settleDoubt({ seats, flags }: Session, ledger: Ledger): Promise<void> {
  const heard = seats.map(({ partner, lastTicket, wasEmpty, reads, bytes }, index) => {
    const { hasMore, ...moment } = getMoment(ledger, index);
    const isLast = moment.place === lastTicket && !hasMore;
    return { endpoint: partner.endpoint, ...moment, hasMore: !isLast, wasEmpty, reads, bytes };
  });
  const order = await arbitrate(seats[0]?.socket.localPort ?? flags.port, heard);
  const text = order === null ? 'nobody can know' : order.map((index) => index + 1).join(', ');
  writeNote('server', { what: 'doubt', text });
  putRuling(ledger, order);
}

/** The others did not come in time: those who are here are told, and the session is over. */
function endWaiting(session: Session): void {
  const { flags, seats } = session;
  session.gathering = false;
  const missed = flags.chat ? 'chat' : 'verdict';
  const line = `No ${missed}: only ${seats.length} of ${flags.clients} clients came in time`;
  let open = seats.length;
  for (const { partner, socket } of seats) {
    socket.once('close', () => {
      open -= 1;
      if (open === 0) endSession(session);
    });
    printLine(`Sent to ${partner.label}: ${line}`);
    writeNote('server', { what: 'sent', client: partner.endpoint, text: line });
    dismissClient(socket, line);
  }
}

function endSession(session: Session): void {
  printLine(session.flags.sessions === 1 ? 'Session over.' : `Session ${session.number} over.`);
  session.over();
}
