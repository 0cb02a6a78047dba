/**
 * Commands that do all they can to stay, under sudo and without: they are ended when they are
 * killed, and when the lab that started them is gone; and nothing else is ended with them.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import t, { type Test } from 'tap';
import type { Box } from '../../lab/boxes/box.ts';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { openSshBox } from '../../lab/boxes/ssh.ts';
import { keepTag } from '../../lab/boxes/sweep.ts';
import { findProcesses, waitUntil } from './behaviour.ts';
import { startRelay } from './proxy.ts';
import { makeSudoUser, makeUser, startSshd } from './sshd.ts';

const sshd = await startSshd();
const user = await makeSudoUser();
const plainUser = await makeUser();
const relay = await startRelay(sshd.port);
t.teardown(async () => {
  await relay.stop();
  await sshd.stop();
  await Promise.all([user.remove(), plainUser.remove()]);
});

/** Says that it is up, and stays; the word is its name in the list of processes. */
const stay = 'trap "" HUP TERM INT; echo up; while :; do sleep 1; done';
const daemon = (words: string) =>
  `(${words} sh -c 'trap "" HUP TERM; while :; do sleep 1; done' "$0" </dev/null >/dev/null 2>&1 &)`;
const inTerminal = (word: string) =>
  `exec script -qec "sudo -n -- sh -c 'trap \\"\\" HUP TERM; echo up; while :; do sleep 1; done' ` +
  `${word}" /dev/null`;

/** Command lines by what they try; sudo has a terminal of its own with use_pty (sudoers(5)). */
const ways: Record<string, (word: string) => string[]> = {
  'traps its signals': (word) => ['sh', '-c', stay, word],
  'leaves its session, twice forked': (word) => [
    ...['sh', '-c', `${daemon('setsid')}; ${stay}`, word],
  ],
  'has ended itself, its daemon stays': (word) => [
    ...['sh', '-c', `${daemon('setsid')}; echo up; sleep 0.5; exec sleep 1000`, word],
  ],
};
const sudoWays: typeof ways = {
  ...Object.fromEntries(
    Object.entries(ways).map(([name, make]) => [
      `under sudo, ${name}`,
      (word: string) => ['sudo', '-n', '--', ...make(word)],
    ]),
  ),
  'under sudo, clears its environment': (word) => [
    ...['sudo', '-n', '--', 'sh', '-c', `${daemon('env -i setsid')}; ${stay}`, word],
  ],
  'uses sudo itself, in a terminal': (word) => ['sh', '-c', inTerminal(word)],
};

async function startUp(box: Box, argv: readonly string[]) {
  const running = await box.start(argv);
  running.stdout.on('data', () => {});
  await once(running.stdout, 'data');
  return running;
}

async function checkEnds(t: Test, box: Box, argvs: typeof ways): Promise<void> {
  const neighbour = `labtest-${randomUUID()}`;
  const beside = await startUp(box, ['sh', '-c', stay, neighbour]);
  for (const [name, make] of Object.entries(argvs)) {
    const word = `labtest-${randomUUID()}`;
    const running = await startUp(box, make(word));
    t.ok((await findProcesses(word)).length > 0, `${name}: it runs`);
    running.kill();
    await running.ended;
    await waitUntil(`${name}: it is gone`, async () => (await findProcesses(word)).length === 0);
  }
  t.ok((await findProcesses(neighbour)).length > 0, 'another command of the box runs on');
  beside.kill();
  await beside.ended;
}

const open = (address: string) =>
  openSshBox(address, {
    identityFiles: [sshd.keyPath],
    knownHostsPath: sshd.knownHostsPath,
    userKnownHostsPath: `${sshd.folder}/none`,
  });
const getAddress = (name: string, port = sshd.port) => `ssh://${name}@127.0.0.1:${port}`;

for (const [who, name, argvs] of [
  ['a user with sudo', user.name, { ...ways, ...sudoWays }],
  ['a user without', plainUser.name, ways],
] as const) {
  t.test(`over SSH, as ${who}`, async (t) => {
    const box = await open(getAddress(name));
    await checkEnds(t, box, argvs);
    await box.close();
  });
}

t.test('on this machine', async (t) => {
  const box = await openLocalBox();
  await checkEnds(t, box, { ...ways, ...sudoWays });
  await box.close();
});

t.test('what ends with its connection', async () => {
  const box = await open(getAddress(user.name, relay.port));
  const words = [];
  for (const make of Object.values(sudoWays).slice(0, 2)) {
    words.push(`labtest-${randomUUID()}`);
    await startUp(box, make(words.at(-1) ?? ''));
  }
  words.push(`labtest-${randomUUID()}`);
  await startUp(box, ['sh', '-c', stay, words.at(-1) ?? '']);
  relay.cut();
  for (const word of words) {
    await waitUntil('all is gone', async () => (await findProcesses(word)).length === 0);
  }
  await box.close();
});

t.test('what ends with the lab, even by SIGKILL', async () => {
  const word = `labtest-${randomUUID()}`;
  const source = `
    import { openLocalBox } from ${JSON.stringify(path.resolve('lab/boxes/local.ts'))};
    openLocalBox().then(async (box) => {
      const running = await box.start(['sudo', '-n', '--', 'sh', '-c', ${JSON.stringify(stay)}, '${word}']);
      running.stdout.once('data', () => console.log('up'));
    });
  `;
  const arguments_ = ['--import=tsx', '--input-type=module', '--eval', source];
  const host = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(host, 'close');
  await once(host.stdout, 'data');
  host.kill('SIGKILL');
  await closed;
  await waitUntil('it is gone', async () => (await findProcesses(word)).length === 0);
});

t.test('a command keeps its tag behind sudo, and its words', async (t) => {
  const stage = ['unshare', '--pid', '--fork', '--kill-child', 'python3'];
  t.same(keepTag(['sudo', '-n', '--', ...stage], 'x'), [
    ...['sudo', '-n', '--', 'env', 'MININET_LAB_COMMAND=x', ...stage],
  ]);
  t.same(keepTag(stage, 'x'), stage, 'a command without sudo is left as it is');
  const box = await openLocalBox();
  const result = await box.run(['sudo', '-n', '--', 'printf', '<%s>', 'a b', '', "it's", '--']);
  t.equal(result.stdout, "<a b><><it's><-->");
  const failed = await box.run(['sudo', '-n', '--', 'sh', '-c', 'exit 7']);
  t.equal(failed.status, 7);
  await box.close();
});
