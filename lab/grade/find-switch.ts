/**
 * What has a program do its extra credit where it does not by itself: an option (`--chat`), a word
 * among its arguments, or a variable of its environment.
 */
import { escapePattern } from '../model/escape-pattern.ts';
import type { Code } from './find-code.ts';

/** One switch: what a command begins or ends with, so that the extra credit is done. */
export interface Switch {
  before: string;
  after: string;
  because: string;
}

const word = '(?:chat|extra|bonus|ec)(?:[-_]?(?:mode|credit))?';
/** What reads arguments: of a literal on another line nobody knows what it is for. */
const reads =
  /\bargv?s?\b|\bARGV\b|\badd_argument\b|\boption\b|\bflag\.Bool|\bon\s*\(|\$\{?[1-9@]|\bcase\b|\bwhen\b|\bequals\b|\bstrcmp\b/i;

/** The switch of a program's source; undefined where there is none. */
export function findSwitch(files: readonly Pick<Code, 'code' | 'path'>[]): Switch | undefined {
  for (const { code, path } of files) {
    const found = findArgument(code) ?? findVariable(code);
    if (found) return { ...found, because: `${path} has ${found.because}` };
  }
  return undefined;
}

/** Whether a source asks of an argument nothing but whether it is a switch; `argv[1]`. */
export function isSwitch(vector: string, code: string): boolean {
  const it = escapePattern(vector);
  const lines = code.split('\n').filter((line) => line.includes(vector));
  const text = `["'\`]-{0,2}${word}["'\`]`;
  const compared = new RegExp(
    `${it}\\s*(?:===?|!=|\\.equals(?:IgnoreCase)?\\(|\\beq\\b|,)\\s*${text}|${text}\\s*(?:===?|\\.equals(?:IgnoreCase)?\\(|,)\\s*${it}`,
    'i',
  );
  return lines.length > 0 && lines.every((line) => compared.test(line));
}

function findArgument(code: string): Switch | undefined {
  for (const line of joinCalls(code)) {
    if (!reads.test(line)) continue;
    const [, option] = new RegExp(`["'\`](--?${word})["'\`]`, 'i').exec(line) ?? [];
    // One that takes a value says something else.
    const isAlone = !/\badd_argument\b/.test(line) || /store_true|BooleanOptional/.test(line);
    if (option !== undefined && isAlone) return give(option, line);
    const [, flag] = new RegExp(`\\bflag\\.Bool(?:Var)?\\([^"]*"(${word})"`, 'i').exec(line) ?? [];
    if (flag !== undefined) return give(`-${flag}`, line);
    const isCompared = /\bargv?s?\b|\bARGV\b|\$\{?[1-9@]/.test(line) && !/\badd_/.test(line);
    const [, plain] = new RegExp(`["'\`](${word})["'\`]`).exec(line) ?? [];
    if (plain !== undefined && isCompared) return give(plain, line);
  }
  return undefined;
}

/** A call that is written on several lines counts as one of them. */
function joinCalls(code: string): string[] {
  return code.replace(/([(,])[ \t]*\n\s*/g, '$1 ').split('\n');
}

function give(argument: string, line: string): Switch {
  return { before: '', after: ` ${argument}`, because: line.trim().slice(0, 60) };
}

function findVariable(code: string): Switch | undefined {
  const read = new RegExp(
    `\\b(?:environ\\b(?:\\.get)?|getenv|process\\.env|ENV|System\\.getenv)\\s*[.([]\\s*["'\`]?(${word})\\b`,
    'i',
  );
  const [because, name] = read.exec(code) ?? [];
  return name === undefined
    ? undefined
    : { before: `${name}=1 `, after: '', because: because ?? '' };
}
