/**
 * The server of the pinger: answers each datagram with the same text in capitals, and leaves out
 * about 30 % of the answers on purpose, as a network that loses packets would.
 *
 *     node server.mjs --port 12001 --share 0.3 --seed 5
 *
 * Which pings get no answer follows from the seed and from their order alone, so a run can be
 * repeated. Without --pings it runs until it is ended. Exit status: 0; 1, the port is taken; 64, a
 * wrong flag.
 */
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { formatEndpoint } from '../shared/endpoint.ts';
import { describeFlags, exitWrongFlag, FlagError, parseFlags } from '../shared/flags.ts';
import { writeNote } from '../shared/journal.ts';
import { type Lull, watchLull } from '../shared/lull.ts';
import { escapeText, printLine, printProblem } from '../shared/print.ts';
import { receiveFlags } from '../shared/waiting.ts';
import { type ServerFlags, serverFlags } from './flags.ts';

await startServer();

/** Reads the flags and answers until enough was asked. */
async function startServer(): Promise<void> {
  try {
    const flags = parseFlags(serverFlags, await receiveFlags(async () => {}));
    if (flags === null) {
      printLine(describeFlags('Usage: node server.mjs [flags]', serverFlags));
      return;
    }
    await answerPings(flags);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    printProblem(error.message);
    process.exitCode = error instanceof FlagError ? exitWrongFlag : 1;
  }
}

/** Answers, or leaves out, one ping after the other. Rejects where the port cannot be had. */
function answerPings(flags: ServerFlags): Promise<void> {
  const { port, host, share, pings, 'quiet-ms': quietMs } = flags;
  const random = makeRandom(flags.seed);
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  let count = 0;
  let quiet: Lull | undefined;
  socket.on('message', (bytes, { address, port: from }) => {
    const atNs = process.hrtime.bigint();
    count += 1;
    const isLast = count === pings;
    const text = bytes.toString('utf8');
    const answer = random() < share ? null : text.toUpperCase();
    const close = () => (isLast ? socket.close() : undefined);
    // The answer first: what is printed and noted meanwhile would only make the round trip longer.
    if (answer !== null) socket.send(answer, from, address, close);
    const client = formatEndpoint(address, from);
    writeNote('server', { what: 'received', client, text, atNs });
    const end = answer === null ? 'left out on purpose' : `answered ${escapeText(answer)}`;
    printLine(`Received from ${client}: ${escapeText(text)}; ${end}`);
    if (isLast) quiet?.stop();
    else if (quiet) quiet.refresh();
    else if (quietMs > 0) quiet = watchLull(quietMs, () => socket.close());
    if (answer === null) close();
  });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => {
      printLine(`Over after ${count} pings.`);
      resolve();
    });
    socket.bind(port, host, () => {
      writeNote('server', { what: 'listening' });
      const percent = Math.round(share * 100);
      printLine(`Answering on UDP port ${port}; about ${percent} % get no answer.`);
    });
  });
}

/** Numbers from 0 to 1, always the same ones for a seed (Mulberry32). */
function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
