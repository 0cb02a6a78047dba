/**
 * A question for a password at the terminal. What is typed is not shown, stays in memory, and is
 * cleared by whoever gets it.
 */
import { closeSync, openSync } from 'node:fs';
import { LabError } from '../model/errors.ts';

/** Whether somebody sits at a terminal who may be asked by a program; in CI nobody does. */
export function canAsk(): boolean {
  if (process.env.CI || process.stdin.isTTY !== true) return false;
  try {
    closeSync(openSync('/dev/tty', 'r+'));
    return true;
  } catch {
    return false;
  }
}

/** Whether the lab itself can ask: the question is printed on standard error. */
export function canAskPassword(): boolean {
  return canAsk() && process.stderr.isTTY === true;
}

/** The longest that PAM takes (PAM_MAX_RESP_SIZE, pam_appl.h); more than that is no password. */
const maxBytes = 512;

const keys = { interrupt: 0x03, end: 0x04, newline: 0x0a, enter: 0x0d, clear: 0x15 };
/** BS and DEL: terminals send either. */
const erasers = [0x08, 0x7f];

/** What was typed until now. */
export interface Typed {
  bytes: Buffer;
  length: number;
}

/**
 * Takes a key: `enter`, `interrupt` or `end` where it ends the question, else undefined. A
 * character of several bytes (UTF-8) is erased as a whole.
 */
export function takeKey(typed: Typed, key: number): 'enter' | 'interrupt' | 'end' | undefined {
  if (key === keys.interrupt) return 'interrupt';
  if (key === keys.enter || key === keys.newline) return 'enter';
  if (key === keys.end && typed.length === 0) return 'end';
  if (key === keys.clear) typed.length = 0;
  else if (erasers.includes(key)) {
    do typed.length = Math.max(0, typed.length - 1);
    while (((typed.bytes[typed.length] ?? 0) & 0xc0) === 0x80 && typed.length > 0);
  } else if (typed.length < maxBytes) {
    typed.bytes[typed.length] = key;
    typed.length += 1;
  }
  return undefined;
}

/** Two boxes may want to ask at the same time; there is one terminal. */
let asking: Promise<unknown> = Promise.resolve();
let question: Promise<void> | undefined;

/** Resolves when the question is over that stands at the terminal now; nothing is drawn over it. */
export function getQuestion(): Promise<void> | undefined {
  return question;
}

/**
 * Asks, with echo off. Undefined at Ctrl-D, and once the signal is aborted. At Ctrl-C the terminal
 * is restored, this process gets SIGINT as it would otherwise, and INTERRUPTED is thrown.
 */
export function askPassword(prompt: string, over: AbortSignal): Promise<Buffer | undefined> {
  const answer = asking.then(() => ask(prompt, over));
  asking = answer.catch(() => {});
  return answer;
}

async function ask(prompt: string, over: AbortSignal): Promise<Buffer | undefined> {
  if (over.aborted) return undefined;
  const { stdin, stderr } = process;
  let free = () => {};
  question = new Promise((resolve) => {
    free = resolve;
  });
  const typed: Typed = { bytes: Buffer.alloc(maxBytes), length: 0 };
  // Node restores the terminal itself where the process exits meanwhile.
  stdin.setRawMode(true);
  // A line of progress may stand there.
  stderr.write(process.env.TERM === 'dumb' ? prompt : `\r\u001b[K${prompt}`);
  let stop = () => {};
  try {
    const how = await new Promise<ReturnType<typeof takeKey>>((resolve) => {
      const onData = (chunk: Buffer) => {
        for (const key of chunk) {
          const end = takeKey(typed, key);
          if (end === undefined) continue;
          resolve(end);
          break;
        }
        chunk.fill(0);
      };
      const onEnd = () => resolve('end');
      stop = () => {
        stdin.off('data', onData).off('end', onEnd);
        over.removeEventListener('abort', onEnd);
      };
      stdin.on('data', onData).on('end', onEnd);
      over.addEventListener('abort', onEnd);
      stdin.resume();
    });
    if (how === 'enter') return Buffer.from(typed.bytes.subarray(0, typed.length));
    if (how !== 'interrupt') return undefined;
  } finally {
    stop();
    stdin.pause();
    stdin.setRawMode(false);
    stderr.write('\n');
    typed.bytes.fill(0);
    question = undefined;
    free();
  }
  process.kill(process.pid, 'SIGINT');
  throw new LabError('INTERRUPTED', 'Interrupted by SIGINT at the question for a password');
}
