/** Hosts that want more than a key, and hosts that hang up before they greet: what is said of it. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import ssh2 from 'ssh2';
import t from 'tap';
import { openSshBox, type SshOptions } from '../../lab/boxes/ssh.ts';
import { LabError } from '../../lab/model/errors.ts';
import { startAgent } from './agent.ts';
import { makeKey, startSshd, type TestSshd } from './sshd.ts';

for (const name of ['SSH_AUTH_SOCK', 'LAB_SSH_KEY', 'LAB_SSH_PASSPHRASE']) delete process.env[name];
process.env.CI = 'true';

async function refuse(sshd: TestSshd, options: SshOptions): Promise<LabError> {
  const error = await openSshBox(sshd.address, { ...getTrust(sshd), ...options }).then(
    (box) => box.close(),
    (reason: unknown) => reason,
  );
  if (error instanceof LabError) return error;
  throw new Error(`no refusal but ${error}`);
}

const getTrust = ({ folder, knownHostsPath }: TestSshd): SshOptions => ({
  ...{ knownHostsPath, userKnownHostsPath: path.join(folder, 'none') },
});

t.test('a key that is right but not enough is said to be that', async (t) => {
  const sshd = await startSshd({
    config: [
      ...['PasswordAuthentication yes', 'KbdInteractiveAuthentication yes', 'PermitRootLogin yes'],
      'AuthenticationMethods publickey,password publickey,keyboard-interactive',
    ],
  });
  t.teardown(() => sshd.stop());
  process.env.HOME = sshd.folder;
  const right = await refuse(sshd, { identityFiles: [sshd.keyPath] });
  t.match(right, { code: 'BOX_REFUSED', message: /accepted the key \(.*id_test\).*wants also/ });
  t.match(right.message, /password/);
  const agent = await startAgent(t, sshd.folder);
  await agent.add([sshd.keyPath]);
  const byAgent = await refuse(sshd, { identityFiles: [], identityAgent: agent.socket });
  t.match(byAgent, { code: 'BOX_REFUSED', message: /accepted the key \(agent .*wants also/ });
  const wrong = path.join(sshd.folder, 'wrong');
  await makeKey(wrong);
  const error = await refuse(sshd, { identityFiles: [wrong] });
  t.match(error, { code: 'BOX_REFUSED', message: /Tried: .*wrong/ });
  t.notMatch(error.message, /accepted/, 'a wrong key is not');
});

t.test('a password alone is what the host wants', async (t) => {
  const sshd = await startSshd({
    config: ['PubkeyAuthentication no', 'PasswordAuthentication yes', 'PermitRootLogin yes'],
  });
  t.teardown(() => sshd.stop());
  const error = await refuse(sshd, { identityFiles: [sshd.keyPath] });
  t.match(error, { code: 'BOX_REFUSED' });
  t.notMatch(error.message, /accepted/);
});

/**
 * What PAM asks is up to the machine that the test runs on, so ssh2's own server takes sshd's part:
 * a host that lets in whoever answers the questions, of which there may be none.
 */
t.test('no question is answered, and a question without a terminal is told', async (t) => {
  const keys = await startSshd();
  t.teardown(() => keys.stop());
  process.env.HOME = keys.folder;
  const hostKeys = [await readFile(keys.hostKeyPath)];
  for (const [afterKey, prompts] of [
    [false, []],
    [true, []],
    [true, [{ prompt: 'Verification code: ', echo: false }]],
  ] as const) {
    const server = new ssh2.Server({ hostKeys }, (client) => {
      let hasKey = !afterKey;
      client.on('error', () => {});
      client.on('authentication', (context) => {
        if (context.method === 'publickey' && !hasKey) {
          if (context.signature === undefined) return context.accept();
          hasKey = true;
          return context.reject(['keyboard-interactive'], true);
        }
        if (context.method !== 'keyboard-interactive' || !hasKey) {
          return context.reject([hasKey ? 'keyboard-interactive' : 'publickey']);
        }
        context.prompt([...prompts], (answers) => {
          if (answers.length === prompts.length) context.accept();
          else context.reject();
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const opening = openSshBox(`ssh://root@127.0.0.1:${port}`, {
      ...getTrust(keys),
      identityFiles: afterKey ? [keys.keyPath] : [],
    });
    if (prompts.length === 0) await (await opening).close();
    else {
      await t.rejects(opening, {
        code: 'BOX_REFUSED',
        message:
          /accepted the key .*wants also keyboard-interactive, and asks "Verification code:"/,
        hint: /terminal/,
      });
    }
    t.pass(`${prompts.length} questions, after a key: ${afterKey}`);
    server.close();
  }
});

t.test('what a host says and hangs up is shown; only a busy one is asked again', async (t) => {
  let connections = 0;
  let answer = '';
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => {}).end(answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const { port } = server.address() as { port: number };
  for (const [said, shown, times] of [
    ['Exceeded MaxStartups\r\n', /it said "Exceeded MaxStartups" and hung up/, 3],
    ['Not allowed at this time\r\n', /it said "Not allowed at this time"/, 1],
    ['twist: go \u001b[31maway\n', /it said "twist: go \[31maway"/, 1],
    ['', /lost before handshake/, 1],
  ] as const) {
    connections = 0;
    answer = said;
    const lines: string[] = [];
    await t.rejects(
      openSshBox(`ssh://root@127.0.0.1:${port}`, { say: (line) => lines.push(line) }),
      { code: 'BOX_UNREACHABLE', message: shown },
      JSON.stringify(said),
    );
    t.equal(connections, times, 'so many connections');
    t.equal(lines.filter((line) => /Asking again in/.test(line)).length, times - 1, 'each said');
  }
});
