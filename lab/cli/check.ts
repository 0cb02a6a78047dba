/**
 * zx lab/check.mjs: judges a stored run again, on any machine, without Mininet; of two runs it
 * shows how they differ.
 */
import path from 'node:path';
import { describeCommand, makeCommand, makeFlag, parseFlags } from '../flags/flags.ts';
import { outputFlags } from '../flags/shared-flags.ts';
import { LabError, toLabError } from '../model/errors.ts';
import { getEvents } from '../model/journal.ts';
import { exitCodes, getWorstOutcome, type Outcome } from '../model/outcome.ts';
import { getRunsOutcome } from '../model/repeats.ts';
import type { Report, RunReport } from '../model/report.ts';
import type { Judged } from '../model/rubric.ts';
import type { Verdict } from '../model/verdict.ts';
import type { OutputFlags } from '../output/output.ts';
import { endWithError } from '../output/trouble.ts';
import type { MissingScenario } from '../store/read-result.ts';

type CheckFlags = Omit<OutputFlags, 'html'> & {
  html?: string | true;
  merge?: string[];
  assignment?: string;
};

function makeCheckCommand() {
  return makeCommand('check', 'Judges a stored run again, or compares two, without Mininet.')
    .usage('[flags] [run] [other run]')
    .argument('[run]', 'a folder of .lab/runs, or of one scenario in it', '.lab/latest')
    .argument('[other]', 'a second run: shows how the two differ in outcome, order and timings')
    .addOption(makeFlag('--assignment <which>', 'judge by this one (the one that was played)'))
    .addOption(makeFlag('--merge <run...>', 'judge the shards of a sweep as a whole'))
    .addOption(outputFlags.json())
    .addOption(outputFlags.tap())
    .addOption(outputFlags.junit())
    .addOption(makeFlag('--html [file]', "write the HTML report (to the run's report.html)"))
    .addOption(outputFlags.gradescope())
    .addOption(outputFlags.quiet())
    .addHelpText(
      'after',
      '\nExit codes: 0 all passed, 1 something failed, 2 undecided, 3 the lab was in trouble,' +
        '\n64 a wrong flag or file. Of two runs: 0 if outcomes and orders agree, 1 if not.',
    );
}

/** Runs the command and gives its exit code. Never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  let flags: CheckFlags | undefined;
  try {
    const parsed = parseFlags(makeCheckCommand(), argv);
    if (!parsed) return 0;
    flags = parsed.opts<CheckFlags>();
    const [run, other] = parsed.processedArgs as [string, string | undefined];
    if (other !== undefined) return await compare([run, other], flags);
    const { isSweep } = await import('../store/sweep-store.ts');
    if (flags.merge || (await isSweep(run))) {
      const { checkSweeps } = await import('./check-sweep.ts');
      return await checkSweeps(flags.merge ?? [run], flags);
    }
    return await judgeAndPrint(run, flags, argv);
  } catch (error) {
    return endWithError(error, { json: flags?.json === true, box: 'stored' });
  }
}

async function judgeAndPrint(
  run: string,
  flags: CheckFlags,
  argv: readonly string[],
): Promise<number> {
  const [{ printReport }, { checkReportFiles }] = await Promise.all([
    import('../output/output.ts'),
    import('../output/report-files.ts'),
  ]);
  const { html, assignment, ...others } = flags;
  await checkReportFiles(typeof html === 'string' ? { ...others, html } : others);
  const report = await judge(run, assignment);
  const errors = await writeHtml(report, run, html);
  const command = describeCommand('npx zx lab/check.mjs', argv);
  const told = await printReport({ ...report, command }, others, errors);
  return exitCodes[told.outcome];
}

/** Shows how two runs differ; 0 if they agree in outcome and order, else 1. */
async function compare(where: readonly [string, string], flags: CheckFlags): Promise<number> {
  const { json, quiet, assignment, ...others } = flags;
  const [misplaced] = Object.keys(others);
  if (misplaced !== undefined) {
    throw new LabError('FLAG_WRONG', `--${misplaced} shows one run, and two are named`, {
      hint: 'Of two runs there is the text, --json and --quiet.',
    });
  }
  const [{ compareReports }, { printComparison }] = await Promise.all([
    import('../model/comparison.ts'),
    import('../output/output.ts'),
  ]);
  const [a, b] = [await judge(where[0], assignment), await judge(where[1], assignment)];
  const comparison = compareReports(a, b);
  if (!quiet) await printComparison(comparison, { json: json === true });
  return comparison.same ? 0 : 1;
}

