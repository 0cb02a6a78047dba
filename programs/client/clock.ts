/**
 * The client's clock. All its times are relative to the epoch: one reading of CLOCK_MONOTONIC,
 * which all processes of one kernel share, also across network namespaces. Clients that are given
 * the same epoch can therefore act at planned distances from each other, however long each of them
 * took to start.
 */
import { readFile } from 'node:fs/promises';

/** Within so many ms of its time the client spins: Node's timers are late by up to 3 ms. */
const spinMs = 3;
const nsPerMs = 1_000_000;

/** The time that all of a client's times count from. */
export interface Epoch {
  /** In ns of process.hrtime. */
  ns: bigint;
  /** On a slow box, after each of these times all that is planned for later comes so much later. */
  pause?: { ms: number; afterMs: readonly number[] };
}

/**
 * The epoch. If the environment names a FIFO in LAB_EPOCH, whoever started this client writes it
 * there once everybody is ready, and the read lasts until then: decimal ns, then, on a slow box, a
 * pause in ms and after which times it lies. Without it, a person started us: the epoch is now.
 */
export async function readEpoch(): Promise<Epoch> {
  const path = process.env.LAB_EPOCH;
  if (path === undefined || path === '') return { ns: process.hrtime.bigint() };
  const text = (await readFile(path, 'utf8')).trim();
  const epoch = parseEpoch(text);
  if (epoch === null) throw new Error(`LAB_EPOCH (${path}) gave no epoch: "${text}"`);
  return epoch;
}

/** What stands in the FIFO; null if that is no epoch. */
export function parseEpoch(text: string): Epoch | null {
  const [, ns, pauses] = /^(\d+)((?: [\d.]+){2,})?$/.exec(text) ?? [];
  if (ns === undefined) return null;
  if (pauses === undefined) return { ns: BigInt(ns) };
  const [ms = 0, ...afterMs] = pauses.trim().split(' ').map(Number);
  return { ns: BigInt(ns), pause: { ms, afterMs } };
}

/** A moment as ns of process.hrtime, `ms` after the epoch; fractions count. */
export function getMoment({ ns, pause }: Epoch, ms: number): bigint {
  const passed = pause?.afterMs.filter((afterMs) => ms > afterMs).length ?? 0;
  const pauseMs = passed * (pause?.ms ?? 0);
  return ns + BigInt(Math.round((ms + pauseMs) * nsPerMs));
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
