/**
 * zx lab/chat.mjs at length: a terminal for each keyboard, here and over SSH, windows that change
 * their size or are closed, and processes that are killed.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { startSshd } from '../boxes/sshd.ts';
import { type ChatTerminal, openTerminal } from './chat-terminal.ts';
import { makeLabFolder, slowMachineMs } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

interface Meeting {
  folder: string;
  x: ChatTerminal;
  y: ChatTerminal;
}

/** Two terminals, of which X came first, with a home of their own in which they meet. */
async function meet(
  t: Test,
  flags: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Meeting> {
  const folder = await makeLabFolder(t);
  const options = { folder, env: { HOME: folder, ...env } };
  const x = openTerminal(t, ['--role', 'X', '--name', 'Anna', ...flags], options);
  await x.waitForText('Waiting for Y');
  const y = openTerminal(t, ['--role', 'Y', '--name', 'Berta', ...flags], options);
  for (const each of [x, y]) await each.waitForRow(/received before/);
  return { folder, x, y };
}

async function chatToBye({ x, y }: Meeting, t: Test): Promise<void> {
  x.type('hello\r');
  await y.waitForRow('X: hello');
  y.type('hi, Anna\r');
  await x.waitForRow('Y: hi, Anna');
  y.type('Bye\r');
  t.equal(await x.ended, 0);
  t.equal(await y.ended, 0);
  t.match(y.read(), 'The chat is over.');
  t.match(y.read(), /The chat is kept, by the other terminal, in \.lab\/runs\/.*: pass/);
}

t.test('a terminal for each: the second finds the first', async (t) => {
  const meeting = await meet(t);
  const before = { words: [meeting.folder], interfaces: [], mounts: [] };
  t.match(meeting.x.read(), 'npx zx lab/chat.mjs --role Y');
  const third = openTerminal(t, ['--role', 'X'], {
    folder: meeting.folder,
    env: { HOME: meeting.folder },
  });
  await third.waitForText('There is a chat with both its terminals on this box already');
  t.equal(await third.ended, 64);
  await chatToBye(meeting, t);
  const left = await takeSnapshot(before.words);
  await assertNothingLeft(t, left);
  t.same(await readdir(path.join(meeting.folder, '.cache/mininet-lab')), ['chat.lock']);
});

t.test('the role that is taken is refused, and the other one let in', async (t) => {
  const folder = await makeLabFolder(t);
  const options = { folder, env: { HOME: folder } };
  const x = openTerminal(t, ['--role', 'X'], options);
  await x.waitForText('Waiting for Y');
  const second = openTerminal(t, ['--role', 'X'], options);
  t.equal(await second.ended, 64);
  t.match(second.read(), 'X has the other terminal already; take --role Y');
  const y = openTerminal(t, ['--role', 'Y'], options);
  await y.waitForRow(/received before/);
  await chatToBye({ folder, x, y }, t);
});

t.test('the window of the second is closed: the first is told', async (t) => {
  const { folder, x, y } = await meet(t);
  const before = { words: [folder], interfaces: [], mounts: [] };
  y.close();
  await x.waitForRow('* Y left without Bye');
  t.equal(await x.ended, 0);
  await assertNothingLeft(t, await takeSnapshot(before.words));
});

t.test('the first is killed: the second ends, and nothing is left', async (t) => {
  const { folder, x, y } = await meet(t);
  const before = await takeSnapshot([]);
  x.send('SIGKILL');
  t.equal(await y.ended, 1);
  t.match(y.read(), 'The other terminal has ended the chat');
  await assertNothingLeft(t, { ...before, words: [folder] });
});

for (const [what, end, status] of [
  ['the window is closed', (terminal: ChatTerminal) => terminal.close(), 130],
  ['SIGTERM', (terminal: ChatTerminal) => terminal.send('SIGTERM'), 130],
  ['SIGKILL', (terminal: ChatTerminal) => terminal.send('SIGKILL'), 137],
] as const) {
  t.test(`both in one terminal, and ${what}: nothing is left`, async (t) => {
    const folder = await makeLabFolder(t);
    const before = await takeSnapshot([folder]);
    const terminal = openTerminal(t, [], { folder });
    await terminal.waitForRow(/received before.*│.*received before/);
    terminal.type('what was said is kept\r');
    await terminal.waitForRow(/│X: what was said is kept/);
    end(terminal);
    t.equal(await terminal.ended, status);
    await assertNothingLeft(t, before);
    const kept = await readdir(path.join(folder, '.lab/runs'), { recursive: true });
    t.ok(kept.some((name) => /(journal|witnessed\.part)\.jsonl$/.test(name)));
  });
}

t.test('Ctrl-D leaves as one of them, and the other is told', async (t) => {
  const folder = await makeLabFolder(t);
  const terminal = openTerminal(t, [], { folder });
  await terminal.waitForRow(/received before.*│.*received before/);
  terminal.type('\t\u0004');
  t.equal(await terminal.ended, 0);
  t.match(terminal.read(), '* Y left without Bye');
});

t.test('a window that becomes narrow shows the one who types, and both again', async (t) => {
  const folder = await makeLabFolder(t);
  const terminal = openTerminal(t, [], { folder });
  await terminal.waitForRow(/received before.*│.*received before/);
  terminal.resize(10, 30);
  await terminal.waitForRow(/^ X: Alice on h2$/);
  terminal.type('a line that is longer than the window is wide\r');
  await terminal.waitForRow('X: a line that is longer than');
  await terminal.waitForRow(/^the window is wide$/);
  terminal.type('\t');
  await terminal.waitForRow(/^ Y: Bob on h3$/);
  terminal.resize(2, 100);
  terminal.resize(24, 100);
  await terminal.waitForRow(/^ X: Alice on h2 +│ Y: Bob on h3$/);
  terminal.type('Bye\r');
  t.equal(await terminal.ended, 0);
});

t.test('over SSH: in one terminal, and in two', async (t) => {
  const sshd = await startSshd();
  t.teardown(() => sshd.stop());
  const before = await takeSnapshot([sshd.home]);
  const env = { LAB_SSH_KEY: sshd.keyPath };
  const meeting = await meet(t, ['--box', sshd.address], env);
  t.match(meeting.x.read(), `--role Y --box ${sshd.address}`);
  await chatToBye(meeting, t);
  const terminal = openTerminal(t, ['--box', sshd.address], {
    folder: meeting.folder,
    env: { ...env, HOME: meeting.folder },
  });
  await terminal.waitForRow(/received before.*│.*received before/);
  terminal.type('Bye\r');
  t.equal(await terminal.ended, 0);
  await assertNothingLeft(t, before);
});
