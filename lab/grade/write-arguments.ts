/** Arguments as they stand in a command, and as a sentence says them. Pure. */
import type { SubmissionRole } from '../model/submission.ts';
import type { FoundArgument } from './argument-kinds.ts';
import { fillKind } from './find-arguments.ts';
import { isServerWord, pickChoice, type RolesOf } from './find-choices.ts';
import { quoteWord } from './quote-word.ts';

/** An argument as it stands in a command. */
export function writeArgument(
  { kind, flag, choices = [], isVariable }: FoundArgument,
  {
    role,
    port,
    rolesOf,
    files,
  }: { role: SubmissionRole; port: number; rolesOf: RolesOf; files: readonly string[] },
): string {
  const asServer = flag === undefined ? undefined : choices.find(isServerWord);
  const choice = role === 'server' ? asServer : pickChoice(choices, role, rolesOf);
  if (choice !== undefined) return `${writeFlag(flag, isVariable)}${quoteWord(choice)}`;
  const value = fillKind(kind, { role, port, clients: rolesOf.roles.length, files });
  return flag === undefined ? value : `${writeFlag(flag, isVariable)}${value}`;
}

/** `--port `, `--port=` and, of a variable, `PORT=`. */
function writeFlag(flag = '', isVariable = false): string {
  if (flag === '' || flag.endsWith('=')) return flag;
  return isVariable ? `${flag}=` : `${quoteWord(flag)} `;
}

export function describeArguments(given: readonly FoundArgument[]): string {
  const all = given.map(({ kind, flag, because }) => `${flag ?? nameKind(kind)} (${because})`);
  return `it takes ${all.join(', ')}`;
}

function nameKind(kind: FoundArgument['kind']): string {
  if (typeof kind === 'string') return kind;
  return 'verbatim' in kind ? kind.verbatim : kind.says;
}
