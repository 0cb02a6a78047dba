/**
 * The client of the pinger: sends ten pings over UDP, one a second at most and one at a time, and
 * prints the round trip of each, or that it timed out; at the end the shortest, the longest and
 * the average round trip, and the share that was lost.
 *
 *     node client.mjs --host 10.0.0.1 --port 12001
 *
 * A round trip is counted from just before the ping is handed to the kernel until its answer is
 * handed to us. An answer that comes too late is not taken for that of a later ping. Started by a
 * lab that names a FIFO in LAB_EPOCH, it says that it is armed and begins at a time after the epoch
 * that it reads there. Exit status: 0, all pings were sent; 1, none could be; 64, a wrong flag.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { getMoment, readEpoch, waitUntil } from '../shared/clock.ts';
import { describeFlags, exitWrongFlag, FlagError, parseFlags } from '../shared/flags.ts';
import { writeNote } from '../shared/journal.ts';
import { escapeText, printLine, printProblem } from '../shared/print.ts';
import { receiveFlags } from '../shared/waiting.ts';
import { type ClientFlags, clientFlags } from './flags.ts';

const nsPerMs = 1_000_000;

await startClient();

/** Reads the flags and the epoch, and pings. */
async function startClient(): Promise<void> {
  try {
    const flags = parseFlags(clientFlags, await receiveFlags(async () => {}));
    if (flags === null) {
      printLine(describeFlags('Usage: node client.mjs --host ADDRESS [flags]', clientFlags));
      return;
    }
    writeNote(flags.role, { what: 'armed' });
    const epoch = await readEpoch();
    await pingAll(flags, await getMoment(epoch, flags['send-ms']));
    epoch.forget?.();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    printProblem(error.message);
    process.exitCode = error instanceof FlagError ? exitWrongFlag : 1;
  }
}

/** Sends all pings, the first at a moment, and prints what came of them. */
async function pingAll(flags: ClientFlags, beginNs: bigint): Promise<void> {
  const { host, port, pings, 'interval-ms': intervalMs } = flags;
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  socket.connect(port, host);
  await once(socket, 'connect');
  // Where nobody listens, the kernel says so (ICMP): that is an answer which does not come.
  socket.on('error', () => {});
  const never = new AbortController().signal;
  const roundTripsMs: number[] = [];
  let nextNs = beginNs;
  for (let sequence = 1; sequence <= pings; sequence += 1) {
    await waitUntil(nextNs, never);
    nextNs = process.hrtime.bigint() + BigInt(Math.round(intervalMs * nsPerMs));
    const roundTripMs = await ping(socket, sequence, flags);
    if (roundTripMs !== null) roundTripsMs.push(roundTripMs);
  }
  socket.close();
  printSummary(roundTripsMs, pings);
}

/** One ping and its answer; gives the round trip in ms, or null if it timed out. */
function ping(socket: Socket, sequence: number, flags: ClientFlags): Promise<number | null> {
  const { role, 'timeout-ms': timeoutMs } = flags;
  const text = `Ping ${sequence} ${new Date().toISOString()}`;
  return new Promise((resolve) => {
    const sentNs = process.hrtime.bigint();
    const finish = (roundTripMs: number | null, how: string) => {
      clearTimeout(timer);
      socket.off('message', take);
      printLine(`Ping ${sequence}: ${how}`);
      resolve(roundTripMs);
    };
    const take = (bytes: Buffer) => {
      const cameNs = process.hrtime.bigint();
      const answer = bytes.toString('utf8');
      writeNote(role, { what: 'received', text: answer, atNs: cameNs });
      // In capitals or not: the number tells which ping it answers.
      if (/^ping (\d+) /i.exec(answer)?.[1] !== `${sequence}`) return;
      const ms = Number(cameNs - sentNs) / nsPerMs;
      finish(ms, `round trip ${formatMs(ms)}, ${escapeText(answer)}`);
    };
    const timer = setTimeout(() => finish(null, 'Request timed out'), timeoutMs);
    socket.on('message', take);
    socket.send(text);
    writeNote(role, { what: 'sent', text, atNs: sentNs });
  });
}

/** The shortest, longest and average round trip, and how many pings were lost. */
function printSummary(roundTripsMs: readonly number[], pings: number): void {
  const count = roundTripsMs.length;
  if (count > 0) {
    const averageMs = roundTripsMs.reduce((sum, ms) => sum + ms, 0) / count;
    const [least, most] = [Math.min(...roundTripsMs), Math.max(...roundTripsMs)];
    const times = `minimum ${formatMs(least)}, maximum ${formatMs(most)}`;
    printLine(`Round trips: ${times}, average ${formatMs(averageMs)}`);
  } else printLine('Round trips: none');
  const percent = Number((((pings - count) / pings) * 100).toFixed(1));
  printLine(`Lost: ${pings - count} of ${pings} pings (${percent} %)`);
}

/** Milliseconds as they are printed, in microseconds. */
function formatMs(ms: number): string {
  return `${ms.toFixed(3)} ms`;
}
