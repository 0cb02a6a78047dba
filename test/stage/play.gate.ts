/** Plays of our own programs on one warm stage: the order of its entries, twice, and the files. */
import t, { type Test } from 'tap';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { type EventOf, getEvents } from '../../lab/model/journal.ts';
import { planScenario } from '../../lab/model/plan.ts';
import { scenarioSchema } from '../../lab/model/scenario.ts';
import { bundlePrograms } from '../../lab/run/bundle.ts';
import { makePlayRequest } from '../../lab/run/programs.ts';
import { alice, bob } from '../../lab/scenarios/suite.ts';
import type { PlayResult } from '../../lab/stage/stage.ts';
import { root, slowMachineMs } from '../box/lab-command.ts';
import { assertNothingLeft } from '../box/leftovers.ts';
import { getLines, markProcesses, openRealStage, request } from './real-stage.ts';

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
  const { paths } = await bundlePrograms({ root });
  const { before } = await markProcesses(t);
  const stage = await openRealStage(t);
  const { hosts } = await stage.build(request);
  const play = await makePlayRequest(plan, {
    box: await openLocalBox(),
    own: { node: process.execPath, ...paths },
    serverAddress: hosts[0]?.addresses[0] ?? '',
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
  await t.test('on a slow box all that comes after a connect waits', async (t) => {
    const mostMs = 250;
    // As if every millisecond of the start needed a second.
    const times = { plannedMs: 0, enoughMs: 0, share: 1_000, rehearsals: 0, mostMs };
    const slow = { ...play, settle: { afterMs: [0, 50], ...times } };
    const { events } = await stage.play(slow);
    const epoch = getEvents(events, 'phase').find(({ name }) => name === 'epoch');
    t.equal(epoch?.pauseMs, mostMs);
    const sent = getEvents(events, 'note').filter(
      ({ role, what }) => role !== 'server' && what === 'sent',
    );
    t.same(
      sent.map(({ role }) => role),
      ['Y', 'X'],
      'in the order of the plan',
    );
    for (const { role, atNs } of sent) {
      const atMs = (atNs - (epoch?.atNs ?? 0)) / 1e6;
      const plannedMs = 2 * mostMs + (role === 'X' ? 150 : 100);
      t.ok(atMs >= plannedMs, `${role} sent at ${atMs} ms, not before ${plannedMs}`);
    }
  });
  await t.test('a box that is known to be slow waits although its start was quick', async (t) => {
    const times = { plannedMs: 50, enoughMs: 0, share: 0, rehearsals: 0, mostMs: 10_000 };
    const slow = { ...play, settle: { afterMs: [0, 50], ...times, leastMs: 350 } };
    const { events } = await stage.play(slow);
    const { pauseMs = 0 } = getEvents(events, 'phase').find(({ name }) => name === 'epoch') ?? {};
    t.ok(pauseMs >= 300, `${pauseMs} ms: the least, less what the plan leaves`);
  });
  await t.test('a play that is asked wrongly is trouble, and the stage goes on', async (t) => {
    const [server] = play.programs;
    const wrong = { ...play, programs: server ? [{ ...server, host: 'h9' }] : [] };
    t.match((await stage.play(wrong)).trouble, { code: 'STAGE_FAILED', message: /h9/ });
    t.equal((await stage.play(play)).trouble, undefined);
  });
  await stage.close();
  await assertNothingLeft(t, before);
});

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
