/** The user's own SSH configuration: aliases, jump hosts, and what the lab does not follow. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import { openBox } from '../../lab/boxes/open.ts';
import { parseSettings } from '../../lab/boxes/ssh-config.ts';
import { startAgent } from './agent.ts';
import { makeKey, startSshd, type TestSshd } from './sshd.ts';

const [jump, other, box] = await Promise.all([startSshd(), startSshd(), startSshd()]);
for (const sshd of [jump, other, box]) t.teardown(() => sshd.stop());
// Keys and agents of whoever runs the tests take no part in them.
for (const name of ['SSH_AUTH_SOCK', 'LAB_SSH_KEY', 'LAB_SSH_PASSPHRASE']) delete process.env[name];
process.env.HOME = box.folder;
const sshFolder = path.join(box.folder, '.ssh');
await mkdir(sshFolder);

const getStore = () => path.join(box.folder, 'lab', 'known_hosts');

async function readHostKey(of: TestSshd): Promise<string> {
  return (await readFile(`${of.hostKeyPath}.pub`, 'utf8')).split(' ').slice(0, 2).join(' ');
}

async function configure(lines: readonly string[]): Promise<void> {
  await writeFile(path.join(sshFolder, 'config'), lines.join('\n'));
  for (const file of [path.join(sshFolder, 'known_hosts'), getStore()]) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, '');
  }
}

/** The lines of a host of the configuration. */
function describe(name: string, sshd: TestSshd, more: readonly string[] = []): string[] {
  const where = ['HostName 127.0.0.1', `Port ${sshd.port}`, 'User root'];
  return [`Host ${name}`, ...where, `IdentityFile "${sshd.keyPath}"`, ...more];
}

async function open(name: string, more: { strict?: boolean; hostKey?: string } = {}) {
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  const opened = await openBox(name, { ssh: { knownHostsPath: getStore(), say, ...more } });
  return { opened, said };
}

async function checkHome(t: Test, name: string, sshd: TestSshd): Promise<string[]> {
  const { opened, said } = await open(name);
  t.equal((await opened.run(['printenv', 'HOME'])).stdout, `${sshd.home}\n`, 'it is that host');
  t.equal(opened.name, name);
  await opened.close();
  return said;
}

t.test('what ssh -G prints', async (t) => {
  const text = [
    ...['user me', 'hostname 10.0.0.9', 'port 2200', 'identityfile ~/.ssh/id_rsa'],
    ...['identityfile ~/k/%h_%r_%p', 'identityfile /with space/k', 'identityagent none'],
    ...['identitiesonly yes', 'proxyjump a,you@b:2222', 'hostkeyalias Alias'],
    ...['userknownhostsfile /a b/k /dev/null ~/c', 'stricthostkeychecking true'],
    'globalknownhostsfile /etc/ssh/ssh_known_hosts',
  ].join('\n');
  t.same(parseSettings(text, { host: 'alias' }), {
    ...{ user: 'me', host: '10.0.0.9', port: 2200, identityAgent: 'none', identitiesOnly: true },
    identityFiles: [`${os.homedir()}/k/10.0.0.9_me_2200`, '/with space/k'],
    ...{ jumps: ['a', 'you@b:2222'], hostKeyAlias: 'Alias', strict: true },
    knownHostsPaths: ['/a b/k', `${os.homedir()}/c`, '/etc/ssh/ssh_known_hosts'],
    programOnly: [],
  });
  const explicit = parseSettings(text, { host: 'alias', user: 'root', port: 22 });
  t.match(explicit, { user: 'root', port: 22, host: '10.0.0.9' }, 'what was given wins');
  const { programOnly } = parseSettings('proxycommand nc %h %p\ncertificatefile ~/c\n', {
    host: 'alias',
  });
  t.same(programOnly, ['ProxyCommand', 'CertificateFile']);
});

