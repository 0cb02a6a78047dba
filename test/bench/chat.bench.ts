/**
 * (j) A chat: lines relayed a second, and how long a line is on its way, with 2 and with 50 clients;
 * beside ncat --broker and the textbook's relay, a thread for each client. All run in turn, on the
 * loopback interface, with the same clients: plain sockets that count what they get.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { programs } from '../../lab/assignments/first-received/programs.ts';
import { bundlePrograms } from '../../lab/run/bundle.ts';
import { getPercentile } from '../../lab/sweep/summarize.ts';
import { type Row, root } from './harness.ts';

/** A line as people write it: 64 bytes with its end. */
const lineBytes = 64;
const limitMs = 120_000;

interface Peer {
  name: string;
  argv(port: number, clients: number): string[];
}

interface Figures {
  linesPerSecond: number;
  p99Ms: number;
}

interface Talker {
  socket: Socket;
  lines: number;
  /** What is told of each line, while delays are measured. */
  hear: ((line: string) => void) | null;
  rest: string;
}

/** The rows for 2 and for 50 clients. */
export async function benchChat(rounds = 3): Promise<Row[]> {
  const bundles = await bundlePrograms({ programs, root });
  const relay = path.join(root, 'test/bench/peers/thread_relay.py');
  const peers: Peer[] = [
    {
      name: 'ours',
      argv: (port, clients) => [
        ...[process.execPath, bundles.paths.server, '--chat'],
        ...['--port', `${port}`, '--clients', `${clients}`],
      ],
    },
    {
      name: 'ncat --broker',
      argv: (port) => ['ncat', '-l', '--broker', '--max-conns', '100', '127.0.0.1', `${port}`],
    },
    { name: 'Python', argv: (port) => ['/usr/bin/python3', relay, `${port}`] },
  ];
  const rows: Row[] = [];
  for (const clients of [2, 50]) {
    const figures = peers.map(() => [] as Figures[]);
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, peer] of peers.entries()) {
        figures[index]?.push(await measure(peer, clients));
      }
    }
    rows.push(...makeRows(clients, figures.map(getMedians)));
  }
  return rows;
}

function getMedians(figures: readonly Figures[]): Figures {
  return {
    linesPerSecond: getPercentile(
      figures.map((each) => each.linesPerSecond),
      50,
    ),
    p99Ms: getPercentile(
      figures.map((each) => each.p99Ms),
      50,
    ),
  };
}

function makeRows(clients: number, [ours, ncat, python]: Figures[]): Row[] {
  if (!ours || !ncat || !python) throw new Error('three were measured');
  const speed = (figures: Figures) => Math.round(figures.linesPerSecond).toLocaleString('en');
  const ratio = (figures: Figures) => (ours.linesPerSecond / figures.linesPerSecond).toFixed(1);
  const late = (figures: Figures) => figures.p99Ms.toFixed(2);
  const isPair = clients === 2;
  return [
    {
      what: `Chat of ${clients}: lines that clients get a second, all sending at full speed`,
      ours: speed(ours),
      beside:
        `ncat --broker ${speed(ncat)}: ${ratio(ncat)} times; ` +
        `a Python thread a client ${speed(python)}: ${ratio(python)} times`,
      promise: isPair ? 'at least as fast as ncat' : '3 times as fast as Python',
      met: isPair
        ? ours.linesPerSecond >= ncat.linesPerSecond
        : ours.linesPerSecond >= 3 * python.linesPerSecond,
    },
    {
      what: `Chat of ${clients}: p99 of a line's way, one line at a time`,
      ours: `${late(ours)} ms`,
      beside: `ncat --broker ${late(ncat)} ms, a Python thread a client ${late(python)} ms`,
    },
  ];
}

/** Starts a server, has its clients talk, and ends it. */
async function measure(peer: Peer, clients: number): Promise<Figures> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mininet-lab-bench-'));
  const port = await findPort();
  const [file = '', ...rest] = peer.argv(port, clients);
  const child = spawn(file, rest, { cwd: folder, stdio: 'ignore' });
  const talkers: Talker[] = [];
  try {
    while (talkers.length < clients) talkers.push(await joinChat(port, child));
    await waitForAll(talkers);
    const p99Ms = await measureDelay(talkers);
    const linesPerSecond = await measureSpeed(talkers);
    return { p99Ms, linesPerSecond };
  } finally {
    for (const { socket } of talkers) socket.destroy();
    child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  }
}

