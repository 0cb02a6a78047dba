/** What we prove to a box, and how a connection that does not come about is explained. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { openSshBox, type SshOptions } from '../../lab/boxes/ssh.ts';
import { LabError } from '../../lab/model/errors.ts';
import { startAgent } from './agent.ts';
import { getFreePort, makeKey, startSshd } from './sshd.ts';

const execute = promisify(execFile);
const sshd = await startSshd();
t.teardown(() => sshd.stop());
const trust: SshOptions = {
  knownHostsPath: sshd.knownHostsPath,
  userKnownHostsPath: path.join(sshd.folder, 'none'),
};
// Keys and agents of whoever runs the tests take no part in them.
for (const name of ['SSH_AUTH_SOCK', 'LAB_SSH_KEY', 'LAB_SSH_PASSPHRASE']) delete process.env[name];
process.env.HOME = sshd.folder;

/** Runs with these variables set. */
async function withEnvironment<Result>(
  variables: Record<string, string>,
  work: () => Promise<Result>,
): Promise<Result> {
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
  }
}

async function checkEnters(options: SshOptions): Promise<void> {
  const box = await openSshBox(sshd.address, { ...trust, ...options });
  await box.run(['true']);
  await box.close();
}

async function readRefusal(options: SshOptions): Promise<LabError> {
  const error = await openSshBox(sshd.address, { ...trust, ...options }).catch((e: unknown) => e);
  if (error instanceof LabError) return error;
  throw new Error(`no refusal but ${error}`);
}

t.test('a key by LAB_SSH_KEY, and one with a passphrase', async (t) => {
  await withEnvironment({ LAB_SSH_KEY: sshd.keyPath }, () => checkEnters({}));
  const locked = path.join(sshd.folder, 'locked');
  await execute('cp', [sshd.keyPath, locked]);
  await execute('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'open sesame', '-f', locked]);
  const options = { identityFiles: [locked] };
  await withEnvironment({ LAB_SSH_PASSPHRASE: 'open sesame' }, () => checkEnters(options));
  const without = await readRefusal(options);
  t.equal(without.code, 'BOX_REFUSED');
  t.match(without.message, /locked \(needs its passphrase in LAB_SSH_PASSPHRASE\)/);
  const wrong = await withEnvironment({ LAB_SSH_PASSPHRASE: 'not this one' }, () =>
    readRefusal(options),
  );
  t.equal(wrong.code, 'BOX_REFUSED');
  t.notMatch(`${wrong.message} ${wrong.hint} ${wrong.stack}`, /not this one/);
});

t.test('the usual keys of ~/.ssh, whatever their type', async (t) => {
  await execute('mkdir', ['-p', path.join(sshd.folder, '.ssh')]);
  for (const type of ['rsa', 'ecdsa', 'ed25519']) {
    const file = path.join(sshd.folder, '.ssh', `id_${type}`);
    await makeKey(file, type);
    t.equal((await readRefusal({})).code, 'BOX_REFUSED', `${type} is tried and does not fit`);
    await execute('sh', [
      '-c',
      'cat "$1.pub" >>"$2"',
      'sh',
      file,
      `${sshd.folder}/authorized_keys`,
    ]);
    await checkEnters({});
    await execute('rm', [file]);
  }
});

t.test('an agent', async (t) => {
  const { socket, add } = await startAgent(t, sshd.folder);
  const environment = { SSH_AUTH_SOCK: socket };
  const empty = await withEnvironment(environment, () => readRefusal({}));
  t.match(empty, { code: 'BOX_REFUSED', message: /Tried: agent / });
  await add([sshd.keyPath]);
  await withEnvironment(environment, () => checkEnters({}));
  // An agent that is gone is one way less, not the end.
  const gone = { SSH_AUTH_SOCK: path.join(sshd.folder, 'no-agent.sock') };
  await withEnvironment({ ...gone, LAB_SSH_KEY: sshd.keyPath }, () => checkEnters({}));
  await withEnvironment(gone, async () => {
    t.equal((await readRefusal({ identityFiles: [] })).code, 'BOX_REFUSED');
  });
});

t.test('a wrong key is refused, naming what was tried', async (t) => {
  const wrong = path.join(sshd.folder, 'wrong');
  await makeKey(wrong);
  const nonsense = path.join(sshd.folder, 'nonsense');
  await writeFile(nonsense, '-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n');
  const missing = path.join(sshd.folder, 'missing');
  const error = await readRefusal({ identityFiles: [wrong, nonsense, missing] });
  t.equal(error.code, 'BOX_REFUSED');
  t.ok(error.message.includes(`Tried: ${wrong}, ${nonsense} (is no private key that the lab can`));
  t.ok(error.message.includes(`${missing} (cannot be read: ENOENT)`));
  t.notMatch(`${error.message} ${error.stack}`, /c2VjcmV0/);
  t.match(await readRefusal({ identityFiles: [] }), { code: 'BOX_REFUSED', message: /no key/ });
  const many = [];
  for (let number = 0; number < 8; number += 1) many.push(`${wrong}-${number}`);
  await Promise.all(many.map((file) => makeKey(file)));
  t.equal((await readRefusal({ identityFiles: many })).code, 'BOX_REFUSED', 'hung up on');
});

t.test('a box that is not there is unreachable', async (t) => {
  const port = await getFreePort();
  const closed = `ssh://root@127.0.0.1:${port}`;
  await t.rejects(openSshBox(closed, trust), {
    code: 'BOX_UNREACHABLE',
    message: new RegExp(`127\\.0\\.0\\.1 port ${port}.*ECONNREFUSED`),
  });
  const labelled = openSshBox(closed, { ...trust, label: 'vagrant' });
  await t.rejects(
    labelled,
    { code: 'BOX_UNREACHABLE', message: /\bvagrant\b/ },
    'as users know it',
  );
  await t.rejects(openSshBox('ssh://root@no-such-box.invalid', trust), {
    code: 'BOX_UNREACHABLE',
    message: /no-such-box\.invalid port 22/,
  });
});

t.test('what answers but is no SSH server, or says nothing, is unreachable', async (t) => {
  const sockets: Socket[] = [];
  const answers = ['HTTP/1.1 400 Bad Request\r\n\r\n', 'SSH-2.0-x\r\n\0\0\0\0nonsense', undefined];
  let turn = 0;
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}));
    const answer = answers[turn];
    if (answer !== undefined) socket.end(answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  for (; turn < answers.length; turn += 1) {
    const opening = openSshBox(`ssh://root@127.0.0.1:${port}`, { ...trust, readyLimitMs: 700 });
    await t.rejects(opening, { code: 'BOX_UNREACHABLE' }, JSON.stringify(answers[turn]));
  }
  for (const socket of sockets) socket.destroy();
  server.close();
});
