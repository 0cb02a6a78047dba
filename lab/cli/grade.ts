/** zx lab/grade.mjs: marks submissions, whatever language they are written in. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAssignment } from '../assignments/load.ts';
import { describeCommand, findAssignmentFlag, parseFlags } from '../flags/flags.ts';
import {
  describeAgain,
  type GradeFlags,
  isElsewhere,
  makeGradeCommand,
  refuseFlag,
} from '../flags/grade-flags.ts';
import type { AssignedOverrides } from '../grade/assign-overrides.ts';
import type { SubmissionEntry } from '../grade/class-entries.ts';
import type { ExplainOptions } from '../grade/explain.ts';
import type { AloneOptions } from '../grade/mark-alone.ts';
import type { OpenedSubmission } from '../grade/open-submission.ts';
import type { Loaded } from '../model/assignment.ts';
import { getMarkingCode } from '../model/class.ts';
import { LabError } from '../model/errors.ts';
import type { Marking } from '../model/marking.ts';
import type { Rubric } from '../model/rubric.ts';
import { dealShard, wholeShard } from '../model/shard.ts';
import { joinWords } from '../model/wording.ts';
import { stopCommands } from '../output/terminal.ts';
import { endWithError } from '../output/trouble.ts';
import { escapeControls } from '../reporters/escape.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Runs the command and gives its exit code. Never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  let flags: GradeFlags | undefined;
  try {
    const loaded = await loadAssignment(findAssignmentFlag(argv));
    const command = parseFlags(makeGradeCommand(loaded.assignment), argv);
    if (!command) return 0;
    flags = command.opts<GradeFlags>();
    checkTogether(flags);
    const [where, stray] = command.args;
    if (where === undefined || stray !== undefined) {
      throw refuseFlag('Name a submission, or a folder of submissions');
    }
    return await grade(where, { flags, loaded, argv });
  } catch (error) {
    if (flags?.gradescope !== undefined) await reportNotMarked(error, flags.gradescope);
    return endWithError(error, { json: flags?.json === true, box: 'local' });
  }
}

async function grade(
  where: string,
  { flags, loaded, argv }: { flags: GradeFlags; loaded: Loaded; argv: readonly string[] },
): Promise<number> {
  const { assignment } = loaded;
  const { chooseRubric } = await import('../grade/choose-rubric.ts');
  const asked: Asked = {
    ...{ where, flags, loaded, startedAtMs: Date.now() },
    rubric: await chooseRubric(flags, assignment),
    command: describeCommand('npx zx lab/grade.mjs', argv),
  };
  const { findClass, listClass } = await import('../grade/class-entries.ts');
  const found =
    flags.as === 'one'
      ? undefined
      : await (flags.as === 'class'
          ? listClass(where, sayAside)
          : findClass(where, assignment, sayAside));
  if (found) return gradeClass(found, asked);
  if (flags.open) throw refuseFlag('--open shows a class, and this is one submission');
  if (flags.resume) throw refuseFlag('--resume goes on with a class, and this is one submission');
  if (flags.shard) throw refuseFlag('--shard is a part of a class, and this is one submission');
  if (isElsewhere(flags)) throw refuseFlag('--box is for a class, and this is one submission');
  const { openSubmission } = await import('../grade/open-submission.ts');
  const opened = await openSubmission(where, assignment);
  if (opened.wholes.length > 0 && flags.as !== 'one') throw refuseSeveral(where, opened);
  if (flags.init) return init(opened);
  return flags.explain ? explainOne(opened, asked) : gradeOne(opened, asked);
}

async function explainOne(opened: OpenedSubmission, asked: Asked): Promise<number> {
  const [{ printExplained }, { getExplainedCode }] = await Promise.all([
    import('../output/explain-output.ts'),
    import('../grade/explain.ts'),
  ]);
  const { watch, isOver } = makeWatcher(asked);
  const watched = await watch?.(opened);
  const { name, conclusion } = opened;
  const explained = { name, conclusion, ...(watched && { watched }) };
  printExplained(explained, asked.flags);
  return isOver() ? 130 : getExplainedCode([explained]);
}

async function explainAll(entries: readonly SubmissionEntry[], asked: Asked): Promise<number> {
  const [{ printExplainedClass }, { explainClass, getExplainedCode }] = await Promise.all([
    import('../output/explain-output.ts'),
    import('../grade/explain.ts'),
  ]);
  const watcher = makeWatcher(asked);
  const all = await explainClass(entries, asked.loaded.assignment, watcher);
  printExplainedClass(all, asked.flags);
  return watcher.isOver() ? 130 : getExplainedCode(all);
}

/** Has the programs of a submission watched, if --play asks for it. */
function makeWatcher(asked: Asked): ExplainOptions {
  let interrupted = false;
  const onInterrupt = () => {
    interrupted = true;
  };
  const watch: ExplainOptions['watch'] = async (opened) =>
    markAlone(opened, { ...asked, onInterrupt, isWatchedOnly: true });
  return { isOver: () => interrupted, ...(asked.flags.play && { watch }) };
}

