/** Shards of a class put together by zx lab/check.mjs --merge; and what does not belong together. */
import { mkdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { later } from '../../lab/assignments/first-received/rubrics/later.ts';
import { dealShard, parseShard } from '../../lab/model/shard.ts';
import { makeLabFolder, root, runLab } from '../box/lab-command.ts';
import { writeShard } from './stored-classes.ts';

const command = [process.execPath, path.join(root, 'lab/check.mjs')];
const names = ['Ada', 'Bob', 'Cay', 'Dan', 'Eve'];
const text = { 'server.py': 'f00' };

t.test('each of a list is dealt to one shard', async (t) => {
  for (const of of [1, 2, 3, 7]) {
    const shards = Array.from({ length: of }, (_, at) => dealShard(names, { index: at + 1, of }));
    t.same(shards.flat().sort(), names, `of ${of}`);
    const sizes = shards.map(({ length }) => length);
    t.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, 'of one size');
  }
  t.same(['2/5', '0/5', '6/5', '1/0', 'a/5', '1', ' 1/2'].map(parseShard), [
    { index: 2, of: 5 },
    ...Array.from({ length: 6 }, () => undefined),
  ]);
});

t.test('all shards are one class, with pages, people, and who wrote the same', async (t) => {
  const folder = await makeLabFolder(t);
  const parts = [1, 2].map((index) => ({ shard: { index, of: 2 }, names }));
  for (const part of parts) {
    const change = ({ name }: { name: string }) => (name < 'C' ? { texts: text } : {});
    await writeShard(path.join(folder, `machine-${part.shard.index}`), { ...part, change });
  }
  const merge = (...flags: string[]) => runLab(['--merge', ...flags], { folder, command });
  const files = ['--html', 'marks.html', '--csv', 'marks.csv', '--junit', 'marks.xml'];
  const whole = await merge('machine-2', 'machine-1', '--json', ...files);
  t.equal(whole.status, 0, whole.stderr);
  const document = JSON.parse(whole.stdout);
  t.match(document, { outcome: 'pass', planned: 5, merged: { shards: 2, of: 2 } });
  t.equal(document.missing, undefined);
  t.same(
    document.submissions.map(({ name }: { name: string }) => name),
    names,
    'in the order of the names',
  );
  t.match(document.submissions[2].people, [{ name: 'Cay', id: '3' }]);
  t.match(document.twins, [{ files: [{ name: 'Ada' }, { name: 'Bob' }] }], 'across the shards');
  t.equal(
    await readlink(path.join(folder, '.lab/latest')),
    path.relative('.lab', document.directory),
  );
  const page = await readFile(path.join(folder, document.directory, 'eve/report.html'), 'utf8');
  t.equal(page, '<p>the page of Eve');
  t.equal(document.submissions[4].directory, `${document.directory}/eve`);
  t.match(await readFile(path.join(folder, 'marks.html'), 'utf8'), 'marks-pages/eve.html');
  const rows = (await readFile(path.join(folder, 'marks.csv'), 'utf8')).trim().split('\r\n');
  t.equal(rows.length, 1 + names.length, 'a row for each');
  await rm(path.join(folder, 'machine-1'), { recursive: true });
  const again = await runLab([document.directory, '--json'], { folder, command });
  t.same(JSON.parse(again.stdout).submissions, document.submissions, 'the whole stands by itself');
  t.equal(again.status, 0);
});

