/**
 * Where two terminals of a chat meet: on the box itself, through the connection that each has to it
 * anyway. The other half is stage_door.py, which says who is the host; all that they say to each
 * other is a line of JSON, checked here.
 */
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Box } from '../boxes/box.ts';
import { LabError } from '../model/errors.ts';
import { makeLineSplitter } from '../stage/lines.ts';

const doorFile = fileURLToPath(new URL('../stage/stage_door.py', import.meta.url));
const lineLimitBytes = 4 << 20;

const role = z.string().min(1);
const size = z.int().min(1).max(10_000);
const wordSchema = z.union([
  z.object({ door: z.enum(['host', 'guest', 'in', 'out', 'full']) }),
  /** The guest's first word. */
  z.object({ hello: z.object({ role, name: z.string() }) }),
  /** What its client is to get, or, from the host, what its client shows; base64. */
  z.object({ bytes: z.base64() }),
  z.object({ size: z.object({ rows: size, columns: size }) }),
  /** The guest's person ends all. */
  z.object({ finish: z.literal(true) }),
  /** From the host: the chat begins; or it cannot; or it is over, with what its outcome was. */
  z.object({ begin: z.literal(true) }),
  z.object({ refused: z.string() }),
  z.object({ over: z.string() }),
]);
export type DoorWord = z.infer<typeof wordSchema>;

export interface Door {
  say(word: Exclude<DoorWord, { door: string }>): void;
  /** Hears all that comes from now on, what came before included; at most one at a time. */
  listen(hear: (word: DoorWord) => void): void;
  /** Resolves once the other side, or the way to it, is gone; never rejects. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** Opens the door of a box. Throws LabError BOX_*, PUSH_FAILED, STAGE_FAILED. */
export async function openDoor(box: Box): Promise<{ door: Door; isHost: boolean }> {
  const [path = ''] = await box.push([{ path: doorFile }]);
  const process = await box.start(['python3', '-B', path]);
  const early: DoorWord[] = [];
  let hear: ((word: DoorWord) => void) | undefined;
  let words = '';
  let arrived = () => {};
  process.stdin.on('error', () => {});
  process.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString('utf8')).slice(-1024);
  });
  const split = makeLineSplitter((line) => {
    const word = wordSchema.parse(JSON.parse(line));
    if (hear === undefined) early.push(word);
    else hear(word);
    arrived();
  }, lineLimitBytes);
  process.stdout.on('data', (chunk: Buffer) => {
    try {
      split(chunk);
    } catch {
      process.kill(); // What says anything else is no terminal of a chat.
    }
  });
  const closed = process.ended.then(() => {});
  const door: Door = {
    say: (word) => process.stdin.write(`${JSON.stringify(word)}\n`),
    listen(listener) {
      hear = listener;
      for (const word of early.splice(0)) listener(word);
    },
    closed,
    async close() {
      process.stdin.end();
      await closed;
    },
  };
  await Promise.race([
    closed,
    new Promise<void>((resolve) => {
      arrived = resolve;
    }),
  ]);
  const first = early.shift();
  if (first !== undefined && 'door' in first) return { door, isHost: first.door === 'host' };
  await door.close();
  throw new LabError('STAGE_FAILED', `The door of ${box.name} does not open: ${words.trim()}`);
}
