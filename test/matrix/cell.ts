/**
 * A cell of the matrix: a system of its own in namespaces of its own, in which commands are run.
 * It has no network but loopback, writes into memory only, and is gone with its process 1, which
 * the kernel ends with the one that started it, even after SIGKILL.
 */
import { spawn } from 'node:child_process';
import type { WriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { getOwnerMark, isAbandoned } from '../../lab/boxes/owner.ts';
import { type CommandResult, runCommand } from './run-command.ts';

export interface CellOptions {
  /** The system's folders, the uppermost first; they are only read. */
  layers: readonly string[];
  /** An empty folder that the cell is mounted on, where only the cell sees it. */
  scratch: string;
  /** The cell has it as /share, and may write there. */
  share: string;
}

export interface RunningCell {
  /** Runs a command of a shell there, as root, in a folder; the limit ends all that it started. */
  run(command: string, options: CellRun): Promise<CommandResult>;
  stop(): Promise<void>;
}

export interface CellRun {
  folder: string;
  limitMs: number;
  log?: WriteStream;
}

/** What a cell's commands have for an environment: a login's, and what npm is to go by. */
const environment = {
  HOME: '/root',
  USER: 'root',
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  // All packages are in the cache; where one is not, npm says so at once.
  npm_config_cache: '/share/npm',
  npm_config_offline: 'true',
  MATRIX_OUT: '/share/out',
};

/** Where control groups may be, one for each version and controller (cgroups(7)). */
const groupMounts = '/sys/fs/cgroup';
const prefix = 'lab-matrix-';
const patienceMs = 5_000;

/** Starts a cell. Throws an Error with what was said if it does not come up. */
export async function startCell(options: CellOptions): Promise<RunningCell> {
  const { layers, scratch, share } = options;
  await removeStaleGroups();
  await mkdir(scratch, { recursive: true });
  const group = `${prefix}${getOwnerMark()}`;
  const script = path.join(import.meta.dirname, 'start-cell.sh');
  const words = [script, group, scratch, layers.join(':'), share];
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', 'sh', ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const pid = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, found] = /^ready (\d+)$/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('error', reject);
    void ended.then(() => reject(new Error(`The cell did not come up: ${said}`)));
  });
  return {
    run: (command, run) => runInCell(pid, command, run),
    stop: async () => {
      child.stdin.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(timer);
      await removeGroups(group);
    },
  };
}

async function runInCell(
  pid: string,
  command: string,
  { folder, limitMs, log }: CellRun,
): Promise<CommandResult> {
  const spaces = ['--mount', '--pid', '--net', '--uts', '--ipc', '--cgroup', '--root'];
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const script = 'cd "$1" && exec sh -c "$2"';
  // timeout(1) asks first; nsenter(1) itself is killed a while later, and with it what it waits for.
  const limit = ['timeout', '--kill-after=10', `${limitMs / 1000}`];
  return runCommand(
    [
      ...['nsenter', '--target', pid, ...spaces, 'env', '-i', ...variables],
      ...[...limit, 'sh', '-c', script, 'sh', folder, command],
    ],
    { limitMs: limitMs + 30_000, ...(log && { log }) },
  );
}

/** Removes the control groups of cells whose maker is gone. */
async function removeStaleGroups(): Promise<void> {
  for (const folder of await findGroups(prefix)) {
    const made = await stat(folder).catch(() => undefined);
    const mark = path.basename(folder).slice(prefix.length);
    if (made && isAbandoned(mark, made.mtimeMs)) await removeTree(folder);
  }
}

async function removeGroups(name: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const folders = await findGroups(name);
    for (const folder of folders) await removeTree(folder);
    if (folders.length === 0 || performance.now() > deadline) return;
    await delay(50);
  }
}

/** The groups whose names begin so, below the groups of this process. */
async function findGroups(start: string): Promise<string[]> {
  const own = (await readFile('/proc/self/cgroup', 'utf8').catch(() => '')).split('\n');
  const mounts = ['', 'unified', 'memory', 'pids', 'cpu', 'cpu,cpuacct'];
  const folders = own.flatMap((line) => {
    const below = line.split(':')[2];
    return below === undefined ? [] : mounts.map((one) => path.join(groupMounts, one, below));
  });
  const found = await Promise.all(
    [...new Set(folders)].map(async (folder) =>
      (await readdir(folder).catch((): string[] => []))
        .filter((name) => name.startsWith(start))
        .map((name) => path.join(folder, name)),
    ),
  );
  return found.flat();
}

/** A group can be removed once all below it are; one in use stays (cgroups(7)). */
async function removeTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    if (entry.isDirectory()) await removeTree(path.join(folder, entry.name));
  }
  await rmdir(folder).catch(() => {});
}
