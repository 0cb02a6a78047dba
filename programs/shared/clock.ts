/**
 * A client's clock. All its times are relative to the epoch: one reading of CLOCK_MONOTONIC,
 * which all processes of one kernel share, also across network namespaces. Clients that are given
 * the same epoch can therefore act at planned distances from each other, however long each of them
 * took to start.
 */
import { createReadStream, fstatSync, open } from 'node:fs';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** Within so many ms of its time the client spins: Node's timers are late by up to 3 ms. */
const spinMs = 3;
const nsPerMs = 1_000_000;

/** On a slow box, behind this time all that is planned for later comes later by a pause. */
export interface Hold {
  afterMs: number;
  /** Known once the box has come so far. */
  pauseMs: Promise<number>;
}

/** The time that all of a client's times count from. */
export interface Epoch {
  /** In ns of process.hrtime. */
  ns: bigint;
  /** The earliest first. */
  holds?: readonly Hold[];
  /** What is still held is of no interest any more. */
  forget?: () => void;
}

/**
 * The epoch. If the environment names a FIFO in LAB_EPOCH, whoever started this client writes it
 * there once everybody is ready, and the read lasts until then: a line with decimal ns and, on a
 * slow box, the times in ms behind which all is held; then, for each of these, a line with its
 * pause in ms. Without it, a person started us: the epoch is now.
 */
export async function readEpoch(): Promise<Epoch> {
  const path = process.env.LAB_EPOCH;
  if (path === undefined || path === '') return { ns: process.hrtime.bigint() };
  const fd = await promisify(open)(path, 'r');
  // As a socket where that can be: a file's read that waits for a line would keep us from ending.
  const isFifo = fstatSync(fd).isFIFO();
  const input = isFifo ? new Socket({ fd, writable: false }) : createReadStream('', { fd });
  const lines = createInterface({ input })[Symbol.asyncIterator]();
  const text = (await lines.next()).value ?? '';
  const times = parseEpoch(text);
  if (times === null) throw new Error(`LAB_EPOCH (${path}) gave no epoch: "${text}"`);
  const holds = times.afterMs.map((afterMs) => ({
    afterMs,
    // Whoever ends without a word holds nobody.
    pauseMs: lines.next().then(({ value }) => Number(value ?? 0)),
  }));
  return { ns: times.ns, holds, forget: () => void input.destroy() };
}

/** The first line of the FIFO; null if that is no epoch. */
export function parseEpoch(text: string): { ns: bigint; afterMs: number[] } | null {
  const [, ns, afterMs = ''] = /^(\d+)((?: [\d.]+)*)$/.exec(text) ?? [];
  if (ns === undefined) return null;
  return { ns: BigInt(ns), afterMs: afterMs.split(' ').slice(1).map(Number) };
}

/** A moment as ns of process.hrtime, `ms` after the epoch, once it is known; fractions count. */
export async function getMoment({ ns, holds = [] }: Epoch, ms: number): Promise<bigint> {
  let pausesMs = 0;
  for (const { afterMs, pauseMs } of holds) if (afterMs < ms) pausesMs += await pauseMs;
  return ns + BigInt(Math.round((ms + pausesMs) * nsPerMs));
}

/** Acts at a moment, as a timer does; the function that it gives cancels that. */
export function actAt(epoch: Epoch, ms: number, act: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isCancelled = false;
  void getMoment(epoch, ms).then((momentNs) => {
    if (!isCancelled) timer = setTimeout(act, Math.max(0, getMsUntil(momentNs)));
  });
  return () => {
    isCancelled = true;
    clearTimeout(timer);
  };
}

/** ms from now to the moment; negative once it has passed. */
export function getMsUntil(momentNs: bigint): number {
  return Number(momentNs - process.hrtime.bigint()) / nsPerMs;
}

/**
 * Waits for a moment: by a timer to within spinMs, then by a spin, which is exact to microseconds.
 * Rejects at once when the signal is aborted while the timer runs. Returns immediately if the
 * moment has passed.
 */
export async function waitUntil(momentNs: bigint, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const leftMs = getMsUntil(momentNs) - spinMs;
    if (leftMs <= 0) break;
    await sleep(leftMs, signal);
  }
  while (process.hrtime.bigint() < momentNs);
}

/** A timer that an abort ends early; it then resolves, and the caller looks at the signal. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish);
  });
}
