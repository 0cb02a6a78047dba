/**
 * Ending a connection without losing the last line: say it, end our side, read on until the client
 * ends its side. Closing at once while bytes of the client are unread would send a reset, which
 * can destroy the line on its way (RFC 2525, 2.17).
 */
import type { Socket } from 'node:net';

/** How long a client may take to end its side, in ms. Its kernel has our line by then. */
export const lingerMs = 2_000;

/**
 * Writes the line, ends our side, and closes at the latest after lingerMs. `written` gets null once
 * the kernel has the line, or what prevented it. The caller reads, or discards, what still comes.
 */
export function endSocket(
  socket: Socket,
  line: string | Uint8Array,
  written: (problem: string | null) => void,
): void {
  if (socket.destroyed || !socket.writable) {
    written('the connection is gone');
    return;
  }
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(timer));
  socket.write(line, (error) => written(error ? error.message : null));
  socket.end();
}

/** Sends away a client that has no conversation: one line, and what it says is discarded. */
export function dismissClient(socket: Socket, line: string): void {
  socket.on('error', () => {});
  socket.on('data', () => {});
  socket.resume();
  endSocket(socket, `${line}\n`, () => {});
}
