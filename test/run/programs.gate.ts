/** From plans to what the stage starts: arguments, steps, environment, and files on the box. */
import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { programs } from '../../lab/assignments/first-received/programs.ts';
import { alice, bob } from '../../lab/assignments/first-received/scenarios/suite.ts';
import type { Box } from '../../lab/boxes/box.ts';
import { openLocalBox } from '../../lab/boxes/local.ts';
import type { Plan } from '../../lab/model/plan.ts';
import { type ScenarioInput, scenarioSchema } from '../../lab/model/scenario.ts';
import { makePlayRequest } from '../../lab/run/programs.ts';
import { addressSchema } from '../../lab/stage/protocol.ts';

const local = await openLocalBox();
t.teardown(() => local.close());
const folder = t.testdir();

const own = { programs, node: '/bin/node', server: '/b/server.mjs', client: '/b/client.mjs' };
const serverAddress = addressSchema.parse('10.0.0.1');
const make = (plan: Plan, box: Box = local) => makePlayRequest(plan, { box, own, serverAddress });

function makePlan(change: Partial<ScenarioInput>): Plan {
  const clients = [
    { ...alice, connectMs: 100 },
    { ...bob, sendMs: 700 },
  ];
  const input = { name: 'a', title: 'a', clients, checks: ['handshake'], ...change };
  return planScenario(scenarioSchema.parse(input));
}

/** The value behind a flag. */
const getFlag = (argv: readonly string[] = [], flag: string) => argv[argv.indexOf(flag) + 1];

t.test('our own programs wait for the epoch, and know all times themselves', async (t) => {
  const play = await make(makePlan({ port: 12_345 }));
  const [server, x, y] = play.programs;
  t.same(play.steps, []);
  t.match(server, { role: 'server', host: 'h1', ours: true });
  t.same(server?.argv.slice(0, 2), ['/bin/node', '/b/server.mjs']);
  t.equal(getFlag(server?.argv, '--clients'), '2');
  t.match(x, { role: 'X', host: 'h2', ours: true, startMs: undefined });
  t.match(y, { role: 'Y', host: 'h3', ours: true });
  const flags = ['--message', '--host', '--port', '--connect-ms', '--send-ms'];
  t.same(
    [x, y].map((program) => flags.map((flag) => getFlag(program?.argv, flag))),
    [
      ['X: Alice', '10.0.0.1', '12345', '100', '400'],
      ['Y: Bob', '10.0.0.1', '12345', '0', '700'],
    ],
  );
  t.equal(play.idleMs, undefined, 'nobody loses patience with them before the limit');
});

t.test('an emulated box may need time to settle, however quick its programs', async (t) => {
  const plan = makePlan({});
  const play = await makePlayRequest(plan, {
    ...{ box: local, serverAddress },
    own: { ...own, isEmulated: true },
  });
  const { leastMs = 0, mostMs = 0 } = play.settle ?? {};
  t.ok(leastMs > (play.settle?.enoughMs ?? 0), 'more than what a usual box needs');
  t.ok(leastMs <= mostMs);
  t.ok(play.limitMs > plan.limitMs, 'and is not cut off as early');
  t.ok(play.listenMs > (await make(plan)).listenMs);
  t.equal((await make(plan)).settle?.leastMs, undefined, 'not so on a usual box');
});

t.test('pieces and early leavers', async (t) => {
  const clients = [
    { ...alice, pieces: 3, pieceGapMs: 5 },
    { ...bob, leaveMs: 9 },
  ];
  const [, x, y] = (await make(makePlan({ clients }))).programs;
  t.same([getFlag(x?.argv, '--pieces'), getFlag(x?.argv, '--piece-gap-ms')], ['3', '5']);
  t.equal(getFlag(y?.argv, '--leave-ms'), '9');
  t.notOk(x?.argv.includes('--leave-ms'));
  t.notOk(y?.argv.includes('--pieces'));
});

t.test('a foreign client is started and typed to by steps', async (t) => {
  const command = 'nc {host} {port} # {role} {name} {message} {other}';
  const clients = [{ ...alice, connectMs: 100, sendMs: 500, command, type: 'X: {name}' }, bob];
  const play = await make(makePlan({ clients }));
  t.match(play.programs[1], { role: 'X', ours: false, startMs: 100 });
  t.same(play.programs[1]?.argv, ['sh', '-c', 'nc 10.0.0.1 12000 # X Alice X: Alice {other}']);
  t.same(play.steps, [
    { atMs: 100, role: 'X', do: 'start' },
    { atMs: 500, role: 'X', do: 'type', text: 'X: {name}\n' },
  ]);
  t.ok(play.idleMs, 'it may never end by itself');
  t.equal(play.programs[0]?.startMs, undefined, 'the server starts before the epoch');
});

t.test("nothing of the lab's own surroundings reaches a program", async (t) => {
  const before = { ...process.env };
  Object.assign(process.env, { PYTHONUNBUFFERED: '1', LAB_DELAY_X: '5', NODE_OPTIONS: '--warn' });
  t.teardown(() => {
    process.env = before;
  });
  const [server] = (await make(makePlan({}))).programs;
  t.same(Object.keys(server?.env ?? {}).sort(), ['HOME', 'LANG', 'PATH', 'TERM']);
});

t.test('on another box, the files that a command names are sent there', async (t) => {
  const file = path.join(folder, 'server.py');
  await writeFile(file, 'print(1)\n');
  // A box that is this machine with folders of its own, as a push makes them anywhere.
  const box: Box = {
    ...local,
    kind: 'ssh',
    push: (files) =>
      Promise.all(
        files.map(async ({ path: from, mode }) => {
          const to = path.join(await mkdtemp(path.join(folder, 'there-')), path.basename(from));
          t.equal(mode, 0o755, 'it may be run there');
          await copyFile(from, to);
          return to;
        }),
      ),
  };
  const command = `python3 ${file} --again=${file}`;
  const play = await make(makePlan({ server: { command } }), box);
  const [, , placed = ''] = play.programs[0]?.argv ?? [];
  t.match(placed, /^python3 .*\/there-\w+\/server\.py/);
  const [, there = ''] = placed.split(' ');
  t.equal(await readFile(there, 'utf8'), 'print(1)\n');
  t.equal(play.programs[0]?.cwd, undefined, 'our folder is not there');
  const atHome = await make(makePlan({ server: { command } }));
  t.match(atHome.programs[0], { argv: ['sh', '-c', command], cwd: process.cwd() });
});

t.test('a file that is not there is a slip of the user’s', async (t) => {
  const plan = makePlan({ server: { command: 'python3 no-such-file.py' } });
  await t.rejects(make(plan), {
    code: 'PROGRAM_MISSING',
    message: 'There is no file no-such-file.py (in python3 no-such-file.py)',
  });
});
