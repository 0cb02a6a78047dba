/**
 * Freezing a box: a machine that has booted is written down once, disk and memory, and every later
 * start resumes from there in seconds. Made by `make box`, used by qemu.ts.
 */
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { LabError } from '../model/errors.ts';
import type { Box } from './box.ts';
import { withFileLock } from './file-lock.ts';
import { connectTo } from './qemu.ts';
import { type Accelerator, imageFiles, isFrozenFor, makeStamp } from './qemu-image.ts';
import { startMachine } from './qemu-machine.ts';
import { type BoxMemory, readMemory } from './qemu-memory.ts';
import type { Monitor } from './qemu-monitor.ts';
import { chooseAccelerator } from './qemu-probe.ts';
import { quoteArgument } from './quote.ts';
import { makeCommandError } from './run-command.ts';

export interface FreezeOptions {
  say: (line: string) => void;
  /** Done in the box before it is frozen, so that what it needs is in memory already. */
  warm?: (box: Box) => Promise<BoxMemory>;
  /** What of the lab the frozen box is to have; absent: whatever it has. */
  source?: string;
}

const settleLimitMs = 120_000;
const freezeLimitMs = 300_000;
const lookMs = 200;

/** Freezes the image of a folder, unless its frozen state is current. LabError BOX_*. */
export async function freezeBox(image: string, options: FreezeOptions): Promise<void> {
  const accelerator = await chooseAccelerator(image);
  const isSame = async () =>
    options.source === undefined || (await readMemory(image))?.source === options.source;
  if ((await isFrozenFor(image, accelerator)) && (await isSame())) return;
  await withFileLock(path.join(image, 'freeze.lock'), () => freeze(image, accelerator, options));
}

async function freeze(
  image: string,
  accelerator: Accelerator,
  { say, warm }: FreezeOptions,
): Promise<void> {
  const startedMs = performance.now();
  say(`booting it once with ${accelerator}, to freeze it (about two minutes under emulation)`);
  // One name, so that what a freeze left that was ended in its midst is removed by the next.
  const part = path.join(image, '.freeze');
  await rm(part, { recursive: true, force: true });
  const machine = await startMachine({ image, accelerator, isFrozen: false, folder: part });
  try {
    const box = await connectTo(machine.port, image, {});
    say(`it booted in ${seconds(startedMs)}`);
    await settle(box);
    const notes = await warm?.(box);
    await runOrThrow(box, ['sh', '-c', 'sync; sleep 0.1; sync']);
    await box.close();
    await migrate(machine.monitor, path.join(part, 'memory.zst'));
    await machine.monitor.execute('quit').catch(() => {});
    await machine.ended;
    const disk = path.join(part, 'disk.qcow2');
    // Relative, so that the folder of the image can be moved.
    const rebase = ['rebase', '-u', '-F', 'qcow2', '-b', `../${imageFiles.disk}`, disk];
    await execa('qemu-img', rebase);
    for (const name of ['monitor', 'port', 'console.log']) {
      await rm(path.join(part, name), { force: true });
    }
    if (notes !== undefined) await writeFile(path.join(part, 'notes.json'), JSON.stringify(notes));
    await writeFile(path.join(part, 'stamp'), await makeStamp(image, accelerator));
    await rm(path.join(image, imageFiles.frozen), { recursive: true, force: true });
    await rename(part, path.join(image, imageFiles.frozen));
    say(`frozen, ${seconds(startedMs)} in all`);
  } finally {
    machine.kill();
    await machine.ended;
    await rm(part, { recursive: true, force: true });
  }
}

/** Waits until all that starts at boot has started. */
async function settle(box: Box): Promise<void> {
  await box.run(['systemctl', 'is-system-running', '--wait'], { limitMs: settleLimitMs });
  // What stages ask the kernel for, so that none of them waits for modprobe.
  const modules = ['openvswitch', 'sch_netem', 'sch_htb', 'sch_tbf', 'veth', 'bridge', 'af_packet'];
  for (const name of modules) await runOrThrow(box, ['modprobe', name]);
}

async function runOrThrow(box: Box, argv: readonly string[]): Promise<void> {
  const result = await box.run(argv, { limitMs: settleLimitMs });
  if (result.status !== 0) throw makeCommandError(box.name, argv, result);
}

/** Writes the machine's memory to a file while it runs; it stands still at the end of it. */
async function migrate(monitor: Monitor, file: string): Promise<void> {
  await monitor.execute('migrate-set-parameters', { 'max-bandwidth': 10 ** 12 });
  await monitor.execute('migrate', { uri: `exec:zstd -q -3 -T2 -f -o ${quoteArgument(file)}` });
  const deadline = performance.now() + freezeLimitMs;
  for (;;) {
    const { status, 'error-desc': because } = (await monitor.execute('query-migrate')) as {
      status?: string;
      'error-desc'?: string;
    };
    if (status === 'completed') return;
    if (status === 'failed' || performance.now() > deadline) {
      const message = `The box could not be frozen: ${because ?? status}`;
      throw new LabError('BOX_UNREACHABLE', message);
    }
    await delay(lookMs);
  }
}

function seconds(sinceMs: number): string {
  return `${((performance.now() - sinceMs) / 1000).toFixed(0)} s`;
}
