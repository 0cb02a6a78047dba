/**
 * A rehearsal, for clients that are given an epoch: the first write to a socket in the life of a
 * Node process takes 0.4 to 1.6 ms, because its code is only compiled then; after a rehearsal 0.1.
 * So a few messages go to ourselves, over this host's loopback, in the same way as the one that
 * will count, before the client says that it is armed. Nothing of it is on the wire to the server.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { send } from './send.ts';

const writes = 16;
/** How long before each is due, in ns: waited for by a spin, and now and then by a timer. */
const soonNs = 300_000n;
const laterNs = 4_000_000n;
/**
 * A host whose loopback does not work delays nobody for longer than this, or, where all is slow,
 * than half of what this process took to come so far.
 */
const limitMs = 500;

/**
 * Writes to a socket of our own a few times. Gives how long it took, in ms, from connecting until
 * the first byte was there: a slow machine shows in it. Never rejects: it is only there to save
 * time.
 */
export function rehearse(): Promise<number> {
  return new Promise((resolve) => {
    const sockets: Socket[] = [];
    const over = new AbortController();
    let beganMs = performance.now();
    let tookMs: number | undefined;
    const finish = () => {
      clearTimeout(timer);
      over.abort();
      for (const socket of sockets) socket.destroy();
      server.close();
      resolve(tookMs ?? performance.now() - beganMs);
    };
    // What is written comes back, and is written again.
    let left = writes;
    const echo = (socket: Socket, bytes: Uint8Array) => {
      tookMs ??= performance.now() - beganMs;
      left -= 1;
      if (left === 0) return finish();
      const atNs = process.hrtime.bigint() + (left % 5 === 0 ? laterNs : soonNs);
      void send(socket, [bytes], atNs, 0, over.signal);
    };
    const keep = (socket: Socket) => {
      sockets.push(socket);
      socket.on('error', finish);
      socket.on('data', (bytes) => echo(socket, bytes));
    };
    const timer = setTimeout(finish, Math.max(limitMs, (process.uptime() * 1000) / 2));
    const server = createServer({ noDelay: true }, keep);
    server.on('error', finish);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      beganMs = performance.now();
      const socket = connect({ host: '127.0.0.1', port, noDelay: true });
      keep(socket);
      socket.on('connect', () => socket.write(new Uint8Array(1)));
    });
  });
}
