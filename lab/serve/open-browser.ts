/**
 * Opens an address in the browser of whoever sits here. Its token is never an argument of a
 * command, which everybody on the machine could read (ps(1)): the browser opens a file that leads
 * there.
 */
import { spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Why there is none, in a sentence; else what takes the file away again. */
export type Opened = { problem: string } | { forget: () => void };

const limitMs = 5_000;

/** Waits until the browser was told, at most five seconds. Never rejects. */
export async function openBrowser(url: string, env: NodeJS.ProcessEnv): Promise<Opened> {
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) {
    return { problem: 'there is no screen here (no DISPLAY)' };
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mininet-lab-open-'));
  const forget = () => rmSync(folder, { recursive: true, force: true });
  try {
    const file = path.join(folder, 'open.html');
    const refresh = `<meta http-equiv="refresh" content="0;url=${url}">`;
    writeFileSync(file, `<!doctype html><meta charset="utf-8">${refresh}\n`, { mode: 0o600 });
    const problem = await run(makeCommand(file, folder, env), env);
    if (problem === undefined) return { forget };
    forget();
    return { problem };
  } catch (error) {
    forget();
    return { problem: (error as Error).message };
  }
}

/** Under sudo the screen is the user's, and so is the browser: none is started as root for them. */
function makeCommand(file: string, folder: string, env: NodeJS.ProcessEnv): string[] {
  const { SUDO_USER, SUDO_UID, SUDO_GID } = env;
  if (process.getuid?.() !== 0 || SUDO_USER === undefined) return ['xdg-open', file];
  for (const one of [folder, file]) chownSync(one, Number(SUDO_UID), Number(SUDO_GID));
  return ['runuser', '-u', SUDO_USER, '--', 'xdg-open', file];
}

function run(
  [program = '', ...args]: string[],
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: 'ignore', detached: true });
    // A browser that was not open before may be the command itself, and stay.
    const timer = setTimeout(() => resolve(undefined), limitMs);
    const end = (problem: string | undefined) => {
      clearTimeout(timer);
      resolve(problem);
    };
    child.once('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'ENOENT' ? `there is no ${program}` : error.message),
    );
    child.once('exit', (code) => end(code === 0 ? undefined : `${program} ended with ${code}`));
    child.unref();
  });
}
