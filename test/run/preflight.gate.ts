/**
 * The look at a box, with real shells on this machine: one with nothing in its PATH, and one as a
 * user who may not become root. That all is there is shown by every test of test/box.
 */
import { chmod, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import type { Box } from '../../lab/boxes/box.ts';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { LabError } from '../../lab/model/errors.ts';
import { checkBox } from '../../lab/run/preflight.ts';
import { makeStranger } from '../boxes/stranger.ts';

const needs = { netem: false, openVSwitch: false, node: true };
const local = await openLocalBox();
t.teardown(() => local.close());

/** A box on which every command runs behind these words. */
const makeBox = (words: readonly string[], kind: Box['kind'] = 'ssh'): Box => ({
  ...local,
  kind,
  name: 'ssh://bare',
  run: (argv, options) => local.run([...words, ...argv], options),
});

/** A folder with links to these programs and nothing else. */
async function makeBin(folder: string, names: readonly string[]): Promise<string> {
  const bin = path.join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  for (const name of names) {
    const { stdout } = await local.run(['sh', '-c', 'command -v "$1"', 'sh', name]);
    await symlink(stdout.trim(), path.join(bin, name));
  }
  return bin;
}

t.test('what a box lacks is said in one sentence, with the cure', async (t) => {
  const bin = await makeBin(t.testdir(), ['id', 'uname', 'sh']);
  const box = makeBox(['env', '-i', `PATH=${bin}`]);
  await t.rejects(checkBox(box, needs), {
    code: 'BOX_LACKS',
    message:
      /^The box ssh:\/\/bare lacks (Mininet for Python >= 3\.8, )?mnexec, unshare, .*mount(?!.*Node)/,
    hint: /provision\.sh/,
  });
  await t.rejects(checkBox(box, { ...needs, openVSwitch: true }), { message: /ovs-vsctl/ });
});

t.test('a Node that is too old, or for another processor, counts as none', async (t) => {
  const folder = t.testdir({ node: '#!/bin/sh\necho v16.20.2\n' });
  const box = makeBox(['env', `PATH=${folder}:${process.env.PATH}`]);
  await local.run(['chmod', '755', path.join(folder, 'node')]);
  const old = await checkBox(box, needs).catch((error) => error);
  // Where Mininet is missing the box is refused, but never for its Node.
  t.notMatch(String(old), /Node/);
  if (!(old instanceof Error)) t.match(old, { node: '', nodeVersion: 'v16.20.2' });
  await makeStranger(path.join(folder, 'node'));
  const other = await checkBox(box, needs).catch((error) => error);
  t.notMatch(String(other), /Node/);
  if (!(other instanceof Error)) t.match(other, { node: '', nodeVersion: '' });
});

t.test(
  'an answer that cannot be read is said, never taken for another or for nothing',
  async (t) => {
    const print = (words: string) => `#!/bin/sh\nprintf '%b\\n' '${words}'\n`;
    for (const [name, words, message] of [
      ['uname', String.raw`\033[32m6.12.1\033[0m`, /it gave kernel="\\u001b\[32m6\.12\.1/],
      ['uname', '', /it gave kernel=""/],
      ['uname', 'Kernfreigabe: 6.12', /it gave kernel="Kernfreigabe: 6\.12"/],
      ['getconf', String.raw`\033[1m8\033[0m`, /it gave (glibc|cores)="\\u001b/],
      ['getconf', 'nombre de processeurs : 8', /it gave cores="nombre/],
      ['getconf', '0', /it gave cores="0"/],
      ['id', '用户 0', /it gave uid="用户 0"/],
      ['node', String.raw`\033[32mv20.1.0\033[0m`, /it gave nodeVersion="\\u001b\[32mv20/],
    ] as const) {
      const folder = t.testdir({ [name]: print(words) });
      await chmod(path.join(folder, name), 0o755);
      const box = makeBox(['env', `PATH=${folder}:${process.env.PATH}`]);
      const error = await checkBox(box, needs).catch((thrown) => thrown);
      t.ok(error instanceof LabError, name);
      // Where Mininet is missing as well, that is said first.
      if (error.code === 'BOX_LACKS') t.match(error.message, / lacks /);
      else t.match(error, { code: 'COMMAND_FAILED', message });
    }
  },
);

t.test('this machine’s own Node is the one that runs the lab', async (t) => {
  const folder = t.testdir({ node: '#!/bin/sh\necho v16.20.2\n' });
  await local.run(['chmod', '755', path.join(folder, 'node')]);
  const box = makeBox(['env', `PATH=${folder}:${process.env.PATH}`], 'local');
  const facts = await checkBox(box, needs).catch((error) => error);
  // Where Mininet is missing the box is refused, but never for its Node.
  t.notMatch(String(facts), /Node/);
  if (!(facts instanceof Error)) t.equal(facts.node, process.execPath);
});

t.test('who is not root gets no more than a user namespace', async (t) => {
  const isRoot = process.getuid?.() === 0;
  const drop = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs'];
  const box = makeBox(isRoot ? drop : ['setpriv', '--no-new-privs']);
  const { stdout } = await box.run(['id', '-u']);
  t.not(stdout.trim(), '0', 'that user is not root');
  const found = await checkBox(box, needs).catch((thrown) => thrown);
  if (found instanceof LabError) {
    // Mininet may be missing as well, and that comes first.
    t.match(found, { code: 'BOX_LACKS', message: /(gives us no root and no user name|lacks)/ });
  } else {
    t.equal(found.root, 'namespace');
  }
});
