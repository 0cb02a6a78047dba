/**
 * The reports that a command writes into files which the user names: --junit FILE and the like. One
 * line in the table below makes another one.
 */
import { stat } from 'node:fs/promises';
import { type LabError, toLabError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { getRunsOutcome } from '../model/repeats.ts';
import { type Report, type RunReport, reportTrouble } from '../model/report.ts';
import type { Rubric } from '../model/rubric.ts';
import type { Progress } from '../run/session.ts';
import { checkOutputFile, writeOutputFile } from '../store/output-file.ts';

type Render = (report: Report) => string;

/** Each flag that names a file, and what is written into it. */
const renderers = {
  junit: async () => (await import('../reporters/junit.ts')).renderJunit,
  html: async () => (await import('../reporters/html/page.ts')).renderHtml,
  gradescope: async () => (await import('../reporters/gradescope.ts')).renderGradescope,
} as const satisfies Record<string, () => Promise<Render>>;

export type FileFlag = keyof typeof renderers;
export type FileFlags = { [Flag in FileFlag]?: string };

export const fileFlags = Object.keys(renderers) as FileFlag[];

/** Throws LabError, before anything is played, for files that cannot be written. */
export async function checkReportFiles(flags: FileFlags): Promise<void> {
  for (const file of fileFlags.flatMap((flag) => flags[flag] ?? [])) await checkOutputFile(file);
}

/** Writes each file that the flags name; gives what befell those that it could not write. */
export async function writeReportFiles(report: Report, flags: FileFlags): Promise<LabError[]> {
  const errors: LabError[] = [];
  for (const flag of fileFlags) {
    const file = flags[flag];
    if (file === undefined) continue;
    const render: Render = await renderers[flag]();
    await writeOutputFile(file, render(report)).catch((error) => errors.push(toLabError(error)));
  }
  return errors;
}

/** The report of a command that ended before it could play anything. */
export function makeTroubleReport(
  error: LabError,
  facts: Pick<Report, 'box' | 'command' | 'startedAt' | 'wallMs'>,
): Report {
  const trouble = reportTrouble(error);
  return { ...facts, outcome: 'trouble', runs: [], grade: null, directory: null, trouble };
}

/**
 * Has Gradescope's file hold the results so far at every moment: if it ends the lab by a timeout,
 * it gives 0 points unless there are results (FACTS, Tools).
 */
export async function keepPartialResults(
  progress: Progress,
  file: string,
  facts: {
    rubric: Rubric | undefined;
    plans: readonly Plan[];
    report: Pick<Report, 'box' | 'command' | 'startedAt'>;
  },
): Promise<Progress> {
  // A pipe or a device has no past that could be replaced.
  const found = await stat(file).catch(() => undefined);
  if (found && !found.isFile()) return progress;
  const [{ renderGradescope }, { gradeRuns }] = await Promise.all([
    import('../reporters/gradescope.ts'),
    import('../model/rubric.ts'),
  ]);
  const done = new Map<string, RunReport>();
  const startedAtMs = Date.now();
  const write = () => {
    const played = facts.plans.flatMap(({ scenario }) => done.get(scenario) ?? []);
    const missing = facts.plans.map(({ scenario }) => scenario).filter((name) => !done.has(name));
    const report: Report = {
      ...facts.report,
      outcome: getRunsOutcome(played),
      wallMs: Date.now() - startedAtMs,
      runs: played,
      grade: facts.rubric ? gradeRuns(facts.rubric, played) : null,
      directory: null,
    };
    const text = renderGradescope(report, { missing });
    // A file is written in this turn; if it cannot be, the whole report at the end will say so.
    void writeOutputFile(file, text).catch(() => {});
  };
  write();
  return {
    ...progress,
    onDone(run) {
      progress.onDone(run);
      done.set(run.scenario, run);
      write();
    },
  };
}
