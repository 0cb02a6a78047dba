/**
 * One QEMU process that is a box of ours: its start on a fresh overlay, its end. How it comes to
 * have SSH, and the lab's Box on top, is qemu.ts; freezing is qemu-freeze.ts.
 */
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { LabError } from '../model/errors.ts';
import { getToolEnvironment } from '../model/tool-environment.ts';
import { type Accelerator, getHardware, imageFiles, kernelLine } from './qemu-image.ts';
import { type Monitor, openMonitor } from './qemu-monitor.ts';
import { quoteArgument } from './quote.ts';

export interface MachineOptions {
  /** The folder of the image. */
  image: string;
  accelerator: Accelerator;
  /** From the frozen state, or from power on. */
  isFrozen: boolean;
  /** A folder to keep the machine's files in; absent: they are gone at once. */
  folder?: string;
  /** It goes on when this process has ended; else the kernel ends it too, however we end. */
  isLasting?: boolean;
}

export interface Machine {
  /** Where its SSH is reached on 127.0.0.1. */
  readonly port: number;
  readonly monitor: Monitor;
  /** It came from the frozen state. */
  readonly isResumed: boolean;
  /** Resolves when QEMU has ended. */
  readonly ended: Promise<void>;
  hasEnded(): boolean;
  /** The end of what the kernel and QEMU said. */
  readWords(): Promise<string>;
  kill(): void;
  /** Lets this process end while the machine goes on. */
  release(): void;
}

/** How long QEMU may take to answer after its start, on a busy host. */
const answerLimitMs = 90_000;
const lookMs = 20;
const shownBytes = 2_000;

/** Starts a machine. Throws LabError BOX_UNREACHABLE with QEMU's own words. */
export async function startMachine(options: MachineOptions): Promise<Machine> {
  const { isLasting = false } = options;
  const isKept = options.folder !== undefined;
  const folder = options.folder ?? (await mkdtemp(path.join(os.tmpdir(), 'lab-qemu-')));
  if (isKept) await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'console.log');
  const words = await open(file, 'a+', 0o600);
  const argv = getArguments(options, folder);
  await makeOverlay(options, path.join(folder, 'disk.qcow2'));
  // The kernel ends it with this process, even after SIGKILL (PR_SET_PDEATHSIG, prctl(2)).
  const launcher = isLasting ? [] : ['setpriv', '--pdeathsig', 'KILL', '--'];
  // Into a file and no pipe: a machine that lasts must not lose whom it tells its troubles.
  const shell = ['/bin/sh', '-c', 'exec "$@" >>"$0" 2>&1', file];
  const [program = '', ...rest] = [...launcher, ...shell, ...argv];
  const child = execa(program, rest, {
    reject: false,
    buffer: false,
    // Ctrl-C is for the lab, which ends its machines in order.
    detached: true,
    stdio: 'ignore',
  });
  const readWords = async () => {
    const { size } = await words.stat();
    const from = Math.max(0, size - shownBytes);
    const { buffer, bytesRead } = await words.read(Buffer.alloc(shownBytes), 0, shownBytes, from);
    return buffer.toString('utf8', 0, bytesRead).trim();
  };
  const kill = () => void child.kill('SIGKILL');
  if (!isLasting) process.once('exit', kill);
  let hasEnded = false;
  let lastWords = '';
  const ended = child.then(async () => {
    hasEnded = true;
    process.off('exit', kill);
    lastWords = await readWords().catch(() => '');
    await words.close();
  });
  try {
    const deadline = performance.now() + answerLimitMs;
    const socket = path.join(folder, 'monitor');
    const monitor = await openMonitor(socket, () => hasEnded || performance.now() > deadline);
    await waitUntilRunning(monitor, () => performance.now() > deadline);
    const port = await readPort(monitor);
    if (isKept) await writeFile(path.join(folder, 'port'), `${port}\n`);
    const tellWords = async () => (hasEnded ? ended.then(() => lastWords) : readWords());
    const release = () => child.unref();
    const isResumed = options.isFrozen;
    const rest = { readWords: tellWords, kill, release };
    return { port, monitor, isResumed, ended, hasEnded: () => hasEnded, ...rest };
  } catch (cause) {
    kill();
    await ended;
    const message = `QEMU did not start: ${lastWords || (cause as Error).message}`;
    throw new LabError('BOX_UNREACHABLE', message, { cause });
  } finally {
    // It has all its files open by now; without names they are gone when it is, whoever ends it.
    if (!isKept) await rm(folder, { recursive: true, force: true });
  }
}

/** Who connects while a frozen state is being read connects to nobody, and is not told. */
async function waitUntilRunning(monitor: Monitor, isOver: () => boolean): Promise<void> {
  for (;;) {
    const { status } = (await monitor.execute('query-status')) as { status: string };
    if (status === 'running') return;
    if (isOver()) throw new Error(`it is still ${status}`);
    await delay(lookMs);
  }
}

/** Where a machine's SSH is, as QEMU says: a free port that the kernel chose. */
export async function readPort(monitor: Monitor): Promise<number> {
  const args = { 'command-line': 'info usernet' };
  const text = String(await monitor.execute('human-monitor-command', args));
  const port = /HOST_FORWARD\]\s+\d+\s+127\.0\.0\.1\s+(\d+)\s+\S+\s+22\b/.exec(text)?.[1];
  if (port === undefined) throw new Error(`no port for SSH in ${JSON.stringify(text)}`);
  return Number(port);
}

function getArguments({ image, accelerator, isFrozen }: MachineOptions, folder: string): string[] {
  const at = (name: string) => path.join(image, name);
  const own = (name: string) => path.join(folder, name).replaceAll(',', ',,');
  return [
    'qemu-system-x86_64',
    ...getHardware(accelerator),
    ...['-kernel', at(imageFiles.kernel), '-initrd', at(imageFiles.initrd)],
    ...['-append', kernelLine],
    // unsafe: what a machine wrote is thrown away with it, so nothing need reach the disk.
    ...['-drive', `if=none,id=disk,format=qcow2,cache=unsafe,file=${own('disk.qcow2')}`],
    // Port 0: the kernel chooses a free one, so machines that start at once never collide.
    ...['-netdev', 'user,id=net,hostfwd=tcp:127.0.0.1:0-:22'],
    ...['-chardev', `file,id=words,append=on,path=${own('console.log')}`],
    ...['-serial', 'chardev:words'],
    ...['-qmp', `unix:${own('monitor')},server=on,wait=off`],
    ...(isFrozen
      ? ['-incoming', `exec:zstd -dcq ${quoteArgument(at(imageFiles.frozenMemory))}`]
      : []),
  ];
}

/** A disk on top of the image's, which is only read. */
async function makeOverlay({ image, isFrozen }: MachineOptions, file: string): Promise<void> {
  const backing = path.join(image, isFrozen ? imageFiles.frozenDisk : imageFiles.disk);
  const args = ['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', backing, file];
  const { exitCode, stderr } = await execa('qemu-img', args, {
    ...{ env: getToolEnvironment(process.env), extendEnv: false, reject: false },
  });
  if (exitCode === 0) return;
  throw new LabError('BOX_UNREACHABLE', `No disk for the box: ${stderr}`);
}
