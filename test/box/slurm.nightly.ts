/**
 * A class of 200 as a job array of a real Slurm with two nodes, of which one dies in the midst: its
 * shard is requeued and goes on, and what is put together are the marks of one machine.
 */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { corpus } from '../submissions/table.ts';
import { makeLabFolder, root, runLab, slowMachineMs, waitFor } from './lab-command.ts';
import { startCluster } from './slurm.ts';

t.setTimeout(6 * slowMachineMs);
const script = (name: string) => [process.execPath, path.join(root, 'lab', `${name}.mjs`)];
const size = 200;
const shards = 8;
const limitMs = 20 * 60_000;

/** Hand-ins that are played, each so often; all others come to nothing, which takes no play. */
const played = { 'python-select': 4, 'wrong-crash': 4, 'wrong-misspelt': 2, 'wrong-one-ack': 2 };
const unplayed = ['wrong-no-build', 'notes', 'broken'] as const;

/** The class, in a folder of its own; no two hand-ins are the same. */
async function makeClass(t: Test): Promise<string> {
  const folder = await makeLabFolder(t);
  const plays = Object.entries(played).flatMap(([kind, count]) => Array(count).fill(kind));
  for (let number = 0; number < size; number += 1) {
    // Plays stand apart, so that each shard has one or two.
    const kind = number % 16 === 5 ? plays.pop() : undefined;
    const into = path.join(folder, 'class', `student-${`${number}`.padStart(3, '0')}`);
    await makeSubmission(into, kind ?? unplayed[number % unplayed.length] ?? 'notes', number);
  }
  t.same(plays, [], 'all are in the class');
  return folder;
}

async function makeSubmission(into: string, kind: string, number: number): Promise<void> {
  await mkdir(into, { recursive: true });
  if (kind === 'notes') await writeFile(path.join(into, 'README.md'), `I am late, ${number}.\n`);
  else if (kind === 'broken') await writeFile(path.join(into, 'lab.zip'), `PK\x03\x04 ${number}`);
  else {
    await cp(path.join(corpus, kind), into, { recursive: true });
    await writeFile(path.join(into, 'NOTES.txt'), `number ${number}\n`);
  }
}

interface Told {
  name: string;
  outcome: string;
  because?: string;
  grade: { points: number; criteria: { id: number; points: number; outcome: string }[] } | null;
}

/** What a mark is, without what differs from play to play. */
function getMarks(submissions: readonly Told[]) {
  return submissions.map(({ name, outcome, grade }) => ({
    ...{ name, outcome, points: grade?.points ?? null },
    criteria: grade?.criteria.map((one) => [one.id, one.outcome, one.points]) ?? [],
  }));
}

t.test('200 submissions, a node that dies, and the marks of one machine', async (t) => {
  const folder = await makeClass(t);
  const marks = path.join(folder, 'marks');
  const merge = () =>
    runLab(['--merge', 'marks/.lab', '--json'], { folder, command: script('check') });
  await mkdir(marks);
  const startedMs = performance.now();
  const alone = await runLab(['class', '--json'], { folder, command: script('grade'), limitMs });
  const aloneMs = performance.now() - startedMs;
  const wanted = JSON.parse(alone.stdout);
  t.equal(wanted.submissions.length, size, alone.stderr);

  const cluster = await startCluster(['n1', 'n2']);
  t.teardown(() => cluster.stop());
  const { ask } = cluster;
  const clusterMs = performance.now();
  const array = await ask(
    ...(['sbatch', '--parsable', `--chdir=${root}`, `--array=1-${shards}%2`] as const),
    `--output=${folder}/task-%a.log`,
    ...[path.join(root, 'lab/grade/engines/slurm.sbatch'), path.join(folder, 'class'), marks],
    `${shards}`,
  );
  const read = (task: string) =>
    readFile(path.join(folder, `task-${task}.log`), 'utf8').catch(() => '');
  const victim = await waitFor('a task of the second node that has marked some', async () => {
    const on = await ask('squeue', '-h', '-r', '-t', 'R', '-w', 'n2', '-o', '%K');
    return /^5\/25 /m.test(await read(on)) ? on : undefined;
  });
  await cluster.kill('n2');
  const early = await merge();
  t.equal(early.status, 2, 'what is not there yet is not shown as passed');
  const missing = JSON.parse(early.stdout).missing.map(
    ({ shard: { index } }: { shard: { index: number } }) => `${index}`,
  );
  t.ok(missing.includes(victim), `shard ${victim} is missing: ${missing}`);
  t.comment(`node n2 died with task ${victim}; missing then: ${missing.join(', ')}`);

  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    const left = await ask('squeue', '-h', '-r', '-o', '%K %T');
    if (left === '') break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const spentMs = performance.now() - clusterMs;
  t.match(await ask('sinfo', '-h', '-n', 'n2', '-o', '%T'), /^down/, 'the node stayed dead');
  const log = await read(victim);
  t.match(log, /^\d+\/25 .*\(marked before\)$/m, 'the task went on with what was marked');
  const jobs = await ask('scontrol', 'show', 'job', array);
  t.match(jobs, new RegExp(`ArrayTaskId=${victim} [\\s\\S]*? Restarts=1 `));
  const { stdout, status, stderr } = await merge();
  const whole = JSON.parse(stdout);
  t.equal(status, 1, stderr);
  t.match(whole, { planned: size, merged: { shards, of: shards }, missing: undefined });
  t.same(getMarks(whole.submissions), getMarks(wanted.submissions), 'the same marks');
  t.same(whole.twins, wanted.twins, 'and the same equal sources');
  const runs = await readdir(path.join(marks, '.lab/runs'));
  t.equal(runs.length, shards, 'a run folder for each shard, the restarted one too');
  const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`;
  t.comment(`${size} submissions: one machine ${seconds(aloneMs)}, Slurm ${seconds(spentMs)}`);
});
