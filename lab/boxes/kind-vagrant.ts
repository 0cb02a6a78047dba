/** What zx lab/box.mjs does with the Vagrant box of this folder. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError } from '../model/errors.ts';
import type { BoxKind } from './kind.ts';
import { getImageFolder, kernelLine } from './qemu-image.ts';
import { runHere } from './run-here.ts';
import { getShellCommand, haltVagrant, reachVagrant } from './vagrant.ts';
import { findVagrantFolder, isVagrantRunning, listMachines } from './vagrant-command.ts';

const boxScript = fileURLToPath(new URL('./image/vagrant-box.sh', import.meta.url));
const imageScript = fileURLToPath(new URL('./image/build.sh', import.meta.url));
const options = {
  say: (line: string) => void process.stderr.write(`box: ${line}\n`),
};

async function build(): Promise<number> {
  if ((await runHere(['sh', imageScript, getImageFolder()])) !== 0) return 3;
  const status = await runHere(['sh', boxScript, getImageFolder()], {
    LAB_KERNEL_LINE: kernelLine,
  });
  return status === 0 ? 0 : 3;
}

async function up(): Promise<number> {
  const { user, host, port } = await reachVagrant(options);
  console.log(`The box vagrant is up, its SSH at ${user}@${host} port ${port}.`);
  return 0;
}

async function down(): Promise<number> {
  const folder = findVagrantFolder();
  const wasUp = await isVagrantRunning(folder);
  if (wasUp) await haltVagrant({ ...options, folder });
  console.log(wasUp ? 'The box vagrant is halted.' : 'The box vagrant was not up.');
  return 0;
}

async function ssh(command: readonly string[]): Promise<number> {
  if (!(await isVagrantRunning(findVagrantFolder()))) {
    throw new LabError('BOX_UNREACHABLE', 'The box vagrant is not up', {
      hint: 'Bring it up with: npx zx lab/box.mjs up --box vagrant',
    });
  }
  return runHere([...getShellCommand(await reachVagrant(options)), ...command]);
}

async function describe(): Promise<string> {
  const isInstalled = (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => existsSync(path.join(folder, 'vagrant')));
  if (!isInstalled) return 'no Vagrant: sh lab/boxes/provision.sh --vagrant, or its own installer';
  const folder = findVagrantFolder();
  const [machine] = await listMachines(folder);
  if (machine === undefined) return `the machine of ${folder}; not made yet`;
  return `the machine of ${folder}; ${(await isVagrantRunning(folder)) ? 'up' : 'not up'}`;
}

export const vagrantKind: BoxKind = { build, up, down, ssh, describe };
