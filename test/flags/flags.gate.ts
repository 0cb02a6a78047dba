/** Wrong flags: one sentence, the nearest right one, exit 64, and nothing on standard output. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import { getEnvironment, type LabResult, root, runLab } from '../box/lab-command.ts';
import type { Asked } from './flags-host.ts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-cli-test-'));
t.teardown(() => rm(folder, { recursive: true }));
t.jobs = 4;

const clients = ['X', 'Y', 'Z'].map((role) => ({ role, name: 'Someone' }));
const three = { name: 'three', title: 'three clients', clients, checks: ['handshake'] };
await writeFile(path.join(folder, 'three.yaml'), JSON.stringify(three));

const run = (flags: readonly string[], env: Record<string, string> = {}): Promise<LabResult> =>
  runLab(flags, { folder, env });

/** What is given, and the sentence that is said about it. */
const wrong: readonly [flags: readonly string[], sentence: RegExp, env?: Record<string, string>][] =
  [
    [['--dely-y', '500'], /^Unknown option '--dely-y'; did you mean --delay-y\?$/],
    [['--serve', 'x'], /did you mean --server\?$/],
    [['-z'], /^Unknown option '-z'$/],
    [['--delay-x', 'abc'], /^--delay-x takes ms from 0 to 600000, not 'abc'$/],
    [['--delay-x', '-5'], /^--delay-x takes ms .*, not '-5'$/],
    [['--delay-x', '1e3'], /^--delay-x takes ms .*, not '1e3'$/],
    [['--delay-x', '0x10'], /^--delay-x takes ms .*, not '0x10'$/],
    [['--delay-x', ' 5'], /^--delay-x takes ms .*, not ' 5'$/],
    [['--delay-x='], /^--delay-x takes ms .*, not ''$/],
    [['--delay-x', '600001'], /^--delay-x takes ms .*, not '600001'$/],
    [['--delay-x'], /^Option '--delay-x <ms>' argument missing$/],
    [['--port', '0'], /^--port takes a whole number from 1 to 65535, not '0'$/],
    [['--port', '80.5'], /^--port takes a whole number .*, not '80.5'$/],
    [['--link-loss', '101'], /^--link-loss takes percent from 0 to 100, not '101'$/],
    [['--clients', '1'], /^--clients takes a whole number from 2 to 26, not '1'$/],
    [['--clients', '2', 'three.yaml'], /^--clients 2 is too few for the scenario three, .* 3$/],
    [['--switch', 'hub'], /^--switch takes one of lxbr, ovs, not 'hub'$/],
    [['--server', ''], /^--server takes a shell command, not ''$/],
    [['--client-y', ' \t'], /^--client-y takes a shell command, not ' \\t'$/],
    [['--json=yes'], /^--json takes no value$/],
    [['x-at-onse'], /^There is no scenario "x-at-onse"$/],
    [['x-at-once', '--delay-y', '5'], /^Timing flags cannot be combined with scenario names/],
    [['--box', 'ftp://x'], /^The box "ftp:\/\/x" is of no kind that is known/],
    [['none.yaml'], /^Cannot read none\.yaml: ENOENT/],
    [['--junit', 'none/x.xml'], /^Cannot write none\/x\.xml: ENOENT/],
    [[], /^--delay-y takes ms .*, not 'abc' from LAB_DELAY_Y$/, { LAB_DELAY_Y: 'abc' }],
    [[], /^--switch takes one of .*, not 'hub' from LAB_SWITCH$/, { LAB_SWITCH: 'hub' }],
  ];

/** One process for all that end before anything is played; a start of its own takes a second. */
const host = fork(path.join(root, 'test/flags/flags-host.ts'), {
  cwd: folder,
  env: { ...getEnvironment(folder), NO_COLOR: '1' },
  execArgv: ['--import', import.meta.resolve('tsx')],
});
t.teardown(() => host.kill());
const ended = once(host, 'exit');

async function ask(asked: Asked): Promise<LabResult> {
  const told = once(host, 'message');
  host.send(asked);
  const [result] = await Promise.race([told, ended]);
  if (typeof result !== 'object') throw new Error(`the process ended: ${result}`);
  return result;
}

t.test('what is wrong is said in a sentence', { jobs: 1 }, async (t) => {
  for (const [flags, sentence, env = {}] of wrong) {
    const words = [...Object.entries(env).map((pair) => pair.join('=')), ...flags];
    t.test(`${words.join(' ')} is wrong`, async (t) => {
      assertRefused(t, await ask({ flags, env }), sentence);
    });
  }
});

t.test('so it is in a process of its own, by flag and by variable', async (t) => {
  assertRefused(t, await run(['--delay-x', 'abc']), /^--delay-x takes ms .*, not 'abc'$/);
  const [flags, env] = [[], { LAB_SWITCH: 'hub' }];
  assertRefused(t, await run(flags, env), /^--switch takes one of .*, not 'hub' from LAB_SWITCH$/);
});

function assertRefused(t: Test, { status, stdout, stderr }: LabResult, sentence: RegExp): void {
  t.equal(status, 64);
  t.equal(stdout, '');
  const [first = '', hint = '', ...more] = stderr.trimEnd().split('\n');
  t.match(first, /^lab: /);
  t.match(first.slice('lab: '.length), sentence);
  t.match(hint, /^( {5}\S.*)?$/, 'a hint may follow');
  t.same(more, [], 'and nothing else: no stack, no usage');
}

t.test('a flag without a value takes no word from behind it', async (t) => {
  const { status, stdout, stderr } = await run(['--json', 'none.yaml']);
  t.equal(status, 64);
  t.match(stderr, /^lab: Cannot read none\.yaml/, 'none.yaml is a scenario file');
  t.match(JSON.parse(stdout), {
    outcome: 'trouble',
    box: 'local',
    runs: [],
    grade: null,
    trouble: { code: 'FILE_WRONG' },
  });
});

t.test('an empty variable is none, and 0 leaves a switch off', async (t) => {
  const { status, stdout } = await run(['--list'], { LAB_DELAY_Y: '', LAB_JSON: '0' });
  t.equal(status, 0);
  t.match(stdout, /^first-received: .*\n {2}x-connects-x-sends {2}/);
});

t.test('a wrong scenario file is said with the place in it', async (t) => {
  await writeFile(path.join(folder, 'mine.yaml'), 'name: mine\ntitle: mine\nclients: []\n');
  const { status, stdout, stderr } = await run(['mine.yaml']);
  t.equal(status, 64);
  t.equal(stdout, '');
  t.match(stderr, /^lab: mine\.yaml: clients: .*; checks: .*\n {5}.*--schema\n$/);
});

t.test('nothing of all this made a run', async (t) => {
  await t.resolves(run(['--wrong']));
  t.notOk((await readdir(folder)).includes('.lab'));
});
