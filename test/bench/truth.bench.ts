/**
 * (e) Truth on a busy machine: a right server, ours and somebody else's, and five that are wrong
 * whatever the machine does, beside 0, 2 and 8 busy loops; and the same of an older build of the
 * lab in the same run. Two messages 20 ms apart, Y's first: each server is right always or wrong
 * always, so that each verdict is right, wrong, or left open.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { besideBusyLoops } from '../box/busy-loops.ts';
import { besideOlder, olderBuild, type Row, root } from './harness.ts';

const run = promisify(execFile);

/** The share that may be open, in percent, beside so many loops; a wrong verdict never. */
const openPercent = new Map([
  [0, 2],
  [2, 2],
  [8, 10],
]);

type Truth = 'pass' | 'fail';

interface Subject {
  /** The server's command; absent: ours. */
  command?: string;
  truth: Truth;
}

const python = (file: string) => `/usr/bin/python3 ${path.join(root, 'test', file)}`;
const node = (file: string) => `${process.execPath} ${path.join(root, 'test', file)}`;

const subjects: readonly Subject[] = [
  { truth: 'pass' },
  { truth: 'pass', command: python('right/textbook-server.py') },
  { truth: 'fail', command: python('wrong/constant-answer.py') },
  { truth: 'fail', command: python('wrong/recv-before-second-accept.py') },
  { truth: 'fail', command: node('wrong/order-of-strings.mjs') },
  { truth: 'fail', command: node('wrong/different-acks.mjs') },
  { truth: 'fail', command: node('wrong/misspelt.mjs') },
];

interface Tally {
  plays: number;
  right: number;
  wrong: number;
  open: number;
  repeated: number;
  seconds: number;
}

/** A row for right and for wrong servers beside each number of loops; `count` plays of each. */
export async function benchTruth(
  count = 200,
  loops: readonly number[] = [...openPercent.keys()],
): Promise<Row[]> {
  return besideOlder(async (older, folder) => {
    const rows: Row[] = [];
    for (const beside of loops) {
      for (const truth of ['pass', 'fail'] as const) {
        const [ours, theirs] = [makeTally(), makeTally()];
        for (const subject of subjects.filter((one) => one.truth === truth)) {
          // In turn, so that a change of the machine's speed meets both.
          await besideBusyLoops(beside, async () => {
            add(ours, await sweep(root, { subject, count, folder }));
            add(theirs, await sweep(older, { subject, count, folder }));
          });
        }
        rows.push(makeRow(truth, { beside, ours, theirs }));
      }
    }
    return rows;
  });
}

function makeTally(): Tally {
  return { plays: 0, right: 0, wrong: 0, open: 0, repeated: 0, seconds: 0 };
}

function add(sum: Tally, more: Tally): void {
  for (const key of Object.keys(sum) as (keyof Tally)[]) sum[key] += more[key];
}

/** A sweep as a user gives the command, whatever its outcome. */
async function sweep(
  lab: string,
  { subject, count, folder }: { subject: Subject; count: number; folder: string },
): Promise<Tally> {
  const where = await mkdtemp(path.join(folder, 'sweep-'));
  const { command, truth } = subject;
  const plays = ['--gaps', '20', '--repeat', `${count}`, '--order', 'y', '--connect-order', 'x'];
  const argv = [path.join(lab, 'lab/sweep.mjs'), ...plays, '--csv', 'trials.csv', '--quiet'];
  const server = command === undefined ? [] : ['--server', command];
  const startedMs = performance.now();
  await run(process.execPath, [...argv, ...server], { cwd: where }).catch((error) => {
    // 1 and 2 are what wrong servers and open trials come to.
    if (error.code !== 1 && error.code !== 2) throw error;
  });
  const seconds = (performance.now() - startedMs) / 1000;
  const table = await readFile(path.join(where, 'trials.csv'));
  const trials: { outcome: string }[] = parse(table, { columns: true, bom: true });
  const having = (outcome: string) => trials.filter((one) => one.outcome === outcome).length;
  const [passed, failed] = [having('pass'), having('fail')];
  const [right, wrong] = truth === 'pass' ? [passed, failed] : [failed, passed];
  return {
    ...{ plays: count, right, wrong, open: count - right - wrong, seconds },
    repeated: (await countStored(path.join(where, '.lab/runs'))) - count,
  };
}

/** How many plays are stored, those that were played again included. */
async function countStored(runs: string): Promise<number> {
  const [folder = ''] = await readdir(runs);
  const files = (await readdir(path.join(runs, folder))).filter((name) => name.endsWith('.jsonl'));
  const texts = await Promise.all(files.map((name) => readFile(path.join(runs, folder, name))));
  return texts.reduce((sum, text) => sum + `${text}`.split('{"trial":').length - 1, 0);
}

function makeRow(
  truth: Truth,
  { beside, ours, theirs }: { beside: number; ours: Tally; theirs: Tally },
): Row {
  const who = truth === 'pass' ? 'ours and a right server' : 'five wrong servers';
  const open = openPercent.get(beside) ?? 0;
  return {
    what: `Truth beside ${beside} busy loops: ${who}, ${ours.plays} plays`,
    ours: show(ours),
    beside: `${olderBuild}: ${show(theirs)}`,
    promise: `0 wrong, ${open} % undecided at most`,
    met: ours.wrong === 0 && ours.right > 0 && ours.open * 100 <= open * ours.plays,
  };
}

function show({ right, wrong, open, repeated, seconds }: Tally): string {
  const counts = `${right} right, ${wrong} wrong, ${open} undecided`;
  return `${counts}, ${Math.max(0, repeated)} played again, ${seconds.toFixed(0)} s`;
}
