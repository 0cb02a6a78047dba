/**
 * The qemu box: a machine of our own (image/), emulated or with KVM, that starts from a frozen
 * state on a fresh disk, so that every run finds it clean. It ends with the lab, unless it was
 * brought up to stay (`box up`); then that one is used, as it is.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../model/errors.ts';
import type { Box } from './box.ts';
import { checkImage, getImageFolder, imageFiles, isFrozenFor } from './qemu-image.ts';
import { type Machine, startMachine } from './qemu-machine.ts';
import { readMemory, useMemory } from './qemu-memory.ts';
import { type Monitor, openMonitor } from './qemu-monitor.ts';
import { chooseAccelerator } from './qemu-probe.ts';
import { makeCommandError, waitAtMost } from './run-command.ts';
import { openSshBox } from './ssh.ts';

export interface QemuOptions {
  /** Is told what takes long. */
  say?: (line: string) => void;
}

/** From power on to SSH: 12 to 25 s under emulation on a quiet host. */
const bootLimitMs = 240_000;
/** One attempt; half as long again after each that used it up, since a busy machine takes long. */
const attemptLimitMs = 15_000;
const clockLimitMs = 30_000;

/** Opens a box. Throws LabError BOX_LACKS without an image, BOX_UNREACHABLE. */
export async function openQemuBox(options: QemuOptions = {}): Promise<Box> {
  const image = getImageFolder();
  await checkImage(image);
  const up = await findUpMachine(image);
  if (up !== undefined) {
    up.monitor.close();
    return connectTo(up.port, image, {});
  }
  const machine = await startFromImage(image, options);
  try {
    const box = await connectTo(machine.port, image, { machine });
    const memory = machine.isResumed ? await readMemory(image) : undefined;
    return memory === undefined ? box : useMemory(box, memory);
  } catch (error) {
    machine.kill();
    throw error;
  }
}

/**
 * Starts a machine from the frozen state if there is one for this host, else from power on. With a
 * folder it is one that lasts.
 */
export async function startFromImage(
  image: string,
  { say, folder }: QemuOptions & { folder?: string },
): Promise<Machine> {
  const accelerator = await chooseAccelerator(image);
  const isFrozen = await isFrozenFor(image, accelerator);
  if (!isFrozen && accelerator === 'tcg') {
    say?.('Booting the box, without a frozen state that fits: make box makes one');
  }
  const lasting = folder === undefined ? {} : { folder, isLasting: true };
  return startMachine({ image, accelerator, isFrozen, ...lasting });
}

/** The machine that `box up` left running, if it runs. */
export async function findUpMachine(
  image: string,
): Promise<{ port: number; monitor: Monitor } | undefined> {
  const folder = path.join(image, imageFiles.up);
  const port = Number(await readFile(path.join(folder, 'port'), 'utf8').catch(() => ''));
  if (!(port > 0)) return undefined;
  const monitor = await openMonitor(path.join(folder, 'monitor'), () => true).catch(() => {});
  return monitor === undefined ? undefined : { port, monitor };
}

/** A machine's box; the machine that is given ends when the box is closed. */
export async function connectTo(
  port: number,
  image: string,
  { machine }: { machine?: Machine },
): Promise<Box> {
  const inner = await waitForSsh(port, image, machine);
  // A resumed machine believes in the time of its freezing.
  const argv = ['busybox', 'hwclock', '-u', '-s'];
  const set = await inner.run(argv, { limitMs: clockLimitMs });
  if (set.status !== 0) throw makeCommandError('qemu', argv, set);
  return {
    ...inner,
    kind: 'qemu',
    close: async () => {
      if (machine === undefined) return inner.close();
      // Nothing in it outlives the machine, so nothing in it is waited for.
      const closed = inner.close();
      machine.kill();
      await waitAtMost(Promise.all([closed, machine.ended]), 5_000);
    },
  };
}

/** Until sshd serves, the emulator's connections break off; each attempt is one connection. */
async function waitForSsh(port: number, image: string, machine?: Machine): Promise<Box> {
  const hostKey = await readFile(path.join(image, imageFiles.hostKey), 'utf8');
  const deadline = performance.now() + bootLimitMs;
  let limitMs = attemptLimitMs;
  for (;;) {
    const startedMs = performance.now();
    try {
      return await openSshBox(`ssh://root@127.0.0.1:${port}`, {
        label: 'qemu',
        hostKey,
        identityFiles: [path.join(image, imageFiles.key)],
        readyLimitMs: limitMs,
        // A busy host may keep an emulated machine silent for long.
        keepaliveMs: 15_000,
      });
    } catch (error) {
      const isEarly = error instanceof LabError && error.code === 'BOX_UNREACHABLE';
      if (!isEarly) throw error;
      if (machine?.hasEnded() || performance.now() > deadline) {
        const words = (await machine?.readWords()) || 'it said nothing';
        const message = `The qemu box did not come up; its last words: ${words}`;
        throw new LabError('BOX_UNREACHABLE', message, {
          hint: 'Build it anew with: rm -r .lab/box && make box',
          cause: error,
        });
      }
      if (performance.now() - startedMs >= limitMs) limitMs = Math.min(limitMs * 1.5, 90_000);
      await waitAtMost(machine?.ended ?? new Promise(() => {}), 200);
    }
  }
}