async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Connects, again and again until the server listens. */
async function joinChat(port: number, child: ChildProcess): Promise<Talker> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const error = await new Promise<Error | null>((resolve) => {
      socket.once('connect', () => resolve(null));
      socket.once('error', resolve);
    });
    if (error === null) {
      const talker: Talker = { socket, lines: 0, hear: null, rest: '' };
      socket.on('data', (bytes) => receive(talker, bytes));
      socket.on('error', () => {});
      return talker;
    }
    if (child.exitCode !== null || performance.now() > deadline) throw error;
    await delay(10);
  }
}

function receive(talker: Talker, bytes: Buffer): void {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  talker.lines += lines;
  if (talker.hear === null) return;
  const texts = (talker.rest + bytes.toString('latin1')).split('\n');
  talker.rest = texts.pop() ?? '';
  for (const text of texts) talker.hear(text);
}

async function waitUntil(look: () => boolean): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!look()) {
    if (performance.now() > deadline) throw new Error('the chat stood still');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Everybody is in, and has said its first line, once everybody got a word of everybody. */
async function waitForAll(talkers: readonly Talker[]): Promise<void> {
  for (const [index, { socket }] of talkers.entries()) {
    const others = talkers.filter((_, other) => other !== index);
    const before = others.map(({ lines }) => lines);
    let tries = 0;
    do {
      socket.write(`c${index}: ${tries}\n`);
      tries += 1;
      const until = performance.now() + 1_000;
      const hasHeard = () => others.every(({ lines }, at) => lines > (before[at] ?? 0));
      await waitUntil(() => hasHeard() || performance.now() > until);
      if (hasHeard()) break;
    } while (tries < 30);
  }
  // What is still on its way, the acknowledgement too, must not be counted later.
  let seen = -1;
  while (seen !== countLines(talkers)) {
    seen = countLines(talkers);
    await delay(200);
  }
}

function countLines(talkers: readonly Talker[]): number {
  return talkers.reduce((sum, { lines }) => sum + lines, 0);
}

/** One line at a time, by one client after the other; how long until each of the others has it. */
async function measureDelay(talkers: readonly Talker[]): Promise<number> {
  const trials = 1_000;
  const times: number[] = [];
  let sentAt = 0;
  let missing = 0;
  for (const talker of talkers) {
    talker.hear = () => {
      times.push(performance.now() - sentAt);
      missing -= 1;
    };
  }
  for (let trial = 0; trial < trials; trial += 1) {
    missing = talkers.length - 1;
    sentAt = performance.now();
    talkers[trial % talkers.length]?.socket.write(makeLine(trial));
    await waitUntil(() => missing === 0);
  }
  for (const talker of talkers) talker.hear = null;
  return getPercentile(times, 99);
}

/** All send at full speed, a line a write; lines that all together got, a second. */
async function measureSpeed(talkers: readonly Talker[]): Promise<number> {
  const each = talkers.length === 2 ? 50_000 : 200;
  const total = talkers.length * (talkers.length - 1) * each;
  const before = countLines(talkers);
  const startMs = performance.now();
  for (const { socket } of talkers) void sendAll(socket, each);
  await waitUntil(() => countLines(talkers) - before >= total);
  return (total * 1_000) / (performance.now() - startMs);
}

async function sendAll(socket: Socket, count: number): Promise<void> {
  // The same line again: what the clients cost is no matter of the servers.
  const line = Buffer.from(makeLine(0));
  for (let sent = 0; sent < count; sent += 1) {
    if (!socket.write(line)) {
      await new Promise((resolve) => socket.once('drain', resolve));
    }
  }
}

function makeLine(number: number): string {
  return `${`${number} `.padEnd(lineBytes - 1, 'abcdefgh ')}\n`;
}
