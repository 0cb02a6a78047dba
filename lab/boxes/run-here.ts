/** A command of this terminal, for the verbs of zx lab/box.mjs. */
import { spawn } from 'node:child_process';

/** Runs it with our own streams; gives its exit status. Rejects if it cannot be started. */
export async function runHere(
  [program = '', ...rest]: readonly string[],
  env: Record<string, string> = {},
): Promise<number> {
  const child = spawn(program, rest, { stdio: 'inherit', env: { ...process.env, ...env } });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
}
