/**
 * Clients of a chat that read slowly or not at all: bounded memory, and nobody else waits.
 *
 * HOW "BOUNDED" IS MEASURED. The memory of a process also has the garbage that its runtime did not
 * collect yet, tens of MiB on a busy machine, however little is held. So nothing is asserted on
 * what a given amount of text costs, but on whether more text costs more: the memory is read once
 * the sender is held, then much more is sent. And where a reader is let go, it is counted how much
 * had been relayed by then.
 */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import t from 'tap';
import { bundleProgram, makeFolder, type Server, startServer, waitFor } from './support.ts';

const file = await bundleProgram('server', makeFolder(t));
type Test = Parameters<typeof startServer>[0];

const line = `${'x'.repeat(4_095)}\n`;
const fullText = `: ${line.slice(0, -1)}`;
const mebibyte = Buffer.from(line.repeat(256));

/** A client that counts what it gets, and keeps only what is not the same long line. */
interface Counter {
  readonly socket: Socket;
  /** Lines so far that have the text of `line`, whole. */
  readonly fullLines: () => number;
  /** As many as there were before the server's last notice ("* ..."). */
  readonly fullLinesAtNotice: () => number;
  /** What is no such line, so far. */
  readonly others: () => string;
  readonly ended: Promise<void>;
}

/** Connects one after the other, so that they are client 1, client 2, ...; all are read then. */
async function seatCounters(t: Test, server: Server, count: number): Promise<Counter[]> {
  const counters: Counter[] = [];
  for (let seat = 1; seat <= count; seat += 1) {
    counters.push(connectCounter(t, server.port));
    await server.waitForText(`Accepted client ${seat} `);
  }
  return counters;
}

function connectCounter(t: Test, port: number): Counter {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  t.teardown(() => socket.destroy());
  let rest = '';
  let full = 0;
  let atNotice = -1;
  let others = '';
  socket.setEncoding('latin1').on('data', (part: string) => {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      if (text.endsWith(fullText)) full += 1;
      else others += `${text.slice(0, 200)}\n`;
      if (text.startsWith('* ')) atNotice = full;
    }
  });
  socket.on('error', () => {});
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return {
    socket,
    fullLines: () => full,
    fullLinesAtNotice: () => atNotice,
    others: () => others,
    ended,
  };
}

function waitForLine(counter: Counter, wanted: string): Promise<true> {
  return waitFor(
    `"${wanted}"`,
    () => counter.others().includes(`${wanted}\n`) || null,
    counter.others,
  );
}

/** The greatest memory of a process so far, in MiB (proc_pid_status(5)). */
function readPeakMib(server: Server): number {
  const text = readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(text)?.[1] ?? Number.NaN) / 1_024;
}

function send(counter: Counter, mebibytes: number): void {
  for (let count = 0; count < mebibytes; count += 1) counter.socket.write(mebibyte);
}

let probes = 0;

/**
 * Waits until the sender is held: the server goes round its sockets, time and again, as what the
 * other says and it relays shows, and takes nothing of the sender.
 */
async function waitUntilHeld(sender: Counter, other: Counter): Promise<number> {
  let waiting = -1;
  let rounds = 0;
  while (rounds < 10) {
    const isSame = waiting === sender.socket.writableLength;
    waiting = sender.socket.writableLength;
    rounds = isSame ? rounds + 1 : 0;
    probes += 1;
    other.socket.write(`probe ${probes}\n`);
    await waitForLine(sender, `Y: probe ${probes}`);
  }
  return waiting;
}

t.test(
  'two: a sender is held back by a receiver that does not read, and nothing is lost',
  async (t) => {
    const server = await startServer(t, file, ['--chat']);
    const [x, y] = await seatCounters(t, server, 2);
    if (x === undefined || y === undefined) return t.fail('no clients');
    x.socket.write('X: Alice\n');
    y.socket.write('Y: Bob\n');
    await waitForLine(y, 'X: Alice received before Y: Bob');
    y.socket.pause();
    // What the kernel holds on the way, 4 to 20 MiB, is no matter of ours.
    let first = 0;
    let waiting = 0;
    while (waiting < mebibyte.length && first < 64) {
      send(x, 4);
      first += 4;
      waiting = await waitUntilHeld(x, y);
    }
    t.ok(waiting > 0, `X is held after ${first} MiB`);
    const before = readPeakMib(server);
    const later = 24;
    send(x, later);
    const stillWaiting = await waitUntilHeld(x, y);
    t.ok(stillWaiting > (later * mebibyte.length * 3) / 4, 'what comes later stays with X');
    const grown = readPeakMib(server) - before;
    t.ok(grown < later / 4, `of ${later} MiB more the server's memory grew by ${grown.toFixed(1)}`);
    y.socket.resume();
    x.socket.write('Bye\n');
    await y.ended;
    t.equal(y.fullLines(), (first + later) * 256, 'every line came');
    t.equal(await server.ended, 0);
  },
);

t.test(
  'two: a receiver that reads nothing for the patience is let go, and the other told',
  async (t) => {
    const server = await startServer(t, file, ['--chat', '--patience-ms', '300']);
    const [x, y] = await seatCounters(t, server, 2);
    if (x === undefined || y === undefined) return t.fail('no clients');
    y.socket.write('Y: Bob\n');
    await waitForLine(x, 'Y: Bob');
    y.socket.pause();
    send(x, 8);
    await waitForLine(x, '* Y was let go: it did not read what it was sent');
    t.equal(await server.ended, 0);
  },
);

t.test(
  'three: who does not read delays nobody, and is let go when its outbox is full',
  async (t) => {
    const server = await startServer(t, file, ['--chat', '--clients', '3']);
    const [x, y, z] = await seatCounters(t, server, 3);
    if (x === undefined || y === undefined || z === undefined) return t.fail('no clients');
    y.socket.write('Y: Bob\n');
    await waitForLine(z, 'Y: Bob');
    y.socket.pause();
    const mebibytes = 28;
    send(x, mebibytes);
    await waitForLine(z, '* Y was let go: it did not read what it was sent');
    // The lines before that notice were relayed to Y as well, into its outbox and the kernel.
    const relayed = (z.fullLinesAtNotice() * line.length) / 2 ** 20;
    t.ok(relayed >= 16 && relayed < mebibytes, `Y was let go after ${relayed.toFixed(1)} MiB`);
    x.socket.write('Bye\n');
    await z.ended;
    t.equal(z.fullLines(), mebibytes * 256, 'Z has every line');
    t.match(z.others(), /client 1: Bye\n$/);
    t.equal(await server.ended, 0);
  },
);
