/**
 * Boxes that are odd in one way or another: login shells of other kinds, a home with spaces or one
 * that cannot be written, banners, noise of rc files; and secrets, which are to be seen nowhere.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import type { Box } from '../../lab/boxes/box.ts';
import { openSshBox, type SshOptions } from '../../lab/boxes/ssh.ts';
import { runLab } from '../box/lab-command.ts';
import { getLabCommand } from '../box/trouble.ts';
import { makeFolder, makeUser, runAsRoot, startSshd, type TestSshd } from './sshd.ts';

const folder = await makeFolder();
t.teardown(() => rm(folder, { recursive: true }));
const banner = path.join(folder, 'banner');
await writeFile(banner, 'Authorized users only!\nuid=0\nmininet-lab: there 0\n');
const sshd = await startSshd({ config: [`Banner ${banner}`] });
t.teardown(() => sshd.stop());

const getOptions = (of: TestSshd): SshOptions => ({
  identityFiles: [of.keyPath],
  knownHostsPath: of.knownHostsPath,
  userKnownHostsPath: path.join(of.folder, 'none'),
});

const file = path.join(folder, "it's a file");
await writeFile(file, 'content\n');
const wild = [
  '',
  "it's",
  '$HOME `id` !! !$',
  'back\\slash\\\\',
  'new\nline\n',
  '*?[a] ~ #;&|<>',
  '%s',
];

/** Commands, input, output, status, files and an end, as on any other box. */
async function checkWhole(t: Test, box: Box): Promise<string> {
  // The first two go at once: one into a channel of its own, a later one into the waiting shell.
  const words = await Promise.all([0, 1].map(() => box.run(['printf', '<%s>', ...wild])));
  for (const { stdout } of words) t.equal(stdout, wild.map((word) => `<${word}>`).join(''));
  for (let turn = 0; turn < 3; turn += 1) {
    const script = 'cat; echo to stderr >&2; exit 7';
    const result = await box.run(['sh', '-c', script], { input: 'line one\nline two\n' });
    t.match(result, { status: 7, stdout: 'line one\nline two\n', stderr: 'to stderr\n' });
  }
  const [there = ''] = await box.push([{ path: file }]);
  t.equal((await box.run(['cat', there])).stdout, 'content\n');
  const running = await box.start(['sleep', '1000']);
  running.kill();
  t.match(await running.ended, { signal: 'SIGKILL' });
  await box.close();
  return there;
}

for (const shell of ['dash', 'busybox', 'tcsh', 'fish', 'bash']) {
  t.test(`a login shell that is ${shell}`, async (t) => {
    const { stdout } = await promisify(execFile)('sh', ['-c', `command -v ${shell}`]);
    const program = path.join(folder, 'ash');
    // busybox is the shell that its name says.
    if (shell === 'busybox') await runAsRoot(['ln', '-s', stdout.trim(), program]);
    await runAsRoot(['chmod', '755', folder]);
    const user = await makeUser(shell === 'busybox' ? program : stdout.trim());
    t.teardown(() => user.remove());
    // Each shell greets whoever comes, on both outputs, and would have us take it for an answer.
    const noise = 'echo "Welcome"; echo "uid=4711"; echo mininet-lab: there 0\n';
    const names = { tcsh: '.cshrc', fish: '.config/fish/config.fish' } as Record<string, string>;
    const rc = path.join(user.home, names[shell] ?? '.bashrc');
    await runAsRoot(['mkdir', '-p', path.dirname(rc)]);
    await writeFile(path.join(folder, 'rc'), noise);
    await runAsRoot(['cp', path.join(folder, 'rc'), rc]);
    await runAsRoot(['chown', '-R', user.name, user.home]);
    const address = sshd.address.replace('root', user.name);
    await checkWhole(t, await openSshBox(address, getOptions(sshd)));
  });
}

t.test('a home with spaces, and one that cannot be written', async (t) => {
  const user = await makeUser();
  t.teardown(() => user.remove());
  const home = `${user.home}/my own home's`;
  await runAsRoot(['usermod', '-d', home, user.name]);
  await runAsRoot(['mkdir', home]);
  await runAsRoot(['chown', user.name, home]);
  const address = sshd.address.replace('root', user.name);
  const there = await checkWhole(t, await openSshBox(address, getOptions(sshd)));
  t.ok(there.startsWith(`${home}/.cache/mininet-lab/`), there);

  await runAsRoot(['rm', '-rf', home]);
  await runAsRoot(['mkdir', '-m', '555', home]);
  const uid = (await runAsRoot(['id', '-u', user.name])).trim();
  t.teardown(() => runAsRoot(['rm', '-rf', `/var/tmp/mininet-lab-${uid}`]));
  const elsewhere = await checkWhole(t, await openSshBox(address, getOptions(sshd)));
  t.ok(elsewhere.startsWith(`/var/tmp/mininet-lab-${uid}/`), elsewhere);
});

t.test('a shell that lets nobody in says so', async (t) => {
  const user = await makeUser('/usr/sbin/nologin');
  t.teardown(() => user.remove());
  const box = await openSshBox(sshd.address.replace('root', user.name), getOptions(sshd));
  const result = await box.run(['true']);
  t.match(result, { status: 1, stdout: /not available/ });
  await box.close();
});

t.test(
  'a passphrase is seen nowhere: not in arguments, not in what is printed or kept',
  async (t) => {
    // Of this process alone: the key is made with it in an argument, and tests run side by side.
    const secret = `correct-horse-battery-${process.pid}`;
    const locked = path.join(folder, 'locked');
    await promisify(execFile)('cp', [sshd.keyPath, locked]);
    await promisify(execFile)('ssh-keygen', ['-q', '-p', '-P', '', '-N', secret, '-f', locked]);
    const body = (await readFile(sshd.keyPath, 'utf8')).split('\n')[2] ?? '';
    t.ok(body.length > 30);
    const place = await makeFolder();
    t.teardown(() => rm(place, { recursive: true }));
    const env = { LAB_SSH_KEY: locked, LAB_SSH_PASSPHRASE: secret, HOME: place, LAB_DEBUG: '1' };
    const command = getLabCommand([], 'box');
    let isOver = false;
    const seen = watchArguments(secret, () => isOver);
    const flags = ['doctor', '--box', sshd.address];
    const right = await runLab(flags, { folder: place, env, command });
    const wrong = await runLab(flags, {
      ...{ folder: place, command },
      env: { ...env, LAB_SSH_PASSPHRASE: `${secret}-not` },
    });
    isOver = true;
    t.same(await seen, [], 'no process has it in its arguments');
    t.match(right.stdout, /The lab can/);
    t.match(wrong, { status: 3, stderr: /cannot be read with the passphrase/ });
    const kept = await readdir(place, { recursive: true, withFileTypes: true });
    const texts = kept
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(path.join(entry.parentPath, entry.name), 'utf8'));
    const all = [right, wrong].flatMap(({ stdout, stderr }) => [stdout, stderr]);
    t.ok(texts.length > 0, 'something was kept');
    for (const text of [...all, ...(await Promise.all(texts))]) {
      t.notOk(text.includes(secret) || text.includes(body));
    }
  },
);

/** Looks again and again at the arguments of all processes (proc(5), cmdline). */
async function watchArguments(word: string, isOver: () => boolean): Promise<string[]> {
  const seen: string[] = [];
  while (!isOver()) {
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (text.includes(word)) seen.push(text);
    }
  }
  return seen;
}
