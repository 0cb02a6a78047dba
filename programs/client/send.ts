/**
 * Sends a message at its time, in one piece or in several. The rehearsal (rehearse.ts) goes through
 * the same function, so that all of its code was compiled before it counts.
 */
import type { Socket } from 'node:net';
import { waitUntil } from '../shared/clock.ts';

/**
 * Sends the pieces, the first at `startNs` (or now, if that has passed), each `gapMs` after the one
 * before; at absolute times, so that the delays of the pieces do not add up. Returns when the last
 * one was handed to the kernel, in ns of process.hrtime, or null if the conversation ended before.
 */
export async function send(
  socket: Socket,
  pieces: readonly Uint8Array[],
  startNs: bigint,
  gapMs: number,
  signal: AbortSignal,
): Promise<bigint | null> {
  const nowNs = process.hrtime.bigint();
  const firstNs = startNs > nowNs ? startNs : nowNs;
  let atNs = firstNs;
  for (const [index, piece] of pieces.entries()) {
    try {
      await waitUntil(firstNs + BigInt(Math.round(index * gapMs * 1e6)), signal);
    } catch {
      return null;
    }
    if (!socket.writable) return null;
    atNs = process.hrtime.bigint();
    socket.write(piece);
  }
  return atNs;
}
