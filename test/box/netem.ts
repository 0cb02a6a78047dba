/** Links that lose, delay or garble need the kernel's netem (tc-netem(8)); not every kernel has it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Test } from 'tap';
import { runAsRoot } from '../boxes/sshd.ts';
import { makeLabFolder, runLab } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

/** Whether this kernel has it, asked of the kernel itself. */
export async function hasNetem(): Promise<boolean> {
  const script = 'ip link set lo up && tc qdisc add dev lo root netem delay 1ms';
  return runAsRoot(['unshare', '--net', 'sh', '-c', script]).then(
    () => true,
    () => false,
  );
}

/** The lab refuses these flags in a sentence, plays nothing and leaves nothing. */
export async function assertNetemRefused(t: Test, flags: readonly string[]): Promise<void> {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const { status, stdout, stderr } = await runLab(flags, { folder });
  t.equal(status, 3, flags.join(' '));
  t.equal(stdout, '');
  t.match(stderr, /^lab: The kernel of local \(.*\) has no netem.*\n {5}\S.*\n$/);
  const { stdout: files } = await promisify(execFile)('find', [folder, '-name', '*.json']);
  t.equal(files, '', 'nothing was started');
  await assertNothingLeft(t, before);
}
