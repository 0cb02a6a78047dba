/**
 * A rehearsal, for clients that are given an epoch: the first write to a socket in the life of a
 * Node process takes 0.4 to 1.6 ms, because its code is only compiled then; after a rehearsal 0.1.
 * So a few writes go to ourselves, over this host's loopback, before the client says that it is
 * armed. Nothing of it is on the wire to the server.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

const writes = 10;
/** A host whose loopback does not work delays nobody for longer than this. */
const limitMs = 500;

/** Writes to a socket of our own a few times. Never rejects: it is only there to save time. */
export function rehearse(): Promise<void> {
  return new Promise((resolve) => {
    const sockets: Socket[] = [];
    const finish = () => {
      clearTimeout(timer);
      for (const socket of sockets) socket.destroy();
      server.close();
      resolve();
    };
    // What is written comes back, and is written again.
    let left = writes;
    const echo = (socket: Socket, bytes: Uint8Array) => {
      left -= 1;
      if (left > 0) socket.write(bytes);
      else finish();
    };
    const keep = (socket: Socket) => {
      sockets.push(socket);
      socket.on('error', finish);
      socket.on('data', (bytes) => echo(socket, bytes));
    };
    const timer = setTimeout(finish, limitMs);
    const server = createServer({ noDelay: true }, keep);
    server.on('error', finish);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const socket = connect({ host: '127.0.0.1', port, noDelay: true });
      keep(socket);
      socket.on('connect', () => socket.write(new Uint8Array(1)));
    });
  });
}
