/**
 * The client's conversation with the server: connect, say one message, wait for the answer that
 * names which message was received first, leave. Prints all that it sends and receives.
 */
import type { Socket } from 'node:net';
import { actAt, type Epoch, getMoment } from '../shared/clock.ts';
import { formatEndpoint } from '../shared/endpoint.ts';
import { writeNote } from '../shared/journal.ts';
import { watchLull } from '../shared/lull.ts';
import { escapeText, printLine } from '../shared/print.ts';
import type { ClientFlags } from './client-flags.ts';
import { connectAtTime } from './connect.ts';
import {
  createLineReader,
  cutMessage,
  lullMs,
  maxLineLength,
  readLines,
  takeRest,
} from './message.ts';
import { send } from './send.ts';

/** How long the server may take to end its side after we ended ours. */
const lingerMs = 1_000;
/** What every acknowledgement says, whatever the two messages are. */
const acknowledgementMark = 'received before';

/** How it ended; see main.ts for the exit status of each. */
export type Ending =
  | { kind: 'acknowledged' }
  | { kind: 'left' }
  /** A chat that ended with Bye, or with the end of our own keyboard. */
  | { kind: 'parted' }
  | { kind: 'cut-off'; because: string }
  | { kind: 'unacknowledged'; because: string }
  | { kind: 'unconnected'; because: string };

export interface Speaker {
  role: string;
  message: string;
}

/** Plays the whole conversation; every time is the epoch plus the flag's ms. Never rejects. */
export async function converse(
  { role, message }: Speaker,
  flags: ClientFlags,
  epoch: Epoch,
): Promise<Ending> {
  // Made before it is needed: nothing but the write itself lies between the time to send and it.
  const pieces = cutMessage(message, flags.framing, flags.pieces);
  const leaveMs = flags['leave-ms'] ?? Number.POSITIVE_INFINITY;
  const leaves = leaveMs <= flags['limit-ms'];
  const stop = new AbortController();
  const cancel = actAt(epoch, Math.min(leaveMs, flags['limit-ms']), () => stop.abort());
  try {
    const socket = await connectAtTime(flags, epoch, stop.signal);
    if (typeof socket === 'string') return { kind: 'unconnected', because: socket };
    const endpoint = formatEndpoint(socket.localAddress, socket.localPort);
    const server = formatEndpoint(socket.remoteAddress, socket.remotePort);
    printLine(`Connected to ${server} from ${endpoint}.`);
    writeNote(role, { what: 'connected', client: endpoint });

    const progress: Progress = { role, endpoint, said: false, acknowledged: false };
    const heard = listen(socket, progress, stop);
    const sendNs = await getMoment(epoch, flags['send-ms']);
    const sent = await send(socket, pieces, sendNs, flags['piece-gap-ms'], stop.signal);
    if (sent !== null) {
      printLine(`Sent: ${escapeText(message)}`);
      writeNote(role, { what: 'sent', client: endpoint, text: message, atNs: sent });
      progress.said = true;
      // A server that answered before it was spoken to has been heard all the same.
      if (progress.acknowledged) stop.abort();
    }
    const because = await heard;
    await leave(socket);
    printLine('Closed the connection.');
    writeNote(role, { what: 'closed', client: endpoint });
    if (because === null) return { kind: 'acknowledged' };
    if (because !== timeOver) return { kind: 'unacknowledged', because };
    if (leaves) return { kind: 'left' };
    return { kind: 'unacknowledged', because: `none came within ${flags['limit-ms']} ms` };
  } finally {
    cancel();
  }
}

/** What listening and sending must know of each other. */
interface Progress {
  readonly role: string;
  readonly endpoint: string;
  /** The whole message was handed to the kernel. */
  said: boolean;
  acknowledged: boolean;
}

const timeOver = 'time over';

/**
 * Listens until the acknowledgement came (null), or says why it will not come any more. The
 * controller's signal ends it; and when it ends by itself, it aborts the signal, because then there
 * is nothing left to send for either.
 */
function listen(socket: Socket, progress: Progress, stop: AbortController): Promise<string | null> {
  const reader = createLineReader();
  const { role, endpoint: client } = progress;
  return new Promise((resolve) => {
    const finish = (because: string | null) => {
      lull.stop();
      resolve(progress.acknowledged ? null : because);
      stop.abort();
    };
    const hear = (line: string) => {
      printLine(`Received: ${escapeText(line)}`);
      writeNote(role, { what: 'received', client, text: line });
      if (line.includes(acknowledgementMark)) progress.acknowledged = true;
      // Our own message is said in any case: whoever watches us wants to see it.
      if (progress.acknowledged && progress.said) finish(null);
    };
    const hearRest = () => {
      const rest = takeRest(reader);
      if (rest !== null) hear(rest);
    };
    const lull = watchLull(lullMs, hearRest);
    socket.on('data', (bytes) => {
      for (const line of readLines(reader, bytes)) hear(line);
      if (reader.rest.length > maxLineLength) hearRest();
      lull.refresh();
    });
    socket.on('end', () => {
      hearRest();
      finish('the server ended the connection without one');
    });
    socket.on('error', (error) => finish(`the connection broke (${error.message})`));
    socket.on('close', () => finish('the connection is closed'));
    stop.signal.addEventListener('abort', () => finish(timeOver));
  });
}

/** Ends our side, and waits for the server to end its own, but not for long. */
function leave(socket: Socket): Promise<void> {
  if (socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), lingerMs);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.end();
  });
}
