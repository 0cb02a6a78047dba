/** The flags of zx lab/grade.mjs. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { quoteCommand } from '../boxes/quote.ts';
import type { Assignment } from '../model/assignment.ts';
import { LabError } from '../model/errors.ts';
import type { Shard } from '../model/shard.ts';
import { makeAssignmentFlag, makeCommand, makeFlag, parseInteger } from './flags.ts';
import { outputFlags, partFlags } from './shared-flags.ts';

export interface GradeFlags {
  assignment?: string;
  explain?: boolean;
  play?: boolean;
  init?: boolean;
  strict?: boolean;
  trusted?: boolean;
  stages?: number;
  plays?: number;
  rubric?: string;
  strictText?: boolean;
  as?: 'one' | 'class';
  resume?: boolean;
  open?: boolean;
  shard?: Shard;
  box?: string[];
  override?: string;
  json?: boolean;
  csv?: string;
  xlsx?: string;
  feedback?: string;
  gradebook?: string;
  gradebookOut?: string;
  gradebookColumn?: string;
  gradebookScale?: boolean;
  junit?: string;
  html?: string;
  gradescope?: string;
  quiet?: boolean;
}

/** What a gradebook that is filled in needs beside where it goes. */
export const gradebookFlags = {
  file: () => makeFlag('--gradebook <file>', 'a gradebook as Canvas, Moodle, … exported it'),
  column: () => makeFlag('--gradebook-column <name>', 'the column for the marks, if several fit'),
  scale: () => makeFlag('--gradebook-scale', 'turn points into those of the column'),
};

/** The command, with every flag and its help. */
export function makeGradeCommand({ rubrics }: Pick<Assignment, 'rubrics'>): Command {
  const known = rubrics.map(({ name }) => `${name}, `).join('');
  return makeCommand('grade', 'Marks submissions: plays their programs, and grades by a rubric.')
    .usage('[flags] <dir>')
    .argument('<dir>', 'a submission, a folder or an archive; or a folder of submissions')
    .addOption(makeAssignmentFlag('a name (zx lab/run.mjs --list), or the path of one of your own'))
    .addOption(makeFlag('--explain', 'say how it would be run, and why; run nothing'))
    .addOption(makeFlag('--play', 'with --explain: watch its own programs as well; mark nothing'))
    .addOption(makeFlag('--init', 'write that into its submission.yaml; run nothing'))
    .addOption(makeFlag('--strict', 'play what earns no points, too'))
    .addOption(
      makeFlag('--plays <number>', 'how often each play with an order is played').argParser(
        parseInteger({ min: 1, max: 20 }, 'number'),
      ),
    )
    .addOption(makeFlag('--trusted', 'no sandbox: its programs may do all that you may'))
    .addOption(
      makeFlag('--stages <number>', 'networks at the same time').argParser(
        parseInteger({ min: 1, max: 64 }, 'number'),
      ),
    )
    .addOption(makeFlag('--rubric <name>', `${known}or a file of yours (YAML or JSON)`))
    .addOption(makeFlag('--strict-text', 'hold the text of answers to the letter'))
    .addOption(
      makeFlag('--as <kind>', 'take the folder for one submission, or for a class').choices([
        'one',
        'class',
      ]),
    )
    .addOption(makeFlag('--resume', 'a class: go on where the last marking of it ended'))
    .addOption(makeFlag('--open', 'a class: its page in your browser, where you give marks, too'))
    .addOption(partFlags.shard('a class: mark only this part of it, as 2/5'))
    .addOption(
      makeFlag(
        '--box <where>',
        'a class: mark it there, as ssh://user@host; again for more',
      ).argParser((name: string, before: string[] = []) => [...before, name]),
    )
    .addOption(outputFlags.override())
    .addOption(outputFlags.json())
    .addOption(makeFlag('--csv <file>', 'write the marks there as a table for spreadsheets'))
    .addOption(makeFlag('--xlsx <file>', 'write marks and reasons there as a workbook'))
    .addOption(
      makeFlag('--feedback <path>', 'write a page for each student, into a folder or .zip'),
    )
    .addOption(gradebookFlags.file())
    .addOption(makeFlag('--gradebook-out <file>', 'write it there, with the marks filled in'))
    .addOption(gradebookFlags.column())
    .addOption(gradebookFlags.scale())
    .addOption(makeFlag('--junit <file>', 'write the marks there as JUnit XML'))
    .addOption(outputFlags.html())
    .addOption(makeFlag('--gradescope <file>', 'one submission: write results.json there'))
    .addOption(outputFlags.quiet())
    .addHelpText(
      'after',
      '\nExit codes: 0 all passed, 1 something failed, 2 undecided or unsupported, 3 the lab was' +
        '\nin trouble, 64 a wrong flag or file. Every flag can come from the environment.',
    );
}

/** For flags of grade.mjs that make no sense together, or are missing. */
export function refuseFlag(message: string): LabError {
  return new LabError('FLAG_WRONG', message, { hint: 'All flags: zx lab/grade.mjs --help' });
}

/** Whether a class is marked on other boxes than this machine alone. */
export function isElsewhere({ box = ['local'] }: GradeFlags): boolean {
  return box.length > 1 || box[0] !== 'local';
}

/** A file of the user's that --rubric names; undefined for one by its name, or none. */
export function findRubricFile({ rubric }: GradeFlags): string | undefined {
  return rubric !== undefined && existsSync(rubric) ? path.resolve(rubric) : undefined;
}

/**
 * The flags that say how a class is marked, for any folder; not its shard, nor what its results are
 * written to, nor a rubric that is a file. `label` names the assignment if it is not the usual one.
 */
export function listMarkFlags(flags: GradeFlags, label: string | undefined): string[] {
  const { strict, trusted, strictText, plays, stages } = flags;
  const rubric = findRubricFile(flags) === undefined ? flags.rubric : undefined;
  const values = { assignment: label, rubric, plays, stages };
  const switches = { strict, trusted, 'strict-text': strictText };
  return [
    ...Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, `${value}`],
    ),
    ...Object.entries(switches).flatMap(([name, isOn]) => (isOn ? [`--${name}`] : [])),
  ];
}

/** The command that marks a class with the same flags, for a shell, in any folder. */
export function describeAgain(
  flags: GradeFlags,
  { script, where, label }: { script: string; where: string; label: string | undefined },
): string {
  const file = findRubricFile(flags);
  const rubric = file === undefined ? [] : ['--rubric', file];
  const as = flags.as === undefined ? [] : ['--as', flags.as];
  const words = [...as, ...rubric, ...listMarkFlags(flags, label)];
  return quoteCommand(['node', script, path.resolve(where), ...words]);
}
