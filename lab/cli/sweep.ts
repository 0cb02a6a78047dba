/** zx lab/sweep.mjs: plays many timings and says from which gap on the order holds. */
import { readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chalk } from 'zx';
import { type ErrorCode, errorTable, LabError } from '../model/errors.ts';
import { exitCodes } from '../model/outcome.ts';
import type { SweepReport, SweepSettings, TrialRecord } from '../model/sweep.ts';
import { escapeControls } from '../reporters/escape.ts';
import { describeCommand } from './describe-command.ts';
import { parseFlags } from './flags.ts';
import { stopCommands } from './stop-commands.ts';
import { makeSweepCommand, type SweepFlags } from './sweep-flags.ts';
import { endWithError } from './trouble.ts';

/** For the threads that judge a stored sweep: judge-worker.mjs loads a verb's module. */
export { judgePack } from '../sweep/judge-stored.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What every trial is asked; the ends of programs are not: they stay from trial to trial. */
const sweepChecks = [
  'handshake',
  'client-spoke-first',
  'accepted-before-received',
  'order-follows-wire',
  'both-told-same',
  'exact-text',
  'printed-all',
  'ran-on-mininet',
];

/** Runs the command and gives its exit code. Never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  let flags: SweepFlags | undefined;
  try {
    const command = parseFlags(makeSweepCommand(), argv);
    if (!command) return 0;
    flags = command.opts<SweepFlags>();
    const [stray] = command.args;
    if (stray !== undefined) throw new LabError('FLAG_WRONG', `'${stray}' is no flag of a sweep`);
    return await sweep(flags, argv);
  } catch (error) {
    const box = flags?.box.join(', ') ?? 'local';
    return endWithError(error, { json: flags?.json === true, box });
  }
}

async function sweep(flags: SweepFlags, argv: readonly string[]): Promise<number> {
  const { playSweep } = await import('./sweep-session.ts');
  if (flags.csv !== undefined) await tryFile(flags.csv);
  const startedAtMs = Date.now();
  const resume = flags.resume === undefined ? undefined : await findSweep(flags.resume);
  const progress = makeProgress(flags, startedAtMs);
  let interrupted: LabError | undefined;
  const { report, records } = await playSweep({
    ...{ root, startedAtMs, home: path.resolve('.lab'), boxNames: flags.box },
    settings: resume?.settings ?? getSettings(flags),
    ...(resume && { resume: resume.folder }),
    ...(flags.stages !== undefined && { stages: flags.stages }),
    ...{ strict: flags.strict === true, failFast: flags.failFast === true },
    command: describeCommand('npx zx lab/sweep.mjs', argv),
    ...progress,
    onInterrupt: (error) => {
      interrupted = error;
    },
  }).finally(() => progress.end());
  await print(report, records, flags);
  return interrupted ? 130 : getExitCode(report);
}

function getSettings(flags: SweepFlags): SweepSettings {
  const both = (who: SweepFlags['order']) =>
    who === 'both'
      ? (['X', 'Y'] as const).slice()
      : [who === 'x' ? ('X' as const) : ('Y' as const)];
  return {
    gaps: flags.gaps,
    repeat: flags.repeat,
    orders: both(flags.order),
    connects: both(flags.connectOrder),
    ...{ seed: flags.seed, shard: flags.shard, port: flags.port },
    ...{ topology: flags.topology, switch: flags.switch },
    links: {
      ...(flags.linkDelay !== undefined && { delayMs: flags.linkDelay }),
      ...(flags.linkLoss !== undefined && { lossPercent: flags.linkLoss }),
      ...(flags.linkBw !== undefined && { bandwidthMbit: flags.linkBw }),
    },
    ...(flags.clients !== 2 && { clients: flags.clients }),
    commands: {
      ...(flags.server !== undefined && { server: flags.server }),
      ...(flags.clientX !== undefined && { X: flags.clientX }),
      ...(flags.clientY !== undefined && { Y: flags.clientY }),
    },
    checks: sweepChecks,
  };
}

/** The sweep that is gone on with, and what it was asked. Throws LabError RUN_UNREADABLE. */
async function findSweep(named: string | true) {
  const { readSweepHeader } = await import('../store/sweep-store.ts');
  const latest = async () => path.join('.lab', await readlink('.lab/latest').catch(() => 'latest'));
  const folder = path.resolve(named === true ? await latest() : named);
  return { folder, settings: (await readSweepHeader(folder)).settings };
}

