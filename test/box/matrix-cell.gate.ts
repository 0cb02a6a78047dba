/**
 * A cell of the matrix, of this machine's own system: what it has, and that nothing of it stays
 * behind, however it ends.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import t, { type Test } from 'tap';
import { startCell } from '../matrix/cell.ts';
import { root } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

async function makeFolders(t: Test): Promise<{ scratch: string; share: string }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'matrix-cell-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return { scratch: path.join(folder, 'scratch'), share: folder };
}

const here = { folder: '/', limitMs: 20_000 };

t.test('a cell has a system of its own, and what it does stays in it', async (t) => {
  const { scratch, share } = await makeFolders(t);
  const before = await takeSnapshot([share]);
  const cell = await startCell({ layers: ['/'], scratch, share });
  const run = async (command: string) => (await cell.run(command, here)).said.trim();
  t.equal(await run('hostname'), 'cell');
  t.equal(await run('ls /sys/class/net'), 'lo', 'no network of the machine’s');
  t.equal(await run('unshare --user --map-root-user id -u'), '0', 'users may make namespaces');
  t.match(await run('ip link add br0 type bridge && ls /sys/class/net'), /br0/);
  t.equal(await run('stat -c %a /dev/net/tun /dev/ptmx'), '666\n777');
  t.equal(await run('python3 -c "import pty; pty.spawn([\'tty\'])"'), '/dev/pts/0');
  t.equal(await run('echo mine >/etc/issue; cat /etc/issue'), 'mine');
  t.not((await cell.run('exit 7', here)).status, 0);
  await run('sleep 1000 >/dev/null 2>&1 & echo');
  await cell.stop();
  t.same(await readdir(scratch), [], 'what was mounted is gone');
  await assertNothingLeft(t, before);
});

t.test('a command that takes too long is ended, and the next one runs', async (t) => {
  const { scratch, share } = await makeFolders(t);
  const cell = await startCell({ layers: ['/'], scratch, share });
  t.teardown(() => cell.stop());
  const { status } = await cell.run('sleep 1000', { folder: '/', limitMs: 100 });
  t.not(status, 0);
  t.equal((await cell.run('exit 7', here)).status, 7);
});

for (const signal of ['SIGINT', 'SIGKILL'] as const) {
  t.test(`nothing is left where the one that started it gets ${signal}`, async (t) => {
    const { scratch, share } = await makeFolders(t);
    const before = await takeSnapshot([share]);
    const program = `
      import { startCell } from ${JSON.stringify(path.join(root, 'test/matrix/cell.ts'))};
      const cell = await startCell(${JSON.stringify({ layers: ['/'], scratch, share })});
      cell.run('ip link add br0 type bridge; sleep 1000', { folder: '/', limitMs: 1e6 });
      console.log('ready');`;
    const words = ['--import=tsx', '--input-type=module', '--eval', program];
    const child = spawn(process.execPath, words, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
    child.kill(signal);
    await ended;
    await assertNothingLeft(t, before);
  });
}
