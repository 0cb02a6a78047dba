/**
 * Ctrl-C and its kin, at moments that are observed, not guessed: a run ends with 130, says so, keeps
 * what was witnessed, and leaves nothing.
 */
import { chmod, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import {
  makeLabFolder,
  type RunningLab,
  readWitnessed,
  slowMachineMs,
  startLab,
  waitFor,
  waitForPhase,
} from './lab-command.ts';
import { assertNothingLeft, findMarked, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

t.jobs = 3;

/** Long enough that no run ends by itself before it is interrupted. */
const longFlags = ['--delay-y', '60000'];

interface Moment {
  lab: RunningLab;
  folder: string;
}

/** Starts a long run, waits for a moment of it, sends the signals, and asserts a clean end. */
async function interrupt(
  t: Test,
  signals: readonly NodeJS.Signals[],
  options: {
    flags?: readonly string[];
    prepare?: (folder: string) => Promise<void>;
    waitForMoment: (moment: Moment) => Promise<unknown>;
  },
): Promise<{ folder: string; stdout: string; stderr: string }> {
  const folder = await makeLabFolder(t);
  await options.prepare?.(folder);
  const before = await takeSnapshot([folder]);
  const lab = startLab([...longFlags, ...(options.flags ?? [])], { folder });
  await Promise.race([
    options.waitForMoment({ lab, folder }),
    lab.ended.then(({ stderr }) => Promise.reject(new Error(`it ended by itself: ${stderr}`))),
  ]);
  for (const signal of signals) lab.send(signal);
  const { status, stdout, stderr } = await lab.ended;
  t.equal(status, 130, `${signals.join()}: ${stderr}`);
  await assertNothingLeft(t, before);
  return { folder, stdout, stderr };
}

const phase =
  (name: string) =>
  ({ folder }: Moment) =>
    waitForPhase(folder, name);

/** Waits until a process of the run has a word in its arguments. */
const command =
  (word: string) =>
  ({ folder }: Moment) =>
    waitFor(`a process ${word}`, async () =>
      (await findMarked([folder])).find((one) => one.command.includes(word)),
    );

t.test('Ctrl-C while it looks at the box', async (t) => {
  // A box on which everything takes very long: its uname says that it was called, and then waits.
  const { stdout } = await interrupt(t, ['SIGINT'], {
    prepare: async (folder) => {
      const slow = path.join(folder, 'bin/uname');
      await writeFile(slow, `#!/bin/sh\n: > ${folder}/called\nexec sleep 600\n`);
      await chmod(slow, 0o755);
    },
    waitForMoment: ({ folder }) =>
      waitFor('the look at the box', async () =>
        (await readdir(folder)).includes('called') ? true : undefined,
      ),
  });
  t.equal(stdout, '');
});

t.test('Ctrl-C while the network is built', async (t) => {
  await interrupt(t, ['SIGINT'], { waitForMoment: command('stage.py') });
});

t.test('Ctrl-C while the programs start', async (t) => {
  await interrupt(t, ['SIGINT'], { waitForMoment: phase('starting') });
});

t.test('Ctrl-C in the midst of a play', async (t) => {
  const { folder, stdout, stderr } = await interrupt(t, ['SIGINT'], {
    waitForMoment: phase('epoch'),
  });
  t.match(stdout + stderr, /Interrupted by SIGINT/, 'it says why it ended');
  const names = await readdir(path.join(folder, '.lab/runs'), { recursive: true });
  t.ok(
    names.some((name) => name.endsWith('journal.jsonl')),
    'the journal so far is kept',
  );
  t.match(await readWitnessed(folder), /"kind":"started"/);
});

t.test('--json gives its document even then', async (t) => {
  const { stdout, stderr } = await interrupt(t, ['SIGINT'], {
    flags: ['--json'],
    waitForMoment: phase('epoch'),
  });
  if (stdout === '') {
    t.match(stderr, /not all could be ended in order/, 'unless the machine is too busy for it');
    return;
  }
  t.match(JSON.parse(stdout), {
    outcome: 'trouble',
    runs: [{ scenario: 'timing', trouble: { code: 'INTERRUPTED' } }],
  });
});

t.test('SIGTERM in the midst of a play', async (t) => {
  await interrupt(t, ['SIGTERM'], { waitForMoment: phase('epoch') });
});

t.test('SIGHUP: the terminal is closed', async (t) => {
  await interrupt(t, ['SIGHUP'], { waitForMoment: phase('epoch') });
});

t.test('Ctrl-C with Open vSwitch, whose daemons detach themselves', async (t) => {
  await interrupt(t, ['SIGINT'], {
    flags: ['--switch', 'ovs'],
    waitForMoment: phase('epoch'),
  });
});

t.test('Ctrl-C with a foreign program that ignores every signal it can', async (t) => {
  const server = `trap "" INT TERM HUP; /usr/bin/python3 -c 'import socket
s = socket.create_server(("", 12000)); s.listen()
while True: s.accept()'`;
  await interrupt(t, ['SIGINT'], {
    flags: ['--server', server],
    waitForMoment: phase('epoch'),
  });
});

t.test('SIGKILL of the lab itself', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const lab = startLab(longFlags, { folder });
  await phase('epoch')({ lab, folder });
  lab.send('SIGKILL');
  t.equal((await lab.ended).signal, 'SIGKILL');
  await assertNothingLeft(t, before);
});
