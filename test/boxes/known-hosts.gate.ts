/** The known_hosts format, compared with OpenSSH's own reading of it (ssh-keygen -F). */
import { execFile, execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {
  formatKnownHost,
  getFingerprint,
  getKnownHostName,
  matchesHost,
  parseKnownHosts,
} from '../../lab/boxes/known-hosts.ts';
import { makeFolder, makeKey } from './sshd.ts';

const folder = await makeFolder();
t.teardown(() => rm(folder, { recursive: true }));
const types = ['ed25519', 'ecdsa', 'rsa'];
await Promise.all(types.map((type) => makeKey(path.join(folder, type), type)));
const [ed25519 = '', ecdsa = '', rsa = ''] = await Promise.all(
  types.map(async (type) => {
    const text = await readFile(path.join(folder, `${type}.pub`), 'utf8');
    return text.split(' ').slice(0, 2).join(' ');
  }),
);

const lines = [
  '# a comment',
  '',
  `plain.example.org ${ed25519}`,
  `plain.example.org ${rsa} with a comment of several words`,
  `*.wild.example.org,!not.wild.example.org ${ecdsa}`,
  `[ported.example.org]:2222,10.1.2.3 ${ed25519}`,
  `10.0.?.1\t${rsa}`,
  `fd00::2 ${ed25519}`,
  `[fd00::2]:2200 ${ecdsa}`,
  `@revoked plain.example.org ${ecdsa}`,
  `@cert-authority *.example.org ${ed25519}`,
  `UPPER.example.org ${rsa}`,
];
const names = [
  'plain.example.org',
  'a.wild.example.org',
  'not.wild.example.org',
  'wild.example.org',
  'ported.example.org',
  '[ported.example.org]:2222',
  '10.1.2.3',
  '10.0.7.1',
  '10.0.77.1',
  'fd00::2',
  '[fd00::2]:2200',
  'upper.example.org',
  'unknown',
];

/** The lines in which OpenSSH finds a host: `# Host x found: line 3 CA`. */
async function askOpenSsh(file: string, name: string): Promise<number[]> {
  const said = await new Promise<string>((resolve) => {
    execFile('ssh-keygen', ['-F', name, '-f', file], (_error, stdout) => resolve(stdout));
  });
  return [...said.matchAll(/found: line (\d+)/g)].map((match) => Number(match[1]));
}

t.test('the same lines are found as OpenSSH finds, hashed or not', async (t) => {
  const file = path.join(folder, 'known_hosts');
  await writeFile(file, `${lines.join('\n')}\n`);
  for (const kind of ['plain', 'hashed']) {
    if (kind === 'hashed') {
      execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'ignore' });
      t.match(await readFile(file, 'utf8'), /^\|1\|/m);
    }
    const { entries, unreadable } = parseKnownHosts(await readFile(file, 'utf8'));
    t.same(unreadable, []);
    for (const name of names) {
      const ours = entries.filter((entry) => matchesHost(entry, name)).map((entry) => entry.line);
      t.same(ours, await askOpenSsh(file, name), `${name}, ${kind}`);
    }
  }
});

t.test('markers, types and fingerprints', async (t) => {
  const { entries } = parseKnownHosts(lines.join('\n'));
  t.same(
    entries.filter((entry) => entry.marker !== 'none').map((entry) => [entry.marker, entry.line]),
    [
      ['revoked', 10],
      ['authority', 11],
    ],
  );
  t.same(entries[1]?.type, 'ssh-rsa');
  for (const type of types) {
    const file = path.join(folder, `${type}.pub`);
    const [, fingerprint] = execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' }).split(
      ' ',
    );
    const [entry] = parseKnownHosts(`x ${await readFile(file, 'utf8')}`).entries;
    t.equal(entry && getFingerprint(entry.key), fingerprint);
    t.equal(entry && formatKnownHost('x', entry.key).split(' ')[1], entry?.type);
  }
});

t.test('damaged lines are named, not passed over', async (t) => {
  const text = [
    `fine ${ed25519}`,
    'only-a-host',
    'host ssh-ed25519',
    'host ssh-ed25519 AAAA!',
    `host ssh-rsa ${ed25519.split(' ')[1]}`,
    `host ${ed25519.slice(0, -3)}`,
    `@unknown host ${ed25519}`,
    `@constructor host ${ed25519}`,
    'old.example.org 1024 35 1234567890',
    '\u0000\u0001',
  ].join('\n');
  const { entries, unreadable } = parseKnownHosts(text);
  t.same(unreadable, [2, 3, 4, 5, 6, 7, 8, 10]);
  t.same(
    entries.map((entry) => entry.line),
    [1],
  );
});

t.test('the name of a host', async (t) => {
  t.equal(getKnownHostName('Box.Example', 22), 'box.example');
  t.equal(getKnownHostName('127.0.0.1', 2222), '[127.0.0.1]:2222');
  t.equal(getKnownHostName('::1', 22), '::1');
  t.equal(getKnownHostName('::1', 2222), '[::1]:2222');
});