t.test('what is not the plain text of ssh -G is said, not taken for nothing', async (t) => {
  for (const text of [
    'hostname \x1b[32m10.0.0.9\x1b[0m\nport 22',
    'user me\n\x1b[1mhostname\x1b[0m 10.0.0.9',
  ]) {
    const expected = { code: 'COMMAND_FAILED', message: /ssh -G alias .*cannot be read: ".*u001b/ };
    t.throws(() => parseSettings(text, { host: 'alias' }), expected);
  }
  const folder = t.testdir({ ssh: '#!/bin/sh\necho "Rechnername 10.0.0.9"\n' });
  await chmod(path.join(folder, 'ssh'), 0o755);
  const inherited = process.env.PATH;
  t.teardown(() => {
    process.env.PATH = inherited;
  });
  process.env.PATH = `${folder}:${inherited}`;
  const expected = { code: 'COMMAND_FAILED', message: /cannot be read: "Rechnername 10/ };
  await t.rejects(open('ssh://alias'), expected, 'another program of that name');
  const spy = '#!/bin/sh\nenv >"$0.env"\necho "hostname 127.0.0.1"\necho port 1\n';
  await writeFile(path.join(folder, 'ssh'), spy);
  Object.assign(process.env, { LANGUAGE: 'de', LC_ALL: 'de_DE.UTF-8', FORCE_COLOR: '1' });
  await t.rejects(open('ssh://alias'), { code: 'BOX_UNREACHABLE', message: /port 1/ });
  for (const name of ['LANGUAGE', 'LC_ALL', 'FORCE_COLOR']) delete process.env[name];
  const environment = await readFile(path.join(folder, 'ssh.env'), 'utf8');
  t.match(environment, /^LC_ALL=C\.UTF-8$/m, 'it is asked in the language that is read');
  t.notMatch(environment, /^(LANGUAGE|FORCE_COLOR)=/m);
});

t.test('an alias is a box; user and port of the address win', async (t) => {
  await configure(describe('mininet', box));
  const said = await checkHome(t, 'ssh://mininet', box);
  t.match(said, [new RegExp(`First use of \\[127\\.0\\.0\\.1\\]:${box.port}`)]);
  await configure([...describe('mininet', box), 'Host *', 'User nobody', 'Port 1']);
  await checkHome(t, 'ssh://mininet', box);
  await t.rejects(open(`ssh://root@127.0.0.1:${box.port}`), { code: 'BOX_REFUSED' });
  await t.rejects(open('ssh://not-there@mininet'), { code: 'BOX_REFUSED' });
  await t.rejects(open('ssh://mininet:1'), { code: 'BOX_UNREACHABLE', message: /port 1\)/ });
});

t.test('HostKeyAlias, UserKnownHostsFile and StrictHostKeyChecking', async (t) => {
  const known = path.join(box.folder, 'known to me');
  const lines = [`UserKnownHostsFile "${known}"`, 'HostKeyAlias the-box'];
  await configure(describe('mininet', box, [...lines, 'StrictHostKeyChecking yes']));
  await writeFile(known, '');
  await t.rejects(open('ssh://mininet'), { code: 'BOX_UNTRUSTED', message: /of the-box/ });
  await writeFile(known, `the-box ${await readHostKey(box)}\n`);
  t.same(await checkHome(t, 'ssh://mininet', box), [], 'it is known already');
  t.equal(await readFile(known, 'utf8'), `the-box ${await readHostKey(box)}\n`, 'only read');
  await writeFile(known, `the-box ${await readHostKey(jump)}\n`);
  await t.rejects(open('ssh://mininet'), { code: 'BOX_UNTRUSTED', message: /not the one/ });
});

t.test('an agent, and only the keys that are named', async (t) => {
  const agent = await startAgent(t, box.folder);
  const strangers = Array.from({ length: 8 }, (_, index) => path.join(box.folder, `key-${index}`));
  for (const file of strangers) await makeKey(file);
  await agent.add([...strangers, box.keyPath]);
  const pub = path.join(box.folder, 'locked-away');
  await writeFile(`${pub}.pub`, await readFile(`${box.keyPath}.pub`));
  const where = ['HostName 127.0.0.1', `Port ${box.port}`, 'User root', `IdentityFile ${pub}`];
  await configure(['Host mininet', ...where, `IdentityAgent ${agent.socket}`]);
  await t.rejects(open('ssh://mininet'), { code: 'BOX_REFUSED' }, 'the server hangs up before');
  await configure([
    ...['Host mininet', ...where, `IdentityAgent ${agent.socket}`],
    'IdentitiesOnly yes',
  ]);
  await checkHome(t, 'ssh://mininet', box);
});

t.test('one jump host, and two', async (t) => {
  const lines = [
    ...describe('first', jump),
    ...describe('second', other),
    ...describe('near', box, ['ProxyJump first']),
    ...describe('far', box, ['ProxyJump first,second']),
    ...describe('chained', box, ['ProxyJump link']),
    ...describe('link', other, ['ProxyJump first']),
  ];
  for (const [name, ports] of [
    ['near', [jump.port, box.port]],
    ['far', [jump.port, other.port, box.port]],
    ['chained', [jump.port, other.port, box.port]],
  ] as const) {
    await configure(lines);
    const said = await checkHome(t, `ssh://${name}`, box);
    const pinned = said.map((line) => /\]:(\d+)/.exec(line)?.[1]);
    t.same(pinned, ports.map(String), `${name}: each host is verified by its own key`);
  }
  const { opened } = await open('ssh://far');
  const bytes = Buffer.alloc(3_000_000, 'x');
  const counted = await opened.run(['wc', '-c'], { input: bytes });
  t.equal(counted.stdout.trim(), '3000000', 'much goes through');
  for (const pid of await jump.getSessions()) process.kill(pid, 'SIGKILL');
  await t.rejects(opened.run(['true']), { code: 'BOX_LOST' }, 'with the jump host it is lost');
  await opened.close();
});