/**
 * Writes the HTML report, which tells how to repeat the play itself; `true`: the run's own. Gives
 * why it could not, if so.
 */
async function writeHtml(
  report: Report,
  run: string,
  file: string | true | undefined,
): Promise<LabError[]> {
  if (file === undefined) return [];
  if (file !== true) {
    return (await import('../output/report-files.ts')).writeReportFiles(report, { html: file });
  }
  const { keepHtml } = await import('../run/keep.ts');
  return keepHtml(report, run).then(
    () => [],
    (error: unknown) => [toLabError(error)],
  );
}

/** Judges a stored run; its command is the one that played it. */
async function judge(where: string, asked?: string): Promise<Report> {
  const [
    { readRun },
    { judgeStored },
    { judgeRun },
    { settleNeverRan },
    { gradeRuns },
    { loadAssignment },
    contract,
  ] = await Promise.all([
    import('../store/read-run.ts'),
    import('../run/judge-stored.ts'),
    import('../model/judge.ts'),
    import('../model/never-ran.ts'),
    import('../model/rubric.ts'),
    import('../assignments/load.ts'),
    import('../model/assignment.ts'),
  ]);
  const startedAtMs = Date.now();
  const stored = await readRun(where);
  const played = stored.scenarios.find(({ plan }) => plan.assignment !== undefined)?.plan;
  const { assignment } = await loadAssignment(asked ?? played?.assignment);
  const checkers = contract.mapCheckers(assignment);
  const judged = await Promise.all(
    stored.scenarios.map((each) =>
      judgeStored(each, (journal) => judgeRun(journal, checkers), assignment.summarize),
    ),
  );
  const runs = settleNeverRan(judged, checkers);
  const rubric = contract.getUsualRubric(assignment);
  const lost = stored.missing.map(describeLost);
  return {
    outcome: getWorstOutcome([getRunsOutcome(runs), ...lost.map((): Outcome => 'unknown')]),
    box: stored.result?.box ?? 'unknown',
    ...{ wallMs: Date.now() - startedAtMs, isStored: true },
    startedAt: stored.result?.startedAt ?? getPlayedAt(runs),
    command: stored.result?.command ?? '',
    runs,
    ...(lost.length > 0 && { missing: lost.map(({ scenario }) => scenario) }),
    // What was played with faults, or typed at will, earns no points and costs none.
    grade:
      rubric === undefined || runs.every(({ plan }) => plan.live || plan.faults)
        ? null
        : gradeRuns(rubric, runs, lost),
    directory: path.relative(process.cwd(), path.resolve(stored.folder)),
  };
}

/** A scenario whose folder is gone: whatever was asked there is undecided. */
function describeLost({ scenario, robustness, checks }: MissingScenario): Judged {
  const because = 'the folder of the scenario is missing';
  const verdicts = checks.map((check): Verdict => {
    return { check, outcome: 'unknown', because, evidence: [], informs: false, doubted: true };
  });
  return { scenario, robustness, verdicts };
}

/** When the first of some plays began, by the box's wall clock as it stands in the journals. */
function getPlayedAt(runs: readonly RunReport[]): string {
  const seconds = runs.flatMap(({ events }) =>
    getEvents(events, 'clock').map(({ wallSec, wallNsec }) => wallSec + wallNsec / 1e9),
  );
  return new Date(seconds.length === 0 ? 0 : Math.min(...seconds) * 1000).toISOString();
}
