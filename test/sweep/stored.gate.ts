/** Packs on disk: written, cut, damaged, with gaps; and five shards that make one sweep. */
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {
  isSweep,
  listPacks,
  PackWriter,
  readPack,
  type StoredTrial,
} from '../../lab/store/sweep-store.ts';
import { judgePacksHere, judgeSweep as judgeSweepBy } from '../../lab/sweep/judge-stored.ts';
import { makeTrialJudge } from '../../lab/sweep/judge-trial.ts';
import { judgeSweeps } from '../../lab/sweep/merge-sweeps.ts';
import { planTrials } from '../../lab/sweep/plan-trials.ts';
import { assignment, settings } from './settings.ts';
import { makeTrials, writeSweep } from './stored.ts';

const judgePacks = judgePacksHere(makeTrialJudge(assignment));
const judgeSweep = (folder: string) => judgeSweepBy(folder, judgePacks);

async function collect(file: string): Promise<StoredTrial[]> {
  const found: StoredTrial[] = [];
  for await (const stored of readPack(file)) found.push(stored);
  return found;
}

t.test('a pack is read as it was written', async (t) => {
  const folder = await writeSweep(t.testdir(), settings);
  t.ok(await isSweep(folder));
  t.notOk(await isSweep(path.join(folder, 'series-1.jsonl')));
  const packs = await listPacks(folder);
  t.equal(packs.length, 2);
  const [first] = await collect(packs[0] ?? '');
  t.same(first, makeTrials(settings)[0]);
  t.equal((await judgeSweep(folder)).length, planTrials(settings).length);
});

t.test('half a line at the end is what was being written when the lab was killed', async (t) => {
  const folder = await writeSweep(t.testdir(), settings);
  const file = path.join(folder, 'series-1.jsonl');
  const before = (await collect(file)).length;
  await appendFile(file, '{"trial":{"number":9');
  t.equal((await collect(file)).length, before);
});

t.test('evidence that a whole series lacks decides nothing in any of its trials', async (t) => {
  const folder = await writeSweep(t.testdir(), settings);
  const writer = new PackWriter(folder, 1);
  const because = 'the kernel dropped 3 packets';
  writer.addGaps([{ atNs: 0, witness: 'stage', kind: 'gap', of: 'wire', because }]);
  writer.close();
  const records = await judgeSweep(folder);
  const without = records.filter((record) => record.because?.includes(because));
  t.equal(without.length, records.length / 2, 'those of that pack');
  t.ok(without.every(({ order }) => order === 'unknown'));
});

t.test('what is damaged, or of another version, is refused with a sentence', async (t) => {
  const folder = await writeSweep(t.testdir(), settings);
  const file = path.join(folder, 'series-2.jsonl');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"kind":"syn"', '"kind":"sin"'));
  await t.rejects(judgeSweep(folder), {
    code: 'RUN_UNREADABLE',
    message: /series-2.jsonl, line 1/,
  });
  const header = path.join(folder, 'sweep.json');
  await writeFile(header, (await readFile(header, 'utf8')).replace('"version": 1', '"version": 2'));
  await t.rejects(merge([folder]), { code: 'RUN_UNREADABLE' });
  await t.rejects(merge([path.join(folder, 'none')]), { message: /no stored sweep/ });
});

t.test('a trial that was changed later decides nothing; the others stay', async (t) => {
  const folder = await writeSweep(t.testdir(), settings);
  const before = await judgeSweep(folder);
  const file = path.join(folder, 'series-2.jsonl');
  const [first = '', ...others] = (await readFile(file, 'utf8')).split('\n');
  const changes = [
    first.replace('"text":"X: Alice\\n"', '"text":"X: Alina\\n"'),
    first.replace(/"gapMs":\d+/, '"gapMs":7'),
  ];
  for (const line of changes) {
    t.not(line, first);
    await writeFile(file, [line, ...others].join('\n'));
    const after = await judgeSweep(folder);
    const doubted = after.filter(({ because }) => because?.includes('series-2.jsonl, line 1 was'));
    t.match(doubted, [{ outcome: 'unknown', order: 'unknown', troubled: false }]);
    const rest = ({ number }: { number: number }) => number !== doubted[0]?.number;
    t.same(after.filter(rest), before.filter(rest));
  }
  // A lab before there were checksums wrote none.
  await writeFile(file, [first.replace(/,"sha256":"[^"]*"\}$/, '}'), ...others].join('\n'));
  t.same(await judgeSweep(folder), before);
});

t.test('a capture of a series that was cut or lost decides nothing in its trials', async (t) => {
  const folder = await writeSweep(t.testdir(), settings);
  const writer = new PackWriter(folder, 1);
  writer.addCapture(Buffer.from('the one half, '));
  writer.addCapture(Buffer.from('and the other'));
  writer.close();
  const file = path.join(folder, 'series-1.pcap');
  const count = async (because: RegExp) =>
    (await judgeSweep(folder)).filter((record) => because.test(record.because ?? '')).length;
  const half = planTrials(settings).length / 2;
  t.equal(await count(/series-1\.pcap/), 0, 'as it was written');
  await writeFile(file, 'the one half, and the OTHER');
  t.equal(await count(/: series-1\.pcap was changed after the sweep/), half);
  await writeFile(file, 'the one half, ');
  t.equal(await count(/: series-1\.pcap was changed after the sweep/), half);
  await rm(file);
  t.equal(await count(/: series-1\.pcap is missing/), half);
});

t.test('five shards make the whole', async (t) => {
  const folder = t.testdir({ whole: {}, 1: {}, 2: {}, 3: {}, 4: {}, 5: {} });
  const whole = await writeSweep(path.join(folder, 'whole'), settings);
  const shards = await Promise.all(
    [1, 2, 3, 4, 5].map((index) =>
      writeSweep(path.join(folder, `${index}`), { ...settings, shard: { index, of: 5 } }),
    ),
  );
  const one = await merge([whole]);
  const merged = await merge(shards);
  t.same(merged.records, one.records);
  const { gaps, outcome, resolutionMs, trials, planned, examples } = one.report;
  t.match(merged.report, { gaps, outcome, resolutionMs, trials, planned, examples });
  t.equal(trials, planned);
  const some = await merge(shards.slice(1));
  t.ok(some.report.trials < some.report.planned, 'a shard that is missing is missed');
  t.notSame(some.report.outcome, 'pass');
  await t.rejects(merge([...shards, shards[0] ?? '']), { message: /stands in/ });
  await t.rejects(merge([whole, ...shards]), { message: /not parts of one sweep/ });
});

function merge(folders: string[]) {
  const open = async () => ({ assignment, judgePacks });
  return judgeSweeps(folders, { directory: null, startedAtMs: Date.now(), open });
}
