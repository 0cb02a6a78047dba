/** One server through very many sessions: what it holds at the end, beside what it held early on. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Test } from 'tap';
import { type Holding, startFuzzedServer } from '../fuzz/fuzzed-server.ts';
import { bundleProgram, makeFolder } from '../programs/support.ts';

export interface Figures {
  sessions: number;
  early: Holding;
  end: Holding;
}

/** So many at the same time. */
const lanes = 4;
/** What a garbage collector may leave lying about. */
const mostGrownKb = 131_072;

/** Plays `count` sessions and asserts that nothing grows with their number. */
export async function playSessions(t: Test, count: number): Promise<Figures> {
  const file = await bundleProgram('server', makeFolder(t));
  const server = await startFuzzedServer(t, file, ['--sessions', '0', '--at-once', String(lanes)]);
  let begun = 0;
  let right = 0;
  const others: string[] = [];
  const playUntil = async (end: number) => {
    while (begun < end && server.getEnd() === undefined) {
      begun += 1;
      const answers = await playSession(server.port, begun);
      if (answers === 'right') right += 1;
      else others.push(answers);
    }
  };
  const playAll = (end: number) => Promise.all(Array.from({ length: lanes }, () => playUntil(end)));
  // Early on its threads run and its heap is warm.
  await playAll(Math.floor(count / 5));
  const early = server.getHolding();
  await playAll(count);
  const end = server.getHolding();
  t.equal(server.getEnd(), undefined, 'it still runs');
  t.same(server.faults, []);
  t.same(others.slice(0, 5), [], 'every client was answered');
  t.equal(right, count);
  t.equal(end.threads, early.threads, 'threads');
  t.ok(end.descriptors <= early.descriptors + 4, `${end.descriptors} descriptors`);
  const grownKb = end.residentKb - early.residentKb;
  t.ok(grownKb < mostGrownKb, `it has grown by ${grownKb} KiB`);
  await server.stop();
  return { sessions: count, early, end };
}

/** Two clients at once, in whichever sessions: each is told an order that names its message. */
async function playSession(port: number, number: number): Promise<string> {
  const answers = await Promise.all(['X', 'Y'].map((name) => speak(port, `${name}: ${number}`)));
  const names = (text: string, at: number) => text.includes(`${'XY'[at]}: ${number}`);
  const isRight = answers.every(
    (text, at) => text.includes(' received before ') && names(text, at),
  );
  return isRight ? 'right' : answers.join();
}

async function speak(port: number, message: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  socket.write(`${message}\n`);
  await once(socket, 'close');
  return text;
}