/** What makes no sense together is refused, never left out without a word. Throws LabError. */
function checkTogether({ override, explain, init, play, open, quiet }: GradeFlags): void {
  if (open && (explain || init)) {
    throw refuseFlag(`--open shows marks, and --${explain ? 'explain' : 'init'} gives none`);
  }
  if (open && quiet) throw refuseFlag('--open says where its page is, and --quiet says nothing');
  if (play && init) throw refuseFlag('--init writes what the sources say, and --play plays them');
  if (play && !explain) {
    throw refuseFlag(
      '--play goes with --explain; without both, the submission is played and marked',
    );
  }
  if (override === undefined || !(explain || init)) return;
  throw refuseFlag(`--override is for marks, and --${explain ? 'explain' : 'init'} gives none`);
}

/** What could not be read, while the rest goes on: on standard error, where documents are safe. */
function sayAside(sentence: string): void {
  process.stderr.write(stopCommands(`${escapeControls(sentence)}\n`));
}

interface Asked {
  loaded: Loaded;
  where: string;
  flags: GradeFlags;
  rubric: Rubric;
  command: string;
  startedAtMs: number;
}

async function gradeOne(opened: OpenedSubmission, asked: Asked): Promise<number> {
  const { flags, rubric } = asked;
  const [{ printMarking }, { checkMarkFiles }] = await Promise.all([
    import('../output/grade-output.ts'),
    import('../output/mark-files.ts'),
  ]);
  await checkMarkFiles(flags, asked.where);
  const assigned = await readAssigned(asked, { names: [opened.name], only: opened.name });
  if (flags.gradescope !== undefined) {
    // Whoever ends the lab by a timeout finds this, and no mark.
    const { renderNotMarked } = await import('../reporters/gradescope-marking.ts');
    const { writeOutputFile } = await import('../store/output-file.ts');
    await writeOutputFile(flags.gradescope, renderNotMarked('it was ended before all was played'));
  }
  let interrupted = false;
  const played = await markAlone(opened, {
    ...asked,
    onInterrupt: () => {
      interrupted = true;
    },
  });
  const { overrideMarking } = await import('../grade/override-marks.ts');
  const marking = overrideMarking(played, assigned.get(opened.name) ?? [], rubric);
  const error = await printMarking(marking, { ...asked, files: opened.files });
  return interrupted ? 130 : getMarkingCode(error ? 'trouble' : marking.outcome);
}

/** Plays one by itself, with live progress. */
async function markAlone(
  opened: OpenedSubmission,
  asked: Asked & Pick<AloneOptions, 'onInterrupt' | 'isWatchedOnly'>,
): Promise<Marking> {
  const { box: _, ...flags } = asked.flags;
  const [alone, { makeProgress }] = await Promise.all([
    import('../grade/mark-alone.ts'),
    import('../output/output.ts'),
  ]);
  return alone.markAlone(opened, {
    ...{ ...asked, root },
    home: path.resolve('.lab'),
    makeProgress: (plans) => makeProgress(plans, flags),
  });
}

