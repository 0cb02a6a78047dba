/**
 * `unknown` is real: where evidence is missing, cut off, too close to call, or a checker crashes,
 * the verdict is undecided with its reason, earns no points, and the exit code is 2. One real run
 * is played, and copies of it are damaged and judged again by lab/check.mjs.
 */
import { cp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { type JournalEvent, journalEventSchema } from '../../lab/model/journal.ts';
import { runLab } from './lab-command.ts';
import {
  assertClean,
  copyProject,
  findRun,
  getLabCommand,
  getOutput,
  getPrivateWords,
  type Judged,
  judgeAgain,
  makePlace,
  type Place,
  readDocument,
} from './trouble.ts';

t.jobs = 3;
t.setTimeout(120_000);

const origin = await makePlace(t);
const first = await runLab(['--delay-y', '100', '--json'], origin);
t.equal(first.status, 0, first.stderr);
const played = readDocument(first.status, first.stdout);
t.ok(played.points >= 90, 'the run that is damaged below was right');

interface Stored {
  place: Place;
  /** The scenario's folder. */
  folder: string;
  read(): Promise<JournalEvent[]>;
  write(name: string, events: readonly JournalEvent[]): Promise<void>;
}

/** A copy of the stored run, as it was or as it would be if its journal had not been written. */
async function copyRun(t: Test, how: { finished: boolean }): Promise<Stored> {
  const place = await makePlace(t);
  await cp(path.join(origin.folder, '.lab'), path.join(place.folder, '.lab'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  const folder = path.join(place.folder, '.lab/latest/timing');
  const journal = path.join(folder, 'journal.jsonl');
  const stored: Stored = {
    place,
    folder,
    read: async () => {
      const lines = (await readFile(journal, 'utf8')).trim().split('\n');
      return lines.map((line) => journalEventSchema.parse(JSON.parse(line)));
    },
    write: async (name, events) => {
      const text = events.map((event) => `${JSON.stringify(event)}\n`).join('');
      await writeFile(path.join(folder, name), text);
    },
  };
  if (how.finished) return stored;
  const events = await stored.read();
  // What the wire says is read from the capture again, and the stage sent no more than the rest.
  await stored.write(
    'witnessed.part.jsonl',
    events.filter(({ witness }) => witness !== 'wire'),
  );
  await rm(journal);
  return stored;
}

/** Undecided, with the reason, where it was decided before; never failed, never paid for. */
function assertUnknown(t: Test, judged: Judged, checks: readonly string[], because: RegExp): void {
  t.equal(judged.status, 2, 'undecided');
  t.equal(judged.outcome, 'unknown');
  for (const name of checks) {
    const verdict = judged.verdicts.find(({ check }) => check === name);
    t.match(verdict, { outcome: 'unknown', because }, name);
  }
  t.notOk(judged.verdicts.some(({ outcome, informs }) => outcome === 'fail' && !informs));
  const undecided = judged.criteria.filter(({ outcome }) => outcome === 'unknown');
  t.ok(undecided.length > 0, 'a criterion is undecided');
  t.ok(
    undecided.every(({ points }) => points === 0),
    'and earns nothing',
  );
  t.equal(
    judged.points,
    played.points - 10 * undecided.length,
    'all others earn what they did before',
  );
}

const onTheWire = ['handshake', 'order-follows-wire', 'both-told-same', 'ran-on-mininet'];

t.test('an undamaged run is judged as it was, from its journal or from its parts', async (t) => {
  for (const finished of [true, false]) {
    const { place } = await copyRun(t, { finished });
    const judged = await judgeAgain(place);
    t.equal(judged.status, 0);
    t.same(judged.verdicts, played.verdicts);
    t.equal(judged.points, played.points);
  }
});

t.test('the capture is missing', async (t) => {
  const { place, folder } = await copyRun(t, { finished: false });
  await rm(path.join(folder, 'h1.pcap'));
  assertUnknown(t, await judgeAgain(place), onTheWire, /nothing was captured/);
});

t.test('the capture is cut off inside a frame', async (t) => {
  const { place, folder } = await copyRun(t, { finished: false });
  await truncate(path.join(folder, 'h1.pcap'), 700);
  const because = /the capture is cut off: the file ends \d+ bytes into frame \d+/;
  assertUnknown(t, await judgeAgain(place), onTheWire, because);
});

t.test('the capture is none', async (t) => {
  const { place, folder } = await copyRun(t, { finished: false });
  await writeFile(path.join(folder, 'h1.pcap'), 'not a capture, whatever its name says');
  assertUnknown(t, await judgeAgain(place), onTheWire, /the capture cannot be read/);
});

t.test('the clock was set back by an hour in the midst of the run', async (t) => {
  const { place, read, write, folder } = await copyRun(t, { finished: true });
  const events = (await read()).filter(({ witness }) => witness !== 'wire');
  const changed = events.map((event) =>
    event.kind === 'clock' && event.when === 'end'
      ? { ...event, wallSec: event.wallSec - 3600 }
      : event,
  );
  await write('witnessed.part.jsonl', changed);
  await rm(path.join(folder, 'journal.jsonl'));
  const because = /the wall clock was set by -36\d{5}\.\d+ ms during the play/;
  assertUnknown(t, await judgeAgain(place), onTheWire, because);
});

t.test('two messages closer than the resolution', async (t) => {
  const { place, read, write } = await copyRun(t, { finished: true });
  const events = await read();
  const isMessage = (role: string) => (event: JournalEvent) =>
    event.kind === 'data' && event.direction === 'to-server' && event.role === role;
  const x = events.find(isMessage('X'));
  const y = events.find(isMessage('Y'));
  if (!x || !y) throw new Error('no messages');
  const near = events.map((event) => (event === y ? { ...event, atNs: x.atNs + 600 } : event));
  await write('journal.jsonl', near);
  assertUnknown(t, await judgeAgain(place), ['order-follows-wire'], /less than 0\.(?:001|100) ms/);
});

t.test('the kernel was not sampled', async (t) => {
  const { place, read, write } = await copyRun(t, { finished: true });
  const gap: JournalEvent = {
    ...{ atNs: 0, witness: 'stage', kind: 'gap', of: 'kernel' },
    because: 'the sampler failed: OSError: too many open files',
  };
  await write('journal.jsonl', [...(await read()), gap]);
  const because = /the sampler failed/;
  assertUnknown(t, await judgeAgain(place), ['accepted-before-received'], because);
});

t.test('a checker that throws', async (t) => {
  const { place } = await copyRun(t, { finished: true });
  await copyProject(place.folder);
  const file = path.join(place.folder, 'lab/assignments/first-received/checkers/exact-text.ts');
  const text = await readFile(file, 'utf8');
  const broken = text.replace(
    /check\(journal: Journal\): Finding \{/,
    "$&\n    if (journal) throw new RangeError('a bug of ours');",
  );
  t.not(broken, text);
  await writeFile(file, broken);
  const judged = await judgeAgain(place, '.lab/latest', [process.execPath, 'lab/check.mjs']);
  assertUnknown(t, judged, ['exact-text'], /the checker exact-text crashed: a bug of ours/);
});

t.test('a tcpdump that does not start', async (t) => {
  const place = await makePlace(t);
  const tcpdump = await getOutput(['sh', '-c', 'PATH=$PATH:/usr/sbin; command -v tcpdump']);
  const fake = path.join(place.folder, 'fake');
  await writeFile(fake, '#!/bin/sh\necho "tcpdump: no such luck" >&2\nexit 1\n', { mode: 0o755 });
  const command = getLabCommand(getPrivateWords(`mount --bind ${fake} ${tcpdump.trim()}`));
  const result = await runLab(['--delay-y', '100', '--json'], { ...place, command });
  const judged = readDocument(result.status, result.stdout);
  assertUnknown(t, judged, onTheWire, /tcpdump does not capture on h1-eth0: .*no such luck/);
  t.same((await judgeAgain(place)).verdicts, judged.verdicts, 'and so it stays');
  await assertClean(t, place);
});

t.test('a full disk keeps what was witnessed until then', async (t) => {
  const place = await makePlace(t);
  // The run and its copy happen in a namespace whose .lab is small; the copy is what remains.
  const script = `mkdir "$PWD/.lab"
mount -t tmpfs -o size=64k tmpfs "$PWD/.lab"
"$@" && status=0 || status=$?
cp -a "$PWD/.lab" "$PWD/kept"
exit $status`;
  const command = getLabCommand(getPrivateWords(script));
  const result = await runLab(['--delay-y', '100', '--json'], { ...place, command });
  t.equal(result.status, 3);
  const judged = readDocument(result.status, result.stdout);
  t.match(judged.trouble, { code: 'STORE_FAILED', message: /Cannot write .*ENOSPC/ });
  await rm(path.join(place.folder, '.lab'), { recursive: true });
  await rename(path.join(place.folder, 'kept'), path.join(place.folder, '.lab'));
  const again = await judgeAgain(place, await findRun(place));
  t.equal(again.status, 3);
  t.match(again.trouble?.code, /STORE_FAILED|STAGE_LOST/);
  t.notOk(again.verdicts.some(({ outcome }) => outcome === 'fail'));
  await assertClean(t, place);
});
