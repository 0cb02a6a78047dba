/** Plays of our own programs on one warm stage: the order of its entries, twice, and the files. */
import t, { type Test } from 'tap';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { programs } from '../../lab/assignments/first-received/programs.ts';
import { alice, bob } from '../../lab/assignments/first-received/scenarios/suite.ts';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { type EventOf, getEvents, type JournalEvent } from '../../lab/model/journal.ts';
import { scenarioSchema } from '../../lab/model/scenario.ts';
import { bundlePrograms } from '../../lab/run/bundle.ts';
import { makePlayRequest } from '../../lab/run/programs.ts';
import type { PlayResult } from '../../lab/stage/stage.ts';
import { root, slowMachineMs } from '../box/lab-command.ts';
import { assertNothingLeft } from '../box/leftovers.ts';
import {
  getLines,
  makePlay,
  makeProgram,
  makeServerAfter,
  markProcesses,
  openRealStage,
  request,
} from './real-stage.ts';

t.setTimeout(slowMachineMs);

const plan = planScenario(
  scenarioSchema.parse({
    name: 'stage-test',
    title: 'Y is first',
    clients: [
      { ...alice, connectMs: 0, sendMs: 150 },
      { ...bob, connectMs: 50, sendMs: 100 },
    ],
    checks: ['handshake'],
  }),
);

t.test('two plays on one warm stage', async (t) => {
  // Before the mark: where they changed, esbuild's own process stays until this one ends.
  const { paths } = await bundlePrograms({ programs, root });
  const { before } = await markProcesses(t);
  const stage = await openRealStage(t);
  const { hosts } = await stage.build(request);
  const play = await makePlayRequest(plan, {
    box: await openLocalBox(),
    own: { programs, node: process.execPath, ...paths },
    serverAddress: hosts[0].addresses[0],
  });
  for (const turn of ['first', 'second']) {
    t.test(`the ${turn} play`, async (t) => {
      const told: string[] = [];
      const result = await stage.play(play, { onEvent: ({ kind }) => told.push(kind) });
      t.equal(result.trouble, undefined);
      t.same(
        told,
        result.events.map(({ kind }) => kind),
        'all was told as it came',
      );
      checkPhases(t, result);
      checkPrograms(t, result);
    });
  }
  const connects = [
    { atMs: 0, roles: ['X'], roomMs: 50 },
    { atMs: 50, roles: ['Y'], roomMs: 50 },
  ];
  const mostMs = 20_000;
  const slow = { connects, enoughMs: 100, share: 0, rehearsals: 0, leastMs: mostMs, mostMs };
  await t.test('on a slow box what comes after a connect waits for it, not longer', async (t) => {
    const { events } = await stage.play({ ...play, settle: slow });
    const epochNs = getEvents(events, 'phase').find(({ name }) => name === 'epoch')?.atNs ?? 0;
    const settled = getSettled(events);
    const [first = 0, second = 0] = settled.map(({ pauseMs = 0 }) => pauseMs);
    t.equal(settled.length, 2, 'after each time at which clients connect');
    t.ok(first >= 50 && second >= 50, 'who waits is told in time');
    t.ok(first < mostMs && second < mostMs, 'but no longer than it took');
    const notes = getEvents(events, 'note').filter(({ role }) => role !== 'server');
    const sent = notes.filter(({ what }) => what === 'sent');
    t.same(
      sent.map(({ role }) => role),
      ['Y', 'X'],
      'in the order of the plan',
    );
    const held = [...notes.filter(({ what }) => what === 'connected').slice(1), ...sent];
    const dueMs = [50 + first, 100 + first + second, 150 + first + second];
    t.equal(held.length, dueMs.length);
    for (const [index, { role, what, atNs }] of held.entries()) {
      const atMs = (atNs - epochNs) / 1e6;
      t.ok(
        atMs >= (dueMs[index] ?? 0),
        `${role} ${what} at ${atMs} ms, not before ${dueMs[index]}`,
      );
    }
    const accepted = getEvents(events, 'socket').filter((event) => event.accepted);
    t.ok((accepted[0]?.atNs ?? 0) < (settled[0]?.atNs ?? 0), 'the kernel showed it before');
  });
  await t.test('for a server that accepts nobody, no longer than is said', async (t) => {
    const deaf = makeServerAfter('.');
    const programs = play.programs.map((each) => (each.role === 'server' ? deaf : each));
    const settle = { ...slow, leastMs: 250, mostMs: 250 };
    const { events } = await stage.play({ ...play, programs, settle, limitMs: 1_000 });
    t.same(
      getSettled(events).map(({ pauseMs }) => pauseMs),
      [200, 200],
      'what it may need, less what the plan leaves',
    );
  });
  await t.test('a play that is asked wrongly is trouble, and the stage goes on', async (t) => {
    const [server] = play.programs;
    const wrong = { ...play, programs: server ? [{ ...server, host: 'h9' }] : [] };
    t.match((await stage.play(wrong)).trouble, { code: 'STAGE_FAILED', message: /h9/ });
    t.equal((await stage.play(play)).trouble, undefined);
  });
  await t.test('a server that asks is answered, a line at a time, before the epoch', async (t) => {
    const script = `exec /usr/bin/python3 -c '
import socket
port = input("port? ")
s = socket.create_server(("", int(port)))
print("clients?", flush=True)
print("for", input(), flush=True)'`;
    const asking = { ...makeProgram('server', 'h1', script), typed: ['12345', '2'] };
    const { events, trouble } = await stage.play(makePlay([asking]));
    t.equal(trouble, undefined);
    t.same(
      getEvents(events, 'typed').map(({ text }) => text),
      ['12345\n', '2\n'],
    );
    t.ok(getLines(events, 'server').includes('for 2'));
    const [opened] = getEvents(events, 'listener').filter(({ open }) => open);
    t.match(opened?.local, /:12345$/);
    const listening = getEvents(events, 'phase').find(({ name }) => name === 'listening');
    t.ok((getEvents(events, 'typed')[1]?.atNs ?? 0) < (listening?.atNs ?? 0), 'all is typed first');
  });
  await stage.close();
  await assertNothingLeft(t, before);
});

