/** The lab without root ends as it does with it: interrupted, killed, and at the far end of SSH. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { startSshd } from '../boxes/sshd.ts';
import { makeLabFolder, runForDocument, startLab, waitForPhase } from './lab-command.ts';
import { checkSuite, getCommand, makeLabUser, makeUserFolder } from './lab-user.ts';
import { assertNothingLeft, findMarked, takeSnapshot } from './leftovers.ts';

const user = await makeLabUser();

for (const signal of ['SIGINT', 'SIGKILL'] as const) {
  t.test(`${signal} without root leaves nothing`, async (t) => {
    const folder = await makeUserFolder(user);
    const before = await takeSnapshot([folder]);
    const lab = startLab(['--delay-y', '60000'], { folder, command: getCommand(user, folder) });
    await Promise.race([
      waitForPhase(folder, 'epoch'),
      lab.ended.then(({ stderr }) => Promise.reject(new Error(`it ended by itself: ${stderr}`))),
    ]);
    t.ok((await findMarked([folder])).length > 0, 'it is there');
    lab.send(signal);
    t.equal((await lab.ended).status, signal === 'SIGINT' ? 130 : null);
    await assertNothingLeft(t, before);
  });
}

t.test('over SSH to a user without sudo', async (t) => {
  const sshd = await startSshd({ user: user.name });
  t.teardown(() => sshd.stop());
  const folder = await makeLabFolder(t);
  await mkdir(path.join(folder, 'home'));
  const before = await takeSnapshot([folder, user.name]);
  const env = { LAB_SSH_KEY: sshd.keyPath, HOME: path.join(folder, 'home') };
  const result = await runForDocument(['--box', sshd.address], { folder, env });
  t.equal(result.document.box, sshd.address);
  await checkSuite(t, folder, result);
  await assertNothingLeft(t, before);
});
