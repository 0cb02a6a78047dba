/** Support for the tests of chats: programs that are typed to, and raw clients that read on. */
import { spawn } from 'node:child_process';
import { connectRaw, type Server, waitFor } from './support.ts';

interface Test {
  teardown(clean: () => void): void;
}

/** A program with a pipe for a keyboard. */
export interface Typed {
  type(text: string): void;
  /** Ctrl-D, as far as a pipe has one. */
  endTyping(): void;
  read(): string;
  waitForText(text: string): Promise<void>;
  readonly pid: number;
  /** Its exit status, or the signal that ended it, once its output is complete. */
  readonly ended: Promise<number | string | null>;
}

/** Starts any program in a clean environment; its output is read all the time. */
export function runTyped(t: Test, command: string, args: readonly string[]): Typed {
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH ?? '', TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  let text = '';
  const add = (part: string) => {
    text += part;
  };
  child.stdout.setEncoding('utf8').on('data', add);
  child.stderr.setEncoding('utf8').on('data', add);
  child.stdin.on('error', () => {});
  const read = () => text;
  return {
    type: (words) => child.stdin.write(words),
    endTyping: () => child.stdin.end(),
    read,
    async waitForText(wanted) {
      await waitFor(`"${wanted}"`, () => text.includes(wanted), read);
    },
    pid: child.pid ?? -1,
    ended: new Promise((resolve) => {
      child.on('close', (status, signal) => resolve(status ?? signal));
    }),
  };
}

/** A raw client whose lines can be waited for. */
export interface RawTalker {
  say(bytes: string | Uint8Array): void;
  /** All that it got so far. */
  read(): string;
  waitForText(text: string): Promise<void>;
  readonly socket: import('node:net').Socket;
  /** All that it got, once the server has ended its side. */
  readonly answer: Promise<string>;
}

/**
 * Connects raw clients one after the other, each once the one before is accepted, and waits until
 * they are read; not `isFull`: others connect as well, at whatever time.
 */
export async function seatTalkers(
  t: Test,
  server: Server,
  count: number,
  { isFull = true }: { isFull?: boolean } = {},
): Promise<RawTalker[]> {
  const talkers: RawTalker[] = [];
  for (let seat = 1; seat <= count; seat += 1) {
    const { socket, answer } = await connectRaw(t, server.port);
    let text = '';
    socket.on('data', (part: string) => {
      text += part;
    });
    if (isFull) await server.waitForNotes('accepted', seat);
    talkers.push({
      say: (bytes) => socket.write(bytes),
      read: () => text,
      async waitForText(wanted) {
        // What was searched once is not searched again: the text may be very long.
        let from = 0;
        const observe = () => {
          const isThere = text.indexOf(wanted, from) >= 0;
          from = Math.max(0, text.length - wanted.length);
          return isThere;
        };
        await waitFor(`"${wanted}"`, observe, () => text.slice(-2_000));
      },
      socket,
      answer,
    });
  }
  await server.waitForNotes('reading', 1);
  return talkers;
}
