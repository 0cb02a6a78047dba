/**
 * What only the ssh program can: certificates of users and hosts (ssh-keygen(1)), ProxyCommand. A
 * real sshd judges; each refusal stands beside what gets in.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import type { Box } from '../../lab/boxes/box.ts';
import { openSshBox, type SshOptions } from '../../lab/boxes/ssh.ts';
import { LabError } from '../../lab/model/errors.ts';
import { startAgent } from './agent.ts';
import { findProcesses, waitUntil } from './behaviour.ts';
import { makeFolder, makeKey, startSshd } from './sshd.ts';

const execute = promisify(execFile);
for (const name of ['SSH_AUTH_SOCK', 'LAB_SSH_KEY', 'LAB_SSH_PASSPHRASE', 'LAB_SSH_CONFIG']) {
  delete process.env[name];
}
const folder = await makeFolder();
t.teardown(() => rm(folder, { recursive: true, force: true }));
const at = (name: string) => path.join(folder, name);
process.env.HOME = folder;
await mkdir(at('.ssh'));
for (const name of ['ca', 'other-ca', 'user']) await makeKey(at(name));
const sshd = await startSshd({ config: [`TrustedUserCAKeys ${at('ca')}.pub`] });
t.teardown(() => sshd.stop());
const base: SshOptions = { knownHostsPath: at('store'), userKnownHostsPath: at('known') };

/** Signs the public key of this name; the certificate lies beside it. */
async function sign(name: string, more: readonly string[] = [], ca = 'ca'): Promise<void> {
  await execute('ssh-keygen', ['-q', '-s', at(ca), '-I', 'test', ...more, `${at(name)}.pub`]);
}

async function checkEnters(t: Test, options: SshOptions, address = sshd.address): Promise<void> {
  const box = await openSshBox(address, { ...base, ...options });
  t.equal((await box.run(['echo', "it's me"])).stdout, "it's me\n");
  await box.close();
}

async function refuse(options: SshOptions, address = sshd.address): Promise<LabError> {
  const error = await openSshBox(address, { ...base, ...options }).then(
    (box) => box.close(),
    (reason: unknown) => reason,
  );
  if (error instanceof LabError) return error;
  throw new Error(`no refusal but ${error}`);
}

t.test('a certificate beside its key, and one that is not valid', async (t) => {
  const options = { identityFiles: [at('user')] };
  t.equal((await refuse(options)).code, 'BOX_REFUSED', 'the key alone is not enough');
  await sign('user', ['-n', 'root,someone']);
  await checkEnters(t, options);
  for (const [why, more, ca] of [
    ['another user', ['-n', 'someone'], 'ca'],
    ['expired', ['-n', 'root', '-V', '-2d:-1d'], 'ca'],
    ['another authority', ['-n', 'root'], 'other-ca'],
    ['a host certificate', ['-h', '-n', 'root'], 'ca'],
  ] as const) {
    await sign('user', more, ca);
    t.match(await refuse(options), { code: 'BOX_REFUSED', message: /Permission denied/ }, why);
  }
});

t.test('a certificate by CertificateFile, and in an agent', async (t) => {
  await sign('user', ['-n', 'root']);
  await copyFile(at('user'), at('apart'));
  await rm(at('elsewhere'), { force: true });
  await copyFile(at('user-cert.pub'), at('elsewhere'));
  const lines = (more: string) =>
    `Host mini\nHostName 127.0.0.1\nPort ${sshd.port}\nUser root\nIdentityFile ${at('apart')}\n${more}\n`;
  const options = { userConfig: true };
  await writeFile(at('.ssh/config'), lines(''));
  t.equal((await refuse(options, 'ssh://mini')).code, 'BOX_REFUSED', 'the key alone');
  await writeFile(at('.ssh/config'), lines(`CertificateFile ${at('elsewhere')}`));
  await checkEnters(t, options, 'ssh://mini');
  const agent = await startAgent(t, folder);
  await agent.add([at('user')]);
  await checkEnters(t, { identityFiles: [], identityAgent: agent.socket });
});

