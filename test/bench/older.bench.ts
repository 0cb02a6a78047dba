/**
 * (f) What a user waits for, beside an older build of the lab in the same run: the help, one warm
 * scenario, and the whole of `make lab` the second time.
 */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { getPercentile } from '../../lab/sweep/summarize.ts';
import { besideOlder, olderBuild, type Row, root } from './harness.ts';

const run = promisify(execFile);

/** Each command's words, and how much longer than the older build's it may take. */
const commands: readonly [what: string, words: readonly string[], most: number][] = [
  ['`lab/run.mjs --help`', ['--help'], 1.05],
  ['One warm scenario', ['--send-x', '50', '--send-y', '50'], 1.05],
  ['All scenarios, as by `make lab`', [], 1.05],
];

/** A row for each; `rounds` is how often each is timed, for its median. */
export async function benchOlder(rounds = 7): Promise<Row[]> {
  return besideOlder(async (older, folder) => {
    const rows: Row[] = [];
    for (const [what, words, most] of commands) {
      const [ours, theirs] = [[] as number[], [] as number[]];
      // The first of each is cold, and not counted.
      for (let round = 0; round <= rounds; round += 1) {
        const pair = [await time(root, words, folder), await time(older, words, folder)] as const;
        if (round === 0) continue;
        ours.push(pair[0]);
        theirs.push(pair[1]);
      }
      rows.push(makeRow({ what, most, rounds }, ours, theirs));
    }
    return rows;
  });
}

/** The ms that a command takes in a folder of its own build's. */
async function time(lab: string, words: readonly string[], folder: string): Promise<number> {
  const cwd = lab === root ? folder : lab;
  const startedMs = performance.now();
  const argv = [path.join(lab, 'lab/run.mjs'), ...words];
  await run(process.execPath, argv, { cwd }).catch((error) => {
    // On a busy machine a scenario may stay undecided; how long it took is what is asked.
    if (error.code !== 2) throw error;
  });
  return performance.now() - startedMs;
}

function makeRow(
  { what, most, rounds }: { what: string; most: number; rounds: number },
  ours: readonly number[],
  theirs: readonly number[],
): Row {
  const [mine, other] = [getPercentile(ours, 50), getPercentile(theirs, 50)];
  const ratio = mine / other;
  return {
    what: `${what} (median of ${rounds})`,
    ours: `${mine.toFixed(0)} ms`,
    beside: `${olderBuild}: ${other.toFixed(0)} ms; ${ratio.toFixed(2)} times`,
    promise: `<= ${most} times`,
    met: ratio <= most,
  };
}
