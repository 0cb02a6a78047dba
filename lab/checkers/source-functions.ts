/**
 * Finding the functions, methods and classes of a source file, and whether each is documented: by
 * a comment directly above it, or inside it on top. By line patterns, for criterion 10; functions
 * within functions are left out, since what they are for is said at the outer one.
 */
import { getLanguage, type Language, readComment, type SourceFile } from './source-text.ts';

export interface SourceFunction {
  path: string;
  /** From 1. */
  line: number;
  name: string;
  documented: boolean;
}

const keywords = /^(?:if|for|while|switch|catch|return|else|do|new|throw|await|function|sizeof)$/;

const scriptPatterns = [
  /^(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s*([\w$]+)/,
  /^(?:export\s+)?(?:default\s+)?(?:abstract\s+)?class\s+([\w$]+)/,
  joinPattern(
    /^(?:export\s+)?(?:const|let|var)\s+([\w$]+)[^=]*=\s*(?:async\s*)?/,
    /(?:function\b|\([^)]*\)[^=]*=>|[\w$]+\s*=>)/,
  ),
];
const scriptMethod = joinPattern(
  /^[ \t]+(?:(?:public|private|protected|static|override|async|get|set)\s+)*\*?/,
  /([\w$#]+)\s*\([^;]*\{\s*$/,
);

const patterns: Record<Exclude<Language, 'script'>, RegExp[]> = {
  python: [/^\s*(?:async\s+)?def\s+(\w+)/, /^\s*class\s+(\w+)/],
  shell: [/^(?:function\s+)?([\w-]+)\s*\(\s*\)/, /^function\s+([\w-]+)/],
  java: [
    joinPattern(
      /^\s*(?:(?:public|private|protected|static|final|abstract|sealed)\s+)*/,
      /(?:class|interface|enum|record)\s+(\w+)/,
    ),
    joinPattern(
      /^\s*(?:(?:public|private|protected|static|final|synchronized|abstract|override)\s+)+/,
      /(?:<[^>]+>\s+)?(?:[\w<>[\],.?]+\s+)?(\w+)\s*\([^;{]*(?:\{.*)?$/,
    ),
  ],
  c: [
    /^(?:class|struct)\s+(\w+)\s*(?::[^;]*)?\{?\s*$/,
    /^(?:[A-Za-z_][\w:<>,]*[\s*&]+)*([A-Za-z_][\w:~]*)\s*\([^;{]*(?:\{.*)?$/,
  ],
  go: [/^\s*(?:pub\s+)?(?:async\s+)?(?:func|fn)\s+(?:\([^)]*\)\s*)?(\w+)/],
};

/** One pattern of several that follow each other. */
function joinPattern(...parts: readonly RegExp[]): RegExp {
  return new RegExp(parts.map(({ source }) => source).join(''));
}

/** All functions, methods and classes of a file, in order; empty for a language not known. */
export function findFunctions(file: SourceFile): SourceFunction[] {
  const language = getLanguage(file);
  if (language === null) return [];
  const lines = file.text.split(/\r?\n/);
  const skipped = findComments(lines, language);
  const indents: { indent: number; isClass: boolean }[] = [];
  let inClass = false;
  return lines.flatMap((line, at) => {
    if (line.trim() === '' || skipped.has(at)) return [];
    const indent = line.length - line.trimStart().length;
    while (indents.length > 0 && (indents.at(-1)?.indent ?? 0) >= indent) indents.pop();
    if (language === 'script' && indent === 0) inClass = /\bclass\s/.test(line);
    const name = matchName(line, language, inClass);
    if (name === null) return [];
    const nested = language === 'python' && indents.some(({ isClass }) => !isClass);
    indents.push({ indent, isClass: /^\s*class\b/.test(line) });
    // Python's __init__ and its kind are known by their names.
    if (nested || /^__\w+__$/.test(name)) return [];
    return [{ path: file.path, line: at + 1, name, documented: isDocumented(lines, at, language) }];
  });
}

/** The lines (from 0) that lie within a comment, a docstring or a long string. */
function findComments(lines: readonly string[], language: Language): Set<number> {
  const within = new Set<number>();
  for (let at = 0; at < lines.length; at += 1) {
    const comment = readComment(lines, at, language) ?? readString(lines, at, language);
    if (!comment) continue;
    for (let line = comment.from - 1; line < comment.to; line += 1) within.add(line);
    at = comment.to - 1;
  }
  return within;
}

/** A string of Python over several lines that begins within a line: what is in it is no code. */
function readString(lines: readonly string[], at: number, language: Language) {
  const quotes = language === 'python' ? (lines[at] ?? '').match(/"""|'''/g) : null;
  const [quote] = quotes ?? [];
  if (!quote || (quotes?.length ?? 0) % 2 === 0) return null;
  const end = lines.findIndex((line, index) => index > at && line.includes(quote));
  return end < 0 ? null : { from: at + 2, to: end + 1 };
}

function matchName(line: string, language: Language, inClass: boolean): string | null {
  const own = language === 'script' ? scriptPatterns : patterns[language];
  const method = language === 'script' && inClass ? [scriptMethod] : [];
  for (const pattern of [...own, ...method]) {
    const name = pattern.exec(line)?.[1];
    if (name && !keywords.test(name) && !/^\s*(?:else|return)\b/.test(line)) return name;
  }
  return null;
}

/** True if a comment stands directly above, behind, or inside on top of what begins at a line. */
function isDocumented(lines: readonly string[], at: number, language: Language): boolean {
  const hashes = language === 'python' || language === 'shell';
  const line = lines[at] ?? '';
  if (hashes ? /\s#\s*\w/.test(line) : /\/\/|\/\*/.test(line)) return true;
  let above = at - 1;
  // Decorators, annotations, attributes and templates stand between a comment and its function.
  while (/^\s*(?:@|#\[|\[|template\s*<)/.test(lines[above] ?? '')) above -= 1;
  // In C the type may stand on a line of its own.
  if (language === 'c' && /^[A-Za-z_][\w\s*:<>]*$/.test(lines[above] ?? '')) above -= 1;
  const last = (lines[above] ?? '').trim();
  if (hashes ? /^#(?!!)/.test(last) : /\*\/$|^\/\//.test(last)) return true;
  const opens = hashes ? (language === 'shell' ? /\{\s*$/ : /:\s*$/) : /\{\s*$/;
  let body = at;
  while (body < lines.length && body < at + 12 && !opens.test(lines[body] ?? '')) body += 1;
  body += 1;
  while (body < lines.length && (lines[body] ?? '').trim() === '') body += 1;
  return readComment(lines, body, language) !== null;
}
