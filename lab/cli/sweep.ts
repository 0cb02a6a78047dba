/** zx lab/sweep.mjs: plays many timings, or searches for the smallest that breaks a promise. */
import { readlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { chalk } from 'zx';
import { loadAssignment } from '../assignments/load.ts';
import { describeCommand, findAssignmentFlag, parseFlags } from '../flags/flags.ts';
import { getRoleFlag } from '../flags/run-flags.ts';
import { makeSweepCommand, type SweepFlags } from '../flags/sweep-flags.ts';
import type { Loaded } from '../model/assignment.ts';
import {
  type Assignment,
  requireExplore,
  requireSweep,
  type SweptAssignment,
} from '../model/assignment.ts';
import { type ErrorCode, errorTable, LabError, toLabError } from '../model/errors.ts';
import { exitCodes } from '../model/outcome.ts';
import { reportTrouble } from '../model/report.ts';
import type { SweepReport, SweepSettings, TrialRecord } from '../model/sweep.ts';
import { makeSweepProgress } from '../output/sweep-progress.ts';
import { getColumns, stopCommands } from '../output/terminal.ts';
import { endWithError, printTrouble } from '../output/trouble.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

interface Asked {
  flags: SweepFlags;
  loaded: Loaded;
  argv: readonly string[];
}

/** Runs the command and gives its exit code. Never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  let flags: SweepFlags | undefined;
  try {
    const loaded = await loadAssignment(findAssignmentFlag(argv));
    const command = parseFlags(makeSweepCommand(loaded.assignment), argv);
    if (!command) return 0;
    flags = command.opts<SweepFlags>();
    const [stray] = command.args;
    if (stray !== undefined) throw new LabError('FLAG_WRONG', `'${stray}' is no flag of a sweep`);
    checkCombination(command, loaded.assignment);
    const asked = { flags, loaded, argv };
    return await (flags.explore ? exploreSchedules(asked) : sweep(asked));
  } catch (error) {
    const box = flags?.box.join(', ') ?? 'local';
    return endWithError(error, { json: flags?.json === true, box });
  }
}

async function sweep({ flags, loaded, argv }: Asked): Promise<number> {
  const resume = flags.resume === undefined ? undefined : await findSweep(flags, loaded);
  const { label } = resume?.loaded ?? loaded;
  const assignment = requireSweep(resume?.loaded.assignment ?? loaded.assignment);
  const { playSweep } = await import('../sweep/session.ts');
  const { checkOutputFile } = await import('../store/output-file.ts');
  for (const file of [flags.csv, flags.html]) if (file !== undefined) await checkOutputFile(file);
  const startedAtMs = Date.now();
  const progress = makeSweepProgress(flags, startedAtMs);
  let interrupted: LabError | undefined;
  const { report, records } = await playSweep({
    ...{ root, assignment, startedAtMs, home: path.resolve('.lab'), boxNames: flags.box },
    settings: resume?.settings ?? getSettings(flags, assignment, label),
    ...(resume && { resume: resume.folder }),
    ...(flags.stages !== undefined && { stages: flags.stages }),
    ...{ strict: flags.strict === true, failFast: flags.failFast === true },
    command: describeCommand('npx zx lab/sweep.mjs', argv),
    ...progress,
    onInterrupt: (error) => {
      interrupted = error;
    },
  }).finally(() => progress.end());
  const told = await print(report, records, flags);
  return interrupted ? 130 : getExitCode(told);
}

/** What makes no sense together is said before anything is played. Throws LabError FLAG_WRONG. */
function checkCombination(command: Command, { clients }: Assignment): void {
  const { explore } = command.opts<SweepFlags>();
  const isGiven = (name: string) =>
    ['cli', 'env'].includes(command.getOptionValueSource(name) ?? 'default');
  // Explored are the times of our own clients: others cannot be told when to send.
  const commands = clients.map((role) => `client${role}`);
  const misplaced = (explore ? [...sweepOnly, ...commands] : exploreOnly).find(isGiven);
  if (misplaced === undefined) return;
  const flag = command.options.find((option) => option.attributeName() === misplaced)?.long;
  const message = explore ? `${flag} has no meaning with --explore` : `${flag} needs --explore`;
  throw new LabError('FLAG_WRONG', message, { hint: 'All flags: zx lab/sweep.mjs --help' });
}

const exploreOnly = ['schedules', 'limit'];
const sweepOnly = [
  ...['gaps', 'repeat', 'order', 'connectOrder', 'shard'],
  ...['resume', 'failFast', 'csv', 'html'],
];

async function exploreSchedules({ flags, loaded, argv }: Asked): Promise<number> {
  const assignment = requireExplore(loaded.assignment);
  const { playExploration } = await import('../sweep/explore-session.ts');
  const startedAtMs = Date.now();
  const progress = makeSweepProgress(flags, startedAtMs);
  let interrupted: LabError | undefined;
  const { topology, port, server, schedules, seed } = flags;
  const report = await playExploration({
    ...{ root, startedAtMs, schedules, seed, home: path.resolve('.lab') },
    boxNames: flags.box,
    settings: {
      ...{ assignment, topology, switch: flags.switch, port, links: getLinks(flags) },
      ...(loaded.label !== undefined && { label: loaded.label }),
      ...(server !== undefined && { server }),
      // As in a run: asked of our own programs, and of others only if somebody wants to know.
      robustness: server === undefined || flags.strict === true,
    },
    ...(flags.limit !== undefined && { limitMs: flags.limit * 1000 }),
    ...(flags.stages !== undefined && { stages: flags.stages }),
    strict: flags.strict === true,
    command: describeCommand('npx zx lab/sweep.mjs', argv),
    say: progress.say,
    onPlan: progress.onPlan,
    onShot: ({ outcome }) => progress.onTrial({ outcome: shotOutcomes[outcome] }),
    onInterrupt: (error) => {
      interrupted = error;
    },
  }).finally(() => progress.end());
  if (flags.json && !flags.quiet) {
    const { renderExplorationJson } = await import('../reporters/explore-json.ts');
    process.stdout.write(renderExplorationJson(report));
  } else if (!flags.quiet) {
    const { renderExploration } = await import('../reporters/explore-terminal.ts');
    process.stdout.write(stopCommands(renderExploration(report, getTerminal())));
  }
  return interrupted ? 130 : getExitCode(report);
}

const shotOutcomes = {
  held: 'pass',
  failed: 'fail',
  open: 'unknown',
  troubled: 'unknown',
} as const;

function getTerminal() {
  const color = chalk.level > 0 && !process.env.NO_COLOR;
  return { columns: getColumns(process.stdout), color };
}

function getSettings(
  flags: SweepFlags,
  { clients, sweep }: SweptAssignment,
  label: string | undefined,
): SweepSettings {
  const findRoles = (who: string | undefined) => {
    const named = clients.filter((role) => role.toLowerCase() === who);
    return named.length > 0 ? named : [...clients];
  };
  const commands = clients.flatMap((role) => {
    const command = getRoleFlag(flags, 'client', role);
    return command === undefined ? [] : [[role, command] as const];
  });
  return {
    ...(label !== undefined && { assignment: label }),
    gaps: flags.gaps,
    repeat: flags.repeat,
    orders: findRoles(flags.order),
    connects: findRoles(flags.connectOrder),
    ...{ seed: flags.seed, shard: flags.shard, port: flags.port },
    ...{ topology: flags.topology, switch: flags.switch },
    links: getLinks(flags),
    ...((flags.clients ?? clients.length) !== clients.length && { clients: flags.clients }),
    commands: {
      ...(flags.server !== undefined && { server: flags.server }),
      ...Object.fromEntries(commands),
    },
    checks: [...sweep.checks],
  };
}

function getLinks(flags: SweepFlags): SweepSettings['links'] {
  return {
    ...(flags.linkDelay !== undefined && { delayMs: flags.linkDelay }),
    ...(flags.linkLoss !== undefined && { lossPercent: flags.linkLoss }),
    ...(flags.linkBw !== undefined && { bandwidthMbit: flags.linkBw }),
  };
}

/**
 * The sweep that is gone on with, what it was asked, and its assignment. Throws LabError
 * RUN_UNREADABLE; FLAG_WRONG where another assignment is asked for.
 */
async function findSweep({ resume, assignment }: SweepFlags, asked: Loaded) {
  const { readSweepHeader } = await import('../store/sweep-store.ts');
  const latest = async () => path.join('.lab', await readlink('.lab/latest').catch(() => 'latest'));
  const folder = path.resolve(typeof resume === 'string' ? resume : await latest());
  const { settings } = await readSweepHeader(folder);
  const loaded = await loadAssignment(settings.assignment);
  if (assignment !== undefined && asked.label !== loaded.label) {
    const [was, is] = [loaded, asked].map((one) => one.label ?? one.assignment.name);
    throw new LabError('FLAG_WRONG', `${folder} is a sweep of ${was}, not of ${is}`, {
      hint: 'Leave out --assignment: --resume knows it.',
    });
  }
  return { folder, settings, loaded };
}

/** By the worst outcome; trouble that is a user's own fault says so. */
function getExitCode({ outcome, trouble }: Pick<SweepReport, 'outcome' | 'trouble'>): number {
  const code = trouble && errorTable[trouble.code as ErrorCode].exit;
  return outcome === 'trouble' && code === 64 ? 64 : exitCodes[outcome];
}

/**
 * Prints, and writes the files that are named. One that cannot be written is trouble, said on
 * standard error; the result is printed all the same. Gives the report with all that.
 */
async function print(
  report: SweepReport,
  records: readonly TrialRecord[],
  flags: SweepFlags,
): Promise<SweepReport> {
  const { csv, html } = flags;
  const errors: LabError[] = [];
  const note = (error: unknown) => void errors.push(toLabError(error));
  if (csv !== undefined) {
    const { renderSweepCsv } = await import('../reporters/sweep-csv.ts');
    const { writeOutputFile } = await import('../store/output-file.ts');
    await writeOutputFile(csv, renderSweepCsv(records)).catch(note);
  }
  if (html !== undefined) {
    const { writeSweepHtml } = await import('../output/sweep-html.ts');
    await writeSweepHtml(report, html).catch(note);
  }
  return printSweep(report, flags, errors);
}

/**
 * Prints a sweep's report as the flags ask; `errors` befell files that could not be written. Gives
 * the report with the first of them.
 */
export async function printSweep(
  report: SweepReport,
  { json, quiet }: { json?: boolean; quiet?: boolean },
  errors: readonly LabError[] = [],
): Promise<SweepReport> {
  const [error] = errors;
  const told: SweepReport = error
    ? { ...report, outcome: 'trouble', trouble: report.trouble ?? reportTrouble(error) }
    : report;
  if (json && !quiet) {
    const { renderSweepJson } = await import('../reporters/sweep-json.ts');
    process.stdout.write(renderSweepJson(told));
  } else if (!quiet) {
    const { renderSweep } = await import('../reporters/sweep-terminal.ts');
    process.stdout.write(stopCommands(renderSweep(report, getTerminal())));
  }
  for (const each of errors) printTrouble(each);
  return told;
}
