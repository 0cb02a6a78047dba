/**
 * Whole plays by a user whom sudo asks for a password, on this machine and over SSH, where no user
 * namespace can be made: asked for once at a terminal, kept nowhere, and nothing left at the end.
 */
import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import { startSshd } from '../boxes/sshd.ts';
import { openTerminal } from './chat-terminal.ts';
import { makeLabFolder, root, waitForPhase } from './lab-command.ts';
import { getCommand, makeAskedUser, makeUserFolder, withoutNamespaces } from './lab-user.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';
import { hasNetem } from './netem.ts';

t.setTimeout(1_200_000);
t.jobs = 1;

const user = await makeAskedUser();
/** Whether there is netem is looked for as root, too. */
const delays = (await hasNetem()) ? ['--link-delay', '5'] : [];

interface Place {
  folder: string;
  command: readonly string[];
  env: Record<string, string>;
  place: string;
}

async function getLocal(): Promise<Place> {
  const folder = await makeUserFolder(user);
  const command = [...withoutNamespaces, ...getCommand(user, folder), '--box', 'local'];
  return { folder, command, env: { CI: '' }, place: 'this machine' };
}

async function getRemote(t: Test): Promise<Place> {
  const sshd = await startSshd({ user: user.name, before: withoutNamespaces });
  t.teardown(() => sshd.stop());
  const folder = await makeLabFolder(t);
  const command = [process.execPath, `${root}/lab/run.mjs`, '--box', sshd.address];
  const env = { LAB_SSH_KEY: sshd.keyPath, HOME: folder, CI: '' };
  return { folder, command, env, place: sshd.address };
}

/** Files below the folder that have the text. */
async function findInFiles(text: string, folder: string): Promise<string> {
  const search = promisify(execFile)('grep', ['-rlaF', '-e', text, folder]);
  return search.then(
    ({ stdout }) => stdout,
    (error: { code: number; stdout: string }) => {
      if (error.code !== 1) throw error;
      return error.stdout;
    },
  );
}

for (const [where, get] of [
  ['on this machine', getLocal],
  ['over SSH', getRemote],
] as const) {
  t.test(`a play ${where}`, async (t) => {
    const { folder, command, env, place } = await get(t);
    const before = await takeSnapshot([folder, user.name]);
    const prompt = `[lab] password for ${user.name} on ${place}: `;
    const terminal = openTerminal(t, ['--delay-y', '300', ...delays], {
      ...{ folder, command, env, rows: 50, columns: 200 },
    });
    await terminal.waitForText(prompt);
    // Progress is drawn ten times a second; what is not drawn can only be waited for.
    await delay(700);
    t.ok(terminal.read().endsWith(prompt), 'nothing is drawn over the question');
    terminal.type('wrong\r');
    await terminal.waitForText('try 2 of 3');
    terminal.type(`${user.password}\r`);
    t.equal(await terminal.ended, 0, terminal.read());
    t.equal(terminal.read().split(prompt).length - 1, 2, 'asked again only after a wrong one');
    t.notOk(terminal.read().includes(user.password));
    t.equal(await findInFiles(user.password, folder), '', 'in no file of the run');
    t.equal(await findInFiles(user.password, user.home), '', 'nor of the user');
    t.match(
      await findInFiles('"kind":"phase"', folder),
      /journal\.jsonl/,
      'where a phase is found',
    );
    await assertNothingLeft(t, before);
  });

  t.test(`Ctrl-C in the midst of a play ${where}`, async (t) => {
    const { folder, command, env } = await get(t);
    const before = await takeSnapshot([folder, user.name]);
    const terminal = openTerminal(t, ['--delay-y', '60000'], {
      ...{ folder, command, env, rows: 50, columns: 200 },
    });
    await terminal.waitForText('[lab] password for ');
    terminal.type(`${user.password}\r`);
    await waitForPhase(folder, 'listening');
    terminal.type('\u0003');
    t.equal(await terminal.ended, 130, terminal.read());
    await assertNothingLeft(t, before);
  });
}