t.test('a host certificate is verified by its authority', async (t) => {
  const start = async (names: string, more: readonly string[] = []) => {
    const certified = await startSshd({
      prepare: async (hostKeyPath) => {
        const words = ['-q', '-s', at('ca'), '-I', 'host', '-h', '-n', names, ...more];
        await execute('ssh-keygen', [...words, `${hostKeyPath}.pub`]);
        return [`HostCertificate ${hostKeyPath}-cert.pub`];
      },
    });
    t.teardown(() => certified.stop());
    const { address, port, keyPath } = certified;
    return { address, port, options: { identityFiles: [keyPath] } };
  };
  const authority = async (name: string, port: number, marker = '@cert-authority') => {
    const key = await readFile(`${at(name)}.pub`, 'utf8');
    return `${marker} [127.0.0.1]:${port},[*.example.org]:* ${key}`;
  };
  const { address, port, options } = await start('127.0.0.1');
  await writeFile(at('known'), await authority('ca', port));
  await checkEnters(t, options, address);
  const revoked = await authority('ca', port, '@revoked');
  await writeFile(at('known'), (await authority('ca', port)) + revoked);
  t.equal((await refuse(options, address)).code, 'BOX_UNTRUSTED', 'revoked');
  await writeFile(at('known'), await authority('other-ca', port));
  t.equal((await refuse(options, address)).code, 'BOX_UNTRUSTED', 'another authority');
  for (const [why, names, more] of [
    ['another host', '10.0.0.9', []],
    ['expired', '127.0.0.1', ['-V', '-2d:-1d']],
  ] as const) {
    const other = await start(names, more);
    await writeFile(at('known'), await authority('ca', other.port));
    const error = await refuse(other.options, other.address);
    t.equal(error.code, 'BOX_UNTRUSTED', `${why}: ${error.message}`);
  }
  await rm(at('known'));
});

t.test('ProxyCommand: its words are shown when it fails', async (t) => {
  const configure = (command: string) =>
    writeFile(
      at('.ssh/config'),
      `Host mini\nHostName 127.0.0.1\nPort ${sshd.port}\nUser root\n` +
        `IdentityFile ${sshd.keyPath}\nProxyCommand ${command}\n`,
    );
  const options = { userConfig: true };
  await configure(`python3 ${path.resolve('test/boxes/relay.py')} %h %p %r`);
  const said: string[] = [];
  await checkEnters(t, { ...options, say: (line) => said.push(line) }, 'ssh://mini');
  await configure("sh -c 'echo gate: no such badge >&2; exit 3'");
  t.match(await refuse(options, 'ssh://mini'), {
    code: 'BOX_UNREACHABLE',
    message: /gate: no such badge/,
  });
  await configure('/no/such/program %h');
  t.match(await refuse(options, 'ssh://mini'), {
    code: 'BOX_UNREACHABLE',
    message: /no\/such\/program/,
  });
});

t.test('such a box is a box like others', async (t) => {
  await sign('user', ['-n', 'root']);
  const box: Box = await openSshBox(sshd.address, { ...base, identityFiles: [at('user')] });
  const numbers = Array.from({ length: 20 }, (_, index) => String(index));
  const results = await Promise.all(numbers.map((number) => box.run(['echo', number])));
  t.same(
    results.map((result) => result.stdout.trim()),
    numbers,
  );
  const failing = await box.run(['sh', '-c', 'echo out; echo err >&2; exit 3']);
  t.same(failing, { status: 3, signal: null, stdout: 'out\n', stderr: 'err\n' });
  const bytes = Buffer.alloc(3_000_000, 'x');
  t.equal((await box.run(['wc', '-c'], { input: bytes })).stdout.trim(), '3000000');
  const much = await box.run(['sh', '-c', 'seq 1 100000']);
  t.equal(much.stdout.length, 588_895);
  const [pushed = ''] = await box.push([{ path: 'package.json' }]);
  t.equal((await box.run(['test', '-f', pushed])).status, 0);
  const word = `labtest-${process.pid}-${sshd.port}`;
  const stay = ['sh', '-c', 'trap "" HUP TERM; echo up; while :; do sleep 1; done', word];
  const running = await box.start(stay);
  await new Promise((resolve) => running.stdout.once('data', resolve));
  running.kill();
  await running.ended;
  await waitUntil('it is gone', async () => (await findProcesses(word)).length === 0);
  const late = box.run(['sleep', '100']);
  const lost = t.rejects(late, { code: 'BOX_LOST' });
  for (const pid of await sshd.getSessions()) process.kill(pid, 'SIGKILL');
  await lost;
  await t.rejects(box.run(['true']), { code: 'BOX_LOST' });
  await box.close();
});
