/**
 * Support for the tests of programs/: the real programs, bundled as the lab bundles them, run by
 * plain Node in an empty folder of their own; and raw clients that send exactly the bytes they are
 * told. Everything waits for what it observes, with a limit.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A wait that takes longer than this has failed; nothing is asserted on shorter times. */
const limitMs = 20_000;

/** What a test must offer: a place to hang up its cleaning. */
interface Test {
  teardown(clean: () => void): void;
}

export interface Note {
  monoNs: string;
  role: string;
  what: string;
  client?: string;
  thread?: number;
  text?: string;
  ticket?: number;
}

export interface Program {
  readonly child: ChildProcess;
  /** What it printed so far, standard error included. */
  read(): string;
  /** What it wrote to its journal so far. */
  readNotes(): Note[];
  waitForText(text: string): Promise<void>;
  waitForNotes(what: string, count: number): Promise<Note[]>;
  /** Its exit status, or the signal that ended it, once its output is complete. */
  readonly ended: Promise<number | string | null>;
}

/** A new empty folder that goes with the test. */
export function makeFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'mininet-lab-programs-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Bundles one program into a single file, with the options that the lab uses; returns its path. */
export async function bundleProgram(name: 'server' | 'client', folder: string): Promise<string> {
  const entry = fileURLToPath(new URL(`../../programs/${name}/main.ts`, import.meta.url));
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node18',
    outfile,
    logLevel: 'silent',
  });
  return outfile;
}

/** Polls a condition until it gives something; fails with `what` and the details at the limit. */
export async function waitFor<T>(
  what: string,
  observe: () => T | null | undefined | false,
  describe: () => string = () => '',
): Promise<T> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    const seen = observe();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (performance.now() > endMs) throw new Error(`waited in vain for ${what}\n${describe()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

let journals = 0;

/** Runs a bundled program with plain Node in its own folder and a clean environment. */
export function runProgram(
  t: Test,
  file: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Program {
  const folder = join(file, '..');
  journals += 1;
  const journal = join(folder, `journal-${process.pid}-${journals}`);
  const child = spawn(process.execPath, [file, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', LAB_JOURNAL: journal, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const read = () => text;
  const readNotes = () => readJournal(environment.LAB_JOURNAL ?? journal);
  return {
    child,
    read,
    readNotes,
    async waitForText(wanted) {
      await waitFor(`"${wanted}"`, () => text.includes(wanted), read);
    },
    waitForNotes(what, count) {
      const observe = () => {
        const notes = readNotes().filter((note) => note.what === what);
        return notes.length >= count && notes;
      };
      return waitFor(`${count} notes "${what}"`, observe, read);
    },
    ended: new Promise((resolve) => {
      child.on('close', (status, signal) => resolve(status ?? signal));
    }),
  };
}

/** The whole lines of a journal, or none if there is no journal yet. */
function readJournal(path: string): Note[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Note);
}

export interface Server extends Program {
  readonly port: number;
}

/** Starts the server on a free port and waits until it listens. */
export async function startServer(
  t: Test,
  file: string,
  args: readonly string[] = [],
): Promise<Server> {
  const program = runProgram(t, file, ['--port', '0', ...args]);
  const observe = () => /Listening on port (\d+)/.exec(program.read())?.[1];
  const port = Number(await waitFor('the port', observe, program.read));
  return { ...program, port };
}

/** A client without any protocol: it sends what it is told and keeps what it gets. */
export interface RawClient {
  readonly socket: Socket;
  /** All that the server sent until it ended its side; then our side is ended, too. */
  readonly answer: Promise<string>;
}

/** Connects, and waits until the connection is there. */
export async function connectRaw(t: Test, port: number, host = '127.0.0.1'): Promise<RawClient> {
  const socket = connect({ port, host, noDelay: true, allowHalfOpen: true });
  t.teardown(() => socket.destroy());
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const answer = new Promise<string>((resolve) => {
    socket.on('end', () => {
      socket.end();
      resolve(text);
    });
    socket.on('close', () => resolve(text));
    socket.on('error', () => {});
  });
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return { socket, answer };
}

/** Connects clients one after the other, each once the one before was accepted. */
export async function seatRaw(t: Test, server: Server, count: number): Promise<RawClient[]> {
  const clients: RawClient[] = [];
  for (let seat = 1; seat <= count; seat += 1) {
    const before = server.readNotes().filter((note) => note.what === 'accepted').length;
    clients.push(await connectRaw(t, server.port));
    await server.waitForNotes('accepted', before + 1);
  }
  return clients;
}

/** Sends bytes and waits until they have a ticket: what is sent next comes later. */
export async function sendSeen(
  server: Server,
  client: RawClient | undefined,
  bytes: string | Uint8Array,
): Promise<void> {
  const before = server.readNotes().filter((note) => note.what === 'ticket').length;
  client?.socket.write(bytes);
  await server.waitForNotes('ticket', before + 1);
}

/** The bytes of a connection that the server's process has not read, as the kernel tells it. */
export function readUnreadBytes(serverPort: number, client: RawClient): number | null {
  const wanted = [serverPort, client.socket.localPort ?? 0].map((port) =>
    port.toString(16).toUpperCase().padStart(4, '0'),
  );
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const [, local, remote, , queues, , , , , inode] = line.trim().split(/\s+/);
      const ports = [local, remote].map((end) => end?.split(':')[1]);
      if (ports[0] !== wanted[0] || ports[1] !== wanted[1] || inode === '0') continue;
      return Number.parseInt(queues?.split(':')[1] ?? '0', 16);
    }
  }
  return null;
}
