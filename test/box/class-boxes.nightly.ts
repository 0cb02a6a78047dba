/**
 * A class on two boxes at a time: this machine, and an sshd of our own. The marks are those of one
 * machine; a box that is lost costs its own shard, and --resume has it marked.
 */
import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { startSshd } from '../boxes/sshd.ts';
import { corpus } from '../submissions/table.ts';
import { makeLabFolder, root, runLab, slowMachineMs, startLab, waitFor } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);
const script = (name: string) => [process.execPath, path.join(root, 'lab', `${name}.mjs`)];

/** Each shard of two has one that is played. */
async function makeClass(t: Test, kinds: readonly string[]): Promise<string> {
  const folder = await makeLabFolder(t);
  await mkdir(path.join(folder, 'home'));
  for (const [index, kind] of kinds.entries()) {
    const into = path.join(folder, 'class', `${index}-${kind}`);
    await cp(path.join(corpus, kind), into, { recursive: true });
  }
  return folder;
}

interface Told {
  name: string;
  outcome: string;
  grade: { points: number } | null;
}
const getMarks = (text: string) =>
  JSON.parse(text).submissions.map(({ name, outcome, grade }: Told) => [
    ...[name, outcome, grade?.points],
  ]);

t.test('two boxes mark a class; one that is lost costs its shard only', async (t) => {
  const sshd = await startSshd();
  t.teardown(() => sshd.stop());
  const folder = await makeClass(t, ['wrong-no-build', 'wrong-crash', 'wrong-no-build']);
  const before = await takeSnapshot([folder, sshd.home]);
  const env = { LAB_SSH_KEY: sshd.keyPath, HOME: path.join(folder, 'home') };
  const common = { folder, env, command: script('grade'), limitMs: 200_000 };
  const boxes = ['--box', 'local', '--box', sshd.address];

  const lab = startLab(['class', '--json', ...boxes], common);
  const cache = path.join(sshd.home, '.cache/mininet-lab-class');
  await Promise.race([
    waitFor('a play on the box', async () => {
      const names = await readdir(cache, { recursive: true }).catch(() => [] as string[]);
      return names.some((name) => /1-wrong-crash\/.*h1\.pcap$/.test(name)) || undefined;
    }),
    lab.ended.then(({ stderr }) => Promise.reject(new Error(`it ended by itself: ${stderr}`))),
  ]);
  for (const pid of await sshd.getSessions()) process.kill(pid, 'SIGKILL');
  const lost = await lab.ended;
  t.match(lost.stderr, /^lab: The connection to .* broke/m);
  t.equal(lost.status, 3, 'trouble, and the marks of the other box are there');
  const document = JSON.parse(lost.stdout);
  t.match(document, { outcome: 'unknown', planned: 3, merged: { shards: 1, of: 2 } });
  t.match(document.missing, [{ shard: { index: 2, of: 2 }, names: ['1-wrong-crash'] }]);

  const again = await runLab(
    ['class', '--json', '--shard', '2/2', '--resume', '--box', sshd.address],
    common,
  );
  t.equal(again.status, 1, again.stderr);
  t.same(getMarks(again.stdout), [
    ['0-wrong-no-build', 'fail', undefined],
    ['1-wrong-crash', 'fail', 30],
    ['2-wrong-no-build', 'fail', undefined],
  ]);
  const { directory, submissions } = JSON.parse(again.stdout);
  const page = path.join(folder, directory, '1-wrong-crash/report.html');
  t.match(await readFile(page, 'utf8'), '<!doctype html>', 'the page of what the box played');
  const played = await runLab([submissions[1].directory, '--json'], {
    ...{ folder, command: script('check') },
  });
  t.equal(JSON.parse(played.stdout).grade.points, 30, 'its evidence is here, too');
  const left = (await readdir(cache)).filter((name) => !name.startsWith('lab-'));
  t.same(left, [], 'nothing of the class is left on the box');
  await assertNothingLeft(t, before);
});

t.test('Ctrl-C ends the boxes, and --resume goes on with what they have marked', async (t) => {
  const folder = await makeClass(t, ['wrong-no-build', 'python-select', 'wrong-no-build']);
  const before = await takeSnapshot([folder]);
  const common = {
    ...{ folder, env: { HOME: path.join(folder, 'home') } },
    ...{ command: script('grade'), limitMs: 200_000 },
  };
  const boxes = ['--box', 'local', '--box', 'local'];
  const lab = startLab(['class', ...boxes], common);
  const cache = path.join(folder, 'home/.cache/mininet-lab-class');
  await Promise.race([
    waitFor('a play, and marks of the other shard', async () => {
      const names = await readdir(cache, { recursive: true }).catch(() => [] as string[]);
      return names.some((name) => /1-python-select\/.*h1\.pcap$/.test(name)) || undefined;
    }),
    lab.ended.then(({ stderr }) => Promise.reject(new Error(`it ended by itself: ${stderr}`))),
  ]);
  lab.send('SIGINT');
  const { status, stderr } = await lab.ended;
  t.equal(status, 130, stderr);
  await assertNothingLeft(t, before);
  const rest = await runLab(['class', '--json', '--resume', ...boxes], common);
  t.equal(rest.status, 1, rest.stderr);
  t.same(getMarks(rest.stdout), [
    ['0-wrong-no-build', 'fail', undefined],
    ['1-python-select', 'pass', 100],
    ['2-wrong-no-build', 'fail', undefined],
  ]);
});