async function gradeClass(entries: readonly SubmissionEntry[], asked: Asked): Promise<number> {
  const { flags, where } = asked;
  if (flags.gradescope !== undefined) {
    throw refuseFlag('--gradescope is for one submission; for a class there is --csv');
  }
  if (flags.init) throw refuseFlag('--init writes into one submission, and this is a class');
  const { label } = asked.loaded;
  if (flags.explain) return explainAll(dealShard(entries, flags.shard ?? wholeShard), asked);
  const again = describeAgain(flags, { script: path.join(root, 'lab/grade.mjs'), where, label });
  if (isElsewhere(flags)) {
    const { gradeElsewhere } = await import('../output/class-elsewhere.ts');
    const assigned = await readAssigned(asked, { names: entries.map(({ name }) => name) });
    return gradeElsewhere({ ...asked, entries, again, root, assigned });
  }
  const [{ checkMarkFiles }, { openDesk }, { markClass }] = await Promise.all([
    import('../output/mark-files.ts'),
    import('../output/class-desk.ts'),
    import('../grade/mark-class.ts'),
  ]);
  await checkMarkFiles(flags, asked.where, { entries, rubric: asked.rubric });
  const wishes = { root, ...asked, again, home: path.resolve('.lab') };
  const desk = await openDesk(entries, wishes);
  let isInterrupted = false;
  const unkept: LabError[] = [];
  await markClass(desk.stored, {
    ...wishes,
    onMarked: desk.onMarked,
    onUnkept: (error) => unkept.push(error),
    onInterrupt: () => {
      isInterrupted = true;
    },
  });
  const { outcome, error } = await desk.end(unkept, { isInterrupted });
  return isInterrupted ? 130 : getMarkingCode(error ? 'trouble' : outcome);
}

/** A person's marks by whose they are, looked at before anything is played. Throws LabError. */
async function readAssigned(
  { flags: { override: file }, rubric }: Asked,
  whose: { names: readonly string[]; only?: string },
): Promise<AssignedOverrides> {
  if (file === undefined) return new Map();
  const [{ readOverrides }, { assignOverrides }] = await Promise.all([
    import('../store/override-file.ts'),
    import('../grade/assign-overrides.ts'),
  ]);
  return assignOverrides(await readOverrides(file, rubric), { file, ...whose });
}

/** One's server is not to be played with another's clients. */
function refuseSeveral(where: string, { root: folder, wholes }: OpenedSubmission): LabError {
  const shown = wholes.length > 4 ? [...wholes.slice(0, 3), `${wholes.length - 3} more`] : wholes;
  const message = `${where} holds several submissions: ${joinWords(shown)} each have a server and clients`;
  const asClass = folder === undefined ? 'unpack it, and name its folder' : '--as class';
  const hint = `To mark them as a class: ${asClass}. If it is one submission: --as one.`;
  return new LabError('FLAG_WRONG', message, { hint });
}

/** Gradescope gets a reason in place of marks; whatever befalls that, the error is told. */
async function reportNotMarked(error: unknown, file: string): Promise<void> {
  const { toLabError } = await import('../model/errors.ts');
  const { renderNotMarked } = await import('../reporters/gradescope-marking.ts');
  const { writeOutputFile } = await import('../store/output-file.ts');
  await writeOutputFile(file, renderNotMarked(toLabError(error).message)).catch(() => {});
}

/** Writes how it is run beside it; what stands there already is left alone. */
async function init({ root: folder, conclusion }: OpenedSubmission): Promise<number> {
  if (folder === undefined) throw refuseFlag('--init writes into a folder, and this is an archive');
  const { submission, unsupported } = conclusion;
  const { renderSubmissionFile } = await import('../store/submission-file.ts');
  const { submissionFile } = await import('../grade/conclude.ts');
  const file = path.join(folder, submissionFile);
  const text = `# How this submission is run: zx lab/grade.mjs reads it.\n`;
  const note = unsupported === undefined ? '' : `# ${unsupported}\n`;
  const keys = Object.keys(submission).length === 0 ? '' : renderSubmissionFile(submission);
  const { createOutputFile } = await import('../store/output-file.ts');
  await createOutputFile(file, text + note + keys);
  process.stdout.write(`${path.relative(process.cwd(), file)}\n`);
  return 0;
}