function getSettled(events: readonly JournalEvent[]): EventOf<'phase'>[] {
  return getEvents(events, 'phase').filter(({ name }) => name === 'settled');
}

function checkPhases(t: Test, { events, files }: PlayResult): void {
  t.same(
    getEvents(events, 'phase').map(({ name }) => name),
    ['starting', 'listening', 'armed', 'epoch', 'collecting'],
  );
  t.equal(events[0]?.kind, 'environment');
  t.same(
    getEvents(events, 'clock').map(({ when }) => when),
    ['start', 'end'],
  );
  t.same(getEvents(events, 'gap'), [], 'every witness saw all');
  t.same(getEvents(events, 'limit'), [], 'all ended by themselves');
  t.ok(getEvents(events, 'sampling')[0]?.samples, 'the kernel was sampled');
  t.ok(getEvents(events, 'socket').some(({ accepted }) => accepted));
  const pcap = files.get('h1.pcap');
  t.equal(Buffer.from(pcap ?? []).readUInt32LE(0), 0xa1b23c4d, 'a capture in nanoseconds');
}

function checkPrograms(t: Test, { events, files }: PlayResult): void {
  const verdict = 'Y: Bob received before X: Alice';
  const exits = new Map(getEvents(events, 'exited').map((event) => [event.role, event]));
  for (const role of ['server', 'X', 'Y']) {
    t.match(exits.get(role), { status: 0, signal: null, byStage: false }, `${role} ended well`);
    t.ok(
      getLines(events, role).some((line) => line.includes(verdict)),
      `${role} printed it`,
    );
    const log = Buffer.from(files.get(`logs/${role}.log`) ?? []).toString('utf8');
    t.ok(log.includes(verdict), 'and its log has it');
  }
  const epochNs = getEvents(events, 'phase').find(({ name }) => name === 'epoch')?.atNs ?? 0;
  const notes = getEvents(events, 'note');
  const find = (role: string, what: string): EventOf<'note'> | undefined =>
    notes.find((note) => note.role === role && note.what === what);
  t.ok((find('X', 'armed')?.atNs ?? Number.NaN) < epochNs, 'armed before the epoch');
  for (const { role, connectMs } of plan.clients) {
    const atMs = ((find(role, 'connected')?.atNs ?? Number.NaN) - epochNs) / 1e6;
    t.ok(atMs >= connectMs, `${role} connected at ${atMs} ms, not before ${connectMs}`);
  }
}
