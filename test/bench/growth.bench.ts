/**
 * (d) What grows as the work does: time and memory of one server with 2 to 64 clients, beside the
 * textbook's; and of a whole play on a network of 3 to 64 hosts, beside Mininet's own start and
 * stop of the same network.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { programs } from '../../lab/assignments/first-received/programs.ts';
import { bundlePrograms } from '../../lab/run/bundle.ts';
import { getPercentile } from '../../lab/sweep/summarize.ts';
import { inNamespaces, type Row, root, timeInTurn } from './harness.ts';
import { connectTo } from './raw-client.ts';

/** Rows for both; `rounds` is how often each figure is taken, for its median. */
export async function benchGrowth(rounds = 5): Promise<Row[]> {
  const rows: Row[] = [];
  await bundlePrograms({ programs, root });
  for (const clients of [2, 4, 16, 64]) rows.push(await benchClients(clients, rounds));
  for (const hosts of [3, 16, 64]) rows.push(await benchHosts(hosts, Math.min(3, rounds)));
  return rows;
}

interface Cost {
  ms: number;
  megabytes: number;
}

const show = ({ ms, megabytes }: Cost) => `${ms.toFixed(0)} ms, ${megabytes.toFixed(0)} MB`;

async function benchClients(clients: number, rounds: number): Promise<Row> {
  const [ours, peer] = [[] as Cost[], [] as Cost[]];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(
      await measureServer(clients, (port) => [
        ...[process.execPath, path.join(root, 'bundles/server.mjs'), '--sessions', '0'],
        ...['--port', `${port}`, '--clients', `${clients}`],
      ]),
    );
    const textbook = path.join(root, 'test/bench/peers/textbook_server.py');
    const argv = (port: number) => ['/usr/bin/python3', textbook, `${port}`, `${clients}`, 'stay'];
    peer.push(await measureServer(clients, argv));
  }
  const median = (costs: readonly Cost[]): Cost => ({
    ms: getPercentile(
      costs.map(({ ms }) => ms),
      50,
    ),
    megabytes: getPercentile(
      costs.map(({ megabytes }) => megabytes),
      50,
    ),
  });
  return {
    what: `A server with ${clients} clients, from the first connect to the last answer; its peak memory`,
    ours: show(median(ours)),
    beside: `textbook server ${show(median(peer))}`,
  };
}

/** One session on loopback: all connect, then all send, then all are told. */
async function measureServer(
  clients: number,
  getArgv: (port: number) => readonly string[],
): Promise<Cost> {
  const port = await findFreePort();
  const [file = '', ...rest] = getArgv(port);
  const child = spawn(file, rest, { cwd: root, stdio: ['pipe', 'ignore', 'inherit'] });
  try {
    // Who is let in first is one of the session, so that no connection is made only to look.
    const first = await connectTo(port, () => child.exitCode === null);
    const startNs = process.hrtime.bigint();
    const further = Array.from({ length: clients - 1 }, () => connectTo(port, () => true));
    const sockets = [first, ...(await Promise.all(further))];
    const answers = sockets.map(readAnswer);
    for (const [index, socket] of sockets.entries()) socket.write(`C: ${index}\n`);
    await Promise.all(answers);
    const ms = Number(process.hrtime.bigint() - startNs) / 1e6;
    for (const socket of sockets) socket.destroy();
    return { ms, megabytes: readPeakMegabytes(child) };
  } finally {
    const ended = child.exitCode === null ? once(child, 'close') : undefined;
    child.kill('SIGKILL');
    await ended;
  }
}

async function readAnswer(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) {
    text += chunk;
    if (text.includes('\n')) return text;
  }
  throw new Error(`a server closed after ${JSON.stringify(text)}`);
}

/** The most that a process ever had in memory (VmHWM, proc_pid_status(5)). */
function readPeakMegabytes({ pid }: ChildProcess): number {
  const [, kilobytes = 'NaN'] =
    /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function benchHosts(hosts: number, rounds: number): Promise<Row> {
  const ours = [
    ...[process.execPath, 'lab/run.mjs', '--send-x', '50', '--send-y', '50', '--quiet'],
    ...['--topology', `topologies/xy.py:XY(${hosts - 1})`],
  ];
  const peer = [...inNamespaces, 'test/bench/peers/start_stop.py', `${hosts - 1}`];
  const [oursMs = 0, peerMs = 0] = await timeInTurn([ours, peer], rounds);
  const [oursMegabytes, peerMegabytes] = [await measureTree(ours), await measureTree(peer)];
  return {
    what: `A whole play (two send 50 ms after the epoch) on ${hosts} hosts; its peak memory`,
    ours: show({ ms: oursMs, megabytes: oursMegabytes }),
    beside: `Mininet's start and stop ${show({ ms: peerMs, megabytes: peerMegabytes })}`,
  };
}

const sampleMs = 25;

/** The peak of what a command and all that it started had in memory, shared pages once (Pss). */
async function measureTree(argv: readonly string[]): Promise<number> {
  const [file = '', ...rest] = argv;
  const child = spawn(file, rest, { cwd: root, stdio: 'ignore' });
  const ended = once(child, 'close');
  let most = 0;
  while (child.exitCode === null && child.signalCode === null) {
    const kilobytes = findTree(child.pid ?? 0).reduce((sum, pid) => sum + readPss(pid), 0);
    most = Math.max(most, kilobytes / 1024);
    await Promise.race([delay(sampleMs), ended]);
  }
  return most;
}

/** A process and all its descendants. */
function findTree(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = read(`/proc/${name}/stat`);
    // The name, in parentheses, may hold anything (proc_pid_stat(5)).
    const [, parent = '0'] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    parents.set(Number(name), Number(parent));
  }
  const isBelow = (one: number): boolean =>
    one === pid || (one > 1 && isBelow(parents.get(one) ?? 0));
  return [...parents.keys()].filter(isBelow);
}

function readPss(pid: number): number {
  const [, kilobytes = '0'] = /^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`)) ?? [];
  return Number(kilobytes);
}

/** Nothing, if the process is gone. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
