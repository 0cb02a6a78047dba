/**
 * What a shell command names: the program that it starts, and files of programs. Pure; commands.ts
 * looks whether they are there. What only the shell can know (`$HOME/x.py`) is left to it.
 */
import path from 'node:path';
import { quoteArgument } from '../boxes/quote.ts';
import { type ShellWord, splitWords } from './shell-words.ts';

const fileEnding = /\.(py|js|mjs|cjs|ts|rb|pl|sh|jar|class|out|exe)$/;

/** Run what stands behind `-c` or `-e`, and only that. */
const interpreter = /^(.*\/)?(\w*sh|busybox|(python|pypy)[\d.]*|node(js)?|perl|ruby|php)$/;
/** Take operands of their own before `-c`: `su somebody -c '…'`. */
const wrapper = /^(.*\/)?(su|runuser|script|flock)$/;
/** Make a script of every argument. */
const runner = /^(eval|(.*\/)?(watch|ssh))$/;
const scriptOption = /^(-\w*[cepr]|--(command|session-command|eval|print))$/;
/** An option whose argument is the next word: `bash -o pipefail -c '…'`. */
const wideOption = /^[-+]\w*[oO]$/;

/** The files of programs that a command names, from where it is given; those in a script, too. */
export function findFiles(command: string, ending = fileEnding, folder: Folder = ''): string[] {
  return readWords(command, folder).flatMap(({ word, script, folder }) => {
    if (script !== undefined) return findFiles(script, ending, folder);
    return findFile(word, folder, ending) ?? [];
  });
}

/** The command with other paths in place of files that it names, each quoted as it has to be. */
export function replaceFiles(
  command: string,
  places: ReadonlyMap<string, string>,
  folder: Folder = '',
): string {
  let replaced = command;
  // From the last to the first, so that the places of the others stay as they are.
  for (const { word, script, folder: its } of readWords(command, folder).reverse()) {
    const { from, to } = word;
    const put = (text: string) => `${replaced.slice(0, from)}${text}${replaced.slice(to)}`;
    if (script !== undefined) {
      const inner = replaceFiles(script, places, its);
      // Double quotes stay where the shell fills in a variable.
      if (inner !== script) replaced = put(word.isOpen ? `"${inner}"` : quoteArgument(inner));
    } else {
      const place = places.get(findFile(word, its, fileEnding) ?? '');
      if (place !== undefined) replaced = put(quoteArgument(place));
    }
  }
  return replaced;
}

/**
 * The program that a command starts first, behind assignments and `exec`; null where it starts
 * none, undefined where only the shell knows: behind `$X`, `{`, a redirection.
 */
export function findProgram(command: string): string | null | undefined {
  const words = splitWords(command);
  if (words.length === 0) return null;
  const raw = ({ from, to }: ShellWord) => command.slice(from, to);
  const index = words.findIndex((word) => !/^([A-Za-z_]\w*=.*|exec)$/s.test(raw(word)));
  const word = words[index];
  if (word === undefined || word.isOpen || /^(?:[!{}]|-.*)$/.test(raw(word))) return undefined;
  const between = words.slice(0, index + 1).map(({ from }, at) => {
    return command.slice(words[at - 1]?.to ?? 0, from);
  });
  // `>log` before it, `f() { …; }`, `2>log`.
  if (/[<>]/.test(between.join('')) || /^\s*\(/.test(command.slice(word.to))) return undefined;
  if (/^\d+$/.test(word.text) && /[<>]/.test(command.charAt(word.to))) return undefined;
  return word.text;
}

/** Where relative paths count from, behind a `cd`; null where only the shell knows. */
type Folder = string | null;

interface CommandWord {
  word: ShellWord;
  folder: Folder;
  script: string | undefined;
}

/** The words with their folder: `cd` holds until its parenthesis closes. */
function readWords(command: string, start: Folder): CommandWord[] {
  const words = splitWords(command);
  const around: Folder[] = [];
  let folder = start;
  return words.map((word, index) => {
    const before = words[index - 1];
    for (const sign of command.slice(before?.to ?? 0, word.from)) {
      if (sign === '(') around.push(folder);
      else if (sign === ')' && around.length > 0) folder = around.pop() ?? null;
    }
    if (before?.text === 'cd') {
      const isKnown = !word.isOpen && !word.text.startsWith('-');
      folder = isKnown ? joinPath(folder, word.text) : null;
    }
    return { word, folder, script: readScript(words, index, command) };
  });
}

/** What `$HOME/x.py` and `~/x.py` name, only the shell knows. */
function findFile({ text, isOpen }: ShellWord, folder: Folder, ending: RegExp): Folder {
  const isName = !isOpen && ending.test(text) && !text.startsWith('-');
  return isName ? joinPath(folder, text) : null;
}

function joinPath(folder: Folder, name: string): Folder {
  if (folder === '' || path.posix.isAbsolute(name)) return name;
  return folder === null ? null : path.posix.join(folder, name);
}

/**
 * The script that a quoted word is, as behind `sh -c`; undefined where it is not in such a place: a
 * file may be called `cd x; y.py`.
 */
function readScript(
  words: readonly ShellWord[],
  index: number,
  command: string,
): string | undefined {
  const word = words[index];
  if (!word?.isQuoted || !isScriptPlace(words.slice(0, index).map(({ text }) => text))) {
    return undefined;
  }
  // With `"… $HOME …"` the text is not yet what the inner shell reads.
  return word.isOpen ? command.slice(word.from + 1, word.to - 1) : word.text;
}

function isScriptPlace(before: readonly string[]): boolean {
  if (before.some((word) => runner.test(word))) return true;
  if (!scriptOption.test(before.at(-1) ?? '')) return false;
  if (before.some((word) => wrapper.test(word))) return true;
  const isOption = (word: string, at: number) =>
    /^[-+]/.test(word) || wideOption.test(before[at - 1] ?? '');
  const at = before.findLastIndex((word, at) => !isOption(word, at));
  return interpreter.test(before[at] ?? '');
}