/** By the worst outcome; trouble that is a user's own fault says so. */
function getExitCode({ outcome, trouble }: SweepReport): number {
  const code = trouble && errorTable[trouble.code as ErrorCode].exit;
  return outcome === 'trouble' && code === 64 ? 64 : exitCodes[outcome];
}

async function tryFile(file: string): Promise<void> {
  await writeFile(file, '', { flag: 'a' }).catch((cause: unknown) => {
    const { message } = cause as Error;
    throw new LabError('FILE_WRONG', `Cannot write ${file}: ${message}`, { cause });
  });
}

async function print(
  report: SweepReport,
  records: readonly TrialRecord[],
  flags: SweepFlags,
): Promise<void> {
  if (flags.csv !== undefined) {
    const { renderSweepCsv } = await import('../reporters/sweep-csv.ts');
    await writeFile(flags.csv, renderSweepCsv(records));
  }
  await printSweep(report, flags);
}

/** Prints a sweep's report as the flags ask. */
export async function printSweep(
  report: SweepReport,
  { json, quiet }: { json?: boolean; quiet?: boolean },
): Promise<void> {
  if (quiet) return;
  if (json) {
    const { renderSweepJson } = await import('../reporters/sweep-json.ts');
    process.stdout.write(renderSweepJson(report));
    return;
  }
  const { renderSweep } = await import('../reporters/sweep-terminal.ts');
  const color = chalk.level > 0 && !process.env.NO_COLOR;
  const text = renderSweep(report, { columns: process.stdout.columns ?? 100, color });
  process.stdout.write(stopCommands(text));
}

const drawEveryMs = 200;
/** Without a terminal a line is written now and then, for whoever reads a log. */
const sayEveryMs = 10_000;

function makeProgress(flags: SweepFlags, startedAtMs: number) {
  const isLive = process.stderr.isTTY === true && !flags.quiet;
  const isTold = isLive || !(flags.quiet || flags.json);
  const counts = { pass: 0, fail: 0, unknown: 0 };
  const state = { planned: 0, counts, stored: 0, elapsedMs: 0, doing: 'looking at the box' };
  let firstAtMs = startedAtMs;
  let render: ((columns: number) => string) | undefined;
  void import('../reporters/sweep-terminal.ts').then(({ renderSweepProgress }) => {
    render = (columns) => {
      state.elapsedMs = Date.now() - firstAtMs;
      return renderSweepProgress(state, { columns, color: false });
    };
  });
  const draw = () => {
    if (isLive) process.stderr.write(`\r${render?.(process.stderr.columns ?? 80) ?? ''}\u001b[K`);
    else if (state.planned > 0) process.stderr.write(`${render?.(100).slice(2) ?? ''}\n`);
  };
  const timer = isTold ? setInterval(draw, isLive ? drawEveryMs : sayEveryMs) : undefined;
  timer?.unref();
  return {
    say(line: string) {
      state.doing = line;
      if (isTold && !isLive) process.stderr.write(stopCommands(`${escapeControls(line)}\n`));
    },
    onPlan(planned: number, stored: readonly TrialRecord[]) {
      state.planned = planned;
      state.stored = stored.length;
      for (const { outcome } of stored) counts[outcome] += 1;
      firstAtMs = Date.now();
    },
    onTrial({ outcome }: TrialRecord) {
      counts[outcome] += 1;
    },
    end() {
      clearInterval(timer);
      if (isLive) process.stderr.write('\r\u001b[K');
    },
  };
}
