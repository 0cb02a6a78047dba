/**
 * A chain of evidence: whatever of a stored play was changed, cut, swapped or lost, no verdict turns
 * from pass to fail or back. It stays what it was, or is `unknown` with the file and what is wrong.
 */
import { execFileSync } from 'node:child_process';
import { cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import t, { type Test } from 'tap';
import { checkers } from '../../lab/assignments/first-received/checkers/index.ts';
import { getEvents, type JournalEvent } from '../../lab/model/journal.ts';
import { judgeRun } from '../../lab/model/judge.ts';
import type { RunReport } from '../../lab/model/report.ts';
import { judgeStored } from '../../lab/run/judge-stored.ts';
import { readRun } from '../../lab/store/read-run.ts';
import { ScenarioWriter } from '../../lab/store/run-store.ts';
import { journals, readStored } from '../journals/read-journals.ts';

const [right, wrong] = ['x-connects-y-sends', 'wrong-order-of-connection'] as const;

/** A recorded play as this lab stores it, with checksums, or as an older one did, without. */
async function store(t: Test, name: string, how: 'now' | 'before'): Promise<string> {
  const { plan, events } = await readStored(name);
  const writer = new ScenarioWriter(t.testdir(), plan);
  writer.addFile('h1.pcap', await readFile(path.join(journals, name, 'h1.pcap')));
  for (const role of ['server', 'X', 'Y']) {
    const lines = getEvents(events, 'line').filter((line) => line.role === role);
    writer.addFile(`logs/${role}.log`, Buffer.from(lines.map(({ text }) => `${text}\n`).join('')));
  }
  writer.finish(events);
  t.equal(writer.failure, undefined);
  if (how === 'before') await rm(path.join(writer.folder, 'checksums.json'));
  return writer.folder;
}

async function judge(folder: string): Promise<RunReport> {
  const [stored] = (await readRun(folder)).scenarios;
  if (!stored) throw new Error(`nothing in ${folder}`);
  return judgeStored(stored, (journal) => judgeRun(journal, checkers));
}

type Mutate = (folder: string) => Promise<unknown>;

const editLines =
  (change: (lines: string[]) => string[]): Mutate =>
  async (folder) => {
    const file = path.join(folder, 'journal.jsonl');
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    await writeFile(file, `${change(lines).join('\n')}\n`);
  };
const edit =
  (name: string, change: (text: string) => string): Mutate =>
  async (folder) => {
    const file = path.join(folder, name);
    const text = await readFile(file, 'latin1');
    const changed = change(text);
    if (changed === text) throw new Error(`nothing to change in ${name}`);
    await writeFile(file, changed, 'latin1');
  };
const remove =
  (name: string): Mutate =>
  (folder) =>
    rm(path.join(folder, name));
const swap =
  (name: string): Mutate =>
  (folder) =>
    cp(path.join(other, name), path.join(folder, name));
const saveAs =
  (...format: string[]): Mutate =>
  async (folder) => {
    const file = path.join(folder, 'h1.pcap');
    execFileSync('editcap', [...format, file, `${file}.saved`], { stdio: 'pipe' });
    await cp(`${file}.saved`, file);
    await rm(`${file}.saved`);
  };
const isOf = (witness: string, kind: string) => (line: string) =>
  line.includes(`"witness":"${witness}"`) && line.includes(`"kind":"${kind}"`);
/** A line that says so once more, later, or elsewhere. */
const alter = (line: string) => line.replace(/"atNs":(-?\d+)/, (_, ns) => `"atNs":${+ns + 2e8}`);

/** Another play, whose files are put in the place of those of the first. */
const other = await store(t, 'y-connects-x-sends', 'now');

const wireKinds = ['syn', 'established', 'data', 'closed'].map((kind) => ['wire', kind] as const);
const otherKinds = [
  ...(['kernel socket', 'kernel threads', 'printed line', 'program note'] as const),
  ...(['stage environment', 'stage clock', 'stage exited', 'stage source'] as const),
].map((both) => both.split(' ') as [string, string]);

/** Each kind of entry: the first and the last of it removed, altered, doubled, or moved. */
function mutateEntries(kinds: readonly (readonly [string, string])[]): [string, Mutate][] {
  return kinds.flatMap(([witness, kind]) =>
    (['findIndex', 'findLastIndex'] as const).flatMap((find): [string, Mutate][] => {
      const at = (lines: string[]) => lines[find](isOf(witness, kind));
      const what = `${find === 'findIndex' ? 'the first' : 'the last'} ${witness} ${kind}`;
      return [
        [`${what} removed`, editLines((lines) => lines.toSpliced(at(lines), 1))],
        [
          `${what} altered`,
          editLines((lines) => lines.with(at(lines), alter(lines[at(lines)] ?? ''))),
        ],
        [
          `${what} doubled`,
          editLines((lines) => lines.toSpliced(at(lines), 0, lines[at(lines)] ?? '')),
        ],
        [
          `${what} moved`,
          editLines((lines) => {
            const from = at(lines);
            const [line = ''] = lines.splice(from, 1);
            return lines.toSpliced(from === 7 ? 9 : 7, 0, line);
          }),
        ],
      ];
    }),
  );
}

const captures: [string, Mutate][] = [
  ['the capture missing', remove('h1.pcap')],
  ['the capture empty', (folder) => truncate(path.join(folder, 'h1.pcap'), 0)],
  ['only its header', (folder) => truncate(path.join(folder, 'h1.pcap'), 24)],
  ['cut inside a frame', (folder) => truncate(path.join(folder, 'h1.pcap'), 1741)],
  ['cut between two frames', (folder) => cutFrames(folder)],
  ['no capture at all', (folder) => writeFile(path.join(folder, 'h1.pcap'), 'x'.repeat(99))],
  ['another text in a frame', edit('h1.pcap', (text) => text.replace('Y: Bob\n', 'Y: Eve\n'))],
  ['that of another play', swap('h1.pcap')],
];

/** The first 12 frames, as a copy that was broken off by chance. */
async function cutFrames(folder: string): Promise<void> {
  const file = path.join(folder, 'h1.pcap');
  execFileSync('editcap', ['-F', 'nsecpcap', '-r', file, `${file}.cut`, '1-12'], { stdio: 'pipe' });
  await cp(`${file}.cut`, file);
  await rm(`${file}.cut`);
}

const wireMutations: [string, Mutate][] = [...mutateEntries(wireKinds), ...captures];
const allMutations: [string, Mutate][] = [
  ...wireMutations,
  ...mutateEntries(otherKinds),
  ['the plan asks less', edit('plan.json', (text) => text.replace('"order-follows-wire",', ''))],
  [
    'the plan asks more',
    edit('plan.json', (text) => text.replace('"handshake",', '$&"greets-clients",')),
  ],
  [
    'another time in the plan',
    edit('plan.json', (text) => text.replace('"sendMs": 900', '"sendMs": 90')),
  ],
  ['the plan of another play', swap('plan.json')],
  ['the journal of another play', swap('journal.jsonl')],
  ['the checksums of another play', swap('checksums.json')],
  ['a log changed', edit('logs/X.log', (text) => `${text}more\n`)],
  ['a log missing', remove('logs/server.log')],
  ['a gap added', editLines((lines) => [...lines, lines.find(isOf('stage', 'phase')) ?? ''])],
  [
    'trouble added',
    (folder) => writeFile(path.join(folder, 'trouble.json'), '{"code":"STAGE_LOST","message":"x"}'),
  ],
];

/** The verdicts after a mutation: refused as a whole, or each as it was or undecided. */
async function assertHeld(t: Test, name: string, how: 'now' | 'before', table: [string, Mutate][]) {
  const folder = await store(t, name, how);
  const before = await judge(folder);
  const kept = `${folder}.kept`;
  await cp(folder, kept, { recursive: true });
  for (const [what, mutate] of table) {
    await rm(folder, { recursive: true });
    await cp(kept, folder, { recursive: true });
    await mutate(folder);
    const after = await judge(folder).catch((error: { code?: string }) => error);
    if (!('verdicts' in after)) {
      t.equal(after.code, 'RUN_UNREADABLE', `${what}: refused`);
      continue;
    }
    const turned = after.verdicts.filter(({ check, outcome }) => {
      const was = before.verdicts.find((verdict) => verdict.check === check)?.outcome;
      return outcome !== 'unknown' && outcome !== was;
    });
    t.same(turned, [], what);
    const doubted = after.verdicts.some((verdict) => verdict.doubted);
    t.ok(doubted || after.outcome === 'trouble', `${what}: it is told`);
  }
}

for (const name of [right, wrong]) {
  t.test(`${name}: no change of a stored play turns a verdict`, (t) =>
    assertHeld(t, name, 'now', allMutations),
  );
  t.test(`${name}: nor one of the wire, of a lab before there were checksums`, (t) =>
    assertHeld(t, name, 'before', wireMutations),
  );
}

/** What is done, to which form of a run, and the reason that is given for the order. */
const reasons: [string, 'now' | 'before', Mutate, RegExp][] = [
  [
    'a message removed from the journal',
    'now',
    editLines((lines) => lines.filter((line) => !line.includes('"text":"Y: Bob\\n"'))),
    /^journal\.jsonl was changed .*: h1\.pcap has frame \d+ \(data of Y "Y: Bob\\n" at \d/,
  ],
  [
    'a message removed from an older journal',
    'before',
    editLines((lines) => lines.filter((line) => !line.includes('"text":"Y: Bob\\n"'))),
    /^h1\.pcap has frame \d+ \(data of Y .*, which the journal does not have; as it/,
  ],
  [
    'a message invented',
    'before',
    editLines((lines) =>
      lines.map((line) => line.replace('"text":"Y: Bob\\n"', '"text":"Y: Al\\n"')),
    ),
    /^the journal has frame \d+ \(data of Y "Y: Al.*, and h1\.pcap frame \d+ \(data of Y "Y: Bob/,
  ],
  ['no capture', 'now', remove('h1.pcap'), /^h1\.pcap is missing$/],
  ['no capture, before', 'before', remove('h1.pcap'), /^h1\.pcap is missing$/],
  [
    'compressed',
    'now',
    async (folder) => {
      const file = path.join(folder, 'h1.pcap');
      await writeFile(file, gzipSync(await readFile(file)));
    },
    /^h1\.pcap is not as it was: .*compressed with gzip/,
  ],
  [
    'an empty one',
    'now',
    (folder) => truncate(path.join(folder, 'h1.pcap'), 0),
    /^h1\.pcap is not as it was: .*ends after 0 bytes/,
  ],
  [
    'two entries changed places',
    'before',
    editLines((lines) => [
      ...lines.slice(0, 30),
      lines[31] ?? '',
      lines[30] ?? '',
      ...lines.slice(32),
    ]),
    /^entry \d+ of the journal is older than the one before it$/,
  ],
  [
    'an entry of nobody',
    'before',
    editLines((lines) =>
      lines.map((line) => line.replace('"note","role":"X"', '"note","role":"Q"')),
    ),
    /^entry \d+ of the journal is of Q, whom plan\.json does not have$/,
  ],
  [
    'a time beyond the play',
    'before',
    editLines((lines) =>
      lines.map((line, at) =>
        at === lines.length - 1 ? line.replace(/\d+/, '9000000000000000') : line,
      ),
    ),
    /^entry \d+ of the journal is 9000000 s from the epoch$/,
  ],
  [
    'another plan',
    'now',
    edit('plan.json', (text) => text.replace('"limitMs": 15000', '"limitMs": 15001')),
    /^plan\.json was changed after the play$/,
  ],
];

for (const [what, how, mutate, because] of reasons) {
  t.test(`the reason is given: ${what}, stored ${how}`, async (t) => {
    const folder = await store(t, wrong, how);
    await mutate(folder);
    const { outcome, verdicts } = await judge(folder);
    t.equal(outcome, 'unknown');
    const order = verdicts.find(({ check }) => check === 'order-follows-wire');
    t.match(order, { outcome: 'unknown', because, doubted: true });
  });
}

t.test('the same evidence in another form is judged as before', async (t) => {
  const same: [string, Mutate][] = [
    ['nothing', async () => {}],
    ['pcapng, as Wireshark saves it', saveAs('-F', 'pcapng')],
    ['microseconds', saveAs('-F', 'pcap')],
    ['line ends of Windows', edit('journal.jsonl', (text) => text.replaceAll('\n', '\r\n'))],
    ['a plan laid out anew', edit('plan.json', (text) => JSON.stringify(JSON.parse(text)))],
  ];
  for (const [what, mutate] of same) {
    for (const how of ['now', 'before'] as const) {
      const folder = await store(t, wrong, how);
      const before = await judge(folder);
      await mutate(folder);
      t.same((await judge(folder)).verdicts, before.verdicts, `${what}, stored ${how}`);
    }
  }
});

t.test('a play without a journal: its witnesses have to agree', async (t) => {
  const folder = await store(t, right, 'before');
  const text = await readFile(path.join(folder, 'journal.jsonl'), 'utf8');
  const events = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalEvent);
  const witnessed = events.filter(({ witness }) => witness !== 'wire');
  const lines = witnessed.map((event) => `${JSON.stringify(event)}\n`).join('');
  await writeFile(path.join(folder, 'witnessed.part.jsonl'), lines);
  await rm(path.join(folder, 'journal.jsonl'));
  t.equal((await judge(folder)).outcome, 'pass', 'as it was witnessed');
  const whole = await readFile(path.join(folder, 'h1.pcap'));
  await cutFrames(folder);
  const cut = await judge(folder);
  const because = /^h1\.pcap ends before the play did: the mark at its end is missing; as it/;
  t.match(
    cut.verdicts.find(({ check }) => check === 'both-told-same'),
    { outcome: 'unknown', because },
  );
  await writeFile(path.join(folder, 'h1.pcap'), whole.subarray(0, 24));
  const { outcome, verdicts } = await judge(folder);
  t.equal(outcome, 'unknown');
  t.notOk(verdicts.some((verdict) => verdict.outcome === 'fail' && !verdict.informs));
  t.match(
    verdicts.find(({ check }) => check === 'handshake'),
    {
      outcome: 'unknown',
      because: /^the kernel saw [XY] connect from 10\.0\.0\.\d:\d+, which h1\.pcap does not have$/,
    },
  );
  t.same((await readdir(folder)).includes('checksums.json'), false);
});
