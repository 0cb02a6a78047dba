/**
 * Connecting: again and again until the server is there. A client that is started before its server
 * (two terminals, two hosts) finds its port closed for a while, and that is no failure yet.
 */
import { connect, type Socket } from 'node:net';
import { type Epoch, getMoment, sleep, waitUntil } from '../shared/clock.ts';
import type { ClientFlags } from './client-flags.ts';

const retryMs = 50;

/** What may pass by itself: nobody listens yet, or the network is not up yet (connect(2)). */
const passing: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ETIMEDOUT',
  'EADDRNOTAVAIL',
  'EAGAIN',
  'EAI_AGAIN',
]);

/** Waits for the time to connect, then connects; or says why that was not to be. Never rejects. */
export async function connectAtTime(
  flags: ClientFlags,
  epoch: Epoch,
  signal: AbortSignal,
): Promise<Socket | string> {
  try {
    await waitUntil(await getMoment(epoch, flags['connect-ms']), signal);
    return await connectUntil(flags.host, flags.port, signal);
  } catch (error) {
    return error instanceof Error && error.name !== 'AbortError' ? error.message : 'time was over';
  }
}

/** Connects, or rejects with the last error: one that will not pass, or any once aborted. */
export async function connectUntil(
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
  for (;;) {
    try {
      return await connectOnce(host, port, signal);
    } catch (error) {
      if (!passing.has((error as NodeJS.ErrnoException).code ?? '') || signal.aborted) throw error;
      await sleep(retryMs, signal);
      if (signal.aborted) throw error;
    }
  }
}

function connectOnce(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // Half open: the server may end its side first, and we still decide when we end ours.
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
    const giveUp = () => {
      socket.destroy();
      reject(new Error(`no answer from ${host} port ${port}`));
    };
    signal.addEventListener('abort', giveUp);
    socket.once('error', (error) => {
      signal.removeEventListener('abort', giveUp);
      reject(error);
    });
    socket.once('connect', () => {
      signal.removeEventListener('abort', giveUp);
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}
