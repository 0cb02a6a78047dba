/**
 * Stored runs are read as they were stored, or refused with a sentence that names the place: those
 * of other versions, and those that are damaged. Never is one misread.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { labVersion } from '../../lab/model/lab-version.ts';
import { reportStored } from '../../lab/run/judge-stored.ts';
import { readRun } from '../../lab/store/read-run.ts';
import { ScenarioWriter } from '../../lab/store/run-store.ts';
import { journals, readStored } from '../journals/read-journals.ts';

/** A copy of a recorded journal; with `runs`, within a run that has a result. */
async function makeRun(t: Test, name = 'x-connects-y-sends'): Promise<string> {
  const run = t.testdir();
  await cp(path.join(journals, name), path.join(run, name), { recursive: true });
  const result = { box: 'local', startedAt: '2026-01-02T03:04:05.678Z', command: 'c', wallMs: 1 };
  const runs = [{ scenario: 'x-connects-y-sends' }];
  await writeFile(path.join(run, 'result.json'), JSON.stringify({ ...result, runs }));
  return path.join(run, name);
}

/** Changes one file of a stored scenario. */
async function edit(folder: string, name: string, change: (text: string) => string): Promise<void> {
  const file = path.join(folder, name);
  await writeFile(file, change(await readFile(file, 'utf8')));
}

const journal = 'journal.jsonl';
const plan = 'plan.json';

t.test('a run, and a scenario in it, are read with where they were played', async (t) => {
  const folder = await makeRun(t);
  for (const where of [folder, path.dirname(folder)]) {
    const run = await readRun(where);
    t.match(run.result, { box: 'local', startedAt: '2026-01-02T03:04:05.678Z' });
    t.match(run.scenarios, [{ kind: 'whole', folder, plan: { version: 1 } }]);
  }
  await rm(path.join(folder, '../result.json'));
  t.equal((await readRun(folder)).result, undefined);
});

/** What is changed, and what is said of it. */
const refused: readonly [
  what: string,
  file: string,
  change: (text: string) => string,
  sentence: RegExp,
][] = [
  [
    'version 0',
    plan,
    (text) => text.replace('"version": 1', '"version": 0'),
    /is of version 0; th/,
  ],
  [
    'version 2',
    plan,
    (text) => text.replace('"version": 1', '"version": 2'),
    /is of version 2; th/,
  ],
  [
    'version "1"',
    plan,
    (text) => text.replace('"version": 1', '"version": "1"'),
    /version "1"; th/,
  ],
  ['no version', plan, (text) => text.replace('"version": 1,', ''), /says no version; this lab re/],
  ['no object', plan, () => 'null', /plan\.json says no version/],
  ['a plan without clients', plan, (text) => text.replace('"clients"', '"guests"'), /: clients: /],
  ['a damaged plan', plan, (text) => text.slice(0, 100), /plan\.json: .*JSON/],
  ['an empty plan', plan, () => '', /plan\.json: .*JSON/],
  [
    'an entry of an unknown kind',
    journal,
    (text) => text.replace('"kind":"clock"', '"kind":"sundial"'),
    /journal\.jsonl, line \d+: this lab knows no entry of the kind "sundial"$/,
  ],
  [
    'an entry without a kind',
    journal,
    (text) => text.replace('"kind":"clock"', '"sort":"clock"'),
    /journal\.jsonl, line \d+: kind: /,
  ],
  [
    'an entry without a time',
    journal,
    (text) => text.replace('{"atNs":', '{"at":'),
    /journal\.jsonl, line 1: atNs: /,
  ],
  [
    'a time that is no integer',
    journal,
    (text) => text.replace(/"atNs":-?\d+/, '"atNs":1.5'),
    /line 1: atNs: .*int/,
  ],
  [
    'an entry that is no object',
    journal,
    (text) => `7\n${text}`,
    /line 1: \(all of it\): .*object/,
  ],
  ['a damaged entry', journal, (text) => text.replace('{', ''), /line 1: .*JSON/],
  ['a line cut in half', journal, (text) => text.slice(0, -20), /is cut off in line \d+$/],
  [
    'a journal cut between two lines',
    journal,
    (text) => `${text.split('\n').slice(0, 40).join('\n')}\n`,
    /journal\.jsonl is cut off: it has no end of the play$/,
  ],
  ['an empty journal', journal, () => '', /is cut off: it has no end/],
  ['a damaged result', '../result.json', (text) => text.slice(0, 20), /result\.json: .*JSON/],
  ['another result', '../result.json', () => '{"box":"local"}', /result\.json: startedAt: .*; /],
];

for (const [what, file, change, sentence] of refused) {
  t.test(`${what} is refused`, async (t) => {
    const folder = await makeRun(t);
    await edit(folder, file, change);
    const error = await readRun(path.dirname(folder)).catch((thrown: unknown) => thrown);
    t.match(error, { code: 'RUN_UNREADABLE', message: sentence });
    t.notMatch((error as Error).message, /\n/, 'in one line');
  });
}

/** A run of two scenarios as this lab stores it, with its result. */
async function makeSealedRun(t: Test): Promise<{ run: string; names: string[] }> {
  const run = t.testdir();
  const runs = [];
  for (const name of ['x-connects-y-sends', 'y-connects-x-sends']) {
    const { plan, events } = await readStored(name);
    const writer = new ScenarioWriter(run, plan);
    writer.addFile('h1.pcap', await readFile(path.join(journals, name, 'h1.pcap')));
    writer.finish(events);
    const verdicts = [{ check: 'handshake', informs: false }];
    runs.push({ scenario: name, robustness: false, checksum: writer.checksum, verdicts });
  }
  const facts = { box: 'local', startedAt: '2026-01-02T03:04:05.678Z', command: 'c', wallMs: 1 };
  const result = { version: 1, lab: labVersion, ...facts, runs };
  await writeFile(path.join(run, 'result.json'), JSON.stringify(result));
  return { run, names: runs.map(({ scenario }) => scenario) };
}

