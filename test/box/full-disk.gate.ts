/**
 * A disk that is full, or becomes so while a scenario plays: trouble of the lab, exit 3, nothing left
 * by half.
 */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { getMountWords } from '../store/private-mount.ts';
import { makeLabFolder, root, runLab, slowMachineMs } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

t.test('a full disk is said, and is nobody’s fault', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const words = await getMountWords(path.join(folder, 'bin'), 'size=48k');
  const command = [...words, process.execPath, path.join(root, 'lab/run.mjs')];
  const result = await runLab(['--delay-y', '50', '--json'], { folder, command });
  t.equal(result.status, 3);
  const document = JSON.parse(result.stdout);
  t.equal(document.outcome, 'trouble');
  t.match(document.runs[0].trouble, {
    code: 'STORE_FAILED',
    message: /ENOSPC/,
    hint: /^The disk is full: make room/,
  });
  const criteria: { outcome: string }[] = document.grade.criteria;
  t.notOk(criteria.some(({ outcome }) => outcome === 'fail'));
  await assertNothingLeft(t, before);
});

/** Runs a verb in the folder, in which bin/ is a disk of 4 KiB; with what is there at its end. */
async function runBesideSmall(t: Test, verb: string, flags: readonly string[]) {
  const folder = await makeLabFolder(t);
  await mkdir(path.join(folder, 'class/none-1'), { recursive: true });
  await mkdir(path.join(folder, 'class/none-2'));
  const before = await takeSnapshot([folder]);
  const words = await getMountWords(path.join(folder, 'bin'), 'size=4k');
  const script = 'cd .. && { "$@"; code=$?; ls -A bin >left; exit $code; }';
  const lab = [process.execPath, path.join(root, `lab/${verb}.mjs`)];
  const command = [...words, 'sh', '-c', script, 'sh', ...lab];
  const result = await runLab(flags, { folder, command });
  t.equal(result.status, 3, result.stdout + result.stderr);
  t.equal(await readFile(path.join(folder, 'left'), 'utf8'), '', 'nothing is there by half');
  await assertNothingLeft(t, before);
  return result;
}

t.test('a sweep whose table and page find no room', async (t) => {
  const trials = ['--gaps', '50', '--repeat', '1', '--order', 'x', '--connect-order', 'x'];
  const files = ['--csv', '/dev/full', '--html', 'bin/my page.html'];
  const { stdout, stderr } = await runBesideSmall(t, 'sweep', [...trials, ...files]);
  t.match(stdout, /trials? in /, 'the result is told all the same');
  t.match(stderr, /^lab: Cannot write \/dev\/full: ENOSPC/m);
  t.match(stderr, /Cannot write bin\/my page\.html: ENOSPC/);
});

t.test('a class whose files find no room', async (t) => {
  const files = ['--csv', '/dev/full', '--junit', '/dev/full', '--html', 'bin/my page.html'];
  const { stdout, stderr } = await runBesideSmall(t, 'grade', ['class', ...files]);
  t.match(stdout, /none-1/, 'the marks are told all the same');
  t.match(stderr, /^lab: Cannot write \/dev\/full: ENOSPC/m);
  t.match(stderr, /Cannot write bin\/my page\.html: ENOSPC/);
});
