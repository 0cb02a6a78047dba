/** A way to a box that is reset when the test says so: a TCP relay on loopback. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface CuttableWay {
  port: number;
  /** Resets all that passes (RST), and what comes from now on. */
  cut(): void;
  stop(): Promise<void>;
}

export async function startCuttableWay(target: number): Promise<CuttableWay> {
  const sockets = new Set<Socket>();
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
    client.pipe(box).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.resetAndDestroy();
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
