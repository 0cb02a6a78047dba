/** How the command line says that the lab itself was in trouble. */
import { getErrorExitCode, LabError, toLabError } from '../model/errors.ts';
import { reportTrouble, type TroubleReport } from '../model/report.ts';
import { escapeLines, stringifySafely } from '../reporters/escape.ts';
import { stopCommands } from './terminal.ts';

/** Prints an error and gives its exit code; with `json`, also the document that was promised. */
export function endWithError(
  thrown: unknown,
  { json, box }: { json: boolean; box: string },
): number {
  const error = toLabError(thrown);
  printTrouble(error);
  if (json) {
    const trouble = reportTrouble(error);
    const document = { outcome: 'trouble', box, wallMs: 0, runs: [], grade: null, trouble };
    process.stdout.write(`${stringifySafely(document, 2)}\n`);
  }
  return getErrorExitCode(error);
}

/** One message, its hint, and with LAB_DEBUG the whole story. */
export function printTrouble(error: LabError | TroubleReport): void {
  const hint = error.hint === undefined ? '' : `     ${error.hint}\n`;
  process.stderr.write(stopCommands(escapeLines(`lab: ${error.message}\n${hint}`)));
  if (process.env.LAB_DEBUG && error instanceof LabError) {
    console.error(error.stack, error.cause ?? '');
  }
}
