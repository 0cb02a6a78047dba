/**
 * Talking with a QEMU process over its monitor, QMP (qemu-qmp-ref(7)): a line of JSON each way on a
 * socket of the machine's own folder. For qemu-machine.ts and qemu-freeze.ts.
 */
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

/** An open monitor. */
export interface Monitor {
  /** Runs a command and gives its `return`; rejects with QEMU's words, or when QEMU is gone. */
  execute(command: string, args?: Record<string, unknown>): Promise<unknown>;
  /** Resolves when QEMU has ended, or the monitor was closed. */
  readonly ended: Promise<void>;
  close(): void;
}

interface Answer {
  return?: unknown;
  error?: { class: string; desc: string };
}

/** QEMU makes the socket a moment after its start. */
const pauseMs = 10;
const executeLimitMs = 30_000;

/** Connects as soon as there is somebody to; gives up when `isOver` says so. */
export async function openMonitor(path: string, isOver: () => boolean): Promise<Monitor> {
  for (;;) {
    try {
      return await talk(await connectTo(path));
    } catch (error) {
      if (isOver()) throw error;
    }
    await delay(pauseMs);
  }
}

async function connectTo(path: string): Promise<Socket> {
  const socket = connect(path);
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

async function talk(socket: Socket): Promise<Monitor> {
  const waiting: ((answer: Answer) => void)[] = [];
  let isGone = false;
  const gone: Answer = { error: { class: 'Gone', desc: 'QEMU has ended' } };
  socket.on('error', () => {});
  const ended = new Promise<void>((resolve) => {
    socket.once('close', () => {
      isGone = true;
      for (const settle of waiting.splice(0)) settle(gone);
      resolve();
    });
  });
  const lines = createInterface({ input: socket });
  // It passes on the socket's errors, which `close` follows.
  lines.on('error', () => {});
  lines.on('line', (line) => {
    const message = JSON.parse(line) as Answer;
    // Greetings and events come between the answers, which come in the order of the questions.
    if ('return' in message || 'error' in message) waiting.shift()?.(message);
  });
  const execute = async (command: string, args?: Record<string, unknown>): Promise<unknown> => {
    const answer = await new Promise<Answer>((resolve) => {
      if (isGone) return resolve(gone);
      const timer = setTimeout(() => socket.destroy(), executeLimitMs);
      waiting.push((found) => {
        clearTimeout(timer);
        resolve(found);
      });
      socket.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
    });
    if (answer.error !== undefined) throw new Error(`${command}: ${answer.error.desc}`);
    return answer.return;
  };
  await execute('qmp_capabilities');
  return { execute, ended, close: () => socket.destroy() };
}