t.test('what was watched of a submission is read back, for the report', async (t) => {
  const { run } = await makeSealedRun(t);
  const tried = { scenario: 'learning', reasons: ['its port'], isAnswered: true, isTaken: true };
  const watching = { tries: [tried], sentences: ['X sends “X: Alice”'] };
  await edit(run, 'result.json', (text) => JSON.stringify({ ...JSON.parse(text), watching }));
  t.same((await reportStored(await readRun(run), firstReceived)).watching, watching);
  await edit(run, 'result.json', (text) => text.replace('"isTaken":true', '"isTaken":1'));
  await t.rejects(readRun(run), { code: 'RUN_UNREADABLE', message: /watching\.tries\.0\.isTaken/ });
});

t.test('a result says its version, and one of a newer lab is refused in a sentence', async (t) => {
  const { run } = await makeSealedRun(t);
  t.match(await readRun(run), { missing: [], scenarios: [{ changes: [] }, { changes: [] }] });
  for (const version of [2, '1', null]) {
    await edit(run, 'result.json', (text) => {
      return JSON.stringify({ ...JSON.parse(text), version });
    });
    await t.rejects(readRun(run), {
      code: 'RUN_UNREADABLE',
      message: `${run}/result.json is of version ${JSON.stringify(version)}; this lab reads 1`,
    });
  }
  t.equal(labVersion, JSON.parse(await readFile('package.json', 'utf8')).version);
});

t.test('checksums of a newer lab are refused; damaged ones, too', async (t) => {
  const { run, names } = await makeSealedRun(t);
  const folder = path.join(run, names[0] ?? '');
  await edit(folder, 'checksums.json', (text) => text.replace('"version": 1', '"version": 2'));
  await t.rejects(readRun(folder), {
    message: /checksums\.json is of version 2; this lab reads 1$/,
  });
  await edit(folder, 'checksums.json', () => '{"version":1}');
  await t.rejects(readRun(folder), { code: 'RUN_UNREADABLE', message: /checksums\.json: lab: / });
});

t.test('what was lost of a run, or put into it later, is told', async (t) => {
  const { run, names } = await makeSealedRun(t);
  const [one = '', two = ''] = names.map((name) => path.join(run, name));
  await cp(two, `${two}-again`, { recursive: true });
  await rm(path.join(one, 'checksums.json'));
  const { scenarios } = await readRun(run);
  t.match(
    scenarios.map(({ stray }) => stray),
    [
      'checksums.json is missing, so nothing shows that all is as it was',
      undefined,
      /^result\.json of this run does not list y-connects-x-sends-again: it was put there later$/,
    ],
  );
  await rm(`${two}-again`, { recursive: true });
  await rm(one, { recursive: true });
  const { plan, events } = await readStored('x-connects-y-sends');
  const other = new ScenarioWriter(run, plan);
  other.finish(events);
  const swapped = await readRun(one);
  t.match(swapped.scenarios[0]?.stray, /^checksums\.json is not the one that result\.json of this/);
  await rm(one, { recursive: true });
  const lost = { scenario: 'x-connects-y-sends', robustness: false, checks: ['handshake'] };
  t.same((await readRun(run)).missing, [lost]);
});

t.test('damaged trouble is refused', async (t) => {
  const folder = await makeRun(t);
  for (const text of ['{', '{"code":7}']) {
    await writeFile(path.join(folder, 'trouble.json'), text);
    await t.rejects(readRun(folder), { code: 'RUN_UNREADABLE', message: /trouble\.json: / });
  }
});

t.test('what is there and cannot be read is no less refused than what is damaged', async (t) => {
  for (const name of [journal, 'trouble.json']) {
    const folder = await makeRun(t);
    await rm(path.join(folder, name), { force: true });
    await mkdir(path.join(folder, name));
    await t.rejects(readRun(folder), {
      code: 'RUN_UNREADABLE',
      message: /^Cannot read .*: EISDIR/,
    });
  }
});

t.test('what is missing', async (t) => {
  const folder = await makeRun(t);
  await t.rejects(readRun(path.join(folder, 'none')), { message: /^There is no stored run in / });
  await t.rejects(readRun(path.join(folder, plan)), { message: /^There is no stored run in / });
  await rm(path.join(folder, plan));
  await t.rejects(readRun(path.dirname(folder)), { message: /holds no scenario of a stored run$/ });
});

t.test('a play that was killed is read as far as it was witnessed', async (t) => {
  const folder = await makeRun(t, 'killed');
  const [whole] = (await readRun(folder)).scenarios;
  t.match(whole, { kind: 'part', events: Array });
  const count = whole?.events.length ?? 0;
  await edit(folder, 'witnessed.part.jsonl', (text) => text.slice(0, -7));
  const [cut] = (await readRun(folder)).scenarios;
  t.equal(cut?.events.length, count - 1, 'the line that was being written is left out');
  await edit(folder, 'witnessed.part.jsonl', (text) => text.replace('{', ''));
  await t.rejects(readRun(folder), { code: 'RUN_UNREADABLE', message: /line 1/ });
  await rm(path.join(folder, 'witnessed.part.jsonl'));
  await rm(path.join(folder, 'h1.pcap'));
  const [none] = (await readRun(folder)).scenarios;
  t.match(none, { kind: 'part', events: [] });
});
