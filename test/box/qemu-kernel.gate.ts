/**
 * What only a real kernel shows, on our own box: Open vSwitch in the kernel, links that delay, lose
 * and are slow, and a machine on which Node takes seconds to start; as root, and as a user without
 * sudo. The image is built if it is not there; then one machine is brought up for all plays.
 */
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { z } from 'zod';
import { getImageFolder, imageFiles } from '../../lab/boxes/qemu-image.ts';
import { type JournalEvent, journalEventSchema } from '../../lab/model/journal.ts';
import type { ScenarioInput } from '../../lab/model/scenario.ts';
import { alice, bob, commonChecks } from '../../lab/scenarios/suite.ts';
import { type LabDocument, makeLabFolder, root, runForDocument, runLab } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

// On a quiet host with two cores all of it takes four minutes; a busy one takes what it takes.
t.setTimeout(1_500_000);
const limitMs = 900_000;

const gapMs = 500;
const delayMs = 50;

/** X is first, by 500 ms, whatever the machine takes to start and to connect. */
function makeScenario(name: string, rest: Partial<ScenarioInput>): ScenarioInput {
  return {
    name,
    title: `On a real kernel: ${name}`,
    clients: [alice, { ...bob, sendMs: 300 + gapMs }],
    checks: [...commonChecks, 'order-follows-wire'],
    ...rest,
  };
}

/** Many segments, so that some of them are lost; and time for connections that begin anew. */
const lossy: Partial<ScenarioInput> = {
  links: { lossPercent: 20 },
  clients: [
    { ...alice, name: 'Alice Liddell', sendMs: 300, pieces: 8, pieceGapMs: 50 },
    { ...bob, sendMs: 300 + gapMs },
  ],
  limitMs: 60_000,
};
const asRoot = [
  makeScenario('ovs', { switch: 'ovs' }),
  makeScenario('delay', { links: { delayMs } }),
  makeScenario('bandwidth', { links: { bandwidthMbit: 1 } }),
  makeScenario('loss', lossy),
];
const withoutRoot = [makeScenario('rootless', { switch: 'ovs', links: { delayMs: 5 } })];
/** Chance may have it that a client does not come through, or that nothing is sent again. */
const lossyPlays = 4;

type Run = LabDocument['runs'][number];
interface Place {
  folder: string;
  env: Record<string, string>;
}

/** An image of the test's own to bring up, made of links: the user's may be up already. */
async function linkImage(t: Test): Promise<Place> {
  const folder = await makeLabFolder(t);
  const image = path.join(folder, 'image');
  await mkdir(image);
  for (const name of await readdir(getImageFolder())) {
    if (name === imageFiles.up || name.startsWith('.')) continue;
    await symlink(path.join(getImageFolder(), name), path.join(image, name));
  }
  return { folder, env: { LAB_BOX_IMAGE: image } };
}

async function box(place: Place, ...verb: string[]) {
  const command = [process.execPath, path.join(root, 'lab/box.mjs')];
  return runLab(verb, { ...place, command, limitMs });
}

/** Plays scenarios, one after the other, on the machine that is up; gives each by its name. */
async function play(
  place: Place,
  flags: readonly string[],
  scenarios: readonly ScenarioInput[],
): Promise<{ document: LabDocument; stderr: string }> {
  for (const scenario of scenarios) {
    const file = path.join(place.folder, `${scenario.name}.json`);
    await writeFile(file, JSON.stringify(scenario));
  }
  const files = scenarios.map(({ name }) => `${name}.json`);
  return runForDocument([...flags, '--stages', '1', ...files], { ...place, limitMs });
}

async function readJournal({ folder }: Place, run: Run): Promise<JournalEvent[]> {
  const text = await readFile(path.join(folder, run.directory, 'journal.jsonl'), 'utf8');
  const lines = text.trim().split('\n');
  return z.array(journalEventSchema).parse(lines.map((line) => JSON.parse(line)));
}

function find({ runs }: LabDocument, name: string): Run {
  const run = runs.find(({ scenario }) => scenario === name);
  if (run === undefined) throw new Error(`no run ${name}`);
  return run;
}