t.test('what is missing is named with its command, and nothing is shown as passed', async (t) => {
  const folder = await makeLabFolder(t);
  const shards = [1, 2, 3].map((index) => ({ index, of: 3 }));
  const [one, two] = shards;
  if (!one || !two) throw new Error('no shards');
  await writeShard(folder, { shard: one, names, lost: ['Dan'], at: '/scratch/my class' });
  await writeShard(folder, { shard: two, names });
  const merge = (...flags: string[]) => runLab(['--merge', '.lab', ...flags], { folder, command });
  const { status, stdout } = await merge();
  t.equal(status, 2);
  t.match(stdout, '3 of 5 submissions from 2 of 3 shards');
  const unfinished = '? shard 1/3 came to no end (begun on node7): 1 of 2 are not marked (Dan)\n';
  t.match(
    stdout,
    `${unfinished}    cd '/scratch/my class' && node /lab/grade.mjs /class --shard 1/3 --resume\n`,
  );
  t.match(stdout, '? shard 3/3 is not here: 1 of 1 are not marked (Cay)\n');
  t.match(stdout, '\n    node /lab/grade.mjs /class --shard 3/3 --resume\n');
  const failed = await writeShard(folder, {
    ...{ shard: two, names, change: () => ({ outcome: 'fail' as const }) },
  });
  const document = JSON.parse((await merge('--json')).stdout);
  t.equal((await merge('--quiet')).status, 2, 'as long as one is missing, whatever the rest');
  t.equal(document.outcome, 'unknown');
  t.match(document.missing, [
    { shard: one, isBegun: true, names: ['Dan'], of: 2, host: 'node7' },
    { shard: { index: 3, of: 3 }, isBegun: false, names: ['Cay'] },
  ]);
  t.match(failed, 'shard-2');
  await writeFile(path.join(failed, 'bob/marking.json'), '{"half');
  t.match((await merge()).stdout, 'shard 2/3 came to no end (begun on node7): 1 of 2', 'damaged');
});

t.test('a person’s marks are of anybody in the class', async (t) => {
  const folder = await makeLabFolder(t);
  for (const index of [1, 2]) await writeShard(folder, { shard: { index, of: 2 }, names });
  await writeFile(
    path.join(folder, 'hand.yaml'),
    '- {name: Dan, criterion: 1, points: 4, reason: late}\n',
  );
  const flags = ['--merge', '.lab', '--override', 'hand.yaml', '--json'];
  const { stdout, status } = await runLab(flags, { folder, command });
  t.match(JSON.parse(stdout).submissions[3].grade.criteria[0], { points: 4 });
  t.equal(status, 3, 'there are no plays of which a page could be made');
  const wrong = await runLab([...flags.slice(0, 4), '--tap'], { folder, command });
  t.match(wrong, { status: 64, stderr: /--tap shows one run, and this is a class/ });
});

t.test('what does not belong together is refused in one sentence', async (t) => {
  const folder = await makeLabFolder(t);
  const first = { shard: { index: 1, of: 2 }, names };
  const second = { shard: { index: 2, of: 2 }, names };
  await writeShard(path.join(folder, 'a'), first);
  const refuse = async (facts: Parameters<typeof writeShard>[1], because: RegExp) => {
    await rm(path.join(folder, 'b'), { recursive: true, force: true });
    await writeShard(path.join(folder, 'b'), facts);
    const { status, stdout, stderr } = await runLab(['--merge', 'a', 'b'], { folder, command });
    t.same([status, stdout], [64, ''], stderr);
    t.match(stderr, because);
    t.equal(stderr.trim().split('\n').length, 2, 'a sentence and a hint');
  };
  await refuse(first, /Shard 1\/2 stands in a\/\S+ and in b\/\S+\n/);
  await refuse({ ...second, names: [...names, 'Zoe'] }, /only one of them lists “Zoe”\n/);
  await refuse({ ...second, rubric: later }, /by other rubrics \(assignment and later\)\n/);
  await refuse({ ...second, strict: true }, /marked with other flags\n/);
  await refuse({ ...second, build: '2' }, /by other builds of the lab \(1 and 2\)\n/);
  await refuse({ ...second, shard: { index: 2, of: 3 } }, /one is shard 1\/2, the other 2\/3\n/);
  await writeFile(path.join(folder, 'b/.lab/runs/shard-2/class.json'), '{}');
  const damaged = await runLab(['--merge', 'a', 'b'], { folder, command });
  t.match(damaged, { status: 64, stderr: /class\.json is damaged, or of another version/ });
  await mkdir(path.join(folder, 'empty'));
  const empty = await runLab(['--merge', 'a', 'empty'], { folder, command });
  t.match(empty, { status: 64, stderr: /There is no stored shard of a class in empty/ });
});
