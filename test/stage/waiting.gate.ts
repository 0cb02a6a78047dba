/** A stage that is left waiting, as in a box that is frozen: the next client finds its network. */
import { readdir, readFile } from 'node:fs/promises';
import t from 'tap';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { programs } from '../../lab/assignments/first-received/programs.ts';
import { alice, bob } from '../../lab/assignments/first-received/scenarios/suite.ts';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { getEvents } from '../../lab/model/journal.ts';
import { scenarioSchema } from '../../lab/model/scenario.ts';
import { bundlePrograms } from '../../lab/run/bundle.ts';
import { makePlayRequest } from '../../lab/run/programs.ts';
import { addressSchema, type StageEnvironment } from '../../lab/stage/protocol.ts';
import { Stage } from '../../lab/stage/stage.ts';
import { attach, describeStage, leaveWaiting } from '../../lab/stage/waiting.ts';
import { root, slowMachineMs } from '../box/lab-command.ts';
import { assertNothingLeft } from '../box/leftovers.ts';
import { getLines, getStageOptions, makeProgram, markProcesses, request } from './real-stage.ts';

t.setTimeout(slowMachineMs);

const plan = planScenario(
  scenarioSchema.parse({
    name: 'waiting-test',
    title: 'Y is first',
    clients: [
      { ...alice, connectMs: 0, sendMs: 150 },
      { ...bob, connectMs: 50, sendMs: 100 },
    ],
    checks: ['handshake'],
  }),
);

/** The processes that run this bundle, wherever they are. */
async function listPrograms(file: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter((_, index) => lines[index] === `${process.execPath}\0${file}\0`);
}

// Before any mark: where they changed, esbuild's own process stays until this one ends.
const { paths } = await bundlePrograms({ programs, root });

t.test('the next client gets the network of the one before, and takes it along', async (t) => {
  const { before } = await markProcesses(t);
  const options = await getStageOptions();
  const first = await openLocalBox();
  const { words, folder } = await leaveWaiting(first, options, request);
  await first.close();
  t.equal(words, describeStage(options, request));
  t.not(words, describeStage(options, { ...request, links: { delayMs: 1 } }));

  const second = await openLocalBox();
  const stage = new Stage(await attach(second, folder), options);
  const { hosts } = await stage.build(request);
  t.same(
    hosts.map(({ name }) => name),
    ['h1', 'h2', 'h3'],
  );
  const { events, trouble } = await stage.play({
    programs: [makeProgram('server', 'h1', 'echo here')],
    steps: [],
    limitMs: 5_000,
    listenMs: 5_000,
  });
  t.equal(trouble, undefined);
  t.match(
    events.find(({ kind }) => kind === 'line'),
    { role: 'server', text: 'here' },
  );
  await second.close();
  await assertNothingLeft(t, before);
});

t.test('programs that were started in advance are told what they are to do', async (t) => {
  const { before } = await markProcesses(t);
  const options = await getStageOptions();
  const box = await openLocalBox();
  const own = { programs, node: process.execPath, ...paths };
  const getReady = ({ hosts }: StageEnvironment) =>
    makePlayRequest(plan, { box, own, serverAddress: hosts[0].addresses[0] });
  const { folder } = await leaveWaiting(box, options, request, getReady);

  const stage = new Stage(await attach(box, folder), options);
  const waiting = await listPrograms(own.client);
  t.equal(waiting.length, 2, 'both clients wait');
  const wanted = await getReady(await stage.build(request));
  for (const turn of ['those that waited', 'new ones']) {
    const { events, trouble } = await stage.play(wanted);
    t.equal(trouble, undefined, turn);
    const started = getEvents(events, 'started');
    t.same(
      started.map(({ command }) => command),
      wanted.programs.map(({ argv }) => argv),
      'the journal has the commands that they play as',
    );
    t.same(
      getEvents(events, 'exited').map(({ status }) => status),
      [0, 0, 0],
    );
    t.ok(getLines(events, 'X').some((line) => line.includes('Y: Bob received before X: Alice')));
    const armed = getEvents(events, 'note').filter(({ what }) => what === 'armed');
    t.ok(armed.every(({ tookMs = 0 }) => tookMs > 0));
  }
  await stage.close();
  await box.close();
  await assertNothingLeft(t, before);
});

t.test(
  'a play that has no use for the programs that wait has none of them beside it',
  async (t) => {
    const { before } = await markProcesses(t);
    const options = await getStageOptions();
    const box = await openLocalBox();
    const own = { programs, node: process.execPath, ...paths };
    const getReady = () =>
      makePlayRequest(plan, { box, own, serverAddress: addressSchema.parse('10.0.0.1') });
    const { folder } = await leaveWaiting(box, options, request, getReady);
    const stage = new Stage(await attach(box, folder), options);
    await stage.build(request);
    const { events, trouble } = await stage.play({
      programs: [makeProgram('server', 'h1', 'cat /proc/[0-9]*/comm | grep -c node')],
      steps: [],
      limitMs: 5_000,
      listenMs: 5_000,
    });
    t.equal(trouble, undefined);
    t.same(getLines(events, 'server'), ['0']);
    await stage.close();
    await box.close();
    await assertNothingLeft(t, before);
  },
);

t.test('a client that goes without a word to the next ends the stage', async (t) => {
  const { before } = await markProcesses(t);
  const options = await getStageOptions();
  const box = await openLocalBox();
  const { folder } = await leaveWaiting(box, options, request);
  const client = await attach(box, folder);
  client.stdin.end();
  t.match(await client.ended, { status: 0 });
  await assertNothingLeft(t, before);
  await box.close();
});
