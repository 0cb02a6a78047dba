/** A part of the hand-ins by strangers gets what a person gave them; strangers.nightly.ts has all. */
import { readdirSync } from 'node:fs';
import t from 'tap';
import { differs, fair, inGate, strangers } from '../strangers/table.ts';
import { makeLabFolder, slowMachineMs } from './lab-command.ts';
import { assertFair } from './strangers.ts';

t.setTimeout(4 * slowMachineMs);

t.test('each has its fair marks, and each mark its hand-in', async (t) => {
  const entries = readdirSync(strangers, { withFileTypes: true });
  const folders = entries.filter((one) => one.isDirectory()).map(({ name }) => name);
  t.same(folders.sort(), Object.keys(fair).sort());
  for (const name of [...Object.keys(differs), ...inGate]) t.ok(name in fair, name);
});

t.test('some of them are marked as a person did', async (t) => {
  await assertFair(t, inGate, await makeLabFolder(t));
});
