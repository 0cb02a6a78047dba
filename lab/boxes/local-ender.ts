/**
 * Ends the commands of this process on this machine (sweep.ts), when they are killed and when this
 * process ends. What runs through sudo is ended by a guard that runs through sudo itself, and so
 * outlives this process if it is killed, by the moment that this takes.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { BoxProcess } from './box.ts';
import { type Guard, makeGuard } from './guard.ts';
import { type Sudo, sudoWords } from './sudo.ts';
import { getGuardScript, getSweepScript, isElevated } from './sweep.ts';

/** All tags of this process begin so. */
const prefix = randomUUID();
/** Process groups that are to end with this process. */
const groups = new Set<number>();
let guard: Guard | undefined;
let isWatchingExit = false;

/** A tag for a command of this process. */
export function makeTag(): string {
  return `${prefix}.${randomUUID()}`;
}

/** To be told of each process group that starts, and of its end by the function that it returns. */
export function watchGroup(pid: number, argv: readonly string[], sudo: Sudo): () => void {
  groups.add(pid);
  if (isElevated(argv)) guard ??= makeGuard(() => startGuard(sudo));
  if (!isWatchingExit) {
    isWatchingExit = true;
    process.once('exit', endAtExit);
  }
  return () => {
    groups.delete(pid);
  };
}

/** Ends a command; resolves when all of it was looked for and killed. */
export async function endCommand(
  pid: number,
  argv: readonly string[],
  { tag, sudo }: { tag: string; sudo: Sudo },
): Promise<void> {
  // Root can end all at once; another user's sweep has to find root's processes by their parents.
  if (process.getuid?.() === 0) killGroup(pid);
  if (isElevated(argv)) {
    if ((await guard?.end(tag)) === true) return;
    await startThroughSudo(getSweepScript(tag), sudo).then(
      (running) => {
        running.stdin.end();
        running.stdout.resume();
        running.stderr.resume();
        return running.ended;
      },
      () => {},
    );
  } else await runScript(['/bin/sh', '-c', getSweepScript(tag)]);
  if (groups.has(pid)) killGroup(pid);
}

function endAtExit(): void {
  for (const pid of groups) killGroup(pid);
  // The guard sees to what runs through sudo; this one to what has left its group.
  if (groups.size > 0) void runScript(['/bin/sh', '-c', getSweepScript(prefix)]);
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone, or belongs to root, whose guard ends it.
  }
}

/** It may outlive this process, so it is waited for by those only who want to. */
async function runScript([program = '', ...rest]: readonly string[]): Promise<void> {
  const child = spawn(program, rest, { stdio: 'ignore', detached: true });
  child.unref();
  await new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
}

function startGuard(sudo: Sudo): Promise<BoxProcess> {
  return startThroughSudo(getGuardScript(prefix), sudo);
}

async function startThroughSudo(script: string, sudo: Sudo): Promise<BoxProcess> {
  const { words, begin } = sudo.command([...sudoWords, '/bin/sh', '-c', script]);
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const ended = new Promise<{ status: number | null; signal: string | null }>((resolve) => {
    child.once('error', () => resolve({ status: null, signal: null }));
    child.once('exit', (status, signal) => resolve({ status, signal }));
  });
  const { stdin, stdout, stderr } = child;
  // It waits for this process to end, and must not keep it.
  child.unref();
  for (const stream of [stdin, stdout, stderr] as unknown as Socket[]) {
    stream.on('error', () => {});
    stream.unref();
  }
  return begin({ stdin, stdout, stderr, ended, kill: () => stdin.end() });
}
