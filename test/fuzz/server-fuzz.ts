/**
 * The server between right pairs and attackers, for a while: it never ends, has no fault, gives no
 * wrong answer to a pair, holds bounded memory, and lets everything go once all have left.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Test } from 'tap';
import { bundleProgram, makeFolder } from '../programs/support.ts';
import { type Door, drawAttack, performAttack } from './attacks.ts';
import { type FuzzedServer, type Holding, startFuzzedServer } from './fuzzed-server.ts';
import { drawPair, playPair } from './right-pair.ts';
import { getDurationMs, getSeed } from './seed.ts';

const flags = ['--sessions', '0', '--at-once', '8', '--limit-ms', '3000', '--wait-ms', '1000'];

/**
 * There are 17 heaps (16 threads and main), and V8 lets each grow by some MiB before it cleans up:
 * in a chat 229 MB was the most in two minutes, level from the first one on. What grows with every
 * session is found by test/box/session-endurance.ts.
 */
const mostKb = 500_000;
/** How many attack at the same time. */
const lanes = 8;
/** How often, in ms, all leave, and what the server holds is looked at. */
const lookEveryMs = 10_000;

export interface FuzzOptions {
  isChat: boolean;
  standardMs: number;
}

/** Fuzzes a server of its own and asserts all that. */
export async function fuzzServer(t: Test, { isChat, standardMs }: FuzzOptions): Promise<void> {
  const seed = getSeed(t);
  const durationMs = getDurationMs(standardMs);
  const file = await bundleProgram('server', makeFolder(t));
  const server = await startFuzzedServer(t, file, isChat ? [...flags, '--chat'] : flags);
  const door = makeDoor();
  const counts = { attacks: 0, pairs: 0, right: 0, none: 0 };
  const wrong: string[] = [];
  const holdings: Holding[] = [];
  const until = performance.now() + durationMs;
  const isOn = (end: number) =>
    performance.now() < end && wrong.length === 0 && server.getEnd() === undefined;
  const attackOn = async (end: number) => {
    while (isOn(end)) {
      counts.attacks += 1;
      await performAttack(drawAttack(seed, counts.attacks), server.port, door);
    }
  };
  const pairOn = async (end: number) => {
    while (isOn(end)) {
      counts.pairs += 1;
      const { pairs } = counts;
      const result = await playPair(server, door, drawPair(seed, pairs), isChat);
      if (result.kind === 'wrong') wrong.push(`pair ${pairs}: ${result.because}`);
      else counts[result.kind] += 1;
    }
  };
  while (isOn(until)) {
    const end = Math.min(until, performance.now() + lookEveryMs);
    const attackers = Array.from({ length: lanes }, () => attackOn(end));
    await Promise.all([pairOn(end), pairOn(end), ...attackers]);
    if (server.getEnd() === undefined) holdings.push(await settle(server));
  }
  t.equal(server.getEnd(), undefined, 'it still runs');
  if (server.getEnd() !== undefined) for (const line of server.tail) t.comment(line);
  t.same(server.faults, [], 'it has no fault of its own');
  t.same(wrong, [], 'no pair was told what is wrong');
  t.ok(counts.right > counts.none, `most pairs got their answer: ${JSON.stringify(counts)}`);
  assertHoldings(t, holdings);
  const control = await playPair(server, door, drawPair(seed, counts.pairs + 1), isChat);
  t.equal(control.kind, 'right', 'afterwards it serves as before');
  t.comment(JSON.stringify({ ...counts, ...holdings.at(-1) }));
  const residentMb = holdings.map(({ residentKb }) => Math.round(residentKb / 1024));
  t.comment(`MiB after each ${lookEveryMs / 1000} s: ${residentMb.join(' ')}`);
  await server.stop();
}

/** One after the other, as at a door. */
function makeDoor(): Door {
  let last: Promise<unknown> = Promise.resolve();
  return (enter) => {
    const entered = last.then(enter);
    last = entered.catch(() => {});
    return entered;
  };
}

/** Waits until all connections are gone (one who left may linger for 2 s), and looks. */
async function settle(server: FuzzedServer): Promise<Holding> {
  const limit = performance.now() + 20_000;
  let holding = server.getHolding();
  let fewest = holding;
  while (performance.now() < limit) {
    await delay(50);
    holding = server.getHolding();
    if (holding.descriptors < fewest.descriptors) fewest = holding;
    else if (performance.now() > limit - 16_000) break;
  }
  return fewest;
}

function assertHoldings(t: Test, holdings: readonly Holding[]): void {
  const [first] = holdings;
  const last = holdings.at(-1);
  if (!first || !last) {
    t.fail('it was never looked at');
    return;
  }
  const peakKb = Math.max(...holdings.map((each) => each.peakKb));
  t.ok(peakKb < mostKb, `never more than ${peakKb} KiB`);
  // Threads are kept, and each has some descriptors of its own; connections are not kept.
  const perThread = (each: Holding) => each.descriptors - 4 * each.threads;
  t.ok(perThread(last) <= perThread(first) + 4, `descriptors: ${JSON.stringify([first, last])}`);
}