t.test('a jump host that is another, refuses to forward, or leads in a circle', async (t) => {
  await configure([...describe('first', jump), ...describe('near', box, ['ProxyJump first'])]);
  await writeFile(
    path.join(sshFolder, 'known_hosts'),
    `[127.0.0.1]:${jump.port} ${await readHostKey(box)}\n`,
  );
  await t.rejects(open('ssh://near'), {
    code: 'BOX_UNTRUSTED',
    message: new RegExp(`\\[127\\.0\\.0\\.1\\]:${jump.port} is not the one`),
  });
  const deaf = await startSshd({ config: ['AllowTcpForwarding no'] });
  t.teardown(() => deaf.stop());
  await configure([...describe('first', deaf), ...describe('near', box, ['ProxyJump first'])]);
  await t.rejects(open('ssh://near'), {
    code: 'BOX_UNREACHABLE',
    message: new RegExp(`ssh://near .*port ${box.port}\\) from the host before it`),
    hint: /AllowTcpForwarding/,
  });
  await configure([
    ...describe('near', box, ['ProxyJump first']),
    ...describe('first', jump, ['ProxyJump near']),
  ]);
  await t.rejects(open('ssh://near'), { code: 'BOX_UNREACHABLE', hint: /circle/ });
});

t.test('a wrong configuration is told; without ssh the address stands as it is', async (t) => {
  await configure(['NoSuchKeyword yes']);
  await t.rejects(open('ssh://mininet'), { code: 'FILE_WRONG', message: /bad configuration/ });
  await configure(describe('127.0.0.1', other));
  const { PATH } = process.env;
  process.env.PATH = path.join(box.folder, 'no-programs');
  process.env.LAB_SSH_KEY = box.keyPath;
  t.teardown(() => {
    process.env.PATH = PATH;
    delete process.env.LAB_SSH_KEY;
  });
  await checkHome(t, `ssh://root@127.0.0.1:${box.port}`, box);
});
