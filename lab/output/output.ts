/** What a run prints: live progress on standard error, the result on standard output. */
import { chalk } from 'zx';
import { getQuestion } from '../boxes/ask-password.ts';
import type { RunFlags } from '../flags/run-flags.ts';
import type { Comparison } from '../model/comparison.ts';
import type { LabError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { type Report, reportTrouble, type TroubleReport } from '../model/report.ts';
import { escapeControls } from '../reporters/escape.ts';
import type { ProgressState, ScenarioProgress } from '../reporters/progress.ts';
import { renderProgress } from '../reporters/progress.ts';
import type { Progress } from '../run/session.ts';
import { tellGitHub } from './github.ts';
import { type FileFlags, writeReportFiles } from './report-files.ts';
import { getColumns, isLive, stopCommands } from './terminal.ts';
import { printTrouble } from './trouble.ts';

const drawEveryMs = 100;

/** The flags that say in which form a report is printed; every verb has them. */
export type OutputFlags = Pick<RunFlags, 'json' | 'tap' | 'quiet'> & FileFlags;

/** Live progress: one line that is drawn again where there is a terminal, else silence. */
export function makeProgress(plans: readonly Plan[], flags: RunFlags): Progress {
  const isDrawn = isLive(process.stderr) && !flags.quiet;
  const startedAtMs = Date.now();
  const scenarios = new Map<string, ScenarioProgress>(
    plans.map(({ scenario }) => [scenario, { name: scenario, state: 'waiting' }]),
  );
  let doing = 'looking at the box';
  const erase = () => process.stderr.write('\r\u001b[K');
  const draw = () => {
    if (getQuestion()) return;
    const state: ProgressState = {
      scenarios: [...scenarios.values()],
      elapsedMs: Date.now() - startedAtMs,
      doing,
    };
    const columns = getColumns(process.stderr, 80);
    process.stderr.write(`\r${renderProgress(state, { columns, color: useColor() })}\u001b[K`);
  };
  const timer = isDrawn ? setInterval(draw, drawEveryMs) : undefined;
  return {
    say(line) {
      const question = getQuestion();
      if (question) {
        void question.then(() => this.say(line));
        return;
      }
      doing = line;
      if (flags.quiet || flags.json || flags.tap) return;
      if (isDrawn) erase();
      process.stderr.write(stopCommands(`${escapeControls(line)}\n`));
    },
    onEvent({ scenario }, event) {
      if (event.kind !== 'phase') return;
      scenarios.set(scenario, { name: scenario, state: 'playing', phase: event.name });
    },
    onDone({ scenario, outcome }) {
      scenarios.set(scenario, { name: scenario, state: 'done', outcome });
    },
    end() {
      clearInterval(timer);
      if (isDrawn) erase();
    },
  };
}

/**
 * Prints the report in the form that the flags ask for, writes the files that they name, and tells
 * GitHub where it is asked from there. A file that cannot be written is trouble, and said on
 * standard error; the marks are printed all the same. `before`: those that were met already.
 * Gives the report with all that.
 */
export async function printReport(
  report: Report,
  flags: OutputFlags,
  before: readonly LabError[] = [],
): Promise<Report> {
  const errors = [...before, ...(await writeReportFiles(report, flags))];
  const told = addTroubles(report, errors);
  const isDocument = flags.json === true || flags.tap === true;
  const early = isDocument ? undefined : getEarlyTrouble(report);
  if (early) printTrouble(early);
  else if (!flags.quiet) {
    const text = await renderReport(isDocument ? told : report, flags);
    // In a document no line can be a command, nor may one of ours stand there.
    process.stdout.write(isDocument ? text : stopCommands(text));
  }
  const stream = isDocument ? process.stderr : process.stdout;
  await tellGitHub(report, { stream, quiet: flags.quiet === true });
  for (const each of errors) printTrouble(each);
  return addTroubles(report, errors);
}

function addTroubles(report: Report, [error]: readonly LabError[]): Report {
  if (error === undefined) return report;
  return { ...report, outcome: 'trouble', trouble: report.trouble ?? reportTrouble(error) };
}

/** Prints how two runs differ. */
export async function printComparison(
  comparison: Comparison,
  { json }: { json: boolean },
): Promise<void> {
  const { renderComparison, renderComparisonJson } = await import('../reporters/comparison.ts');
  const options = { columns: getColumns(process.stdout), color: useColor() };
  process.stdout.write(
    json ? renderComparisonJson(comparison) : stopCommands(renderComparison(comparison, options)),
  );
}

/** The one trouble that kept every play from beginning: it is all that there is to say. */
function getEarlyTrouble({ runs }: Report): TroubleReport | undefined {
  const [first] = runs.map(({ trouble }) => trouble);
  const isSame = ({ trouble, events }: Report['runs'][number]) =>
    trouble?.message === first?.message && !events.some(({ kind }) => kind === 'started');
  return first && runs.every(isSame) ? first : undefined;
}

async function renderReport(report: Report, flags: OutputFlags): Promise<string> {
  if (flags.json) return (await import('../reporters/json.ts')).renderJson(report);
  if (flags.tap) return (await import('../reporters/tap.ts')).renderTap(report);
  const { renderTerminal } = await import('../reporters/terminal.ts');
  return renderTerminal(report, { columns: getColumns(process.stdout), color: useColor() });
}

/** NO_COLOR, FORCE_COLOR, dumb terminals and pipes, as zx's chalk reads them. */
function useColor(): boolean {
  return chalk.level > 0 && !process.env.NO_COLOR;
}
