/**
 * All hand-ins by strangers get what a person gave them: twice, and once more beside two loops that
 * want all the processors they can get.
 */
import { spawn } from 'node:child_process';
import t from 'tap';
import { fair } from '../strangers/table.ts';
import { makeLabFolder, slowMachineMs } from './lab-command.ts';
import { assertFair } from './strangers.ts';

const names = Object.keys(fair);
t.setTimeout(20 * slowMachineMs);

for (const round of ['first', 'second']) {
  t.test(`all of them, for the ${round} time`, async (t) => {
    t.setTimeout(6 * slowMachineMs);
    await assertFair(t, names, await makeLabFolder(t));
  });
}

t.test('all of them, beside two busy loops', async (t) => {
  t.setTimeout(8 * slowMachineMs);
  const loops = [1, 2].map(() => spawn('sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' }));
  t.teardown(() => {
    for (const loop of loops) loop.kill('SIGKILL');
  });
  await assertFair(t, names, await makeLabFolder(t));
});
