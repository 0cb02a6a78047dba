/**
 * zx lab/check.mjs: judges a stored run again, on any machine, without Mininet; of two runs it
 * shows how they differ; of shards it shows the whole.
 */
import { describeCommand, makeCommand, makeFlag, parseFlags } from '../flags/flags.ts';
import { gradebookFlags } from '../flags/grade-flags.ts';
import { outputFlags } from '../flags/shared-flags.ts';
import { LabError, toLabError } from '../model/errors.ts';
import { exitCodes } from '../model/outcome.ts';
import type { Report } from '../model/report.ts';
import type { Rubric } from '../model/rubric.ts';
import { classForms } from '../output/class-forms.ts';
import type { OutputFlags } from '../output/output.ts';
import { endWithError } from '../output/trouble.ts';

type CheckFlags = Omit<OutputFlags, 'html'> & {
  html?: string | true;
  merge?: string[];
  assignment?: string;
  override?: string;
};

/** The forms that only a class has, by the names of their flags. */
const formsOfClass = classForms.filter(({ name }) => !['html', 'json', 'junit'].includes(name));

const gradebookParts = Object.values(gradebookFlags).map((make) => {
  const option = make();
  return { name: option.attributeName(), flag: option.long ?? '' };
});

function makeCheckCommand() {
  const command = makeCommand(
    'check',
    'Judges a stored run again, or compares two, without Mininet.',
  )
    .usage('[flags] [run] [other run]')
    .argument('[run]', 'a folder of .lab/runs, or of one scenario in it', '.lab/latest')
    .argument('[other]', 'a second run: shows how the two differ in outcome, order and timings')
    .addOption(makeFlag('--assignment <which>', 'judge by this one (the one that was played)'))
    .addOption(makeFlag('--merge <run...>', 'the shards of a sweep or of a class as a whole'))
    .addOption(outputFlags.override())
    .addOption(outputFlags.json())
    .addOption(outputFlags.tap())
    .addOption(outputFlags.junit())
    .addOption(makeFlag('--html [file]', "write the HTML report (to the run's report.html)"))
    .addOption(outputFlags.gradescope())
    .addOption(outputFlags.quiet())
    .addHelpText(
      'after',
      '\nExit codes: 0 all passed, 1 something failed, 2 undecided, 3 the lab was in trouble,' +
        '\n64 a wrong flag or file. Of two runs: 0 if outcomes and orders agree, 1 if not. Of a' +
        '\nclass of which a part is missing: 2, whatever the rest came to.',
    );
  for (const { flag, title } of formsOfClass) {
    const about = title.charAt(0).toLowerCase() + title.slice(1);
    command.addOption(makeFlag(`${flag} <file>`, `a class: ${about}`));
  }
  for (const make of Object.values(gradebookFlags)) command.addOption(make());
  return command;
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
    const { isClass } = await import('../store/find-classes.ts');
    const places = flags.merge ?? [run];
    const areSweeps = (await Promise.all(places.map(isSweep))).some(Boolean);
    if (areSweeps || flags.merge || (await isClass(run))) {
      const { checkClasses, checkSweeps } = await import('./check-parts.ts');
      if (areSweeps) return await checkSweeps(places, flags);
      const { html, merge, ...others } = flags;
      // `true` is the page of the class itself, which is written anyhow.
      const wanted = { ...others, ...(typeof html === 'string' && { html }) };
      return await checkClasses(places, wanted, describeCommand('npx zx lab/check.mjs', argv));
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
  const ofClass = [...formsOfClass.map(({ name, flag }) => ({ name, flag })), ...gradebookParts];
  const misplaced = ofClass.find(({ name }) => name in flags);
  if (misplaced) {
    const message = `${misplaced.flag} is for the marks of a class, and this is a run`;
    throw new LabError('FLAG_WRONG', message, { hint: 'All flags: zx lab/check.mjs --help' });
  }
  const { html, assignment, override, ...others } = flags;
  await checkReportFiles(typeof html === 'string' ? { ...others, html } : others);
  const judged = await judge(run, assignment);
  const report =
    override === undefined ? judged.report : await overrideStored(judged, run, override);
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
  const comparison = compareReports(a.report, b.report);
  if (!quiet) await printComparison(comparison, { json: json === true });
  return comparison.same ? 0 : 1;
}

/** A person's marks beside the lab's. The outcome stays that of the plays. Throws LabError. */
async function overrideStored(
  { report, rubric }: Judgement,
  run: string,
  file: string,
): Promise<Report> {
  const { grade } = report;
  if (!grade || !rubric) {
    throw new LabError('FLAG_WRONG', '--override changes marks, and this run has none', {
      hint: 'All flags: zx lab/check.mjs --help',
    });
  }
  const [{ readOverrides }, { assignOverrides }, { overrideGrade }, { readNames }] =
    await Promise.all([
      import('../store/override-file.ts'),
      import('../grade/assign-overrides.ts'),
      import('../model/override.ts'),
      import('../store/class-store.ts'),
    ]);
  const overrides = await readOverrides(file, rubric);
  const whose = await readNames(run);
  const assigned = assignOverrides(overrides, { file, ...whose });
  return { ...report, grade: overrideGrade(grade, assigned.get(whose.only) ?? [], rubric) };
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
async function judge(where: string, asked?: string): Promise<Judgement> {
  const [{ readRun }, { reportStored }, { loadAssignment }, { getRubricOfRun }] = await Promise.all(
    [
      import('../store/read-run.ts'),
      import('../run/judge-stored.ts'),
      import('../assignments/load.ts'),
      import('../grade/prepare-rubric.ts'),
    ],
  );
  const stored = await readRun(where);
  const played = stored.scenarios.find(({ plan }) => plan.assignment !== undefined)?.plan;
  const { assignment } = await loadAssignment(asked ?? played?.assignment);
  const plans = stored.scenarios.map(({ plan }) => plan);
  const rubric = getRubricOfRun(plans, assignment);
  return { report: await reportStored(stored, assignment, rubric), rubric };
}

interface Judgement {
  report: Report;
  rubric: Rubric | undefined;
}
