/** The flags of zx lab/grade.mjs. */
import type { Command } from 'commander';
import { makeCommand, makeFlag, parseInteger } from './flags.ts';

export interface GradeFlags {
  explain?: boolean;
  init?: boolean;
  strict?: boolean;
  trusted?: boolean;
  stages?: number;
  json?: boolean;
  html?: string;
  quiet?: boolean;
}

/** The command, with every flag and its help. */
export function makeGradeCommand(): Command {
  return makeCommand('grade', 'Marks a submission: plays its programs, and grades by the rubric.')
    .usage('[flags] <dir>')
    .argument('<dir>', 'the folder of one submission')
    .addOption(makeFlag('--explain', 'say how it would be run, and why; run nothing'))
    .addOption(makeFlag('--init', 'write that into its submission.yaml; run nothing'))
    .addOption(makeFlag('--strict', 'play what earns no points, too'))
    .addOption(makeFlag('--trusted', 'no sandbox: its programs may do all that you may'))
    .addOption(
      makeFlag('--stages <number>', 'networks at the same time').argParser(
        parseInteger(1, 64, 'number'),
      ),
    )
    .addOption(makeFlag('--json', 'one JSON document and nothing else'))
    .addOption(makeFlag('--html <file>', 'write the HTML report there as well'))
    .addOption(makeFlag('--quiet', 'print nothing; the exit code tells'))
    .addHelpText(
      'after',
      '\nExit codes: 0 all passed, 1 something failed, 2 undecided or unsupported, 3 the lab was' +
        '\nin trouble, 64 a wrong flag or file. Every flag can come from the environment.',
    );
}
