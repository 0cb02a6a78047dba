/** What zx lab/box.mjs does with our own box in QEMU. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError } from '../model/errors.ts';
import type { Box } from './box.ts';
import type { BoxKind } from './kind.ts';
import { freezeBox } from './qemu-freeze.ts';
import { checkImage, getImageFolder, imageFiles, isFrozenFor, isThere } from './qemu-image.ts';
import type { BoxMemory } from './qemu-memory.ts';
import { chooseAccelerator } from './qemu-probe.ts';
import { bringDown, bringUp, findUpMachine, getShellCommand } from './qemu-up.ts';
import { runHere } from './run-here.ts';

const buildScript = fileURLToPath(new URL('./image/build.sh', import.meta.url));

const say = (line: string) => void process.stderr.write(`box: ${line}\n`);

/** How a box is warmed before it is frozen, and which state of the lab it then has. */
export interface Warmth {
  warm(box: Box): Promise<BoxMemory>;
  describeSource(): Promise<string>;
}

async function build({ warm, describeSource }: Warmth): Promise<number> {
  const image = getImageFolder();
  const status = await runHere(['sh', buildScript, image]);
  if (status !== 0) return 3;
  await checkImage(image);
  await freezeBox(image, { say, warm, source: await describeSource() });
  return 0;
}

async function up(): Promise<number> {
  const port = await bringUp(getImageFolder(), { say });
  console.log(`The box qemu is up, its SSH on 127.0.0.1 port ${port}; --box qemu uses it.`);
  return 0;
}

async function down(): Promise<number> {
  const wasUp = await bringDown(getImageFolder());
  console.log(wasUp ? 'The box qemu is down.' : 'The box qemu was not up.');
  return 0;
}

async function ssh(command: readonly string[]): Promise<number> {
  const image = getImageFolder();
  const machine = await findUpMachine(image);
  if (machine === undefined) {
    throw new LabError('BOX_UNREACHABLE', 'The box qemu is not up', {
      hint: 'Bring it up with: npx zx lab/box.mjs up',
    });
  }
  machine.monitor.close();
  return runHere([...(await getShellCommand(machine.port, image)), ...command]);
}

async function describe(): Promise<string> {
  const image = getImageFolder();
  if (!(await isThere(path.join(image, imageFiles.recipe)))) return 'no image yet: make box';
  const machine = await findUpMachine(image);
  machine?.monitor.close();
  const accelerator = await chooseAccelerator(image);
  const isFrozen = await isFrozenFor(image, accelerator);
  const { size } = await stat(path.join(image, imageFiles.disk));
  return [
    `a Debian machine of our own, ${Math.round(size / 1e6)} MB`,
    accelerator === 'kvm' ? 'with KVM' : 'emulated: KVM does not work here, or is off',
    isFrozen ? 'frozen' : 'not frozen: make box',
    machine === undefined ? 'not up' : `up, its SSH on 127.0.0.1 port ${machine.port}`,
  ].join('; ');
}

export function makeQemuKind(warmth: Warmth): BoxKind {
  return { build: () => build(warmth), up, down, ssh, describe };
}
