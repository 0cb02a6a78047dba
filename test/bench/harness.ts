/**
 * What the benches share: a lab that plays trials without a report around them, figures over many
 * of them, and timing of whole commands in turn with their peer. Ratios within one run are what
 * counts: machines are noisy.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { checkers } from '../../lab/assignments/first-received/checkers/index.ts';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { programs } from '../../lab/assignments/first-received/programs.ts';
import { openBox } from '../../lab/boxes/open.ts';
import { judgeRun } from '../../lab/model/judge.ts';
import type { Plan } from '../../lab/model/plan.ts';
import type { RunReport } from '../../lab/model/report.ts';
import { type ScenarioInput, scenarioSchema } from '../../lab/model/scenario.ts';
import { prepareBox } from '../../lab/run/prepare.ts';
import { playSuite } from '../../lab/run/suite.ts';
import { getPercentile } from '../../lab/sweep/summarize.ts';

export const root = path.resolve(import.meta.dirname, '../..');

/** The build beside which ours is measured: the lab's ends of plays were sampled, not traced. */
export const olderBuild = '3c94e73';

/** Works beside that build in a folder of its own, which is gone after it. */
export async function besideOlder<Value>(
  work: (older: string, folder: string) => Promise<Value>,
): Promise<Value> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mininet-lab-bench-'));
  try {
    return await work(await installOlder(folder), folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Its commit with the packages of its own lock file, below `folder`; gives where it lies. */
async function installOlder(folder: string): Promise<string> {
  const older = path.join(folder, 'older');
  const archive = ['archive', `--output=${older}.tar`, '--prefix=older/', olderBuild];
  await runFile('git', ['-C', root, ...archive]);
  await runFile('tar', ['--extract', `--file=${older}.tar`, `--directory=${folder}`]);
  const install = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await runFile('npm', install, { cwd: older });
  return older;
}

const runFile = promisify(execFile);

/** One line of the table: ours beside a floor or a peer of the same run. */
export interface Row {
  what: string;
  ours: string;
  beside: string;
  /** The promise, and whether this run kept it; no promise, no judgement. */
  promise?: string;
  met?: boolean;
}

/** In front of a Python script that uses Mininet: namespaces of its own, as the lab's stages have. */
export const inNamespaces: readonly string[] = [
  ...['unshare', '--net', '--pid', '--mount', '--fork', '--kill-child', '--mount-proc', 'sh', '-c'],
  'mount -t sysfs sysfs /sys; ip link set lo up; exec /usr/bin/python3 "$0" "$@"',
];

/** Plays plans on `stages` stages of this machine and gives their reports. */
export async function playTrials(
  plans: readonly Plan[],
  stages: number,
  onDone?: (run: RunReport) => void,
): Promise<RunReport[]> {
  const box = await openBox('local');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mininet-lab-bench-'));
  const prepared = await prepareBox(box, { root, programs, plans, stages });
  try {
    return await playSuite(plans, {
      ...{ root, box, prepared, folder },
      judge: (journal) => judgeRun(journal, checkers),
      ...(onDone && { onDone }),
    });
  } finally {
    await prepared.pool.close();
    await box.close();
    await rm(folder, { recursive: true });
  }
}

/** A plan in which X and Y connect at once and the one sends `gapMs` after the other. */
export function makeTrial(
  number: number,
  options: { gapMs: number; first: 'X' | 'Y'; server?: string },
): Plan {
  const baseMs = 120;
  const atMs = (role: 'X' | 'Y') => baseMs + (options.first === role ? 0 : options.gapMs);
  const scenario: ScenarioInput = {
    name: `trial-${number}`,
    title: `${options.first} first by ${options.gapMs} ms`,
    clients: [
      { role: 'X', name: 'Alice', sendMs: atMs('X') },
      { role: 'Y', name: 'Bob', sendMs: atMs('Y') },
    ],
    server: options.server === undefined ? {} : { command: options.server },
    checks: ['order-follows-wire', 'both-told-same'],
  };
  return planScenario(scenarioSchema.parse(scenario));
}

/** Runs a command to its end and gives the ms it took; rejects if it fails. */
export async function timeCommand(argv: readonly string[]): Promise<number> {
  const startNs = process.hrtime.bigint();
  const [file = '', ...rest] = argv;
  const child = spawn(file, rest, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (chunk) => {
    words += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const ms = Number(process.hrtime.bigint() - startNs) / 1e6;
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${words.slice(-500)}`);
  return ms;
}

/** Times commands in turn, so that a change of the machine's speed meets all; medians in ms. */
export async function timeInTurn(
  commands: readonly (readonly string[])[],
  rounds: number,
): Promise<number[]> {
  for (const argv of commands) await timeCommand(argv); // A warm-up that is not counted.
  const times: number[][] = commands.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, argv] of commands.entries()) times[index]?.push(await timeCommand(argv));
  }
  return times.map((each) => getPercentile(each, 50));
}

/** A fixed sequence of numbers in [0, 1): the same trials in every run (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
