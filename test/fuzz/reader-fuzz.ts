/**
 * A reader and damaged input, case after case for a while: each gives a result or a LabError, in
 * bounded time, and all together in bounded memory. A case that does not is told with its number.
 */
import type { Test } from 'tap';
import { LabError } from '../../lab/model/errors.ts';
import { makeRandom, type Random } from './mutate.ts';
import { getDurationMs, getSeed } from './seed.ts';

export interface ReaderFuzz {
  /** Makes a case and reads it. */
  readCase(random: Random): Promise<unknown> | unknown;
  standardMs: number;
}

/** A case takes milliseconds; so long on any machine is without end. */
const endlessMs = 20_000;
/** What a garbage collector may leave lying about, and what the largest case needs. */
const mostGrownBytes = 400 << 20;

export async function fuzzReader(t: Test, { readCase, standardMs }: ReaderFuzz): Promise<void> {
  const seed = getSeed(t);
  const until = performance.now() + getDurationMs(standardMs);
  const counts = { cases: 0, read: 0, refused: 0 };
  const unexpected: string[] = [];
  const startBytes = process.memoryUsage().rss;
  let slowestMs = 0;
  while (performance.now() < until && unexpected.length < 3) {
    const number = counts.cases;
    counts.cases += 1;
    const startedAt = performance.now();
    try {
      await readCase(makeRandom(seed + number));
      counts.read += 1;
    } catch (error) {
      if (error instanceof LabError && error.code !== 'UNEXPECTED') counts.refused += 1;
      else unexpected.push(`case ${number}: ${(error as Error).stack ?? error}`);
    }
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    // Readers that never wait would keep timers, and with them the test's own end, from coming.
    if (number % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const grownBytes = process.memoryUsage().rss - startBytes;
  t.same(unexpected, [], 'a result, or an error that says what is wrong');
  t.ok(slowestMs < endlessMs, `the slowest case took ${Math.round(slowestMs)} ms`);
  t.ok(grownBytes < mostGrownBytes, `${grownBytes >> 20} MiB more`);
  t.ok(counts.refused > 0 && counts.cases > 10, JSON.stringify(counts));
  t.comment(JSON.stringify({ ...counts, slowestMs: Math.round(slowestMs) }));
}
