/** Several boxes of ours at the same time, one that ends with its lab, and one that stays. */
import path from 'node:path';
import t from 'tap';
import { root, runForDocument, runLab, startLab, waitForPhase } from './lab-command.ts';
import { assertNothingLeft, findMarked, takeSnapshot } from './leftovers.ts';
import { linkImage } from './real-kernel.ts';

t.setTimeout(1_800_000);
const limitMs = 400_000;
const timing = ['--box', 'qemu', '--send-x', '4000', '--send-y', '5000'];

const boxCommand = [process.execPath, path.join(root, 'lab/box.mjs')];

t.test('two at the same time, each clean, and nothing stays', async (t) => {
  const { folder, env } = await linkImage(t);
  const before = await takeSnapshot([folder]);
  const both = await Promise.all(
    [1, 2].map(() => runForDocument(timing, { folder, env, limitMs })),
  );
  for (const { document, status, stderr } of both) {
    t.equal(status, 0, stderr);
    t.same(document.runs[0]?.timing.wireOrder, ['X', 'Y']);
  }
  await assertNothingLeft(t, before);
});

t.test('SIGKILL of the lab ends its box', async (t) => {
  const { folder, env } = await linkImage(t);
  const before = await takeSnapshot([folder]);
  const lab = startLab(timing, { folder, env, limitMs });
  await waitForPhase(folder, 'starting');
  t.ok(
    (await findMarked([folder])).some(({ command }) => command.startsWith('qemu-system')),
    'it runs',
  );
  lab.send('SIGKILL');
  await lab.ended;
  await assertNothingLeft(t, before);
});

t.test('up stays, is used, and goes down', async (t) => {
  const { folder, env } = await linkImage(t);
  const before = await takeSnapshot([folder]);
  const box = (...verb: string[]) => runLab(verb, { folder, env, command: boxCommand, limitMs });
  t.match((await box('ssh', 'true')).stderr, /The box qemu is not up\n {5}Bring it up/);
  const up = await box('up');
  t.equal(up.status, 0, up.stderr);
  t.match((await box('list')).stdout, /qemu .*; up, its SSH on 127\.0\.0\.1 port \d+/);
  const shell = await box('ssh', '--', 'uname', '-r');
  t.match(shell.stdout, /cloud-amd64\n$/, shell.stderr);
  t.equal((await box('up')).stdout, up.stdout, 'a second time it is the same');
  t.equal((await box('down')).stdout, 'The box qemu is down.\n');
  t.equal((await box('down')).stdout, 'The box qemu was not up.\n');
  await assertNothingLeft(t, before);
});
