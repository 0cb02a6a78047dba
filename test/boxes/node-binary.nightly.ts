/** npm's Node, fetched from the registry, for this processor and for the other one. */
import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { findNodes } from '../../lab/boxes/node-binary.ts';
import { makeFolder } from './sshd.ts';

t.setTimeout(600_000);

const cache = await makeFolder();
t.teardown(() => rm(cache, { recursive: true }));

/** The last Node for a box: that of npm. */
async function fetch(machine: string): Promise<string> {
  const paths: string[] = [];
  const target = { box: 'ssh://bare', machine, glibc: '2.28' };
  for await (const node of findNodes(target, cache)) paths.push(node.path);
  return paths.at(-1) ?? '';
}

for (const [machine, elf] of [
  ['x86_64', 62],
  ['aarch64', 183],
] as const) {
  t.test(`for ${machine}`, async (t) => {
    const file = await fetch(machine);
    t.equal(path.basename(file), 'node');
    // The processor stands in the head of the file (elf(5), e_machine).
    const head = Buffer.alloc(64);
    const handle = await open(file);
    await handle.read(head, 0, head.length, 0);
    const { ino } = await handle.stat();
    await handle.close();
    t.equal(head.readUInt16LE(18), elf);
    const isOurs = machine === (process.arch === 'x64' ? 'x86_64' : 'aarch64');
    if (isOurs) t.equal((await promisify(execFile)(file, ['--version'])).stdout, 'v22.23.3\n');
    const again = await open(await fetch(machine));
    t.equal((await again.stat()).ino, ino, 'fetched once');
    await again.close();
  });
}
