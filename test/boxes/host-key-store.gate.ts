/** The store of host keys: what is taken, what is refused, and that nothing is lost. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { getKnownKeyTypes, trustHostKey } from '../../lab/boxes/host-key-store.ts';
import { getFingerprint } from '../../lab/boxes/known-hosts.ts';
import { getOwnerMark } from '../../lab/boxes/owner.ts';
import { makeFolder, makeKey } from './sshd.ts';

const address = { host: '127.0.0.1', port: 2222 };
const name = '[127.0.0.1]:2222';
const folder = await makeFolder();
t.teardown(() => rm(folder, { recursive: true }));

async function makePublicKey(label: string, type: string): Promise<{ text: string; key: Buffer }> {
  const file = path.join(folder, label);
  await makeKey(file, type);
  const text = (await readFile(`${file}.pub`, 'utf8')).split(' ').slice(0, 2).join(' ');
  return { text, key: Buffer.from(text.split(' ')[1] ?? '', 'base64') };
}

const [first, second, other] = await Promise.all([
  makePublicKey('first', 'ed25519'),
  makePublicKey('second', 'ed25519'),
  makePublicKey('other', 'ecdsa'),
]);

let made = 0;
/** Fresh stores with this content. */
async function makeStores(ours?: string, users?: string) {
  made += 1;
  const place = path.join(folder, `stores-${made}`);
  await mkdir(place);
  const stores = {
    knownHostsPath: path.join(place, 'lab', 'known_hosts'),
    userKnownHostsPath: path.join(place, 'user'),
  };
  if (users !== undefined) await writeFile(stores.userKnownHostsPath, users);
  if (ours !== undefined) {
    await mkdir(path.dirname(stores.knownHostsPath));
    await writeFile(stores.knownHostsPath, ours);
  }
  return stores;
}

t.test('first use takes the key, says so once, and keeps it', async (t) => {
  const stores = await makeStores();
  const said: string[] = [];
  const options = { ...stores, say: (line: string) => said.push(line) };
  await trustHostKey(address, first.key, options);
  await trustHostKey(address, first.key, options);
  await trustHostKey(address, first.key, { ...options, strict: true });
  t.equal(await readFile(stores.knownHostsPath, 'utf8'), `${name} ${first.text}\n`);
  t.equal(said.length, 1);
  t.ok(said[0]?.includes(getFingerprint(first.key)) && said[0].includes(stores.knownHostsPath));
  t.equal((await stat(stores.knownHostsPath)).mode & 0o077, 0);
  await t.rejects(stat(stores.userKnownHostsPath), { code: 'ENOENT' }, "the user's is not touched");
  t.same(await readdir(path.dirname(stores.knownHostsPath)), ['known_hosts'], 'nothing is left');
  // OpenSSH finds in it what the lab wrote.
  t.match(execFileSync('ssh-keygen', ['-F', name, '-f', stores.knownHostsPath]).toString(), name);
});

t.test('strict refuses the first use and writes nothing', async (t) => {
  const stores = await makeStores();
  await t.rejects(trustHostKey(address, first.key, { ...stores, strict: true }), {
    code: 'BOX_UNTRUSTED',
    hint: getFingerprint(first.key),
  });
  await t.rejects(stat(stores.knownHostsPath), { code: 'ENOENT' });
});

t.test('a key that the user knows is trusted and not copied', async (t) => {
  const stores = await makeStores(undefined, `${name} ${first.text}\n`);
  await trustHostKey(address, first.key, { ...stores, strict: true });
  execFileSync('ssh-keygen', ['-H', '-f', stores.userKnownHostsPath], { stdio: 'ignore' });
  await trustHostKey(address, first.key, { ...stores, strict: true });
  await t.rejects(stat(stores.knownHostsPath), { code: 'ENOENT' });
  const wild = await makeStores(undefined, `[127.0.0.*]:* ${first.text} all of them\n`);
  await trustHostKey(address, first.key, { ...wild, strict: true });
});

t.test('a changed key is refused, whichever store knows the old one', async (t) => {
  const known = `# mine\n${name} ${first.text}\n`;
  const hashed = await makeStores(undefined, known);
  execFileSync('ssh-keygen', ['-H', '-f', hashed.userKnownHostsPath], { stdio: 'ignore' });
  const cases = [
    { stores: await makeStores(known), file: 'lab/known_hosts:2' },
    { stores: await makeStores(undefined, known), file: 'user:2' },
    { stores: hashed, file: 'user:2' },
    // One store has learnt the new key, the other has not: still refused.
    { stores: await makeStores(known, `${name} ${second.text}\n`), file: 'lab/known_hosts:2' },
    { stores: await makeStores(`${name} ${second.text}\n`, known), file: 'user:2' },
  ];
  for (const { stores, file } of cases) {
    for (const strict of [false, true]) {
      await t.rejects(trustHostKey(address, second.key, { ...stores, strict }), {
        code: 'BOX_UNTRUSTED',
        message: new RegExp(`is not the one that is known.*${file}`),
        hint: /remove line 2/,
      });
    }
  }
  const [{ stores } = { stores: await makeStores() }] = cases;
  t.equal(await readFile(stores.knownHostsPath, 'utf8'), known);
  await trustHostKey({ ...address, port: 22 }, second.key, stores);
  t.equal(
    await readFile(stores.knownHostsPath, 'utf8'),
    `${known}127.0.0.1 ${second.text}\n`,
    'another port is another box',
  );
});

