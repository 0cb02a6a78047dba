/**
 * `make lab` twice at the same time, as two users of one machine would: in two fresh clones, and in
 * one; the whole assignment, with all its points.
 */
import { copyFile, cp, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { documentSchema, root, runLab } from './lab-command.ts';
import { assertClean, getOutput, makePlace, type Place } from './trouble.ts';

t.setTimeout(600_000);

/** A clone with packages of its own: hard links, whose removal would not reach ours. */
async function makeClone(t: Test): Promise<Place> {
  const place = await makePlace(t);
  const { folder } = place;
  for (const name of ['lab', 'programs', 'topologies', 'package.json', 'package-lock.json']) {
    await cp(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  await cp(path.join(root, 'Makefile'), path.join(folder, 'Makefile'));
  await getOutput([
    'cp',
    '-al',
    path.join(root, 'node_modules'),
    path.join(folder, 'node_modules'),
  ]);
  await rm(path.join(folder, 'node_modules/.cache'), { recursive: true, force: true });
  // npm's own list tells make that all packages are there: it must be a file of the clone's, newer
  // than the lock file.
  const list = path.join(folder, 'node_modules/.package-lock.json');
  await rm(list);
  await copyFile(path.join(root, 'node_modules/.package-lock.json'), list);
  const now = new Date();
  await utimes(list, now, now);
  return place;
}

async function playTwice(t: Test, places: readonly Place[]): Promise<void> {
  const command = ['make', '--no-print-directory', 'lab', 'ARGS=--json'];
  const results = await Promise.all(places.map((place) => runLab([], { ...place, command })));
  for (const { status, stdout, stderr } of results) {
    t.equal(status, 0, stderr);
    const text = stdout.slice(stdout.indexOf('{'));
    const document = documentSchema.parse(JSON.parse(text));
    t.equal(document.outcome, 'pass');
    // Its folder goes with the test: what failed is told here, or never.
    if (document.outcome !== 'pass') t.comment(text);
    t.match(document.grade, { points: 100, of: 100 });
  }
  for (const place of new Set(places)) await assertClean(t, place);
}

t.test('in two clones', async (t) => playTwice(t, [await makeClone(t), await makeClone(t)]));

t.test('in the same clone', async (t) => {
  const place = await makeClone(t);
  await playTwice(t, [place, place]);
});
