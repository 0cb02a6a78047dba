/**
 * The image of our own box, as `make box` leaves it in a folder: which files there are, whether it
 * is complete, and whether its frozen state fits this QEMU. The machine itself is qemu-machine.ts.
 */
import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { LabError } from '../model/errors.ts';
import { getToolEnvironment } from '../model/tool-environment.ts';

export type Accelerator = 'kvm' | 'tcg';

/** The folder of the image, unless LAB_BOX_IMAGE names another. */
export const defaultImage = fileURLToPath(new URL('../../.lab/box', import.meta.url));

/**
 * The names of what is in the folder. `recipe` is written last, so that it vouches for the rest.
 */
export const imageFiles = {
  disk: 'disk.qcow2',
  kernel: 'vmlinuz',
  initrd: 'initrd',
  key: 'key',
  hostKey: 'host-key.pub',
  manifest: 'manifest.txt',
  recipe: 'recipe',
  /**
   * The machine as it was frozen: a disk on top of `disk`, and its memory; the stamp comes last.
   */
  frozen: 'frozen',
  frozenDisk: 'frozen/disk.qcow2',
  frozenMemory: 'frozen/memory.zst',
  frozenStamp: 'frozen/stamp',
  /** What was known of it when it was frozen (qemu-memory.ts). */
  frozenNotes: 'frozen/notes.json',
  /** The folder of the one machine that goes on after its command (`box up`). */
  up: 'up',
} as const;

/** The image's folder. */
export function getImageFolder(): string {
  return path.resolve(process.env.LAB_BOX_IMAGE || defaultImage);
}

/** Throws LabError BOX_LACKS if the image or QEMU is not there. */
export async function checkImage(image: string): Promise<void> {
  const hint = 'Build it, and install what it needs, with: make box';
  if (!(await isThere(path.join(image, imageFiles.recipe)))) {
    throw new LabError('BOX_LACKS', `There is no box image in ${image}`, { hint });
  }
  if ((await getQemuVersion()) === undefined) {
    throw new LabError('BOX_LACKS', 'This machine has no qemu-system-x86_64', { hint });
  }
}

export async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Whether the frozen state can be resumed here. */
export async function isFrozenFor(image: string, accelerator: Accelerator): Promise<boolean> {
  const stamp = await readFile(path.join(image, imageFiles.frozenStamp), 'utf8').catch(() => '');
  return stamp !== '' && stamp === (await makeStamp(image, accelerator));
}

/**
 * What a frozen state is bound to: the disk below it, the hardware, and the QEMU, which must be the
 * same on both sides of a migration.
 */
export async function makeStamp(image: string, accelerator: Accelerator): Promise<string> {
  const recipe = await readFile(path.join(image, imageFiles.recipe), 'utf8');
  const key = await readFile(path.join(image, imageFiles.hostKey), 'utf8');
  const processor = accelerator === 'kvm' ? os.cpus()[0]?.model : 'emulated';
  const parts = [recipe, key, await getQemuVersion(), processor, getHardware(accelerator)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** The first line of `qemu-system-x86_64 --version`; undefined where there is none. */
async function getQemuVersion(): Promise<string | undefined> {
  const { stdout, exitCode } = await execa('qemu-system-x86_64', ['--version'], {
    ...{ env: getToolEnvironment(process.env), extendEnv: false, reject: false },
  });
  return exitCode === 0 ? stdout.split('\n')[0] : undefined;
}

/**
 * The hardware, the same words at every start. mitigations=off below: nothing in the box is to be
 * kept from anything else in it. tb-size: by default QEMU would take a gigabyte for translations.
 */
export function getHardware(accelerator: Accelerator): string[] {
  const accel =
    accelerator === 'kvm'
      ? ['-accel', 'kvm', '-cpu', 'host']
      : ['-accel', 'tcg,thread=multi,tb-size=128', '-cpu', 'max'];
  return [
    ...['-M', 'q35', ...accel, '-smp', '2', '-m', '1024'],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-rtc', 'base=utc'],
    ...['-device', 'virtio-blk-pci,drive=disk'],
    ...['-device', 'virtio-net-pci,netdev=net,romfile='],
    ...['-device', 'virtio-rng-pci'],
    // Two machines resumed from one state must not draw the same random numbers.
    ...['-device', 'vmgenid,guid=auto'],
  ];
}

/** What the kernel is told. no_timer_check: its check of the timer fails on a host that is busy. */
export const kernelLine = [
  ...['console=ttyS0', 'quiet', 'loglevel=3', 'systemd.show_status=0', 'panic=1'],
  ...['mitigations=off', 'net.ifnames=0', 'tsc=reliable', 'no_timer_check'],
  ...['audit=0', 'selinux=0'],
].join(' ');
