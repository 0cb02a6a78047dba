/** Waiting for whoever reads a stream. */
import type { Readable } from 'node:stream';

/**
 * Waits until what is being read was read to its end; not for a stream that nobody reads. A command
 * may be over before its caller gets to see it: whoever reads at once has begun a turn later.
 */
export async function waitForReaders(...streams: Readable[]): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  const read = streams.filter((stream) => stream.readableFlowing !== null);
  await Promise.all(read.map(waitForEnd));
}

async function waitForEnd(stream: Readable): Promise<void> {
  if (stream.readableEnded || stream.destroyed) return;
  await new Promise<void>((resolve) => {
    stream.once('end', resolve);
    stream.once('close', resolve);
  });
}
