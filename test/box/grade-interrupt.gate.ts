/** Ctrl-C in the midst of a build: it ends with what it started, and leaves no folder behind. */
import { chmod, cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { corpus } from '../submissions/table.ts';
import { makeLabFolder, root, slowMachineMs, startLab, waitFor } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

t.test('Ctrl-C in a build leaves neither its folder nor its processes', async (t) => {
  const folder = await makeLabFolder(t);
  // Who builds is another user, who has to come through.
  await chmod(folder, 0o711);
  const TMPDIR = path.join(folder, 'tmp');
  await mkdir(TMPDIR, { mode: 0o711 });
  await cp(path.join(corpus, 'python-threads'), path.join(folder, 'mine'), { recursive: true });
  const build = 'build: "touch started; sleep 600"\n';
  await writeFile(path.join(folder, 'mine/submission.yaml'), build);
  const before = await takeSnapshot([folder]);
  const command = [process.execPath, path.join(root, 'lab/grade.mjs')];
  const lab = startLab(['mine'], { folder, command, env: { TMPDIR } });
  await waitFor('the build', async () => {
    const names = await readdir(TMPDIR, { recursive: true });
    return names.find((name) => name.endsWith('submission/started'));
  });
  lab.send('SIGINT');
  const { status, stderr } = await lab.ended;
  t.equal(status, 130, stderr);
  t.match(stderr, /Interrupted by SIGINT/);
  t.same(
    (await readdir(TMPDIR)).filter((name) => name.startsWith('mininet-lab-grade-')),
    [],
  );
  await assertNothingLeft(t, before);
});
