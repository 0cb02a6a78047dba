/**
 * Plays on our own box, which has a kernel of its own: with Open vSwitch, and links that delay, lose
 * and are slow. One machine is brought up for all plays of a file of tests.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Test } from 'tap';
import * as z from 'zod';
import { alice, bob, commonChecks } from '../../lab/assignments/first-received/scenarios/suite.ts';
import { getImageFolder, imageFiles } from '../../lab/boxes/qemu-image.ts';
import { type JournalEvent, journalEventSchema } from '../../lab/model/journal.ts';
import type { ScenarioInput } from '../../lab/model/scenario.ts';
import { type LabDocument, makeLabFolder, root, runForDocument, runLab } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

const limitMs = 900_000;
// Longer than the server may wait for a processor of a busy machine: else its order is undecidable.
const gapMs = 2_000;
const mostTurns = 4;
/** 5 % of less is no more than what the emulator itself takes. */
const tellingDelayMs = 50;

/** X is first, by 2 s, whatever the machine takes to start and to connect. */
export function makeScenario(name: string, rest: Partial<ScenarioInput>): ScenarioInput {
  return {
    name,
    title: `On a real kernel: ${name}`,
    clients: [alice, { ...bob, sendMs: 300 + gapMs }],
    checks: [...commonChecks, 'order-follows-wire'],
    ...rest,
  };
}

type Run = LabDocument['runs'][number];

export interface Played {
  scenario: ScenarioInput;
  run: Run;
  events: JournalEvent[];
  /** Of all turns, in ms. */
  roundTripsMs: number[];
  stderr: string;
}

export interface Place {
  folder: string;
  env: Record<string, string>;
}

export const sshKey = (): string => path.join(getImageFolder(), imageFiles.key);

/** Builds the image if it is not there, and has one machine up while `act` plays on it. */
export async function withMachine(
  t: Test,
  act: (place: Place, port: string) => Promise<void>,
): Promise<void> {
  const script = path.join(root, 'lab/boxes/image/build.sh');
  execFileSync('sh', [script, getImageFolder()], { stdio: ['ignore', 2, 2] });
  const place = await linkImage(t);
  const before = await takeSnapshot([place.folder]);
  t.teardown(() => box(place, 'down'));
  const up = await box(place, 'up');
  t.equal(up.status, 0, up.stderr);
  await act(place, / port (\d+)/.exec(up.stdout)?.[1] ?? '');
  t.equal((await box(place, 'down')).stdout, 'The box qemu is down.\n');
  await assertNothingLeft(t, before);
}

/** An image of the test's own to bring up, made of links: the user's may be up already. */
export async function linkImage(t: Test): Promise<Place> {
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
export async function play(
  t: Test,
  place: Place,
  { flags, scenarios }: { flags: readonly string[]; scenarios: readonly ScenarioInput[] },
): Promise<(name: string) => Played> {
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
      const scenario = scenarios.find(({ name }) => name === run.scenario);
      if (scenario === undefined) throw new Error(`${run.scenario} was not asked for`);
      const { events, roundTripsMs: own } = await readEvidence(place, run);
      // The best counts, of all that were seen: a host that is busy only adds to them.
      const roundTripsMs = [...(known.get(run.scenario)?.roundTripsMs ?? []), ...own];
      known.set(run.scenario, { scenario, run, events, roundTripsMs, stderr });
    }
    left = left.filter((name) => !isDecided(known.get(name)));
    if (left.length > 0) t.comment(`undecided in turn ${turn}: ${left.join(', ')}`);
  }
  return (name) => {
    const played = known.get(name);
    if (played === undefined) throw new Error(`no run ${name}`);
    return played;
  };
}

/** A host that is busy takes its time from the machine: then nothing can be told of times there. */
function isDecided(played: Played | undefined): boolean {
  if (played === undefined || played.run.outcome === 'unknown') return false;
  const { scenario, run } = played;
  if (scenario.links?.lossPercent) return countRetransmissions(played) > 0;
  const delayMs = scenario.links?.delayMs ?? 0;
  if (delayMs >= tellingDelayMs && !isDelayed(played)) return false;
  return run.outcome !== 'pass' || isApart(run);
}

function isApart({ timing }: Run): boolean {
  const wireMs = timing.wireGapMs ?? Number.NaN;
  return wireMs > gapMs * 0.8 && wireMs < gapMs * 1.2;
}

/**
 * Two links, each of which delays both ways. The best of the round trips: what comes on top of the
 * links' own delay is what the host took from the emulator, and never negative.
 */
export function isDelayed({ scenario, roundTripsMs }: Played): boolean {
  const wantedMs = 4 * (scenario.links?.delayMs ?? 0);
  const bestMs = Math.min(...roundTripsMs);
  return bestMs >= wantedMs * 0.95 && bestMs <= wantedMs * 1.05;
}

export function countRetransmissions({ events }: Played): number {
  return events.filter(({ kind }) => kind === 'retransmission').length;
}

async function readEvidence({ folder }: Place, run: Run) {
  const at = (name: string) => path.join(folder, run.directory, name);
  const lines = (await readFile(at('journal.jsonl'), 'utf8')).trim().split('\n');
  const events = z.array(journalEventSchema).parse(lines.map((line) => JSON.parse(line)));
  return { events, roundTripsMs: getRoundTripsMs(events) };
}

/**
 * From a SYN at h1 to the third segment there: one round trip of the client's, in ms. Of what h1
 * sends, a capture there sees only when it has left the queue, delay and all; so no other will do.
 */
function getRoundTripsMs(events: readonly JournalEvent[]): number[] {
  return events.flatMap((event) => {
    if (event.kind !== 'established') return [];
    const syn = events.find((other) => other.kind === 'syn' && other.stream === event.stream);
    return syn === undefined ? [] : [(event.atNs - syn.atNs) / 1e6];
  });
}

export function assertPassed(t: Test, { run, stderr }: Played): void {
  const others = run.verdicts.filter(({ outcome, informs }) => outcome !== 'pass' && !informs);
  t.same(others, [], `${run.scenario}: all passed ${stderr}`);
}

/** All passed, X was first, and by about what was planned. */
export function assertRight(t: Test, played: Played): void {
  assertPassed(t, played);
  const { timing, scenario } = played.run;
  t.same(timing.wireOrder, ['X', 'Y'], scenario);
  t.ok(isApart(played.run), `${scenario}: ${timing.wireGapMs} ms apart`);
}

export function getEnvironment({ events }: Played): JournalEvent | undefined {
  return events.find(({ kind }) => kind === 'environment');
}
