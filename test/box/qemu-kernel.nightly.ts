/**
 * What only a real kernel shows, on our own box: Open vSwitch in the kernel, links that delay and
 * lose, and a machine on which Node takes seconds to start. All of it in one run of the lab, since
 * a box that starts and a first play cost most of the time.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { z } from 'zod';
import { type JournalEvent, journalEventSchema } from '../../lab/model/journal.ts';
import type { ScenarioInput } from '../../lab/model/scenario.ts';
import { alice, bob, commonChecks } from '../../lab/scenarios/suite.ts';
import { type LabDocument, makeLabFolder, root, runForDocument, runLab } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

// Building the image, where there is none; on a host that does much else besides.
t.setTimeout(900_000);
const buildLimitMs = 800_000;
const playLimitMs = 600_000;

const plannedGapMs = 1_000;
const delayMs = 50;

/** Both are connected long before they send, on the slowest of machines. */
function makeScenario(name: string, rest: Partial<ScenarioInput>): ScenarioInput {
  return {
    name,
    title: `On a real kernel: ${name}`,
    clients: [
      { ...alice, connectMs: 0, sendMs: 4_000 + plannedGapMs },
      { ...bob, connectMs: 0, sendMs: 4_000 },
    ],
    checks: [...commonChecks, 'order-follows-wire'],
    limitMs: 90_000,
    ...rest,
  };
}

// What chance decides, and what a busy host spoils now and then, is played three times.
const losses = ['loss-1', 'loss-2', 'loss-3'];
const delays = ['delay-1', 'delay-2', 'delay-3'];
const scenarios = [
  makeScenario('plain', {}),
  makeScenario('ovs', { switch: 'ovs' }),
  ...delays.map((name) => makeScenario(name, { links: { delayMs } })),
  makeScenario('bandwidth', { links: { bandwidthMbit: 1 } }),
  ...losses.map((name) => makeScenario(name, { links: { lossPercent: 20 } })),
];

type Run = LabDocument['runs'][number];

async function readJournal(folder: string, run: Run): Promise<JournalEvent[]> {
  const text = await readFile(path.join(folder, run.directory, 'journal.jsonl'), 'utf8');
  const lines = text.trim().split('\n');
  return z.array(journalEventSchema).parse(lines.map((line) => JSON.parse(line)));
}

/** From a SYN at h1 to the third segment there: one round trip of the client's, in ms. */
function getRoundTripsMs(events: readonly JournalEvent[]): number[] {
  return events.flatMap((event) => {
    if (event.witness !== 'wire' || event.kind !== 'established') return [];
    const syn = events.find(
      (other) => other.witness === 'wire' && other.kind === 'syn' && other.role === event.role,
    );
    return syn?.atNs === undefined || event.atNs === undefined
      ? []
      : [(event.atNs - syn.atNs) / 1e6];
  });
}

t.test('plays on a kernel of its own', async (t) => {
  const build = [process.execPath, path.join(root, 'lab/box.mjs'), 'build'];
  const folder = await makeLabFolder(t);
  const built = await runLab([], { folder, command: build, limitMs: buildLimitMs });
  t.equal(built.status, 0, `the image is there ${built.stderr}`);
  const files = scenarios.map(({ name }) => `${name}.json`);
  for (const scenario of scenarios) {
    await writeFile(path.join(folder, `${scenario.name}.json`), JSON.stringify(scenario));
  }
  const before = await takeSnapshot([folder]);
  const { document, stderr } = await runForDocument(['--box', 'qemu', '--stages', '1', ...files], {
    folder,
    limitMs: playLimitMs,
  });
  t.equal(document.box, 'qemu', stderr);
  t.same(
    document.runs.map(({ scenario }) => scenario),
    scenarios.map(({ name }) => name),
  );
  const find = (name: string): Run => {
    const run = document.runs.find(({ scenario }) => scenario === name);
    if (run === undefined) throw new Error(`no run ${name}`);
    return run;
  };

  for (const { name } of scenarios) {
    const failed = find(name).verdicts.filter(({ outcome }) => outcome === 'fail');
    t.same(failed, [], `${name}: nothing failed`);
    const order = find(name).verdicts.find(({ check }) => check === 'order-follows-wire');
    t.equal(order?.outcome, 'pass', `${name}: the verdict follows the wire: ${order?.because}`);
  }
  for (const name of ['plain', 'ovs', 'bandwidth']) {
    const run = find(name);
    t.equal(run.outcome, 'pass', name);
    t.same(run.timing.wireOrder, ['Y', 'X'], name);
    const gapMs = Math.abs(run.timing.wireGapMs ?? Number.NaN);
    t.ok(gapMs > plannedGapMs * 0.5 && gapMs < plannedGapMs * 1.5, `${name}: ${gapMs} ms apart`);
  }

  const ovs = await readJournal(folder, find('ovs'));
  t.match(
    ovs.find(({ kind }) => kind === 'environment'),
    { switchKind: 'ovs/kernel', kernel: /cloud-amd64/ },
  );

  // Two links, each of which delays both ways. The best of the connections: what comes on top of
  // the links' own delay is the time that the host took from the emulator, and never negative.
  const delayed = await Promise.all(delays.map((name) => readJournal(folder, find(name))));
  const roundTripsMs = delayed.flatMap(getRoundTripsMs);
  const bestMs = Math.min(...roundTripsMs);
  t.ok(bestMs >= 4 * delayMs * 0.95, `${roundTripsMs} ms of round trip are no less than planned`);
  t.ok(bestMs <= 4 * delayMs * 1.05, `${roundTripsMs} ms of round trip are planned within 5 %`);

  const lossy = await Promise.all(losses.map((name) => readJournal(folder, find(name))));
  const again = lossy.flat().filter(({ kind }) => kind === 'retransmission');
  t.ok(again.length > 0, `the capture shows ${again.length} retransmissions`);
  await assertNothingLeft(t, before);
});
