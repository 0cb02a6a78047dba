/**
 * Reading source files for criteria 9 and 10: where the comments are, which of them stand at the
 * top, and which tell something. By the signs of each language, without parsing: what it says is
 * marked for a person's review.
 */

import { findLanguage, getSourceLanguage } from '../model/find-language.ts';
import { blankSource, type ScannedComment, scanSource } from '../model/scan-source.ts';
import type { LanguageName } from '../model/source-languages.ts';

export interface SourceFile {
  path: string;
  text: string;
}

/** A run of comment lines; `from` and `to` are line numbers from 1, both included. */
export interface Comment {
  from: number;
  to: number;
  text: string;
}

/** A file that was read. It is kept, and shared: nobody changes it. */
export interface ReadSource {
  path: string;
  language: LanguageName;
  /** As they stand in the file. */
  lines: readonly string[];
  /** The same without comments, and with nothing in its strings. */
  code: readonly string[];
  /** Comments on lines of their own, neighbours joined, in order. */
  comments: readonly Comment[];
  /** Line numbers of comments behind code. */
  trailing: ReadonlySet<number>;
  /** Line numbers on which a comment tells something: no banner, no code that was put out. */
  telling: ReadonlySet<number>;
}

/** What was read of the newest files, by their texts: all plays of a suite have the same. */
const known = new Map<string, { path: string; source: ReadSource | null }>();
const mostKnown = 64;

/** Reads a file by its language; null if that is not known here. The same file gives the same. */
export function readSource(file: SourceFile): ReadSource | null {
  const before = known.get(file.text);
  if (before?.path === file.path) return before.source;
  const source = readAnew(file);
  known.delete(file.text);
  known.set(file.text, { path: file.path, source });
  const [oldest] = known.keys();
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
  return source;
}

function readAnew(file: SourceFile): ReadSource | null {
  const language = findLanguage(file);
  if (language === undefined) return null;
  const text = file.text.replaceAll('\r\n', '\n');
  const scanned = scanSource(text, getSourceLanguage(language));
  const lines = text.split('\n');
  const code = blankSource(text, scanned).split('\n');
  const comments: Comment[] = [];
  const trailing = new Set<number>();
  const telling = new Set<number>();
  const starts = findStarts(lines);
  let lastKind: ScannedComment['kind'] | undefined;
  for (const one of scanned.comments) {
    const comment = { ...placeComment(one, starts), text: one.text.trim() };
    for (const line of findTelling(one, comment.from)) telling.add(line);
    if ((code[comment.from - 1] ?? '').trim() !== '') {
      trailing.add(comment.from);
      continue;
    }
    const last = comments.at(-1);
    const isNext = last?.to === comment.from - 1 && one.kind === 'line' && lastKind === 'line';
    if (last && isNext) Object.assign(last, { to: comment.to, text: `${last.text}\n${one.text}` });
    else comments.push(comment);
    lastKind = one.kind;
  }
  return { path: file.path, language, lines, code, comments, trailing, telling };
}

function findStarts(lines: readonly string[]): number[] {
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return start;
  });
}

function placeComment({ start, end }: ScannedComment, starts: readonly number[]) {
  const getLine = (at: number) => starts.findLastIndex((each) => each <= at) + 1;
  return { from: getLine(start), to: Math.max(getLine(start), getLine(end - 1)) };
}

/** The lines of a comment that tell something, by their numbers. */
function findTelling({ text, kind }: ScannedComment, from: number): number[] {
  return text
    .split('\n')
    .map((line, index) => ({ line, number: from + index }))
    .filter(({ line }) => tellsSomething(line) || (kind !== 'line' && /\p{L}/u.test(line)))
    .map(({ number }) => number);
}

/** Whether a line of a comment says something to a reader. */
export function tellsSomething(line: string): boolean {
  return /\p{L}/u.test(line) && !isCode(line.trim()) && !/^-\*-|^vim?:|^eslint-/.test(line);
}

