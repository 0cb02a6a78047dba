/**
 * The lab as an ordinary user without sudo, in a user namespace: the same points from the same
 * witnesses with both kinds of switch, and nothing left.
 */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { runForDocument, runLab } from './lab-command.ts';
import { checkSuite, getCommand, makeLabUser, makeUserFolder } from './lab-user.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

const user = await makeLabUser();

for (const flags of [[], ['--switch', 'ovs']]) {
  t.test(`the suite without root ${flags.join(' ')}`, async (t) => {
    const folder = await makeUserFolder(user);
    const before = await takeSnapshot([folder]);
    const result = await runForDocument(flags, { folder, command: getCommand(user, folder) });
    await checkSuite(t, folder, result);
    const names = await readdir(path.join(folder, '.lab/runs'));
    const { uid } = await stat(path.join(folder, '.lab/runs', names[0] ?? ''));
    t.equal(uid, (await stat(folder)).uid, 'the run is the user’s');
    await assertNothingLeft(t, before);
  });
}

t.test('Open vSwitch where neither the kernel nor a tun device may be had', async (t) => {
  const folder = await makeUserFolder(user);
  const options = { folder, command: getCommand(user, folder, '600') };
  const result = await runLab(['--switch', 'ovs', '--delay-y', '10'], options);
  // A kernel that has Open vSwitch plays; another one says what it needs.
  if (result.status === 0) return;
  t.equal(result.status, 3);
  t.match(result.stderr, /\/dev\/net\/tun, which cannot be opened: Permission denied/);
  t.match(result.stderr, /sudo chmod 0666 \/dev\/net\/tun.*--switch lxbr/);
});
