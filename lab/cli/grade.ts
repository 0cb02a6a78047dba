/** zx lab/grade.mjs: marks a submission, whatever language it is written in. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError } from '../model/errors.ts';
import type { Marking } from '../model/marking.ts';
import { exitCodes } from '../model/outcome.ts';
import type { Conclusion } from '../model/submission.ts';
import { describeCommand } from './describe-command.ts';
import { parseFlags } from './flags.ts';
import { type GradeFlags, makeGradeCommand } from './grade-flags.ts';
import { endWithError } from './trouble.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Runs the command and gives its exit code. Never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  let flags: GradeFlags | undefined;
  try {
    const command = parseFlags(makeGradeCommand(), argv);
    if (!command) return 0;
    flags = command.opts<GradeFlags>();
    const [folder, stray] = command.args;
    if (folder === undefined || stray !== undefined) {
      throw new LabError('FLAG_WRONG', 'Name the folder of one submission', {
        hint: 'All flags: zx lab/grade.mjs --help',
      });
    }
    return await grade(folder, flags, argv);
  } catch (error) {
    return endWithError(error, { json: flags?.json === true, box: 'local' });
  }
}

async function grade(folder: string, flags: GradeFlags, argv: readonly string[]): Promise<number> {
  const startedAtMs = Date.now();
  const [{ openSubmission }, printing] = await Promise.all([
    import('../grade/open-submission.ts'),
    import('./grade-output.ts'),
  ]);
  const opened = await openSubmission(folder);
  if (flags.init) return await init(opened.root, opened.conclusion);
  if (flags.explain) {
    printing.printConclusion(opened, flags);
    return opened.conclusion.unsupported === undefined ? 0 : exitCodes.unknown;
  }
  const { markSubmission } = await import('./grade-session.ts');
  let interrupted = false;
  const marking = await markSubmission(opened, {
    ...{ root, flags, startedAtMs },
    home: path.resolve('.lab'),
    command: describeCommand('npx zx lab/grade.mjs', argv),
    onInterrupt: () => {
      interrupted = true;
    },
  });
  await printing.printMarking(marking, flags, Date.now() - startedAtMs);
  return interrupted ? 130 : getExitCode(marking);
}

function getExitCode({ outcome }: Marking): number {
  return exitCodes[outcome === 'unsupported' ? 'unknown' : outcome];
}

/** Writes how it is run beside it; what stands there already is left alone. */
async function init(folder: string, { submission, unsupported }: Conclusion): Promise<number> {
  const { renderSubmissionFile } = await import('../store/submission-file.ts');
  const { submissionFile } = await import('../grade/conclude.ts');
  const file = path.join(folder, submissionFile);
  const text = `# How this submission is run: zx lab/grade.mjs reads it.\n`;
  const note = unsupported === undefined ? '' : `# ${unsupported}\n`;
  const keys = Object.keys(submission).length === 0 ? '' : renderSubmissionFile(submission);
  try {
    await writeFile(file, text + note + keys, { flag: 'wx' });
  } catch (cause) {
    const { message } = cause as Error;
    throw new LabError('FILE_WRONG', `Cannot write ${file}: ${message}`, { cause });
  }
  process.stdout.write(`${path.relative(process.cwd(), file)}\n`);
  return 0;
}
