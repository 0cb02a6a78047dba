/** What counts as a change, with real files: content, however it came there. */
import { appendFile, mkdir, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { FileWatcher } from '../../lab/run/file-watcher.ts';

async function makeWatched(t: Test) {
  const folder = t.testdir({ programs: { deep: { 'b.ts': 'b' }, 'a.ts': 'a' }, 'my.yaml': 'one' });
  const watcher = new FileWatcher();
  t.teardown(() => watcher.close());
  const file = (name: string) => path.join(folder, name);
  await watcher.setWatched({ folders: [file('programs')], files: [file('my.yaml')] });
  const next = async () =>
    (await watcher.waitForChange()).map((changed) => path.relative(folder, changed));
  return { watcher, file, next };
}

t.test('a file is written in place, appended to, and replaced by rename', async (t) => {
  const { file, next } = await makeWatched(t);
  await writeFile(file('my.yaml'), 'two');
  t.same(await next(), ['my.yaml']);
  await appendFile(file('programs/deep/b.ts'), '!');
  t.same(await next(), ['programs/deep/b.ts']);
  await writeFile(file('new'), 'three');
  await rename(file('new'), file('my.yaml'));
  t.same(await next(), ['my.yaml']);
  await writeFile(file('my.yaml'), 'four');
  t.same(await next(), ['my.yaml'], 'the new file is watched as the old one was');
});

t.test('a new date, and a neighbour that nobody asked for, are no change', async (t) => {
  const { file, next } = await makeWatched(t);
  await utimes(file('my.yaml'), 1e9, 1e9);
  await writeFile(file('my.yaml'), 'one');
  await writeFile(file('other'), 'one');
  const change = next();
  await writeFile(file('programs/a.ts'), 'A');
  t.same(await change, ['programs/a.ts']);
});

t.test('a file that is emptied and then written is one change', async (t) => {
  const { file, next } = await makeWatched(t);
  const change = next();
  await truncate(file('my.yaml'));
  await new Promise((resolve) => setImmediate(resolve));
  await writeFile(file('my.yaml'), 'two');
  t.same(await change, ['my.yaml']);
  const after = next();
  await writeFile(file('programs/a.ts'), 'A');
  t.same(await after, ['programs/a.ts'], 'and told once');
});

t.test('a file that stays away has changed, and so it has when it is back', async (t) => {
  const { file, next } = await makeWatched(t);
  await rm(file('programs/a.ts'));
  t.same(await next(), ['programs/a.ts']);
  await writeFile(file('programs/a.ts'), 'a');
  t.same(await next(), ['programs/a.ts']);
});

t.test('a new folder is watched, too', async (t) => {
  const { file, next } = await makeWatched(t);
  await mkdir(file('programs/new'));
  await writeFile(file('programs/new/c.ts'), 'c');
  t.same(await next(), ['programs/new/c.ts']);
  await writeFile(file('programs/new/c.ts'), 'C');
  t.same(await next(), ['programs/new/c.ts']);
});

t.test('changes between two calls are told by the second, all at once', async (t) => {
  const { file, next } = await makeWatched(t);
  await writeFile(file('my.yaml'), 'two');
  await writeFile(file('programs/a.ts'), 'A');
  t.same(await next(), ['my.yaml', 'programs/a.ts']);
});

t.test('what is watched from now on is no change by itself', async (t) => {
  const { watcher, file, next } = await makeWatched(t);
  await writeFile(file('server.py'), 'one');
  await watcher.setWatched({ folders: [], files: [file('server.py'), file('none.yaml')] });
  await writeFile(file('programs/a.ts'), 'A');
  await writeFile(file('server.py'), 'two');
  t.same(await next(), ['server.py'], 'what is watched no more is not told');
  await writeFile(file('none.yaml'), 'there');
  t.same(await next(), ['none.yaml']);
});
