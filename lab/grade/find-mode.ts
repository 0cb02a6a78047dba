/**
 * How one program for all roles is told what to be: `./pa2 server`, `./pa2 X Alice`, `python3
 * app.py client X`. The words are those that it compares its first argument with.
 */
import type { SubmissionRole } from '../model/submission.ts';
import {
  findChoices,
  findListed,
  findSubcommands,
  isClientWord,
  isServerWord,
  pickChoice,
  type RolesOf,
} from './find-choices.ts';
import { listCalls } from './find-literals.ts';
import { quoteWord } from './quote-word.ts';

/** The first argument, as languages write it. */
const vectors = [
  ...['argv[1]', 'sys.argv[1]', 'process.argv[2]', 'args[0]', 'os.Args[1]', 'ARGV[0]', '$ARGV[0]'],
  ...['$argv[1]', '$1'],
];

/** The words that a program compares its first argument with. */
function listChoices(code: string): string[] {
  const listed = listCalls(/\badd_argument\(/, code).flatMap(findListed);
  const compared = vectors.flatMap((vector) => findChoices(vector, code));
  // All arguments at once: `sys.argv[1:] == ["server"]`.
  const whole = [...code.matchAll(/\bargv\[1:\]\s*==\s*[[(]\s*["'](\w+)["']/g)];
  return [
    ...new Set([
      ...compared,
      ...whole.map(([, word = '']) => word),
      ...listed,
      ...findSubcommands(code),
    ]),
  ];
}

/** Whether a program is told to be the server, or a client. */
export function hasModes(code: string): boolean {
  return listChoices(code).some((word) => isServerWord(word) || isClientWord(word));
}

/** The arguments of a role, the likeliest first; empty where it is told in no way that we see. */
export function listModes(code: string, role: SubmissionRole, roles: RolesOf): string[][] {
  const choices = listChoices(code);
  const server = choices.find(isServerWord);
  const client = choices.find(isClientWord);
  if (role === 'server') {
    const word = server ?? (choices.length > 0 ? 'server' : undefined);
    return word === undefined ? [] : [[quoteWord(word)]];
  }
  if (server === undefined && client === undefined && choices.length === 0) return [];
  const own = pickChoice(choices, role, roles);
  const who = own === undefined ? '{role}' : quoteWord(own);
  const said = [
    [who, '{name}'],
    [who],
    [who, "'{message}'"],
    [who, '{host}'],
    [who, '{host}', '{name}'],
  ];
  if (client === undefined) return said;
  const word = quoteWord(client);
  return [...said.map((words) => [word, ...words]), [word], [word, '{host}', '{role}'], ...said];
}
