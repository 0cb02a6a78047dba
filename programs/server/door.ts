/**
 * The door: listens, and decides for each client that connects which session it belongs to.
 *
 * One session gathers at a time, in the order in which clients connect. When it is full, the next
 * client opens another, as long as no more than --at-once are running. If that many are running,
 * clients wait, unread, for the next session that will begin; and if no seat is left in any session
 * that this server will ever serve, a client is told so and sent away.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { formatEndpoint } from '../shared/endpoint.ts';
import { writeNote } from '../shared/journal.ts';
import { printLine, printProblem } from '../shared/print.ts';
import { dismissClient } from './farewell.ts';
import { closePool, fillPool, type Pool } from './pool.ts';
import type { ServerFlags } from './server-flags.ts';
import { addClient, createSession, type Session } from './session.ts';

/**
 * Threads that are started before the first client comes: those of one session, so that none has
 * to start while its client speaks; and up to so many for further ones. More start when needed.
 */
const maxWarmThreads = 8;

interface Door {
  readonly flags: ServerFlags;
  readonly server: Server;
  readonly pool: Pool;
  /** Clients that wait for a session to begin. */
  readonly queue: Socket[];
  /** Clients that were sent away and have not closed yet. */
  readonly refused: Set<Socket>;
  /** The session that was opened last. */
  newest: Session | null;
  opened: number;
  ended: number;
}

/** Starts to listen, and serves until all sessions are over, with the threads of the pool. */
export function openDoor(flags: ServerFlags, pool: Pool): void {
  const warm = flags.clients * Math.min(flags['at-once'], flags.sessions || flags['at-once']);
  const door: Door = {
    flags,
    // Paused: not a byte is read of a client before its session is complete. Half open: a client
    // that ends its side after its message (nc -N) still gets the answer.
    server: createServer({ pauseOnConnect: true, allowHalfOpen: true }),
    pool,
    queue: [],
    refused: new Set(),
    newest: null,
    opened: 0,
    ended: 0,
  };
  void fillPool(pool, Math.min(warm, Math.max(flags.clients, maxWarmThreads)));
  door.server.on('connection', (socket) => admitClient(door, socket));
  listen(door, flags.host);
}

function listen(door: Door, host: string): void {
  const { server, flags, pool } = door;
  server.once('error', (error: NodeJS.ErrnoException) => {
    const noIpv6 = error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL';
    if (noIpv6 && host === '::') {
      listen(door, '0.0.0.0');
      return;
    }
    printProblem(describeListenError(error, flags.port, host));
    process.exitCode = 1;
    closePool(pool);
  });
  server.listen({ port: flags.port, host }, () => {
    server.removeAllListeners('error');
    server.on('error', (error) => printProblem(`Trouble at the door: ${error.message}.`));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : flags.port;
    printLine(`Listening on port ${port} (address ${host}) for ${flags.clients} clients.`);
    writeNote('server', { what: 'listening', text: String(port) });
  });
}

function describeListenError(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is taken (EADDRINUSE): end the program that listens there, or use --port.`;
  }
  if (error.code === 'EACCES') {
    return `Port ${port} needs root (EACCES): use --port with a number above 1023.`;
  }
  return `Cannot listen on ${formatEndpoint(host, port)}: ${error.message}.`;
}

function admitClient(door: Door, socket: Socket): void {
  // A connection can break at any time, also while nobody talks; that must not end the server.
  socket.on('error', () => {});
  const session = getGatheringSession(door);
  if (session !== null) {
    addClient(session, socket);
  } else if (hasSeatLater(door)) {
    const endpoint = formatEndpoint(socket.remoteAddress, socket.remotePort);
    printLine(`A further client (${endpoint}) waits, unread, for the next session.`);
    writeNote('server', { what: 'waiting', client: endpoint });
    door.queue.push(socket);
  } else {
    refuseClient(door, socket);
  }
}

/** The session with seats left, a new one if none has and another one may run, else null. */
function getGatheringSession(door: Door): Session | null {
  if (door.newest?.gathering) return door.newest;
  const { flags, opened, ended, pool } = door;
  const isLast = flags.sessions > 0 && opened >= flags.sessions;
  if (isLast || opened - ended >= flags['at-once']) return null;
  door.opened += 1;
  door.newest = createSession(door.opened, flags, pool, () => leaveSession(door));
  return door.newest;
}

/** Whether a session that is still to come has a seat that nobody in the queue will take. */
function hasSeatLater({ flags, opened, queue }: Door): boolean {
  return flags.sessions === 0 || queue.length < (flags.sessions - opened) * flags.clients;
}

function refuseClient(door: Door, socket: Socket): void {
  const endpoint = formatEndpoint(socket.remoteAddress, socket.remotePort);
  const line = `Refused: this server already has all its ${door.flags.clients} clients`;
  printLine(`Refused a further client (${endpoint}); sent to it: ${line}`);
  writeNote('server', { what: 'refused', client: endpoint, text: line });
  door.refused.add(socket);
  socket.once('close', () => door.refused.delete(socket));
  dismissClient(socket, line);
}

/** A session is over: those who waited come in, and after the last session the door is closed. */
function leaveSession(door: Door): void {
  door.ended += 1;
  if (door.ended === door.flags.sessions) {
    closeDoor(door);
    return;
  }
  while (door.queue.length > 0) {
    const session = getGatheringSession(door);
    if (session === null) return;
    const socket = door.queue.shift();
    if (socket !== undefined) addClient(session, socket);
  }
}

function closeDoor(door: Door): void {
  door.server.close();
  for (const socket of door.refused) socket.destroy();
  closePool(door.pool);
}
