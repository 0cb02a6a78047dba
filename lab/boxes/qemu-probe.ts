/**
 * Whether KVM may be used for a box. /dev/kvm may exist and still not work: a guest then crawls for
 * minutes. So a tiny machine, our kernel with an initrd that only answers, has to answer soon.
 */
import { constants } from 'node:fs';
import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { type Accelerator, imageFiles, kernelLine } from './qemu-image.ts';

/** With KVM the answer takes half a second; a host that needs longer than this is no gain. */
const answerLimitMs = 6_000;
/** What init.sh says. */
const answer = 'lab-probe-answer';

/**
 * KVM if it works, else emulation. LAB_KVM=off never asks; LAB_KVM=on does not ask either. What was
 * found is kept beside the image until the host's next boot.
 */
export async function chooseAccelerator(image: string): Promise<Accelerator> {
  const { LAB_KVM } = process.env;
  if (LAB_KVM === 'off' || LAB_KVM === '0') return 'tcg';
  if (LAB_KVM === 'on') return 'kvm';
  const isAllowed = await access('/dev/kvm', constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isAllowed) return 'tcg';
  const file = path.join(image, 'kvm-probe');
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const [keptBoot, kept] = (await readFile(file, 'utf8').catch(() => '')).split('\n\n');
  if (keptBoot === boot.trim() && (kept === 'kvm' || kept === 'tcg')) return kept;
  const found = (await probeKvm(image)) ? 'kvm' : 'tcg';
  // A folder that cannot be written means asking again next time, nothing worse.
  await writeFile(file, `${boot.trim()}\n\n${found}`).catch(() => {});
  return found;
}

async function probeKvm(image: string): Promise<boolean> {
  const child = execa(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', '--', 'qemu-system-x86_64', '-M', 'q35', '-accel', 'kvm'],
      ...['-cpu', 'host', '-m', '256', '-nodefaults', '-no-user-config', '-display', 'none'],
      ...['-no-reboot', '-serial', 'stdio', '-append', `${kernelLine} lab.probe`],
      ...['-kernel', path.join(image, imageFiles.kernel)],
      ...['-initrd', path.join(image, imageFiles.initrd)],
    ],
    { reject: false, timeout: answerLimitMs, killSignal: 'SIGKILL', stdin: 'pipe' },
  );
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('latin1');
    if (said.includes(answer)) child.kill('SIGKILL');
  });
  await child;
  return said.includes(answer);
}
