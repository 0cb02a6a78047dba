/**
 * Other command lines for a program that ends with its usage, or for want of an argument: what its
 * usage says, then what programs of such an assignment mostly take. In the order to be tried.
 */

import type { Wanted } from '../model/assignment.ts';
import { type ClientRole, getClientRoles, type SubmissionRole } from '../model/submission.ts';
import { getKindOfName } from './argument-kinds.ts';
import { fillKind } from './find-arguments.ts';
import {
  findUsages,
  isClientWord,
  isServerWord,
  pickChoice,
  pickUsages,
  readUsage,
  splitUsage,
} from './find-choices.ts';
import { quoteWord } from './quote-word.ts';

export interface AlternativeOptions {
  role: SubmissionRole;
  /** What starts it, without arguments. */
  command: string;
  /** The command that is tried first. */
  first: string;
  code: string;
  port: number;
  wanted: Pick<Wanted, 'clients' | 'discover'>;
}

type UsageOptions = Omit<AlternativeOptions, 'first' | 'code'>;

const maxAlternatives = 8;

/** The command lines, the likeliest first, without the first guess. Pure. */
export function findAlternatives(options: AlternativeOptions): string[] {
  const usages = pickUsages(findUsages(options.code), options.role === 'server');
  const said = usages.map((words) => writeUsage(words, options));
  const usual = options.role === 'server' ? listServers(options) : listClients(options);
  const lines = [...said, ...usual].map((words) => [options.command, ...words].join(' '));
  return [...new Set(lines)].filter((line) => line !== options.first).slice(0, maxAlternatives);
}

/**
 * The command that a usage on the screen asks for, or an error for want of arguments; undefined
 * where the line is none, or has a word that says nothing to us. Pure.
 */
export function answerUsage(line: string, options: UsageOptions): string | undefined {
  const all = splitUsage(line).flatMap((one) => {
    const words = readUsage(one);
    return words === undefined ? [] : [words];
  });
  const [words] = pickUsages(all, options.role === 'server');
  if (words === undefined || words.length === 0) return undefined;
  // Of several lines each says by a word of its own whom it starts.
  const isMode = (word: string) => all.length > 1 && (isServerWord(word) || isClientWord(word));
  const written = words.map((word) => (isMode(word) ? [word] : writeWord(word, options)));
  if (written.includes(undefined)) return undefined;
  return [options.command, ...written.flatMap((one) => one ?? [])].join(' ');
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

/** What each word of a usage is filled with; one that says nothing mostly is the message. */
function writeUsage(words: readonly string[], options: AlternativeOptions): string[] {
  const message = fillKind('message', getFilling(options));
  return words.flatMap((word) => writeWord(word, options) ?? [message]);
}

function getFilling({ role, port, wanted }: UsageOptions) {
  return { role, port, clients: getClientRoles(wanted).length };
}

/** What a word of a usage is filled with; undefined where it says nothing. */
function writeWord(word: string, options: UsageOptions): string[] | undefined {
  const { role, wanted } = options;
  const roles = getClientRoles(wanted);
  const choices = word.split(/\s*(?:[|/,]|\bor\b)\s*/).map((one) => one.replace(/["']/g, ''));
  const { words } = wanted.discover ?? {};
  const pick = () =>
    role === 'server'
      ? choices.find(isServerWord)
      : pickChoice(choices, role, { roles, ...(words && { words }) });
  const choice = choices.length > 1 ? pick() : undefined;
  if (choice !== undefined) return [quoteWord(choice)];
  const [, flag, of] = /^(--?[\w-]+)[ =]?(.*)$/.exec(word) ?? [];
  const kind = getKindOfName(of || word, wanted.discover?.answers ?? []);
  if (kind === undefined) return flag === undefined ? undefined : [];
  const value = fillKind(kind, getFilling(options));
  return flag === undefined ? [value] : [flag, value];
}
