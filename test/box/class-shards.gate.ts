/**
 * Two shards of a class, marked at the same time in one .lab folder. One lab is killed in the midst
 * of a play: that costs its shard, the other is not disturbed, and the command that the merge names
 * marks what is missing, with nothing left over of the play that was cut short.
 */
import { cp, readdir, readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { corpus } from '../submissions/table.ts';
import { makeLabFolder, root, runLab, slowMachineMs, startLab, waitFor } from './lab-command.ts';

t.setTimeout(slowMachineMs);
const script = (name: string) => [process.execPath, path.join(root, 'lab', `${name}.mjs`)];

t.test(
  'a shard whose lab was killed is marked again, and the whole is as of one lab',
  async (t) => {
    const folder = await makeLabFolder(t);
    const kinds = ['wrong-crash', 'python-select', 'wrong-no-build', 'wrong-no-build'];
    for (const [index, kind] of kinds.entries()) {
      await cp(path.join(corpus, kind), path.join(folder, 'class', `${index}-${kind}`), {
        recursive: true,
      });
    }
    const runs = path.join(folder, '.lab/runs');
    const list = async () => readdir(runs, { recursive: true }).catch(() => [] as string[]);
    const merge = () => runLab(['--merge', '.lab', '--json'], { folder, command: script('check') });
    const begin = (shard: string) =>
      startLab(['class'], {
        ...{ folder, command: script('grade'), env: { LAB_SHARD: shard }, limitMs: 240_000 },
      });

    const labs = [begin('1/2'), begin('2/2')];
    // What the second lab witnesses of its right submission is on the disk, and not yet all.
    await Promise.race([
      waitFor(
        'a capture of a play',
        async () =>
          (await list()).some((name) => /1-python-select\/[^/]+\/h1\.pcap$/.test(name)) ||
          undefined,
      ),
      ...labs.map(async ({ ended }) => {
        throw new Error(`it ended by itself: ${(await ended).stderr}`);
      }),
    ]);
    labs[1]?.send('SIGKILL');
    const [first, second] = await Promise.all(labs.map(({ ended }) => ended));
    t.equal(second?.signal, 'SIGKILL');
    t.match(first, { status: 1, stdout: /shard 1\/2 of a class of 4/ });
    t.match(first?.stdout, /^0-wrong-crash .* 30\/100$/m, 'the other shard is not disturbed');
    const latest = path.join(folder, '.lab', await readlink(path.join(folder, '.lab/latest')));
    t.ok((await stat(latest)).isDirectory());

    const before = await merge();
    t.equal(before.status, 2, before.stderr);
    const [missing, ...others] = JSON.parse(before.stdout).missing;
    t.same(others, []);
    t.match(missing, { shard: { index: 2, of: 2 }, isBegun: true, of: 2 });
    t.ok(missing.names.includes('1-python-select'), 'what was playing is missing');
    const repair = await runLab(['-c', missing.command], { folder, command: ['sh'] });
    t.equal(repair.status, 1, repair.stderr);
    const again = await runLab(['class', '--shard', '2/2', '--resume'], {
      ...{ folder, command: script('grade') },
    });
    t.match(
      again.stderr,
      /2\/2 .*\(marked before\)/,
      'the same command a second time marks nothing',
    );

    const { status, stdout } = await merge();
    t.equal(status, 1);
    const { submissions, directory, ...whole } = JSON.parse(stdout);
    t.match(whole, { planned: 4, merged: { shards: 2, of: 2 }, missing: undefined });
    const marks = submissions.map(({ name, outcome, grade }: Told) => [
      name,
      outcome,
      grade?.points,
    ]);
    t.same(marks, [
      ['0-wrong-crash', 'fail', 30],
      ['1-python-select', 'pass', 100],
      ['2-wrong-no-build', 'fail', undefined],
      ['3-wrong-no-build', 'fail', undefined],
    ]);
    const played = path.join(directory, '1-python-select');
    const judged = await runLab([played, '--json'], { folder, command: script('check') });
    t.equal(judged.status, 0, 'its evidence is as it was witnessed');
    t.match(JSON.parse(judged.stdout), { outcome: 'pass', grade: { points: 100 } });
    // Whoever begins a third time goes on with the whole that was put together.
    const rest = await runLab(['class', '--resume', '--json'], {
      folder,
      command: script('grade'),
    });
    t.same(JSON.parse(rest.stdout).directory, directory);
  },
);

interface Told {
  name: string;
  outcome: string;
  grade: { points: number } | null;
}
