/** Who the box is: verified against a real sshd, before anything is proved to it. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { openSshBox, type SshOptions } from '../../lab/boxes/ssh.ts';
import { waitUntil } from './behaviour.ts';
import { makeKey, startSshd, type TestSshd } from './sshd.ts';

const sshd = await startSshd();
t.teardown(() => sshd.stop());

let made = 0;
function makeOptions(of: TestSshd = sshd): SshOptions & { knownHostsPath: string } {
  made += 1;
  const knownHostsPath = path.join(of.folder, `store-${made}`, 'known_hosts');
  const userKnownHostsPath = path.join(of.folder, 'none');
  return { identityFiles: [of.keyPath], knownHostsPath, userKnownHostsPath };
}

async function readHostKey(of: TestSshd): Promise<string> {
  return (await readFile(`${of.hostKeyPath}.pub`, 'utf8')).split(' ').slice(0, 2).join(' ');
}

t.test('first use pins, the second is silent, strict wants to know before', async (t) => {
  const said: string[] = [];
  const options = { ...makeOptions(), say: (line: string) => said.push(line) };
  await t.rejects(openSshBox(sshd.address, { ...options, strict: true }), {
    code: 'BOX_UNTRUSTED',
  });
  for (let turn = 0; turn < 2; turn += 1) {
    const box = await openSshBox(sshd.address, options);
    t.equal((await box.run(['echo', 'in'])).stdout, 'in\n');
    await box.close();
  }
  t.equal(said.length, 1);
  const pinned = `[127.0.0.1]:${sshd.port} ${await readHostKey(sshd)}\n`;
  t.equal(await readFile(options.knownHostsPath, 'utf8'), pinned);
  await (await openSshBox(sshd.address, { ...options, strict: true })).close();
});

t.test('a changed key is refused, with and without strict', async (t) => {
  const options = makeOptions();
  await mkdir(path.dirname(options.knownHostsPath));
  const other = path.join(sshd.folder, 'other_host_key');
  await makeKey(other);
  const [type, key] = (await readFile(`${other}.pub`, 'utf8')).split(' ');
  await writeFile(options.knownHostsPath, `[127.0.0.1]:${sshd.port} ${type} ${key}\n`);
  for (const strict of [false, true]) {
    await t.rejects(openSshBox(sshd.address, { ...options, strict }), {
      code: 'BOX_UNTRUSTED',
      hint: new RegExp(`remove line 1 of ${options.knownHostsPath}`),
    });
  }
  await waitUntil('no session is left', async () => (await sshd.getSessions()).length === 0);
});

t.test('an expected key from elsewhere', async (t) => {
  const options = makeOptions();
  const box = await openSshBox(sshd.address, { ...options, hostKey: await readHostKey(sshd) });
  await box.close();
  await t.rejects(readFile(options.knownHostsPath), { code: 'ENOENT' });
  const wrong = (await readFile(`${sshd.keyPath}.pub`, 'utf8')).trim();
  await t.rejects(openSshBox(sshd.address, { ...options, hostKey: wrong }), {
    code: 'BOX_UNTRUSTED',
    message: /expected/,
  });
});

t.test('revoked keys, damaged and unreadable stores refuse', async (t) => {
  const options = makeOptions();
  const userKnownHostsPath = path.join(sshd.folder, 'revoking');
  await writeFile(userKnownHostsPath, `@revoked * ${await readHostKey(sshd)}\n`);
  await t.rejects(openSshBox(sshd.address, { ...options, userKnownHostsPath }), {
    code: 'BOX_UNTRUSTED',
    message: /revoked/,
  });
  await writeFile(userKnownHostsPath, 'nonsense\n');
  await t.rejects(openSshBox(sshd.address, { ...options, userKnownHostsPath }), {
    code: 'BOX_UNTRUSTED',
    message: /line 1 is damaged/,
  });
  await t.rejects(openSshBox(sshd.address, { ...options, knownHostsPath: sshd.folder }), {
    code: 'BOX_UNTRUSTED',
  });
  await rm(userKnownHostsPath);
});

t.test('of several host keys that one is asked for which is known', async (t) => {
  const more = path.join(sshd.folder, 'more_host_key');
  await makeKey(more, 'ecdsa');
  const two = await startSshd({ hostKeyType: 'rsa', config: [`HostKey ${more}`] });
  t.teardown(() => two.stop());
  for (const file of [more, two.hostKeyPath]) {
    const options = makeOptions(two);
    await mkdir(path.dirname(options.knownHostsPath));
    const [type, key] = (await readFile(`${file}.pub`, 'utf8')).split(' ');
    await writeFile(options.knownHostsPath, `[127.0.0.1]:${two.port} ${type} ${key}\n`);
    const box = await openSshBox(two.address, { ...options, strict: true });
    await box.close();
  }
});
