/**
 * What marking costs: core-seconds of each submission of a small class, all its plays included,
 * beside an older build of the lab in the same run.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { getPercentile } from '../../lab/sweep/summarize.ts';
import { corpus } from '../submissions/table.ts';
import { besideOlder, olderBuild, type Row, root } from './harness.ts';

const run = promisify(execFile);

const promise = 0.5;

/** Compiled, interpreted and on a virtual machine; right, wrong always, and wrong when close. */
const mixed = [
  ...['python-threads', 'python-select', 'c-threads', 'java-threads', 'node-events'],
  ...['wrong-constant', 'wrong-reads-in-turn', 'wrong-under-200-ms'],
];

/** `rounds`: how often each is marked by both, in turn. */
export async function benchGrade(rounds = 3, names: readonly string[] = mixed): Promise<Row[]> {
  return besideOlder(async (older, folder) => {
    for (const name of names) {
      await cp(path.join(corpus, name), path.join(folder, 'class', name), { recursive: true });
    }
    const [ours, theirs] = [[] as number[], [] as number[]];
    for (let round = 0; round < rounds; round += 1) {
      theirs.push(await markClass(older, folder));
      ours.push(await markClass(root, folder));
    }
    return [makeRow(ours, theirs, names.length)];
  });
}

/** Marks the class, and gives the core-seconds that it took with all that it started. */
async function markClass(lab: string, folder: string): Promise<number> {
  const where = await mkdtemp(path.join(folder, 'marked-'));
  const grade = [path.join(lab, 'lab/grade.mjs'), '../class', '--as', 'class', '--json'];
  // times(1p): the second line is that of children; 1 is the exit of a class with wrong ones in it.
  const script = '"$@" >/dev/null 2>&1; status=$?; times; test $status -eq 1';
  const argv = ['-c', script, 'sh', process.execPath, ...grade, '--stages', '4'];
  const { stdout } = await run('sh', argv, { cwd: where });
  return readTimes(stdout);
}

/** Of what `times` prints, the children's two: `1m2.345000s 0m6.780000s`. */
function readTimes(text: string): number {
  const [, children = ''] = text.trim().split('\n');
  const found = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  if (found.length !== 2) throw new Error(`times printed ${JSON.stringify(text)}`);
  return found.reduce(
    (sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds),
    0,
  );
}

function makeRow(ours: readonly number[], theirs: readonly number[], count: number): Row {
  const ourSeconds = getPercentile(ours, 50) / count;
  const theirSeconds = getPercentile(theirs, 50) / count;
  const ratio = ourSeconds / theirSeconds;
  return {
    what: `Core-seconds a submission, of a class of ${count}, all plays (median of ${ours.length})`,
    ours: `${ourSeconds.toFixed(1)} s`,
    beside: `${olderBuild}: ${theirSeconds.toFixed(1)} s; ${ratio.toFixed(2)} times`,
    promise: `<= ${promise} times`,
    met: ratio <= promise,
  };
}