t.test('keys of several types: any known one will do, an unknown one will not', async (t) => {
  const stores = await makeStores(`${name} ${first.text}\n`, `${name} ${other.text}\n`);
  await trustHostKey(address, first.key, stores);
  await trustHostKey(address, other.key, stores);
  t.same((await getKnownKeyTypes(address, stores)).sort(), ['ecdsa-sha2-nistp256', 'ssh-ed25519']);
  const one = await makeStores(`${name} ${first.text}\n`);
  await t.rejects(trustHostKey(address, other.key, one), { code: 'BOX_UNTRUSTED' });
});

t.test('a revoked key is refused, even where it is expected or known', async (t) => {
  const stores = await makeStores(`${name} ${first.text}\n`, `@revoked * ${first.text}\n`);
  for (const hostKey of [undefined, first.text]) {
    const options = hostKey === undefined ? stores : { ...stores, hostKey };
    await t.rejects(trustHostKey(address, first.key, options), {
      code: 'BOX_UNTRUSTED',
      message: /revoked/,
      hint: /user:1/,
    });
  }
  const authority = await makeStores(`@cert-authority ${name} ${first.text}\n`);
  await t.rejects(trustHostKey(address, first.key, { ...authority, strict: true }), {
    message: /No store knows/,
  });
});

t.test('an expected key is the only one that will do', async (t) => {
  const stores = await makeStores(`${name} ${second.text}\n`);
  await trustHostKey(address, first.key, { ...stores, hostKey: first.text });
  await trustHostKey(address, first.key, { ...stores, hostKey: `${first.text} comment\n` });
  await trustHostKey(address, first.key, { ...stores, hostKey: getFingerprint(first.key) });
  for (const hostKey of [second.text, getFingerprint(second.key), 'nonsense', '']) {
    await t.rejects(trustHostKey(address, first.key, { ...stores, hostKey }), {
      code: 'BOX_UNTRUSTED',
      message: /expected/,
    });
  }
  t.equal(await readFile(stores.knownHostsPath, 'utf8'), `${name} ${second.text}\n`);
});

t.test('a store that cannot be read or understood refuses everything', async (t) => {
  const folderStore = await makeStores();
  await mkdir(folderStore.knownHostsPath, { recursive: true });
  const loop = await makeStores('', undefined);
  await symlink(loop.userKnownHostsPath, loop.userKnownHostsPath);
  const underFile = await makeStores();
  await writeFile(path.dirname(underFile.knownHostsPath), 'a file');
  const damaged = await makeStores(`${name} ${first.text}\nhalf a li\n`);
  const cases: [typeof damaged, RegExp][] = [
    [folderStore, /EISDIR/],
    [loop, /ELOOP/],
    [underFile, /ENOTDIR/],
    [damaged, /line 2 is damaged/],
  ];
  for (const [stores, message] of cases) {
    await t.rejects(trustHostKey(address, first.key, stores), { code: 'BOX_UNTRUSTED', message });
    await t.rejects(getKnownKeyTypes(address, stores), { code: 'BOX_UNTRUSTED' });
  }
});

t.test('runs at the same time lose no entry, and a dead one holds up nobody', async (t) => {
  const stores = await makeStores('');
  // What a run leaves that was killed while it held the lock.
  const mark = getOwnerMark().replace(/^\d+/, '999999999');
  await writeFile(`${stores.knownHostsPath}.lock`, `${mark} dead`);
  const source = `
    import { trustHostKey } from ${JSON.stringify(path.resolve('lab/boxes/host-key-store.ts'))};
    const [from, key, stores] = process.argv.slice(-3);
    Promise.all(Array.from({ length: 10 }, (_, index) =>
      trustHostKey({ host: 'box-' + from + '-' + index, port: 22 },
        Buffer.from(key, 'base64'), JSON.parse(stores)))).catch((error) => {
          console.error(error);
          process.exit(1);
        });
  `;
  const words = ['--import=tsx', '--input-type=module', '--eval', source, '--'];
  const key = first.key.toString('base64');
  await Promise.all(
    ['a', 'b', 'c', 'd'].map((from) =>
      promisify(execFile)(process.execPath, [...words, from, key, JSON.stringify(stores)]),
    ),
  );
  const lines = (await readFile(stores.knownHostsPath, 'utf8')).trim().split('\n');
  t.equal(new Set(lines).size, 40);
  t.equal(lines.length, 40);
  t.same(await readdir(path.dirname(stores.knownHostsPath)), ['known_hosts'], 'nothing is left');
});

t.test('two that meet different keys of one box at once: one is refused', async (t) => {
  const stores = await makeStores();
  const results = await Promise.allSettled([
    trustHostKey(address, first.key, stores),
    trustHostKey(address, second.key, stores),
  ]);
  t.same(results.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
});
