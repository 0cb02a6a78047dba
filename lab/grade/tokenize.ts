/**
 * A source as tokens that renaming does not change: each name is `v`, each number `n`, each string
 * `s`; words of languages and signs stay. What winnowing compares (alike.ts). Pure.
 */
import { readCode } from './find-code.ts';
import type { FoundFile } from './read-folder.ts';
import { getTexts } from './read-folder.ts';

/** Words that carry the structure of a program, in any of the languages that people hand in. */
const words = new Set(
  (
    'if else elif elsif elseif unless then fi end begin do done for foreach while until loop switch ' +
    'case when default match break continue return goto try catch except finally rescue ensure ' +
    'throw throws raise with def fn func fun function sub lambda class struct enum interface trait ' +
    'impl namespace package import from require use using include module new delete await async ' +
    'yield static const let var my local global int long short char bool void float double unsigned ' +
    'true false null nil None True False and or not in is as print printf'
  ).split(' '),
);

const token =
  /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\d[\w.]*|[\p{L}_$@][\p{L}\p{N}_$]*|[^\s\w]|\n/gu;

/**
 * Of each source its tokens by path: a line of text for each of its lines, tokens with a space
 * between them. Files that are no source of a known language are left out.
 */
export function tokenizeFiles(files: readonly FoundFile[]): Record<string, string> {
  const all: Record<string, string> = {};
  for (const file of getTexts(files)) {
    const code = readCode(file)?.code;
    if (code !== undefined) all[file.path] = tokenize(code);
  }
  return all;
}

export function tokenize(code: string): string {
  const lines: string[][] = [[]];
  for (const [text] of code.matchAll(token)) {
    if (text === '\n') lines.push([]);
    else lines.at(-1)?.push(abstract(text));
    // A string over several lines is one token; its lines are counted all the same.
    for (const _ of text.length > 1 ? (text.match(/\n/g) ?? []) : []) lines.push([]);
  }
  return lines.map((line) => line.join(' ')).join('\n');
}

function abstract(text: string): string {
  if (/^["'`]/.test(text)) return 's';
  if (/^\d/.test(text)) return 'n';
  if (!/^[\p{L}_$@]/u.test(text)) return text;
  return words.has(text) ? text : 'v';
}
