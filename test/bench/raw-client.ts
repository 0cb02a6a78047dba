/** A TCP connection to a server that is still starting: tries again until it listens. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const retryMs = 2;
const limitMs = 20_000;

/** Rejects where the server ended (`isAlive` says so), or does not listen in time. */
export async function connectTo(port: number, isAlive: () => boolean): Promise<Socket> {
  const deadlineMs = Date.now() + limitMs;
  for (;;) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      socket.destroy();
      if (!isAlive() || Date.now() > deadlineMs) throw error;
      await delay(retryMs);
    }
  }
}
