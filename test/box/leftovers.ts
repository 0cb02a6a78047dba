/**
 * What a run may leave on a machine: interfaces, mounts, processes. A test takes a snapshot before
 * and asserts afterwards that nothing new is there. Processes are told apart by words that only
 * this test's have in their arguments or their environment, so that other tests may run meanwhile.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Test } from 'tap';

/** What was there before; `words` mark the processes that belong to the test. */
export interface Snapshot {
  words: readonly string[];
  interfaces: readonly string[];
  mounts: readonly string[];
}

/** How long the kernel and whoever cleans up may take, on a busy machine. */
const patienceMs = 8_000;

/** The interfaces and mounts of now. */
export async function takeSnapshot(words: readonly string[]): Promise<Snapshot> {
  return { words, interfaces: await listInterfaces(), mounts: await listMounts() };
}

/** Asserts that all is as before; looks again and again for a while, since ends take a moment. */
export async function assertNothingLeft(t: Test, before: Snapshot): Promise<void> {
  const deadline = performance.now() + patienceMs;
  let left = await findLeft(before);
  while (left.length > 0 && performance.now() < deadline) {
    await delay(20);
    left = await findLeft(before);
  }
  t.same(left, [], 'no interface, no mount, no process is left');
}

async function findLeft(before: Snapshot): Promise<string[]> {
  const [interfaces, mounts, processes] = await Promise.all([
    listInterfaces(),
    listMounts(),
    findMarked(before.words),
  ]);
  return [
    ...interfaces.filter((name) => !before.interfaces.includes(name)).map((n) => `interface ${n}`),
    ...mounts.filter((mount) => !before.mounts.includes(mount)).map((mount) => `mount ${mount}`),
    ...processes.map(({ pid, command }) => `process ${pid} ${command}`),
  ];
}

export interface MarkedProcess {
  pid: number;
  command: string;
}

/** The processes whose arguments or environment hold one of these words (proc(5)). */
export async function findMarked(words: readonly string[]): Promise<MarkedProcess[]> {
  const pids = process.getuid?.() === 0 ? await grepAsRoot(words) : await grepWithSudo(words);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return { pid, command: text.replaceAll('\0', ' ').trim() };
    }),
  );
  // A zombie has no arguments any more; it is its parent's to reap.
  return found.filter(({ pid, command }) => command !== '' && pid !== process.pid);
}

async function grepAsRoot(words: readonly string[]): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^[0-9]+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const texts = await Promise.all(
        ['cmdline', 'environ'].map((name) =>
          readFile(`/proc/${pid}/${name}`, 'latin1').catch(() => ''),
        ),
      );
      return texts.some((text) => words.some((word) => text.includes(word))) ? Number(pid) : 0;
    }),
  );
  return found.filter((pid) => pid > 0);
}

/** Root's processes show their environment to root only; the words come from a file, since grep's
 * own arguments would be found too. */
async function grepWithSudo(words: readonly string[]): Promise<number[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'words-'));
  try {
    const file = path.join(folder, 'words');
    await writeFile(file, words.join('\n'));
    const script = `cd /proc && grep -lsaF -f ${file} [0-9]*/environ [0-9]*/cmdline; true`;
    const { stdout } = await promisify(execFile)('sudo', ['-n', '--', 'sh', '-c', script]);
    return [...new Set(stdout.split('\n').map((line) => Number.parseInt(line, 10)))].filter(
      (pid) => pid > 0,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Interfaces of this process's network namespace (proc_pid_net(5), dev). */
async function listInterfaces(): Promise<string[]> {
  const text = await readFile('/proc/self/net/dev', 'utf8');
  return [...text.matchAll(/^\s*([^\s:|]+):/gm)].map(([, name = '']) => name);
}

/** Mount points of this process's mount namespace with their kind (proc_pid_mountinfo(5)). */
async function listMounts(): Promise<string[]> {
  const text = await readFile('/proc/self/mountinfo', 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => `${line.split(' ')[4]} ${line.split(' - ')[1]}`);
}
