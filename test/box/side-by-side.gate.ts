/** Two labs in one fresh clone at the same time: both bundle, both play, neither sees the other. */
import { cp, readFile, readlink, symlink } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { makeLabFolder, root, runForDocument, slowMachineMs } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

t.test('two runs in the same clone at once', async (t) => {
  const folder = await makeLabFolder(t);
  for (const name of ['lab', 'programs', 'topologies', 'package.json']) {
    await cp(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const before = await takeSnapshot([folder]);
  const command = [process.execPath, 'lab/run.mjs'];
  const results = await Promise.all(
    ['--delay-x', '--delay-y'].map((flag) => runForDocument([flag, '300'], { folder, command })),
  );
  t.same(
    results.map(({ status, document }) => [status, document.runs[0]?.timing.wireOrder]),
    [
      [0, ['Y', 'X']],
      [0, ['X', 'Y']],
    ],
  );
  const [one, two] = results.map(({ document }) => document.runs[0]?.directory);
  t.not(one, two, 'each has a folder of its own');
  for (const directory of [one, two]) {
    const journal = await readFile(path.join(folder, directory ?? '', 'journal.jsonl'), 'utf8');
    t.match(journal, /"name":"epoch"/, 'each keeps its journal');
  }
  const latest = await readlink(path.join(folder, '.lab/latest'));
  t.ok(
    [one, two].some((each) => each?.startsWith(`.lab/${latest}/`)),
    'latest is one of them',
  );
  await assertNothingLeft(t, before);
});
