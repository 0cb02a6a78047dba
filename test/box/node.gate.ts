/**
 * A box without a Node that can play: none, Node 12, one for another processor. The lab brings one,
 * once; nothing there comes from the internet.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { startRelay } from '../boxes/proxy.ts';
import { startSshd } from '../boxes/sshd.ts';
import { makeStranger } from '../boxes/stranger.ts';
import { makeLabFolder, runLab, slowMachineMs } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';
import { getLabCommand } from './trouble.ts';

t.setTimeout(slowMachineMs);

const sshd = await startSshd();
t.teardown(() => sshd.stop());
const relay = await startRelay(sshd.port);
t.teardown(() => relay.stop());

/** All of the system's programs but Node, and none of them by any other way than this folder. */
const bin = path.join(sshd.home, 'bin');
const node = path.join(bin, 'node');
await mkdir(bin);
for (const folder of ['/usr/local/bin', '/usr/bin', '/bin']) {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!/^(node|nodejs|npm|npx)$/.test(name)) {
      await symlink(path.join(folder, name), path.join(bin, name)).catch(() => {});
    }
  }
}
// A login shell reads this for every command, and what it prints is in nobody's way.
const noise = 'echo "Welcome to the box"; echo "uid=4711" ; echo "Beware" >&2';
await writeFile(path.join(sshd.home, '.bashrc'), `PATH=${bin}\n${noise}\n`);

const cases: [name: string, found: RegExp, prepare: () => Promise<unknown>][] = [
  [
    'Node 12',
    /only Node v12\.22\.0/,
    () => writeFile(node, '#!/bin/sh\necho v12.22.0\n', { mode: 0o755 }),
  ],
  ['no Node', /no Node/, () => rm(node)],
  ['a Node for another processor', /no Node/, () => makeStranger(node)],
];

const folder = await makeLabFolder(t);
const address = `ssh://root@127.0.0.1:${relay.port}`;
const env = { LAB_SSH_KEY: sshd.keyPath, HOME: folder };

for (const [index, [name, found, prepare]] of cases.entries()) {
  t.test(`a box with ${name}`, async (t) => {
    await prepare();
    const before = await takeSnapshot([folder, sshd.home]);
    const sent = relay.getSentBytes();
    const { status, stderr } = await runLab(['--box', address, '--delay-y', '500'], {
      ...{ folder, env },
    });
    t.equal(status, 0, stderr);
    const lines = stderr.split('\n').filter((line) => line.includes('it plays with v'));
    t.equal(lines.length, 1, stderr);
    t.match(lines[0], found);
    const bytes = relay.getSentBytes() - sent;
    if (index === 0) t.ok(bytes > 50_000_000, 'it is sent');
    else t.ok(bytes < 1_000_000, 'it is not sent again');
    await assertNothingLeft(t, before);
  });
}

t.test('it lies there by its content', async (t) => {
  const hash = createHash('sha256').update(await readFile(process.execPath));
  const file = path.join(sshd.home, '.cache/mininet-lab', hash.digest('hex'), 'node');
  t.ok((await readFile(file)).equals(await readFile(process.execPath)));
});

t.test('the doctor does not count Node as missing', async (t) => {
  const command = getLabCommand([], 'box');
  const { status, stdout } = await runLab(['doctor', '--json', '--box', address], {
    ...{ folder, env, command },
  });
  const { canRun, findings } = JSON.parse(stdout);
  const [found] = findings.filter(({ id }: { id: string }) => id === 'node');
  t.match(found, { state: 'lacking', found: 'nothing', neededFor: /brings its own/ });
  t.equal(status === 0, canRun);
});
