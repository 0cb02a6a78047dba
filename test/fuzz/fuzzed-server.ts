/**
 * The real server under attack: a process of its own whose output is read line by line, and whose
 * memory, descriptors and threads are looked at in /proc (proc(5)).
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Test } from 'tap';
import { waitFor } from '../programs/support.ts';

/** Who was seated where: the server's own words. */
export interface Seated {
  /** From 1. */
  index: number;
  session: number;
}

export interface FuzzedServer {
  readonly port: number;
  /** Set once the process is gone. */
  getEnd(): string | undefined;
  /** Lines by which the server says that it has a fault of its own. */
  readonly faults: readonly string[];
  /** The last lines that it printed. */
  readonly tail: readonly string[];
  /** How many clients were seated so far. */
  getSeated(): number;
  /**
   * Waits until the client of this port is seated; null if it was sent away or not in time. Ports
   * come again: `after` is what getSeated gave before it connected.
   */
  waitForSeat(localPort: number, after: number): Promise<Seated | null>;
  /** Waits until a message of the client of this port was received; false if it was not. */
  waitForMessage(localPort: number): Promise<boolean>;
  getHolding(): Holding;
  stop(): Promise<void>;
}

/** What the process holds. */
export interface Holding {
  residentKb: number;
  peakKb: number;
  descriptors: number;
  threads: number;
}

interface Known {
  seated: Seated;
  /** As getSeated counts. */
  number: number;
  hasSpoken: boolean;
}

const accepted = /^Accepted client (\d+) of session (\d+) \(127\.0\.0\.1:(\d+)\)/;
const received = /^Received from client \d+ of session \d+ \(127\.0\.0\.1:(\d+)\): /;
/** Faults of the program; and whatever Node itself says of what nobody caught. */
const fault = /ended by a fault|^Trouble at the door|^\s+at .*:\d+:\d+\)?$|^node:|Warning:/;

/** How long a right client waits for its seat or for a word, on a server that is under attack. */
const patienceMs = 8_000;

/** Starts the bundled server on a free port. */
export async function startFuzzedServer(
  t: Test,
  file: string,
  flags: readonly string[],
): Promise<FuzzedServer> {
  // By env: tap gives each Node that a test starts hooks of its own, in a thread for each thread.
  const clean = ['-i', process.execPath, file, '--port', '0'];
  const child = spawn('env', [...clean, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const known = new Map<number, Known>();
  const faults: string[] = [];
  const tail: string[] = [];
  const ended = new Set<string>();
  let end: string | undefined;
  let port = 0;
  let seatedSoFar = 0;
  const hear = (line: string) => {
    tail.push(line.slice(0, 300));
    if (tail.length > 40) tail.shift();
    if (fault.test(line)) faults.push(line.slice(0, 300));
    port ||= Number(/^Listening on port (\d+)/.exec(line)?.[1] ?? 0);
    const over = /^Session (\d+) over/.exec(line)?.[1];
    if (over !== undefined && ended.has(over)) faults.push(`twice: ${line}`);
    if (over !== undefined) ended.add(over);
    const seat = accepted.exec(line);
    if (seat) {
      seatedSoFar += 1;
      const seated = { index: Number(seat[1]), session: Number(seat[2]) };
      known.set(Number(seat[3]), { seated, number: seatedSoFar, hasSpoken: false });
    }
    const speaker = known.get(Number(received.exec(line)?.[1]));
    if (speaker) speaker.hasSpoken = true;
  };
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', hear);
  }
  const closed = new Promise<void>((resolve) => {
    child.on('close', (status, signal) => {
      end = String(signal ?? status);
      resolve();
    });
  });
  await waitFor(
    'the port',
    () => port > 0,
    () => tail.join('\n'),
  );
  const watch = async <Found>(look: () => Found | undefined): Promise<Found | null> => {
    const limit = performance.now() + patienceMs;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (end !== undefined || performance.now() > limit) return null;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  return {
    port,
    faults,
    tail,
    getEnd: () => end,
    getSeated: () => seatedSoFar,
    waitForSeat: (localPort, after) =>
      watch(() => {
        const one = known.get(localPort);
        return one && one.number > after ? one.seated : undefined;
      }),
    waitForMessage: async (localPort) =>
      (await watch(() => known.get(localPort)?.hasSpoken || undefined)) === true,
    getHolding: () => lookAt(child.pid ?? 0),
    stop: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

function lookAt(pid: number): Holding {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  return {
    residentKb: read('VmRSS'),
    peakKb: read('VmHWM'),
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    threads: read('Threads'),
  };
}
