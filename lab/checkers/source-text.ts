/**
 * Reading source files for criteria 9 and 10: where the comments and functions are, by simple line
 * patterns for the languages that students use. It parses nothing: what it says is marked for a
 * person's review.
 */

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

export type Language = 'python' | 'shell' | 'script' | 'java' | 'c' | 'go';

const languages: Record<string, Language> = {
  py: 'python',
  sh: 'shell',
  bash: 'shell',
  js: 'script',
  mjs: 'script',
  cjs: 'script',
  ts: 'script',
  mts: 'script',
  java: 'java',
  cs: 'java',
  c: 'c',
  h: 'c',
  cc: 'c',
  cpp: 'c',
  cxx: 'c',
  hpp: 'c',
  go: 'go',
  rs: 'go',
};

/** The language of a file by its name, else by its first line; null if it is none of ours. */
export function getLanguage({ path, text }: SourceFile): Language | null {
  const named = languages[/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''];
  if (named) return named;
  const shebang = /^#!.*?\b(python|node|bash|sh)\b/.exec(text.slice(0, 200))?.[1];
  if (shebang === 'python') return 'python';
  if (shebang === 'node') return 'script';
  return shebang ? 'shell' : null;
}

/** Lines that may stand before the comment at the top: they do nothing yet. */
const preamble =
  /^(?:#!|#\s*-\*-|#\s*(?:include|pragma)\b|import\b|from\b|package\b|using\b|['"]use strict)/;

/** All comments before a file's first code; imports and includes may stand between them. */
export function readHeaderComments(file: SourceFile): Comment[] {
  const language = getLanguage(file);
  if (language === null) return [];
  const lines = file.text.split(/\r?\n/);
  const found: Comment[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = (lines[at] ?? '').trim();
    const comment = line !== '' && !isShebang(line) ? readComment(lines, at, language) : null;
    if (comment) {
      found.push(comment);
      at = comment.to;
    } else if (line === '' || isPreamble(line, language)) {
      at += 1;
    } else {
      break;
    }
  }
  return found;
}

/** The comment that begins at a line (from 0), or null; neighbouring line comments are one. */
export function readComment(
  lines: readonly string[],
  at: number,
  language: Language,
): Comment | null {
  const hashes = language === 'python' || language === 'shell';
  const line = (lines[at] ?? '').trim();
  const quote = language === 'python' ? /^[rRuU]?("""|''')/.exec(line)?.[1] : undefined;
  if (quote) return readBlock(lines, at, quote, line.indexOf(quote) + quote.length);
  if (!hashes && line.startsWith('/*')) return readBlock(lines, at, '*/', 2);
  const sign = hashes ? '#' : '//';
  let to = at;
  while ((lines[to] ?? '').trim().startsWith(sign)) to += 1;
  if (to === at) return null;
  const text = lines.slice(at, to).map((one) => one.trim().replace(/^[#/]+!?\s?/, ''));
  return { from: at + 1, to, text: text.join('\n') };
}

/** A comment up to the sign that ends it; an unfinished one goes on to the end of the file. */
function readBlock(lines: readonly string[], at: number, end: string, skip: number): Comment {
  const text: string[] = [];
  for (let to = at; to < lines.length; to += 1) {
    const line = (lines[to] ?? '').trim().slice(to === at ? skip : 0);
    const stop = line.indexOf(end);
    text.push((stop < 0 ? line : line.slice(0, stop)).replace(/^\*+\s?/, ''));
    if (stop >= 0) return { from: at + 1, to: to + 1, text: text.join('\n').trim() };
  }
  return { from: at + 1, to: lines.length, text: text.join('\n').trim() };
}

function isShebang(line: string): boolean {
  return line.startsWith('#!') || /^#\s*-\*-/.test(line);
}

function isPreamble(line: string, language: Language): boolean {
  const hashes = language === 'python' || language === 'shell';
  return preamble.test(line) && !(hashes && /^#\s*(?:include|pragma)/.test(line));
}
