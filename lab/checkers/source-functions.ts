/**
 * Finding the functions, methods and classes of a source file, and whether each is documented: by
 * a comment directly above it, behind its head, or inside it. By line patterns, for criterion 10;
 * functions within functions of Python are left out: what they are for is said at the outer one.
 */

import { getSourceLanguage } from '../model/find-language.ts';
import { memoize } from '../model/memoize.ts';
import type { SourceLanguage } from '../model/source-language.ts';
import { type ReadSource, readHeaderComments, readSource, type SourceFile } from './source-text.ts';

export interface SourceFunction {
  path: string;
  /** From 1. */
  line: number;
  name: string;
  documented: boolean;
}

/** A long body is documented by its steps: a comment for so many lines of it. */
const linesPerStep = 20;

interface Part {
  /** Line numbers from 1: its name, the end of its head, its last one. */
  line: number;
  opens: number;
  end: number;
  name: string;
  isClass: boolean;
}

const keywords =
  /^(?:if|elif|for|foreach|while|switch|catch|return|else|do|new|throw|await|function|sizeof|using|lock|until|unless|synchronized|match|when|class|struct|defined)$/;

/** All functions, methods and classes of a file, in order; empty for a language not known. */
export function findFunctions(file: SourceFile): readonly SourceFunction[] {
  const source = readSource(file);
  return source === null ? [] : listFunctions(source);
}

/** Those of a file that was read. */
export const listFunctions = memoize((source: ReadSource): readonly SourceFunction[] => {
  const parts = findParts(source);
  const isWithin = (inner: Part, outer: Part) => inner.line > outer.line && inner.line <= outer.end;
  return parts.flatMap((part) => {
    const { name, line, isClass } = part;
    const nested = source.language === 'python' && !isClass;
    if (nested && parts.some((one) => !one.isClass && isWithin(part, one))) return [];
    // Python's __init__ and its kind are known by their names.
    if (/^__\w+__$/.test(name)) return [];
    const documented = isDocumented(part, source, parts);
    // A class without a comment of its own is what its methods are.
    const hasMethods = parts.some((one) => !one.isClass && isWithin(one, part));
    if (isClass && !documented && hasMethods) return [];
    return [{ path: source.path, line, name, documented }];
  });
});

function findParts(source: ReadSource): Part[] {
  const language = getSourceLanguage(source.language);
  const { code } = source;
  const parts: Part[] = [];
  for (const [at, line] of code.entries()) {
    const classed = matchName(line, language.classes);
    const name = classed ?? matchName(line, language.functions);
    if (name === null) continue;
    const opens = findOpening(code, at, language);
    if (opens === null) continue;
    const end = cutEnd(source, { at, opens, end: findEnd(code, { at, opens }, language) });
    parts.push({ line: at + 1, opens: opens + 1, end: end + 1, name, isClass: classed !== null });
  }
  return parts;
}

function matchName(line: string, patterns: readonly RegExp[]): string | null {
  if (/^\s*(?:else|return)\b/.test(line)) return null;
  for (const pattern of patterns) {
    const name = pattern.exec(line)?.[1];
    if (name && !keywords.test(name)) return name;
  }
  return null;
}

