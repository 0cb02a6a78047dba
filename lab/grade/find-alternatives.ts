/**
 * Other command lines for a program that ends with its usage, or for want of an argument: what its
 * usage says, then what programs of such an assignment mostly take. In the order to be tried.
 */

import type { Wanted } from '../model/assignment.ts';
import { type ClientRole, getClientRoles, type SubmissionRole } from '../model/submission.ts';
import { type ArgumentKind, getKindOfName } from './find-arguments.ts';
import { findUsages, pickChoice, readUsage } from './find-choices.ts';
import { quoteWord } from './quote-word.ts';

export interface AlternativeOptions {
  role: SubmissionRole;
  /** What starts it, without arguments. */
  command: string;
  /** The command that is tried first. */
  first: string;
  code: string;
  port: number;
  wanted: Wanted;
}

const maxAlternatives = 8;

/** The command lines, the likeliest first, without the first guess. Pure. */
export function findAlternatives(options: AlternativeOptions): string[] {
  const said = findUsages(options.code).map((words) => writeUsage(words, options));
  const usual = options.role === 'server' ? listServers(options) : listClients(options);
  const lines = [...said, ...usual].map((words) => [options.command, ...words].join(' '));
  return [...new Set(lines)].filter((line) => line !== options.first).slice(0, maxAlternatives);
}

/** The command that a usage on the screen asks for; undefined where the line is none. Pure. */
export function answerUsage(line: string, options: AlternativeOptions): string | undefined {
  const words = readUsage(line);
  if (words === undefined || words.length === 0) return undefined;
  return [options.command, ...writeUsage(words, options)].join(' ');
}

function listServers({ port }: AlternativeOptions): string[][] {
  return [[`${port}`], ['0.0.0.0', `${port}`], [], [`${port}`, '2']];
}

function listClients(options: AlternativeOptions): string[][] {
  const { role, port, wanted } = options;
  const small = role.toLowerCase();
  const number = `${getClientRoles(wanted).indexOf(role as ClientRole) + 1}`;
  const where = ['{host}', `${port}`];
  return [
    ...[['{role}'], where, [...where, '{role}'], ['{role}', ...where], ['{name}'], ['{host}']],
    ...[[small], [number], [...where, '{name}'], []],
  ];
}

/** What each word of a usage is filled with. */
function writeUsage(words: readonly string[], options: AlternativeOptions): string[] {
  const { role, port, wanted } = options;
  const isServer = role === 'server';
  const roles = getClientRoles(wanted);
  const values: Record<Extract<ArgumentKind, string>, string> = {
    port: `${port}`,
    host: isServer ? '0.0.0.0' : '{host}',
    message: isServer ? `${roles.length}` : "'{message}'",
    role: '{role}',
    name: isServer ? 'server' : '{name}',
  };
  return words.flatMap((word): string[] => {
    const choices = word.split(/\s*(?:[|/,]|\bor\b)\s*/).map((one) => one.replace(/["']/g, ''));
    const named = { roles, ...(wanted.discover?.words && { words: wanted.discover.words }) };
    const choice = choices.length > 1 && !isServer ? pickChoice(choices, role, named) : undefined;
    if (choice !== undefined) return [quoteWord(choice)];
    const [, flag, of] = /^(--?[\w-]+)[ =]?(.*)$/.exec(word) ?? [];
    const kind = getKindOfName(of || word, wanted.discover?.answers ?? []);
    const value =
      kind === undefined ? values.message : typeof kind === 'string' ? values[kind] : kind.says;
    return flag === undefined ? [value] : kind === undefined ? [] : [flag, value];
  });
}
