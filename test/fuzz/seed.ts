/**
 * What makes a fuzz test repeatable: every case is drawn from a seed and its number. The seed is
 * printed; FUZZ_SEED=N plays the same cases again, FUZZ_SECONDS=N for so long.
 */
import type { Test } from 'tap';

/** Reads a whole number from the environment. */
function getNumber(name: string): number | undefined {
  const text = process.env[name] ?? '';
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** The seed of this run, told to whoever reads the output. */
export function getSeed(t: Test): number {
  const seed = getNumber('FUZZ_SEED') ?? Math.floor(Math.random() * 0x7fff_ffff);
  t.comment(`FUZZ_SEED=${seed} draws the same again`);
  return seed;
}

/** How long to go on, in ms, if the environment does not say otherwise. */
export function getDurationMs(standardMs: number): number {
  const seconds = getNumber('FUZZ_SECONDS');
  return seconds === undefined ? standardMs : seconds * 1_000;
}
