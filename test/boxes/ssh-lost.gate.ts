/** A connection that breaks: everybody who waits is told, nothing is tried a second time. */
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { openSshBox } from '../../lab/boxes/ssh.ts';
import { explainBreak } from '../../lab/boxes/ssh-errors.ts';
import { startWay } from '../box/bad-way.ts';
import { readAll, waitUntil } from './behaviour.ts';
import { startRelay } from './proxy.ts';
import { runAsRoot, startSshd } from './sshd.ts';

const sshd = await startSshd();
t.teardown(() => sshd.stop());
const relay = await startRelay(sshd.port);
t.teardown(() => relay.stop());
const options = {
  identityFiles: [sshd.keyPath],
  knownHostsPath: sshd.knownHostsPath,
  userKnownHostsPath: path.join(sshd.folder, 'none'),
};
const relayAddress = `ssh://root@127.0.0.1:${relay.port}`;

const ways = {
  'the session of sshd is killed': async () => {
    for (const pid of await sshd.getSessions()) {
      await runAsRoot(['kill', '-KILL', String(pid)]).catch(() => {});
    }
  },
  'the cable is cut': async () => relay.cut(),
};

for (const [way, breakIt] of Object.entries(ways)) {
  t.test(`${way} in the middle of commands`, async (t) => {
    const box = await openSshBox(relayAddress, options);
    const log = path.join(sshd.folder, `log-${way.length}`);
    await writeFile(log, '');
    const script = 'echo ran >>"$1"; echo said; cat >/dev/null; echo ended >>"$1"';
    const argv = ['sh', '-c', script, 'sh', log];
    const running = await box.start(argv);
    const said = readAll(running.stdout);
    await waitUntil('it runs', async () => (await readFile(log, 'utf8')) === 'ran\n');
    const inRun = box.run(['sh', '-c', 'echo ran >>"$1"; exec sleep 20', 'sh', log]);
    const waiting = Array.from({ length: 12 }, () => box.run(['sleep', '20']));
    const everything = Promise.allSettled([inRun, ...waiting]);
    await waitUntil('the second runs', async () =>
      (await readFile(log, 'utf8')).startsWith('ran\nran\n'),
    );
    await breakIt();
    for (const result of await everything) {
      t.match(result, { status: 'rejected', reason: { code: 'BOX_LOST' } });
    }
    t.match(await running.ended, { status: null, signal: null, lost: { code: 'BOX_LOST' } });
    t.equal(await said, 'said\n', 'what had arrived is still handed out');
    // Closing its input ended what reads it; nobody started it anew.
    await waitUntil('it ended', async () => (await readFile(log, 'utf8')).includes('ended\n'));
    t.equal(await readFile(log, 'utf8'), 'ran\nran\nended\n');
    await t.rejects(box.run(['true']), { code: 'BOX_LOST' });
    await t.rejects(box.start(['true']), { code: 'BOX_LOST' });
    await t.rejects(box.push([{ path: 'package.json' }]), { code: 'BOX_LOST' });
    running.stdin.write('too late');
    running.kill();
    await box.close();
  });
}

t.test('a push that is cut leaves nothing half', async (t) => {
  const box = await openSshBox(relayAddress, options);
  const big = path.join(sshd.folder, 'big');
  await appendFile(big, Buffer.alloc(30_000_000, 'y'));
  const before = relay.getSentBytes();
  const push = box.push([{ path: big }]);
  await waitUntil('some of it went', async () => relay.getSentBytes() > before + 5_000_000);
  relay.cut();
  await t.rejects(push, { code: 'BOX_LOST' });
  const cache = path.join(sshd.home, '.cache', 'mininet-lab');
  await waitUntil('the box has cleaned up', async () => {
    const { stdout } = { stdout: await runAsRoot(['find', cache, '-mindepth', '1']) };
    return stdout === '';
  });
  const again = await openSshBox(relayAddress, options);
  const [there] = await again.push([{ path: big }]);
  t.match(there, /\/big$/);
  await again.close();
});

t.test('a box that falls silent is lost, and one that sends nonsense', async (t) => {
  for (const [what, message] of [
    ['silence', /Keepalive timeout/],
    ['garbage', /what came is no SSH/],
  ] as const) {
    // It happens with the first command: the turns before are the keys and who we are.
    const way = await startWay(sshd.port, { mishap: { what, atTurn: 9 } });
    t.teardown(() => way.stop());
    const address = `ssh://root@127.0.0.1:${way.port}`;
    const box = await openSshBox(address, { ...options, keepaliveMs: 200 });
    const running = box.run(['sh', '-c', 'cat; echo']);
    await t.rejects(running, { code: 'BOX_LOST', message });
    await t.rejects(box.run(['true']), { code: 'BOX_LOST' });
    await box.close();
  }
});

t.test('a closed box says that it is closed', async (t) => {
  const box = await openSshBox(sshd.address, options);
  await box.close();
  await t.rejects(box.run(['true']), { code: 'BOX_LOST', message: /was closed/ });
  await waitUntil('sshd has no session', async () => (await sshd.getSessions()).length === 0);
});

t.test('a command on a connection that is gone already is not called nonsense', async (t) => {
  t.equal(explainBreak(new Error('Not connected')), 'Not connected');
  t.equal(explainBreak(new Error('Bad packet length')), 'what came is no SSH (Bad packet length)');
});
