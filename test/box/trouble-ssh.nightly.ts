/** The lab is killed while it plays on a box over SSH, and a box whose disk is full. */
import t from 'tap';
import { runAsRoot, startSshd } from '../boxes/sshd.ts';
import { runLab, startLab, waitForPhase } from './lab-command.ts';
import { assertClean, assertOneMessage, findRun, judgeAgain, makePlace } from './trouble.ts';

t.setTimeout(240_000);

const sshd = await startSshd();
t.teardown(() => sshd.stop());

t.test('SIGKILL of the lab ends its stage on the box', async (t) => {
  const place = await makePlace(t, [sshd.home]);
  const env = { ...place.env, LAB_SSH_KEY: sshd.keyPath, HOME: place.folder };
  const flags = ['--delay-y', '60000', '--box', sshd.address];
  const lab = startLab(flags, { folder: place.folder, env });
  await Promise.race([
    waitForPhase(place.folder, 'epoch'),
    lab.ended.then(({ stderr }) => Promise.reject(new Error(`it ended by itself: ${stderr}`))),
  ]);
  lab.send('SIGKILL');
  t.equal((await lab.ended).signal, 'SIGKILL');
  await assertClean(t, place);
  const judged = await judgeAgain(place, await findRun(place));
  t.equal(judged.status, 3);
  t.match(judged.trouble, { code: 'STAGE_LOST' });
});

t.test('no room on the box for the programs', async (t) => {
  await runAsRoot(['mount', '-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', sshd.home]);
  t.teardown(() => runAsRoot(['umount', sshd.home]));
  const place = await makePlace(t, [sshd.home]);
  const env = { ...place.env, LAB_SSH_KEY: sshd.keyPath, HOME: place.folder };
  const flags = ['--delay-y', '50', '--box', sshd.address];
  const { status, stderr } = await runLab(flags, { folder: place.folder, env });
  t.equal(status, 3, stderr);
  assertOneMessage(t, stderr, /did not (take|arrive)|No space left|disk/);
  await assertClean(t, place);
});
