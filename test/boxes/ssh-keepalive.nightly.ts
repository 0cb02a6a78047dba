/** A box that falls silent without hanging up is lost after the keepalives, not waited for. */
import path from 'node:path';
import t from 'tap';
import { openSshBox } from '../../lab/boxes/ssh.ts';
import { runAsRoot, startSshd } from './sshd.ts';

t.test('a frozen sshd', { timeout: 180_000 }, async (t) => {
  const sshd = await startSshd();
  t.teardown(() => sshd.stop());
  const box = await openSshBox(sshd.address, {
    identityFiles: [sshd.keyPath],
    knownHostsPath: sshd.knownHostsPath,
    userKnownHostsPath: path.join(sshd.folder, 'none'),
  });
  const running = await box.start(['cat']);
  for (const pid of await sshd.getSessions()) await runAsRoot(['kill', '-STOP', String(pid)]);
  await t.rejects(box.run(['true'], { limitMs: 150_000 }), { code: 'BOX_LOST' });
  t.match(await running.ended, { lost: { code: 'BOX_LOST', message: /[Kk]eepalive/ } });
  await box.close();
});
