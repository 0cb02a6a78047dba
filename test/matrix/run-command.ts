/** Starts the commands that make the matrix; each ends with the process that started it. */
import { spawn } from 'node:child_process';
import type { WriteStream } from 'node:fs';

export interface CommandOptions {
  /** Where both outputs go besides; default nowhere. */
  log?: WriteStream;
  env?: NodeJS.ProcessEnv;
  limitMs: number;
}

export interface CommandResult {
  /** Null if a signal ended it. */
  status: number | null;
  /** Both outputs, as they came. */
  said: string;
  isTimedOut: boolean;
}

/**
 * Runs a command to its end. It gets no standard input, and SIGKILL when this process ends, however
 * that ends (prctl(2), PR_SET_PDEATHSIG), or once the limit is over.
 */
export async function runCommand(
  words: readonly string[],
  { log, env = process.env, limitMs }: CommandOptions,
): Promise<CommandResult> {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  let said = '';
  let isTimedOut = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      log?.write(text);
    });
  }
  const timer = setTimeout(() => {
    isTimedOut = true;
    child.kill('SIGKILL');
  }, limitMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve({ status, said, isTimedOut });
    });
  });
}

/** Runs a command that must succeed. Throws an Error with its last lines if it does not. */
export async function mustRun(words: readonly string[], options: CommandOptions): Promise<string> {
  const { status, said, isTimedOut } = await runCommand(words, options);
  if (status === 0) return said;
  const how = isTimedOut ? `was not done after ${options.limitMs / 60_000} minutes` : 'failed';
  const last = said.trim().split('\n').slice(-20).join('\n');
  throw new Error(`'${words.join(' ')}' ${how}; its last lines:\n${last}`);
}
