/** The flags of zx lab/grade.mjs. */
import type { Command } from 'commander';
import type { Assignment } from '../model/assignment.ts';
import { makeAssignmentFlag, makeCommand, makeFlag, parseInteger } from './flags.ts';
import { outputFlags } from './shared-flags.ts';

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
    .addOption(outputFlags.override())
    .addOption(outputFlags.json())
    .addOption(makeFlag('--csv <file>', 'write the marks there as a table for spreadsheets'))
    .addOption(makeFlag('--xlsx <file>', 'write marks and reasons there as a workbook'))
    .addOption(
      makeFlag('--feedback <path>', 'write a page for each student, into a folder or .zip'),
    )
    .addOption(makeFlag('--gradebook <file>', 'a gradebook as Canvas, Moodle, … exported it'))
    .addOption(makeFlag('--gradebook-out <file>', 'write it there, with the marks filled in'))
    .addOption(makeFlag('--gradebook-column <name>', 'the column for the marks, if several fit'))
    .addOption(makeFlag('--gradebook-scale', 'turn points into those of the column'))
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
