/** What zx lab/grade.mjs prints: how a submission was run, then the marked result. */
import { chalk } from 'zx';
import type { OpenedSubmission } from '../grade/open-submission.ts';
import type { Marking } from '../model/marking.ts';
import { stringifySafely } from '../reporters/escape.ts';
import { renderConclusion, renderMarking, renderMarkingsJson } from '../reporters/marking.ts';
import type { GradeFlags } from './grade-flags.ts';
import { writeReportFiles } from './report-files.ts';
import { stopCommands } from './stop-commands.ts';

/** Prints how a submission would be run, and why. */
export function printConclusion({ name, conclusion }: OpenedSubmission, flags: GradeFlags): void {
  if (flags.quiet) return;
  const text = flags.json
    ? `${stringifySafely({ name, ...conclusion }, 2)}\n`
    : `${renderConclusion(conclusion).join('\n')}\n`;
  process.stdout.write(flags.json ? text : stopCommands(text));
}

/** Prints a marking, and writes the files that the flags name. */
export async function printMarking(
  marking: Marking,
  flags: GradeFlags,
  wallMs: number,
): Promise<void> {
  const { report } = marking;
  if (report && flags.html !== undefined) await writeReportFiles(report, { html: flags.html });
  if (flags.quiet) return;
  if (flags.json) {
    process.stdout.write(renderMarkingsJson([marking], wallMs));
    return;
  }
  const options = {
    columns: process.stdout.columns ?? 100,
    color: chalk.level > 0 && !process.env.NO_COLOR,
  };
  process.stdout.write(stopCommands(renderMarking(marking, options)));
}
