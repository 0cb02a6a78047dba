/**
 * A way to a box on which things happen: a TCP relay on loopback that is slow, cuts, hangs up,
 * sends garbage or falls silent. It knows nothing of what it carries; the steps of a run are the
 * turns in which the lab sends something after the box did.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What befalls a connection: a reset, an orderly end, nonsense from the box, or silence. */
export type Mishap = 'cut' | 'hang-up' | 'garbage' | 'silence';

export interface WayOptions {
  /** Added to each round trip, half in each direction. */
  roundTripMs?: number;
  mishap?: { what: Mishap; atTurn: number; only?: 'first' };
}

export interface Way {
  port: number;
  /** Turns so far on the newest connection. */
  getTurns(): number;
  getConnections(): number;
  /** Bytes to the box and from it. */
  getBytes(): { sent: number; received: number };
  /** When the mishap came (performance.now()), if it did. */
  getMishapMs(): number | undefined;
  stop(): Promise<void>;
}

/** Relays a free port of 127.0.0.1 to this one. */
export async function startWay(target: number, options: WayOptions = {}): Promise<Way> {
  const { roundTripMs = 0, mishap } = options;
  const sockets = new Set<Socket>();
  const bytes = { sent: 0, received: 0 };
  let turns = 0;
  let connections = 0;
  let mishapMs: number | undefined;
  const server = createServer((client) => {
    connections += 1;
    const isSafe = mishap === undefined || (mishap.only === 'first' && connections > 1);
    const box = connect({ host: '127.0.0.1', port: target });
    let state: 'fine' | Mishap = 'fine';
    let isBoxsTurn = true;
    turns = 0;
    const strike = (what: Mishap) => {
      state = what;
      mishapMs ??= performance.now();
      if (what === 'cut') for (const socket of [client, box]) socket.resetAndDestroy();
      if (what === 'hang-up') for (const socket of [client, box]) socket.end();
      if (what === 'garbage') client.write(randomBytes(4096));
    };
    for (const socket of [client, box]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        // When the way is there again the other end learns that nobody is left (RFC 9293, 3.5.2).
        later(roundTripMs / 2, () => {
          client.destroy();
          box.destroy();
        });
      });
    }
    client.on('data', (chunk: Buffer) => {
      bytes.sent += chunk.length;
      if (isBoxsTurn) turns += 1;
      isBoxsTurn = false;
      if (state === 'fine' && !isSafe && turns >= mishap.atTurn) strike(mishap.what);
      if (state === 'fine') later(roundTripMs / 2, () => box.write(chunk));
    });
    box.on('data', (chunk: Buffer) => {
      bytes.received += chunk.length;
      isBoxsTurn = true;
      if (state === 'fine') later(roundTripMs / 2, () => client.write(chunk));
    });
    client.on('end', () => later(roundTripMs / 2, () => box.end()));
    box.on('end', () => later(roundTripMs / 2, () => client.end()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    getTurns: () => turns,
    getConnections: () => connections,
    getBytes: () => ({ ...bytes }),
    getMishapMs: () => mishapMs,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Timers of the same length fire in the order in which they were set. */
function later(afterMs: number, act: () => void): void {
  if (afterMs === 0) act();
  else setTimeout(act, afterMs);
}
