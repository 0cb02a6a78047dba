/** Sweeps: trials a minute beside the usual script, the stagger beside a shell's, and judging. */
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { getPercentile } from '../../lab/sweep/summarize.ts';
import { type Row, root } from './harness.ts';

const run = promisify(execFile);
const sweepScript = path.join(root, 'lab/sweep.mjs');

interface Swept {
  trials: number;
  wallMs: number;
  directory: string;
  gaps: { agreed: number; disagreed: number; unknown: number }[];
}

/** A whole sweep as a user gives the command; undecided trials are an answer, too. */
async function sweep(folder: string, flags: readonly string[]): Promise<Swept> {
  const argv = [sweepScript, '--json', ...flags];
  const options = { cwd: folder, maxBuffer: 1 << 26 };
  const { stdout } = await run(process.execPath, argv, options).catch((error) => {
    if ((error.code === 1 || error.code === 2) && error.stdout !== '') return error;
    throw error;
  });
  return JSON.parse(stdout) as Swept;
}

async function inFolder<Result>(act: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mininet-lab-bench-'));
  try {
    return await act(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** (a) Trials a minute, each with its own connections, evidence and verdict. */
async function benchPace(gapMs: number, trials: number, promise: number): Promise<Row> {
  const repeat = `${Math.ceil(trials / 4)}`;
  const swept = await inFolder((at) => sweep(at, ['--gaps', `${gapMs}`, '--repeat', repeat]));
  const ours = (swept.trials * 60_000) / swept.wallMs;
  const peer = await timeUsualScript(gapMs, 12);
  const { agreed = 0, disagreed = 0, unknown = 0 } = swept.gaps[0] ?? {};
  return {
    what: `trials a minute at gaps of ${gapMs} ms, the whole command (${swept.trials} trials)`,
    ours: `${ours.toFixed(0)} (${agreed} agreed, ${disagreed} not, ${unknown} undecided)`,
    beside: `the usual Python script ${peer.toFixed(0)}: ${(ours / peer).toFixed(1)} times`,
    promise: `>= ${promise} times`,
    met: ours >= promise * peer,
  };
}

async function timeUsualScript(gapMs: number, trials: number): Promise<number> {
  const script = path.join(root, 'test/bench/peers/usual_script.py');
  const inside = 'mount -t sysfs sysfs /sys; ip link set lo up; exec /usr/bin/python3 "$0" "$@"';
  const startNs = process.hrtime.bigint();
  await run('unshare', [
    ...['--net', '--pid', '--mount', '--fork', '--kill-child', '--mount-proc'],
    ...['sh', '-c', inside, script, `${trials}`, `${gapMs}`],
  ]);
  return (trials * 60_000) / (Number(process.hrtime.bigint() - startNs) / 1e6);
}

/** (b) How far two events are from being as far apart as planned, one stage, nothing beside. */
async function benchShell(): Promise<Row> {
  const gaps = [2, 5, 20, 100, 500];
  const ours = await inFolder(async (folder) => {
    const flags = ['--gaps', gaps.join(), '--repeat', '10', '--stages', '1', '--csv', 'a.csv'];
    await sweep(folder, flags);
    const [, ...rows] = (await readFile(path.join(folder, 'a.csv'), 'utf8')).trim().split('\r\n');
    return rows.flatMap((row) => {
      const [, gapMs = '', first = '', , , , order = '', wireGapMs = ''] = row.split(',');
      if (wireGapMs === '') return [];
      const sign = order.startsWith(first) ? 1 : -1;
      return [Math.abs(sign * Number(wireGapMs) - Number(gapMs))];
    });
  });
  const shell: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    for (const gapMs of gaps) {
      const argv = [path.join(root, 'test/bench/peers/shell_stagger.sh'), `${gapMs}`];
      const { stdout } = await run('sh', argv);
      const [a = 0n, b = 0n] = stdout.trim().split('\n').map(BigInt);
      shell.push(Math.abs(Math.abs(Number(b - a)) / 1e6 - gapMs));
    }
  }
  const show = (errors: number[]) =>
    [50, 99].map((p) => `p${p} ${getPercentile(errors, p).toFixed(3)}`).join(', ');
  return {
    what: `|gap − gap planned| of ${ours.length} trials at gaps of ${gaps.join(', ')} ms`,
    ours: `${show(ours)} ms`,
    beside: `\`sleep\` in a shell: ${show(shell)} ms`,
    promise: 'less than the shell',
    met: getPercentile(ours, 50) < getPercentile(shell, 50),
  };
}

/** (f) Judging a stored sweep, the whole command; its trials are 200 real ones, told fifty times. */
async function benchJudging(count = 10_000): Promise<Row> {
  return inFolder(async (folder) => {
    const { directory } = await sweep(folder, ['--gaps', '1,50', '--repeat', '25']);
    const runFolder = path.join(folder, directory);
    const names = (await readdir(runFolder)).filter((name) => name.endsWith('.jsonl'));
    const texts = await Promise.all(
      names.map((name) => readFile(path.join(runFolder, name), 'utf8')),
    );
    const lines = texts.flatMap((text) => text.trimEnd().split('\n'));
    await Promise.all(names.map((name) => writeFile(path.join(runFolder, name), '')));
    for (let number = 0; number < count; number += 1) {
      const line = lines[number % lines.length] ?? '';
      const file = path.join(runFolder, `series-${1 + Math.floor(number / 400)}.jsonl`);
      await appendFile(file, `${line.replace(/"number":\d+/, `"number":${number}`)}\n`);
    }
    const startNs = process.hrtime.bigint();
    const argv = [path.join(root, 'lab/check.mjs'), '--json', directory];
    const { stdout } = await run(process.execPath, argv, { cwd: folder, maxBuffer: 1 << 26 }).catch(
      (error) => error,
    );
    const ms = Number(process.hrtime.bigint() - startNs) / 1e6;
    const judged = (JSON.parse(stdout) as Swept).trials;
    const pace = (judged * 1000) / ms;
    const floor = (count * 1000) / (await timeParsing(runFolder));
    return {
      what: `judging ${judged} stored trials again, the whole command`,
      ours: `${pace.toFixed(0)} a second`,
      beside: `reading the same files and JSON.parse, one thread: ${floor.toFixed(0)} a second`,
      promise: '>= 2000 a second',
      met: judged === count && pace >= 2000,
    };
  });
}

/** The least that judging could take: each line read and parsed, by a Node of its own; ms. */
async function timeParsing(folder: string): Promise<number> {
  const script = `const fs = require('fs');
    for (const name of fs.readdirSync('.').filter((each) => each.endsWith('.jsonl')))
      for (const line of fs.readFileSync(name, 'utf8').trimEnd().split('\\n')) JSON.parse(line);`;
  const startNs = process.hrtime.bigint();
  await run(process.execPath, ['-e', script], { cwd: folder });
  return Number(process.hrtime.bigint() - startNs) / 1e6;
}

/** All rows. */
export async function benchSweep(): Promise<Row[]> {
  return [
    await benchPace(0, 800, 8),
    await benchPace(500, 1200, 20),
    await benchShell(),
    await benchJudging(),
  ];
}