/** All passed, X was first, and by about what was planned. */
function assertRight(t: Test, run: Run): void {
  const others = run.verdicts.filter(({ outcome, informs }) => outcome !== 'pass' && !informs);
  t.same(others, [], `${run.scenario}: all passed`);
  t.same(run.timing.wireOrder, ['X', 'Y'], run.scenario);
  const wireMs = run.timing.wireGapMs ?? Number.NaN;
  t.ok(wireMs > gapMs * 0.8 && wireMs < gapMs * 1.2, `${run.scenario}: ${wireMs} ms apart`);
}

/** From a SYN at h1 to the third segment there: one round trip of the client's, in ms. */
function getRoundTripsMs(events: readonly JournalEvent[]): number[] {
  return events.flatMap((event) => {
    if (event.kind !== 'established') return [];
    const syn = events.find((other) => other.kind === 'syn' && other.stream === event.stream);
    return syn === undefined ? [] : [(event.atNs - syn.atNs) / 1e6];
  });
}

t.test('a kernel of its own', async (t) => {
  const built = await box({ folder: root, env: {} }, 'build', '--box', 'qemu');
  t.equal(built.status, 0, `the image is there ${built.stderr}`);
  const place = await linkImage(t);
  const before = await takeSnapshot([place.folder]);
  t.teardown(() => box(place, 'down'));
  const up = await box(place, 'up');
  t.equal(up.status, 0, up.stderr);

  await t.test('as root', async (t) => {
    const { document, stderr } = await play(place, ['--box', 'qemu'], asRoot);
    t.equal(document.box, 'qemu', stderr);
    await checkAsRoot(t, place, document);
  });
  await t.test('as a user without sudo', async (t) => {
    const port = / port (\d+)/.exec(up.stdout)?.[1];
    const LAB_SSH_KEY = path.join(getImageFolder(), imageFiles.key);
    const own = { ...place, env: { ...place.env, LAB_SSH_KEY } };
    const flags = ['--box', `ssh://student@127.0.0.1:${port}`];
    const { document } = await play(own, flags, withoutRoot);
    const run = find(document, 'rootless');
    assertRight(t, run);
    const events = await readJournal(place, run);
    const environment = events.find(({ kind }) => kind === 'environment');
    t.match(environment, { switchKind: 'ovs/kernel' });
    const witnesses = new Set(events.map(({ witness }) => witness));
    t.same([...witnesses].sort(), ['kernel', 'printed', 'program', 'stage', 'wire']);
  });
  t.equal((await box(place, 'down')).stdout, 'The box qemu is down.\n');
  await assertNothingLeft(t, before);
});

async function checkAsRoot(t: Test, place: Place, document: LabDocument): Promise<void> {
  for (const name of ['ovs', 'delay', 'bandwidth']) assertRight(t, find(document, name));
  const ovs = await readJournal(place, find(document, 'ovs'));
  t.match(
    ovs.find(({ kind }) => kind === 'environment'),
    { switchKind: 'ovs/kernel', kernel: /cloud-amd64/ },
  );

  // Two links, each of which delays both ways. The better of the two connections: what comes on
  // top of the links' own delay is the time that the host took from the emulator, never negative.
  const roundTripsMs = getRoundTripsMs(await readJournal(place, find(document, 'delay')));
  const bestMs = Math.min(...roundTripsMs);
  t.ok(bestMs >= 4 * delayMs * 0.95, `${roundTripsMs} ms of round trip are no less than planned`);
  t.ok(bestMs <= 4 * delayMs * 1.05, `${roundTripsMs} ms of round trip are planned within 5 %`);

  let run = find(document, 'loss');
  for (let plays = 1; ; plays += 1) {
    const failed = run.verdicts.filter(({ outcome }) => outcome === 'fail');
    t.same(failed, [], 'loss is no fault of any program');
    const order = run.verdicts.find(({ check }) => check === 'order-follows-wire');
    const events = await readJournal(place, run);
    const again = events.filter(({ kind }) => kind === 'retransmission');
    const isSeen = order?.outcome === 'pass' && again.length > 0;
    if (isSeen || plays === lossyPlays) {
      t.equal(order?.outcome, 'pass', `the verdict follows the wire: ${order?.because}`);
      t.ok(again.length > 0, `the capture shows ${again.length} retransmissions`);
      return;
    }
    t.comment(`unlucky: ${order?.because}; ${again.length} retransmissions`);
    const lossyOnly = asRoot.filter(({ name }) => name === 'loss');
    run = find((await play(place, ['--box', 'qemu'], lossyOnly)).document, 'loss');
  }
}
