/** A class that other boxes mark (grade/mark-on-boxes.ts): its flags, and what is printed of it. */
import path from 'node:path';
import {
  findRubricFile,
  type GradeFlags,
  listMarkFlags,
  refuseFlag,
} from '../flags/grade-flags.ts';
import type { AssignedOverrides } from '../grade/assign-overrides.ts';
import { markOnBoxes } from '../grade/mark-on-boxes.ts';
import { overrideClass } from '../grade/override-marks.ts';
import type { Loaded } from '../model/assignment.ts';
import { getMarkingCode } from '../model/class.ts';
import type { LabError } from '../model/errors.ts';
import type { Rubric } from '../model/rubric.ts';
import { printClass, sayAside } from './grade-output.ts';
import { checkMarkFiles, type KnownClass } from './mark-files.ts';

export interface ElsewhereWishes {
  root: string;
  where: string;
  entries: KnownClass['entries'];
  flags: GradeFlags;
  loaded: Loaded;
  rubric: Rubric;
  assigned: AssignedOverrides;
  command: string;
  /** The command without its shard and boxes, for a shell, in any folder. */
  again: string;
  startedAtMs: number;
}

/** Marks and prints; gives the exit code. Throws LabError. */
export async function gradeElsewhere(wishes: ElsewhereWishes): Promise<number> {
  const { where, entries, flags, rubric, assigned, loaded, root, startedAtMs, command, again } =
    wishes;
  const { assignment, label } = loaded;
  const { box: boxNames = [], shard } = flags;
  if (flags.open) throw refuseFlag('--open shows a class that is marked here, without --box');
  if (shard && boxNames.length > 1) throw refuseFlag('--shard is marked on one --box');
  if (label !== undefined && path.isAbsolute(label)) {
    throw refuseFlag('--box marks by an assignment of the lab, and this one is a file of yours');
  }
  await checkMarkFiles(flags, where, { entries, rubric });
  let isInterrupted = false;
  const unkept: LabError[] = [];
  const marked = await markOnBoxes({
    ...{ root, where, startedAtMs, command, home: path.resolve('.lab'), again },
    ...{ boxNames, shard, assignment, resume: flags.resume === true },
    flags: listMarkFlags(flags, label),
    rubricFile: findRubricFile(flags),
    say: (line) => (flags.quiet || flags.json ? undefined : sayAside(line)),
    onUnkept: (error) => void unkept.push(error),
    onInterrupt: () => {
      isInterrupted = true;
    },
  });
  const { report, errors } = await overrideClass(marked, assigned, { assignment, rubric });
  const error = await printClass(report, { flags, where, before: [...unkept, ...errors] });
  return isInterrupted ? 130 : getMarkingCode(error ? 'trouble' : report.outcome, report);
}
