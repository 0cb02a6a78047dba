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

/**
 * The epoch in ns of process.hrtime. If the environment names a FIFO in LAB_EPOCH, whoever started
 * this client writes the epoch into it, as decimal ns and a newline, once everybody is ready; the
 * read lasts until then. Without it, a person started us: the epoch is now.
 */
export async function readEpoch(): Promise<bigint> {
  const path = process.env.LAB_EPOCH;
  if (path === undefined || path === '') return process.hrtime.bigint();
  const text = (await readFile(path, 'utf8')).trim();
  if (!/^\d+$/.test(text)) throw new Error(`LAB_EPOCH (${path}) gave no epoch: "${text}"`);
  return BigInt(text);
}

/** A moment as ns of process.hrtime, `ms` after the epoch; fractions count. */
export function getMoment(epochNs: bigint, ms: number): bigint {
  return epochNs + BigInt(Math.round(ms * nsPerMs));
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
