/** zx lab/run.mjs: plays scenarios on a box and prints the marked result. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { assignments, usualAssignment } from '../assignments/index.ts';
import { describeCommand, findAssignmentFlag, parseFlags } from '../flags/flags.ts';
import { makeRunCommand, type RunFlags } from '../flags/run-flags.ts';
import type { Loaded } from '../model/assignment.ts';
import { getUsualRubric } from '../model/assignment.ts';
import { type ErrorCode, errorTable, LabError, toLabError } from '../model/errors.ts';
import { exitCodes } from '../model/outcome.ts';
import type { Outline } from '../model/outline.ts';
import type { Report } from '../model/report.ts';
import { endWithError } from '../output/trouble.ts';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

interface Asked {
  flags: RunFlags;
  loaded: Loaded;
  argv: readonly string[];
}

/** Runs the command and gives its exit code. Never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  let flags: RunFlags | undefined;
  try {
    const which = findAssignmentFlag(argv);
    const { outline, early } = await readOutline(which);
    const command = parseFlags(makeRunCommand(outline), argv);
    if (!command) return 0;
    flags = command.opts<RunFlags>();
    if (flags.faults) return await printFaults();
    if (flags.schema) return await printSchema();
    const loaded = early ?? (await load(which));
    if (flags.list) return await printList(loaded, flags.assignment);
    if (flags.watch) return await watch(command.args, { flags, loaded, argv });
    return await play(command.args, { flags, loaded, argv });
  } catch (error) {
    return endWithError(error, { json: flags?.json === true, box: flags?.box ?? 'local' });
  }
}

/**
 * What the flags need to know; of one that comes with the lab, without loading the rest. `early` is
 * one that had to be loaded for it.
 */
async function readOutline(
  which: string = usualAssignment,
): Promise<{ outline: Outline; early?: Loaded }> {
  const known = assignments.get(which);
  if (known) return { outline: known.outline };
  const { outlineAssignment } = await import('../model/outline.ts');
  const early = await load(which);
  return { outline: outlineAssignment(early.assignment), early };
}

async function load(which: string | undefined): Promise<Loaded> {
  return (await import('../assignments/load.ts')).loadAssignment(which);
}

/** Plays again at every change. One document on standard output has no place for a second. */
async function watch(names: readonly string[], asked: Asked): Promise<number> {
  const { flags } = asked;
  const document = (['json', 'tap'] as const).find((name) => flags[name] === true);
  if (document !== undefined) {
    throw new LabError(
      'FLAG_WRONG',
      `--watch prints one verdict after the other, not --${document}`,
      {
        hint: 'The newest is always in .lab/latest/result.json.',
      },
    );
  }
  const { checkReportFiles } = await import('../output/report-files.ts');
  await checkReportFiles(flags);
  const { watchAndPlay } = await import('./watch.ts');
  return watchAndPlay({ root, names, ...asked });
}

async function play(names: readonly string[], { flags, loaded, argv }: Asked): Promise<number> {
  // What only a play needs is loaded only for one: --help answers without it.
  const { choosePlans } = await import('./choose-plans.ts');
  const plans = await choosePlans(names, flags, loaded);
  const { playAndReport } = await import('../run/session.ts');
  const { printReport, makeProgress } = await import('../output/output.ts');
  const { checkReportFiles, keepPartialResults } = await import('../output/report-files.ts');
  await checkReportFiles(flags);
  const startedAtMs = Date.now();
  const command = describeCommand('npx zx lab/run.mjs', argv);
  const facts = {
    box: flags.box ?? 'local',
    command,
    startedAt: new Date(startedAtMs).toISOString(),
  };
  const bare = makeProgress(plans, flags);
  const progress =
    flags.gradescope === undefined
      ? bare
      : await keepPartialResults(bare, flags.gradescope, {
          ...{ plans, report: facts, rubric: getUsualRubric(loaded.assignment) },
        });
  let interrupted: LabError | undefined;
  const report = await playAndReport({
    root,
    assignment: loaded.assignment,
    plans,
    ...(flags.box !== undefined && { boxName: flags.box }),
    ...(flags.stages !== undefined && { stages: flags.stages }),
    strict: flags.strict === true,
    home: path.resolve('.lab'),
    command,
    startedAtMs,
    progress,
    onInterrupt: (error) => {
      interrupted = error;
    },
  })
    .finally(() => progress.end())
    .catch(async (error: unknown) => {
      const wallMs = Date.now() - startedAtMs;
      // If that fails too, the first error is still the one to be told.
      await reportEarlyEnd(error, { ...facts, wallMs }, flags).catch(() => {});
      throw error;
    });
  const told = await printReport(report, flags);
  return interrupted ? 130 : getReportExitCode(told);
}

/** The files that were promised tell of the trouble, too; GitHub hears of it. */
async function reportEarlyEnd(
  error: unknown,
  facts: Pick<Report, 'box' | 'command' | 'startedAt' | 'wallMs'>,
  flags: RunFlags,
): Promise<void> {
  const { makeTroubleReport, writeReportFiles } = await import('../output/report-files.ts');
  const { tellGitHub } = await import('../output/github.ts');
  const report = makeTroubleReport(toLabError(error), facts);
  await writeReportFiles(report, flags);
  await tellGitHub(report, { stream: process.stderr, quiet: flags.quiet === true });
}

/** By the worst outcome; a file of the user's whose fault shows only on the box is still theirs. */
function getReportExitCode({ outcome, runs, trouble }: Report): number {
  if (outcome !== 'trouble') return exitCodes[outcome];
  const troubles = [trouble, ...runs.map((run) => run.trouble)].flatMap((each) => each ?? []);
  const codes = troubles.map(({ code }) => errorTable[code as ErrorCode].exit);
  return codes.every((code) => code === 64) ? 64 : exitCodes.trouble;
}

async function printSchema(): Promise<number> {
  const { getScenarioJsonSchema } = await import('../store/scenario-file.ts');
  process.stdout.write(`${JSON.stringify(getScenarioJsonSchema(), null, 2)}\n`);
  return 0;
}

async function printFaults(): Promise<number> {
  const { renderFaults } = await import('../reporters/faults.ts');
  process.stdout.write(renderFaults());
  return 0;
}

/** The scenarios of the assignment that is named, or of all that there are. */
async function printList({ assignment }: Loaded, asked: string | undefined): Promise<number> {
  const { mapScenarios } = await import('../model/assignment.ts');
  const listed =
    asked === undefined
      ? await Promise.all([...assignments.values()].map((entry) => entry.load()))
      : [assignment];
  const parts = listed.map((each) => {
    const all = [...mapScenarios(each).values()];
    const width = Math.max(...all.map(({ name }) => name.length));
    const lines = all.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}\n`);
    return `${each.name}: ${each.title}\n${lines.join('')}`;
  });
  process.stdout.write(parts.join('\n'));
  return 0;
}