/** Code that was put out, by its form. */
export function isCode(line: string): boolean {
  return (
    /[;{}]$/.test(line) ||
    /^(?:print|puts|echo|printf|console\.log|System\.out\.\w+)\s*[("'$]/.test(line) ||
    /^(?:[\w$]+(?:\.|->|::))*[\w$]+\([^()]*(?:\([^()]*\)[^()]*)*\)$/.test(line) ||
    /^(?:import\s+[\w.]+|from\s+[\w.]+\s+import\s.*|def\s+\w+\(.*)$/.test(line) ||
    /^(?:if|elif|for|while|with|try|else)\b.*[)\w\]]:$/.test(line) ||
    /^[\w.$[\]]+(?:,\s*[\w.]+)*\s*[-+]?=\s*(?:[\w.]+\(.*\)|["'].*["']|\[.*\]|-?[\d.]+|[\w.]+)$/.test(
      line,
    )
  );
}

/** Lines that may stand before the comment at the top: they do nothing yet. */
const preamble = [
  /^(?:import|from|package|using|use|no|require|require_relative|require_once|include|include_once|namespace|module|extern|mod|open|alias|declare)\b/,
  /^#\s*(?:include|define|undef|pragma|if|ifdef|ifndef|endif|else)\b/,
  /^(?:<\?(?:php)?|\?>|['"]\s*use strict|['"] *['"]|set\s+-\w+|#!)/,
  /^(?:const|let|var|local|my)\s+[\w{}\s,$:*]+=\s*(?:await\s+)?(?:require|import)\b/,
  /^\[?package\s+require\b|^namespace\s+import\b/,
  // Names of the author and the like, and constants: nothing is called.
  /^(?:(?:public|private|static|final|const|constexpr|let|var|val|my|our|local|set|readonly)\s+)*[\w$@:.<>*[\]]+(?:\s+[\w$*[\]]+)?(?:\s*:\s*[\w&' ]+)?\s*:?=[^=(]*$/,
  /^set\s+[\w:]+\s+[^[]*$/,
  // Declarations of C: what they name is defined elsewhere.
  /^(?:typedef|struct|enum|union|extern|static|unsigned|void|int|char|size_t|pthread_\w+|sem_t)\b[^={}]*;$/,
  /^(?:typedef\s+)?(?:struct|enum|union)\b[^()]*\{/,
];
/** What a program begins with: the comment at the top may stand in it, too. */
const opening =
  /^(?:(?:public|final|abstract|static|internal|sealed)\s+)*class\s+\w+[^;]*\{?$|\bmain\s*\(.*\)[^;]*\{?$|^def\s+main\b|^if\s+__name__\b|^\{$|^\s*@\w+$/i;

/** All comments before a file's first code; what does nothing yet may stand between them. */
export function readHeaderComments(source: ReadSource): Comment[] {
  const end = findHeaderEnd(source);
  return source.comments.filter(({ from }) => from <= end);
}

/** The number of the line before a file's first code. */
function findHeaderEnd({ code }: ReadSource): number {
  for (let at = 0; at < code.length; at += 1) {
    const line = (code[at] ?? '').trim();
    if (line === '') continue;
    if (!preamble.some((one) => one.test(line)) && !opening.test(line)) return at;
    if (!opening.test(line)) at = skipBrackets(code, at);
  }
  return code.length;
}

/** The line on which the brackets close that a line opens: lists go on over several. */
function skipBrackets(code: readonly string[], from: number): number {
  let depth = 0;
  for (let at = from; at < code.length; at += 1) {
    for (const sign of code[at] ?? '') {
      if ('([{'.includes(sign)) depth += 1;
      else if (')]}'.includes(sign)) depth -= 1;
    }
    if (depth <= 0 && !/[\\,=]\s*$/.test(code[at] ?? '')) return at;
  }
  return from;
}
