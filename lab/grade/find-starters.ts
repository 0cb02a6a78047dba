/**
 * Scripts that start the programs: `./run.sh server`, `./run.sh X`. Where one sets variables for
 * them, the programs are started by it; else their own commands say more. Pure.
 */
import type { SubmissionRole } from '../model/submission.ts';
import { findChoices, isServerWord, pickChoice, type RolesOf } from './find-choices.ts';
import type { Code } from './find-code.ts';
import { findInterpreter } from './find-interpreter.ts';
import { isStarter } from './find-roles.ts';
import { quoteWord } from './quote-word.ts';

export interface FoundStarter {
  path: string;
  commands: { [Role in SubmissionRole]?: string };
}

/** What a script sets for what it starts: `set -a`, `export`, `PORT=5000 python3 …`. */
const sets = /^\s*set\s+-a\b|;\s*set\s+-a\b|\bexport\s+\w|^\s*(?:[A-Z_]+=\S+\s+)+[a-z./]/m;

/** The script that starts every role; undefined where there is none, or none is needed. */
export function findStarter(files: readonly Code[], rolesOf: RolesOf): FoundStarter | undefined {
  for (const file of files) {
    if (!isStarter(file) || !sets.test(file.code)) continue;
    const choices = findChoices('$1', file.code);
    const server = choices.find(isServerWord);
    const own = rolesOf.roles.map((role) => [role, pickChoice(choices, role, rolesOf)] as const);
    if (server === undefined || own.some(([, word]) => word === undefined)) continue;
    const start = `${findInterpreter(file) ?? 'sh'} ${quoteWord(file.path)}`;
    const words = [['server', server] as const, ...own];
    const commands = Object.fromEntries(
      words.map(([role, word]) => [role, `${start} ${quoteWord(word ?? '')}`]),
    );
    return { path: file.path, commands };
  }
  return undefined;
}
