/** A Node that is too old for the lab is told in one sentence, and one that is not is let pass. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { root } from '../box/lab-command.ts';

const { describeOldNode, readMinimumNode } = await import(
  path.join(root, 'lab/boot/node-version.mjs')
);
const minimum: string = readMinimumNode();
const [major = 0, minor = 0] = minimum.split('.').map(Number);

t.test('versions below package.json’s minimum are refused, others are not', async (t) => {
  for (const old of ['18.20.4', '16.0.0', `${major}.${minor - 1}.9`, `${major - 1}.99.0`]) {
    const text = describeOldNode(old);
    t.equal(
      text.split('\n')[0],
      `lab: This is Node ${old}; the lab needs Node ${minimum} or later`,
    );
  }
  for (const right of [
    `${major}.${minor}.0`,
    `${major}.${minor + 1}.0`,
    `${major + 1}.0.0`,
    '100.1.2',
  ]) {
    t.equal(describeOldNode(right), '', right);
  }
  t.equal(describeOldNode(process.versions.node), '', 'this one runs the lab');
});

/** A module that is loaded before the program, and makes this Node call itself an old one. */
const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });`;

t.test(
  'each command ends with that sentence and nothing else, before anything starts',
  async (t) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'old-node-'));
    t.teardown(() => rm(folder, { recursive: true }));
    const file = path.join(folder, 'old.cjs');
    await writeFile(file, pretend);
    for (const script of ['run.mjs', 'grade.mjs', 'boot/node-version.mjs']) {
      const words = ['--require', file, path.join(root, 'lab', script), '--help'];
      const { code, stdout, stderr } = await new Promise<{
        code: unknown;
        stdout: string;
        stderr: string;
      }>((resolve) => {
        execFile(process.execPath, words, (error, stdout, stderr) =>
          resolve({ code: error?.code ?? 0, stdout, stderr }),
        );
      });
      t.equal(code, 3, script);
      t.equal(stdout, '');
      t.equal(stderr, `${describeOldNode('18.20.4')}\n`);
    }
  },
);