/** The line (from 0) on which a head ends; null where it is only declared. */
function findOpening(code: readonly string[], at: number, language: SourceLanguage): number | null {
  if (language.body !== 'braces' && language.body !== 'indent') return at;
  const sign = language.body === 'braces' ? '{' : ':';
  let depth = 0;
  for (let line = at; line < Math.min(code.length, at + 12); line += 1) {
    if (/=>\s*[^{\s]/.test(code[line] ?? '')) return line;
    for (const one of code[line] ?? '') {
      if ('(['.includes(one)) depth += 1;
      else if (')]'.includes(one)) depth -= 1;
      else if (depth <= 0 && one === sign) return line;
      else if (depth <= 0 && one === ';') return null;
    }
  }
  return language.body === 'braces' ? null : at;
}

/** The last line (from 0) of a body. */
function findEnd(
  code: readonly string[],
  { at, opens }: { at: number; opens: number },
  { body }: SourceLanguage,
): number {
  if (body === 'braces') {
    let depth = 0;
    for (let line = at; line < code.length; line += 1) {
      for (const sign of code[line] ?? '') {
        if (sign === '{') depth += 1;
        else if (sign === '}') depth -= 1;
      }
      if (depth <= 0 && line >= opens) return line;
    }
    return code.length - 1;
  }
  const indent = measure(code[at] ?? '');
  for (let line = opens + 1; line < code.length; line += 1) {
    const text = code[line] ?? '';
    if (text.trim() === '' || measure(text) > indent) continue;
    return body === 'end' && /^\s*end\b/.test(text) ? line : line - 1;
  }
  return code.length - 1;
}

/** Without what stands behind a body and is no further in than its head. */
function cutEnd(
  { code, lines }: ReadSource,
  { at, opens, end }: { at: number; opens: number; end: number },
): number {
  const indent = measure(code[at] ?? '');
  const isOutside = (line: number) =>
    (code[line] ?? '').trim() === '' &&
    ((lines[line] ?? '').trim() === '' || measure(lines[line] ?? '') <= indent);
  let last = end;
  while (last > opens && isOutside(last)) last -= 1;
  return last;
}

function measure(line: string): number {
  return line.length - line.trimStart().length;
}

/** True if a comment stands directly above, behind, inside on top, or at the steps inside. */
function isDocumented(part: Part, source: ReadSource, parts: readonly Part[]): boolean {
  const { line, opens, end, isClass } = part;
  const { code, lines, telling, trailing, comments } = source;
  for (let at = line; at <= opens; at += 1) {
    if (trailing.has(at) && telling.has(at)) return true;
  }
  const isOfEarlier = (from: number) =>
    parts.some((one) => one.end < line && from > one.opens && from <= one.end);
  const told = comments.filter(
    ({ from, to }) => hasTelling(from, to, telling) && !isOfEarlier(from),
  );
  if (told.some(({ to }) => isAbove(to, line, source))) return true;
  const first = told.find(({ from }) => from > opens);
  const isOnTop = first && first.from <= end && isBlank(code, opens + 1, first.from - 1);
  // The comment above a class's first method is that method's.
  const isString = /^\s*\w?["']/.test(lines[(first?.from ?? 0) - 1] ?? '');
  const isOfOther = !isString && parts.some((one) => one.line === (first?.to ?? 0) + 1);
  if (isClass) return isOnTop === true && !isOfOther;
  if (isOnTop) return true;
  const body = Math.max(0, end - opens);
  const solid = lines.slice(opens, end).filter((one) => /[\p{L}\d]/u.test(one)).length;
  const inside = [...telling].filter((at) => at > opens && at <= opens + body).length;
  return inside >= Math.max(1, Math.ceil((solid - inside) / linesPerStep));
}

function hasTelling(from: number, to: number, telling: ReadonlySet<number>): boolean {
  for (let at = from; at <= to; at += 1) if (telling.has(at)) return true;
  return false;
}

/** Whether a comment that ends at a line belongs to what begins at another. */
function isAbove(to: number, line: number, source: ReadSource): boolean {
  if (to >= line) return false;
  const between = source.code.slice(to, line - 1);
  // Decorators, annotations and templates stand between a comment and its function; in C the type.
  const isPart = (text: string) =>
    /^\s*(?:@|#\[|\[|template\s*<)/.test(text) ||
    (/^c(?:pp)?$/.test(source.language) && /^[A-Za-z_][\w\s*:<>]*$/.test(text));
  const blank = between.filter((text) => text.trim() === '').length;
  if (!between.every((text) => text.trim() === '' || isPart(text))) return false;
  if (blank === 0) return true;
  // A file's own comment is not that of a function that stands apart from it.
  return blank <= 1 && !readHeaderComments(source).some((one) => one.to === to);
}

function isBlank(code: readonly string[], from: number, to: number): boolean {
  return code
    .slice(from - 1, to)
    .every((line) => /^\s*(?:\{|global\b.*|nonlocal\b.*)?$/.test(line));
}
