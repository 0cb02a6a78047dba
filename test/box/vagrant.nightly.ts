/**
 * The Vagrant box, for real: `make smoke` from nothing to 100/100, and what stays behind where it is
 * killed on the way. The tests with a stand-in for Vagrant are test/boxes/vagrant.gate.ts.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { root } from './lab-command.ts';
import { assertNothingLeft, findMarked, takeSnapshot } from './leftovers.ts';

t.setTimeout(3_600_000);

/**
 * Starts the smoke test, its processes marked in their environment; libvirt starts QEMU with a clean
 * one, but the test's folder, which has its pid, is in QEMU's arguments.
 */
function startSmoke(words: string[]) {
  const env = { ...process.env, SMOKE_MARK: words.join(' ') };
  const argv = ['--import=tsx', path.join(root, 'test/smoke/smoke.ts')];
  const child = spawn(process.execPath, argv, { cwd: root, env });
  words.push(`/smoke-${child.pid}-`);
  let said = '';
  let look = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      look();
    });
  }
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status));
  });
  /** Resolves once it has printed this, or ended. */
  const waitFor = (pattern: RegExp) =>
    Promise.race([
      ended,
      new Promise<void>((resolve) => {
        look = () => {
          if (pattern.test(said)) resolve();
        };
        look();
      }),
    ]);
  return { child, ended, waitFor, getSaid: () => said };
}

/** The folders in which smoke tests keep what they write. */
async function listFolders(): Promise<string[]> {
  return (await readdir(path.join(root, '.lab'))).filter((name) => name.startsWith('smoke-'));
}

t.test('killed while the box boots, it leaves no process, interface or mount', async (t) => {
  const words = [randomUUID()];
  const before = await takeSnapshot(words);
  const smoke = startSmoke(words);
  t.teardown(() => smoke.child.kill('SIGKILL'));
  await smoke.waitFor(/Vagrant: Waiting for machine to boot/);
  const commands = (await findMarked(words)).map(({ command }) => command);
  for (const name of ['libvirtd', 'qemu-system']) {
    t.ok(
      commands.some((command) => command.includes(name)),
      smoke.getSaid(),
    );
  }
  smoke.child.kill('SIGKILL');
  await smoke.ended;
  await assertNothingLeft(t, before);
});

t.test('from nothing to 100/100, halted and destroyed, and nothing is left', async (t) => {
  const words = [randomUUID()];
  const before = await takeSnapshot(words);
  const smoke = startSmoke(words);
  t.teardown(() => smoke.child.kill('SIGKILL'));
  t.equal(await smoke.ended, 0, smoke.getSaid());
  t.match(smoke.getSaid(), /^100\/100\b/m);
  t.match(smoke.getSaid(), /smoke: ok: is nothing left of it[\s\S]*^smoke: passed in \d+ s$/m);
  await assertNothingLeft(t, before);
  t.same(await listFolders(), [], 'nor what an earlier one left when it was killed');
});
