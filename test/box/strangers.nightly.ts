/**
 * All hand-ins by strangers get what a person gave them: twice, and once more beside two loops that
 * want all the processors they can get.
 */
import t from 'tap';
import { fair } from '../strangers/table.ts';
import { besideBusyLoops } from './busy-loops.ts';
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
  const folder = await makeLabFolder(t);
  await besideBusyLoops(2, () => assertFair(t, names, folder));
});
