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

// Longer than the server may wait for a processor of a busy machine: else its order is undecidable.
const gapMs = 2_000;
const delayMs = 50;

/** X is first, by 2 s, whatever the machine takes to start and to connect. */
function makeScenario(name: string, rest: Partial<ScenarioInput>): ScenarioInput {
  return {
    name,
    title: `On a real kernel: ${name}`,
    clients: [alice, { ...bob, sendMs: 300 + gapMs }],
    checks: [...commonChecks, 'order-follows-wire'],
    ...rest,
  };
}

/**
 * Time for connections that begin anew. In one piece: of a message that comes in several, a lost
 * one can take longer than the lull by which the server tells an end without a newline.
 */
const lossy: Partial<ScenarioInput> = {
  links: { lossPercent: 20 },
  limitMs: 60_000,
};
const asRoot = [
  makeScenario('ovs', { switch: 'ovs' }),
  makeScenario('delay', { links: { delayMs } }),
  makeScenario('bandwidth', { links: { bandwidthMbit: 1 } }),
  makeScenario('loss', lossy),
];
const withoutRoot = [makeScenario('rootless', { switch: 'ovs', links: { delayMs: 5 } })];
const mostTurns = 4;

type Run = LabDocument['runs'][number];
interface Played {
  run: Run;
  events: JournalEvent[];
  stderr: string;
}
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

/**
 * Plays scenarios, one after the other, on the machine that is up; gives each by its name. What
 * could not be decided, since a busy host kept the machine from running, or since nothing of a link
 * that loses was lost, is played again.
 */
async function play(
  t: Test,
  place: Place,
  { flags, scenarios }: { flags: readonly string[]; scenarios: readonly ScenarioInput[] },
): Promise<Map<string, Played>> {
  for (const scenario of scenarios) {
    const file = path.join(place.folder, `${scenario.name}.json`);
    await writeFile(file, JSON.stringify(scenario));
  }
  const known = new Map<string, Played>();
  let left = scenarios.map(({ name }) => name);
  for (let turn = 1; turn <= mostTurns && left.length > 0; turn += 1) {
    const all = [...flags, '--stages', '1', ...left.map((name) => `${name}.json`)];
    const { document, stderr } = await runForDocument(all, { ...place, limitMs });
    for (const run of document.runs) {
      known.set(run.scenario, { run, events: await readJournal(place, run), stderr });
    }
    left = left.filter((name) => !isDecided(known.get(name)));
    if (left.length > 0) t.comment(`undecided in turn ${turn}: ${left.join(', ')}`);
  }
  return known;
}

/** A host that is busy takes its time from the machine: then nothing can be told of times there. */
function isDecided(played: Played | undefined): boolean {
  if (played === undefined || played.run.outcome === 'unknown') return false;
  const { run, events } = played;
  if (run.scenario === 'loss') return events.some(({ kind }) => kind === 'retransmission');
  if (run.scenario === 'delay' && !isDelayed(events)) return false;
  return run.outcome !== 'pass' || isApart(run);
}

function isApart({ timing }: Run): boolean {
  const wireMs = timing.wireGapMs ?? Number.NaN;
  return wireMs > gapMs * 0.8 && wireMs < gapMs * 1.2;
}

/**
 * Two links, each of which delays both ways. The better of the two connections: what comes on top
 * of the links' own delay is what the host took from the emulator, and never negative.
 */
function isDelayed(events: readonly JournalEvent[]): boolean {
  const bestMs = Math.min(...getRoundTripsMs(events));
  return bestMs >= 4 * delayMs * 0.95 && bestMs <= 4 * delayMs * 1.05;
}

async function readJournal({ folder }: Place, run: Run): Promise<JournalEvent[]> {
  const text = await readFile(path.join(folder, run.directory, 'journal.jsonl'), 'utf8');
  const lines = text.trim().split('\n');
  return z.array(journalEventSchema).parse(lines.map((line) => JSON.parse(line)));
}

function find(known: Map<string, Played>, name: string): Played {
  const played = known.get(name);
  if (played === undefined) throw new Error(`no run ${name}`);
  return played;
}

function assertPassed(t: Test, { run, stderr }: Played): void {
  const others = run.verdicts.filter(({ outcome, informs }) => outcome !== 'pass' && !informs);
  t.same(others, [], `${run.scenario}: all passed ${stderr}`);
}

/** All passed, X was first, and by about what was planned. */
function assertRight(t: Test, played: Played): void {
  assertPassed(t, played);
  const { timing, scenario } = played.run;
  t.same(timing.wireOrder, ['X', 'Y'], scenario);
  t.ok(isApart(played.run), `${scenario}: ${timing.wireGapMs} ms apart`);
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
  if (built.status !== 0) throw new Error(`There is no image: ${built.stderr}`);
  const place = await linkImage(t);
  const before = await takeSnapshot([place.folder]);
  t.teardown(() => box(place, 'down'));
  const up = await box(place, 'up');
  t.equal(up.status, 0, up.stderr);

  await t.test('as root', async (t) => {
    const known = await play(t, place, { flags: ['--box', 'qemu'], scenarios: asRoot });
    for (const name of ['ovs', 'delay', 'bandwidth']) assertRight(t, find(known, name));
    t.match(getEnvironment(find(known, 'ovs')), {
      switchKind: 'ovs/kernel',
      kernel: /cloud-amd64/,
    });

    const delayed = find(known, 'delay').events;
    t.ok(isDelayed(delayed), `${getRoundTripsMs(delayed)} ms of round trip are within 5 %`);
    const loss = find(known, 'loss');
    assertPassed(t, loss);
    const again = loss.events.filter(({ kind }) => kind === 'retransmission');
    t.ok(again.length > 0, `the capture shows ${again.length} retransmissions`);
  });
  await t.test('as a user without sudo', async (t) => {
    const port = / port (\d+)/.exec(up.stdout)?.[1];
    const LAB_SSH_KEY = path.join(getImageFolder(), imageFiles.key);
    const own = { ...place, env: { ...place.env, LAB_SSH_KEY } };
    const flags = ['--box', `ssh://student@127.0.0.1:${port}`];
    const played = find(await play(t, own, { flags, scenarios: withoutRoot }), 'rootless');
    assertRight(t, played);
    t.match(getEnvironment(played), { switchKind: 'ovs/kernel' });
    const witnesses = new Set(played.events.map(({ witness }) => witness));
    t.same([...witnesses].sort(), ['kernel', 'printed', 'program', 'stage', 'wire']);
  });
  t.equal((await box(place, 'down')).stdout, 'The box qemu is down.\n');
  await assertNothingLeft(t, before);
});

function getEnvironment({ events }: Played): JournalEvent | undefined {
  return events.find(({ kind }) => kind === 'environment');
}
