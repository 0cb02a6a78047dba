/**
 * A sudo that asks for a password: real ones, asked by a person at a real terminal, on this machine
 * and over SSH; and that the password gets to sudo and to nobody else.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { runCommand } from '../../lab/boxes/run-command.ts';
import { Sudo } from '../../lab/boxes/sudo.ts';
import { type ChatTerminal, openTerminal } from '../box/chat-terminal.ts';
import { makeLabFolder, root, runLab, slowMachineMs } from '../box/lab-command.ts';
import { getCommand, makeAskedUser, makeUserFolder } from '../box/lab-user.ts';
import { startSshd } from './sshd.ts';

t.setTimeout(slowMachineMs);

const user = await makeAskedUser();
const session = path.join(root, 'test/boxes/sudo-session.mjs');
const localCommand = (folder: string) => [
  ...getCommand(user, folder, '666', '../test/boxes/sudo-session'),
  'local',
];
const prompt = (place: string) => `[lab] password for ${user.name} on ${place}: `;

/** Arguments and environments of all processes, as root sees them. */
async function findInProcesses(text: string): Promise<string[]> {
  const found: string[] = [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const file of pids.flatMap((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`])) {
    const content = await readFile(file, 'utf8').catch(() => '');
    if (content.includes(text)) found.push(file);
  }
  return found;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** From the first command as root to the end, once the password was typed. */
async function checkSession(t: Test, terminal: ChatTerminal): Promise<void> {
  await terminal.waitForText('ready=true');
  t.same(await findInProcesses(user.password), [], 'in no arguments and no environment');
  t.not((await findInProcesses('lab-asks-')).length, 0, 'where the question itself is found');
  terminal.type('\r');
  await terminal.waitForText('closed=true');
  t.equal(await terminal.ended, 0);
  const text = terminal.read();
  t.match(text, /unlocked=true\r?\n/);
  t.ok(text.includes('first={"status":0,"stdout":"0\\n","stderr":""}'), text);
  t.ok(
    text.includes('second={"status":7,"stdout":"its own input","stderr":"to you\\n"}'),
    'a command gets its own input, and only that',
  );
  t.match(text, /killed=\{/);
  t.notOk(text.includes(user.password), 'what is typed is not shown');
}

t.test('on this machine: a wrong one is told, the right one is asked for once', async (t) => {
  const folder = await makeUserFolder(user);
  const terminal = openTerminal(t, [], { folder, command: localCommand(folder), env: { CI: '' } });
  await terminal.waitForText(prompt('this machine'));
  terminal.type('not this one\r');
  await terminal.waitForText('did not take this password, try 2 of 3');
  terminal.type(`mistyped\u0015${user.password}x\u007f\r`);
  await checkSession(t, terminal);
  t.equal(count(terminal.read(), prompt('this machine')), 2);
});

t.test('over SSH: asked once, for all commands', async (t) => {
  const sshd = await startSshd({ user: user.name });
  t.teardown(() => sshd.stop());
  const folder = await makeLabFolder(t);
  const env = { LAB_SSH_KEY: sshd.keyPath, HOME: folder, CI: '' };
  const command = [process.execPath, session, sshd.address];
  const terminal = openTerminal(t, [], { folder, command, env });
  await terminal.waitForText(prompt(sshd.address));
  terminal.type(`${user.password}\r`);
  await checkSession(t, terminal);
  t.equal(count(terminal.read(), prompt(sshd.address)), 1);
});

t.test('three wrong ones are enough, and the terminal is as before', async (t) => {
  const folder = await makeUserFolder(user);
  const command = ['sh', '-c', '"$@"; stty -a', 'sh', ...localCommand(folder)];
  const terminal = openTerminal(t, [], { folder, command, env: { CI: '' } });
  await terminal.waitForText(prompt('this machine'));
  terminal.type('one\r');
  await terminal.waitForText('try 2 of 3');
  terminal.type('\r');
  await terminal.waitForText('try 3 of 3');
  terminal.type('three\r');
  t.equal(await terminal.ended, 0);
  const text = terminal.read();
  t.match(text, /error=\["BOX_REFUSED","sudo on this machine took none of 3 passwords"\]/);
  t.equal(count(text, prompt('this machine')), 3);
  t.match(text, /\secho\s/, 'echo is on');
});

t.test('Ctrl-C at the question ends it, and the terminal is as before', async (t) => {
  const folder = await makeUserFolder(user);
  const command = ['sh', '-c', '"$@"; stty -a', 'sh', ...localCommand(folder)];
  const terminal = openTerminal(t, [], { folder, command, env: { CI: '' } });
  await terminal.waitForText(prompt('this machine'));
  terminal.type('half a pass\u0003');
  await terminal.ended;
  const text = terminal.read();
  t.match(text, /\secho\s/, 'echo is on');
  t.match(text, /\sicanon\s/);
  t.equal(count(text, prompt('this machine')), 1, 'it does not ask again');
});

t.test('without a terminal, and in CI, nobody is asked', async (t) => {
  const folder = await makeUserFolder(user);
  const { stdout, stderr } = await runLab([], { folder, command: localCommand(folder) });
  t.match(stdout, /unlocked=false\nfirst=\{"status":1,/);
  t.notMatch(stderr, /password for/);
  const sshd = await startSshd({ user: user.name });
  t.teardown(() => sshd.stop());
  const env = { LAB_SSH_KEY: sshd.keyPath, HOME: folder, CI: 'true' };
  const command = [process.execPath, session, sshd.address];
  const terminal = openTerminal(t, [], { folder, command, env });
  await terminal.ended;
  t.match(terminal.read(), /unlocked=false/);
  t.notMatch(terminal.read(), /password for/);
});

t.test('a sudo that does not ask is told nothing, whatever its command prints', async (t) => {
  // Root's sudo asks nobody.
  const box = await openLocalBox();
  t.teardown(() => box.close());
  const sudo = new Sudo();
  const password = Buffer.from('secret');
  sudo.keep(password);
  const start = async (argv: readonly string[]) => {
    const { words, begin } = sudo.command(argv);
    return begin(await box.start(words));
  };
  const asker = 'grep -aoh "lab-asks-[-0-9a-f]*" /proc/[0-9]*/cmdline >&2; cat; echo end >&2';
  const asRoot = ['sudo', '-n', '--'];
  const said = await runCommand({ name: 'local', start }, [...asRoot, 'sh', '-c', asker], {
    input: 'own',
  });
  t.equal(said.stdout, 'own');
  t.match(
    said.stderr,
    /^lab-asks-[-0-9a-f]+\n(.|\n)*end\n$/,
    'though it prints the question itself',
  );
  const big = await runCommand({ name: 'local', start }, [
    ...[...asRoot, 'sh', '-c', 'yes | head -c 300000 >&2; exit 3'],
  ]);
  t.same([big.status, big.stderr.length], [3, 300_000], 'all that it prints is there');
  const failed = await runCommand({ name: 'local', start }, [...asRoot.slice(0, 2), '--', '/none']);
  t.not(failed.status, 0);
  sudo.forget();
  t.same(password, Buffer.alloc(6), 'it is cleared at the end');
  t.same(sudo.command([...asRoot, 'true']).words, [...asRoot, 'true']);
});
