/** A TCP relay for tests: counts what goes to the box, and can cut or silence the connection. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface Relay {
  port: number;
  /** Bytes that were sent to the box so far. */
  getSentBytes(): number;
  /** Breaks every connection, as a cable would. */
  cut(): void;
  /** The same, and whatever comes from now on is reset, too. */
  cutForGood(): void;
  stop(): Promise<void>;
}

/** Relays a free port of 127.0.0.1 to this one. */
export async function startRelay(target: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let sentBytes = 0;
  let isCut = false;
  const server = createServer((client) => {
    if (isCut) {
      client.resetAndDestroy();
      return;
    }
    const box = connect({ host: '127.0.0.1', port: target });
    for (const socket of [client, box]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        box.destroy();
      });
    }
    client.on('data', (chunk) => {
      sentBytes += chunk.length;
    });
    client.pipe(box);
    box.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: address.port,
    getSentBytes: () => sentBytes,
    cut,
    cutForGood: () => {
      isCut = true;
      cut();
    },
    stop: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
