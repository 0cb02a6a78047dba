/** Stored runs: folders of their own, `latest` replaced in one step, evidence as it comes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readlinkSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import t from 'tap';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { scenarioSchema } from '../../lab/model/scenario.ts';
import {
  createRunFolder,
  journalFile,
  linkLatest,
  partFile,
  ScenarioWriter,
  writeRunFile,
} from '../../lab/store/run-store.ts';

const plan = planScenario(scenarioSchema.parse(scenarios.get('x-at-once')));
const event: JournalEvent = { atNs: 5, witness: 'stage', kind: 'phase', name: 'epoch' };

t.test('runs that begin in the same millisecond get folders of their own', async (t) => {
  const home = path.join(t.testdir(), '.lab');
  const begun = new Date('2026-01-31T12:00:00.123Z');
  const folders = await Promise.all(Array.from({ length: 8 }, () => createRunFolder(home, begun)));
  t.equal(new Set(folders).size, 8);
  t.ok(folders.includes(path.join(home, 'runs/2026-01-31T12-00-00.123Z')));
  t.same((await readdir(path.join(home, 'runs'))).length, 8);
  t.notOk(
    folders.some((folder) => folder.includes(':')),
    'a name that every file system takes',
  );
});

t.test('latest names a run at every moment, while two labs replace it', async (t) => {
  const home = t.testdir({ runs: { a: {}, b: {}, c: {} } });
  await linkLatest(home, path.join(home, 'runs/a'));
  const source = (name: string) => `
    import { linkLatest } from ${JSON.stringify(path.resolve('lab/store/run-store.ts'))};
    for (let turn = 0; turn < 200; turn += 1) {
      await linkLatest(${JSON.stringify(home)}, ${JSON.stringify(path.join(home, 'runs', name))});
    }`;
  const labs = ['b', 'c'].map((name) =>
    spawn(process.execPath, ['--import=tsx', '--input-type=module', '--eval', source(name)], {
      stdio: 'inherit',
    }),
  );
  let running = labs.length;
  const ends = labs.map(async (lab) => {
    const [status] = await once(lab, 'exit');
    running -= 1;
    return status;
  });
  const seen = new Set<string>();
  let looks = 0;
  while (running > 0) {
    seen.add(readlinkSync(path.join(home, 'latest')));
    looks += 1;
    if (looks % 100 === 0) await setImmediate();
  }
  t.same(await Promise.all(ends), [0, 0]);
  t.same(
    [...seen].filter((name) => !/^runs\/[abc]$/.test(name)),
    [],
    `${looks} looks`,
  );
  t.ok(seen.has('runs/b') || seen.has('runs/c'), 'it was replaced while we looked');
  t.same((await readdir(home)).sort(), ['latest', 'runs'], 'nothing else is left there');
});

t.test('a file is written whole or not at all', async (t) => {
  const folder = t.testdir();
  await writeRunFile(folder, 'result.json', 'one');
  await writeRunFile(folder, 'result.json', 'two');
  t.equal(await readFile(path.join(folder, 'result.json'), 'utf8'), 'two');
  await mkdir(path.join(folder, 'taken/inside'), { recursive: true });
  await t.rejects(writeRunFile(folder, 'taken', 'text'), {
    code: 'STORE_FAILED',
    message: /taken/,
  });
  t.same((await readdir(folder)).sort(), ['result.json', 'taken'], 'nothing half is left');
});

t.test('evidence is there as it comes, and the journal takes its place', async (t) => {
  const folder = t.testdir();
  const writer = new ScenarioWriter(folder, plan);
  const read = (name: string) => readFile(path.join(folder, 'x-at-once', name), 'utf8');
  t.same(JSON.parse(await read('plan.json')), JSON.parse(JSON.stringify(plan)));
  writer.addEvent(event);
  writer.addEvent({ ...event, name: 'collecting' });
  t.equal((await read(partFile)).trimEnd().split('\n').length, 2);
  writer.addFile('logs/X.log', Buffer.from('one\n'));
  writer.addFile('logs/X.log', Buffer.from('two\n'));
  t.equal(await read('logs/X.log'), 'one\ntwo\n');
  writer.finish([event]);
  t.same(JSON.parse(await read(journalFile)), event);
  t.notOk(existsSync(path.join(folder, 'x-at-once', partFile)));
  t.equal(writer.failure, undefined);
});

t.test('a writer that cannot write keeps its first trouble and throws nothing', async (t) => {
  const folder = t.testdir();
  const writer = new ScenarioWriter(folder, plan);
  await rm(path.join(folder, 'x-at-once'), { recursive: true });
  writer.addEvent(event);
  const first = writer.failure;
  t.match(first, { code: 'STORE_FAILED', message: /Cannot write .*x-at-once: ENOENT/ });
  await writeFile(path.join(folder, 'x-at-once'), 'in the way');
  writer.addFile('h1.pcap', Buffer.from('x'));
  writer.finish([event]);
  t.equal(writer.failure, first);
});

t.test(
  'a folder where the link to the newest run should be is left alone, and named',
  async (t) => {
    const home = t.testdir({ latest: { 'report.html': 'mine' }, runs: { one: {} } });
    const link = path.join(home, 'latest');
    await t.rejects(linkLatest(home, path.join(home, 'runs/one')), {
      code: 'STORE_FAILED',
      message: `Cannot make ${link} a link to the newest run: it is a folder`,
      hint: `This run is kept in runs/one. Move the folder ${link} away, or remove it.`,
    });
    t.equal(await readFile(path.join(link, 'report.html'), 'utf8'), 'mine');
    t.same((await readdir(home)).sort(), ['latest', 'runs'], 'nothing else is left there');
  },
);
