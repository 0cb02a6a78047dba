/** The SSH box: the common suite, as root and as an ordinary user with sudo. */
import { randomUUID } from 'node:crypto';
import t from 'tap';
import { openSshBox } from '../../lab/boxes/ssh.ts';
import { findProcesses, testBehaviour, waitUntil } from './behaviour.ts';
import { makeSudoUser, startSshd } from './sshd.ts';

const sshd = await startSshd();
t.teardown(() => sshd.stop());
const user = await makeSudoUser();
t.teardown(() => user.remove());
const trust = {
  identityFiles: [sshd.keyPath],
  knownHostsPath: sshd.knownHostsPath,
  userKnownHostsPath: `${sshd.folder}/none`,
};
const userAddress = sshd.address.replace('root', user.name);

t.test('as root', async (t) => testBehaviour(t, () => openSshBox(sshd.address, trust)));

t.test('as an ordinary user', async (t) => {
  testBehaviour(t, () => openSshBox(userAddress, trust));

  t.test('what runs through sudo is ended too', async (t) => {
    const box = await openSshBox(userAddress, trust);
    const word = `labtest-${randomUUID()}`;
    const script = 'trap "" HUP TERM; id -u; while :; do sleep 1; done';
    const running = await box.start(['sudo', '-n', '--', 'sh', '-c', script, word]);
    const [first] = await new Promise<Buffer[]>((resolve) =>
      running.stdout.once('data', (chunk: Buffer) => resolve([chunk])),
    );
    t.equal(String(first).trim(), '0');
    running.kill();
    await running.ended;
    await waitUntil('it is gone', async () => (await findProcesses(word)).length === 0);
    await box.close();
  });
});

t.test('a box with fewer places than usual is used within them', async (t) => {
  const narrow = await startSshd({ config: ['MaxSessions 3'] });
  t.teardown(() => narrow.stop());
  const box = await openSshBox(narrow.address, {
    identityFiles: [narrow.keyPath],
    knownHostsPath: narrow.knownHostsPath,
    userKnownHostsPath: `${narrow.folder}/none`,
  });
  const numbers = Array.from({ length: 12 }, (_, index) => String(index));
  const results = await Promise.all(numbers.map((number) => box.run(['echo', number])));
  t.same(
    results.map((result) => result.stdout.trim()),
    numbers,
  );
  await box.close();
});
