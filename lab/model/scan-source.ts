/**
 * Reads a source by its language's signs: where its comments are, and what is code. It knows
 * strings and comments and no more; regular expressions and here documents are not told apart.
 */
import { escapePattern } from './escape-pattern.ts';
import type { SourceLanguage, StringForm } from './source-language.ts';

/** A comment as it stands; places count characters from 0. */
export interface ScannedComment {
  start: number;
  end: number;
  /** Its words, without the signs around it; as many lines as it has. */
  text: string;
  kind: 'line' | 'block' | 'string';
}

export interface ScannedSource {
  comments: ScannedComment[];
  /** Texts in quotes, with the quotes, that are no comments. */
  strings: { start: number; end: number }[];
}

/** Finds all comments of a text, and all its strings; both in order. */
export function scanSource(text: string, language: SourceLanguage): ScannedSource {
  const comments: ScannedComment[] = [];
  const strings: ScannedSource['strings'] = [];
  const { comments: signs } = language;
  const beginnings = makeBeginnings(language);
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    beginnings.lastIndex = at;
    const next = beginnings.exec(text);
    if (!next) break;
    at = next.index;
    const comment =
      readPage(text, at, language) ?? readBlock(text, at, language) ?? readLine(text, at, language);
    if (comment) {
      if (!isShebang(text, comment)) comments.push(comment);
      at = comment.end;
      continue;
    }
    const form = language.strings.find(({ open }) => text.startsWith(open, at));
    if (form && !(signs.begins === 'statement' && isEscaped(text, at))) {
      const end = findStringEnd(text, at + form.open.length, form);
      const doc = language.hasDocStrings && depth === 0 ? readDoc(text, at, end, form) : null;
      if (doc) comments.push(doc);
      else strings.push({ start: at, end });
      at = end;
      continue;
    }
    const sign = text[at] ?? '';
    if ('([{'.includes(sign)) depth += 1;
    if (')]}'.includes(sign)) depth = Math.max(0, depth - 1);
    at += 1;
  }
  return { comments, strings };
}

/** Finds where a sign may begin, by its first character: most of a text is none. */
function makeBeginnings({ comments, strings }: SourceLanguage): RegExp {
  const { line, block, pages = [] } = comments;
  const signs = [...line, ...block.map(([open]) => open), ...strings.map(({ open }) => open)];
  const firsts = new Set([...signs.map(([first = '']) => first), ...'([{}])']);
  // A page begins with its line.
  const all = [...(pages.length > 0 ? ['^'] : []), ...[...firsts].map(escapePattern)];
  return new RegExp(all.join('|'), 'gm');
}

/** The text with each comment made blank, and each string emptied; all places stay. */
export function blankSource(text: string, { comments, strings }: ScannedSource): string {
  const spans = [
    ...comments.map(({ start, end }) => ({ start, end })),
    ...strings.map(({ start, end }) => ({ start: start + 1, end: end - 1 })),
  ].sort((a, b) => a.start - b.start);
  let [blank, at] = ['', 0];
  for (const { start, end } of spans) {
    if (start < at || end < start) continue;
    blank += text.slice(at, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return blank + text.slice(at);
}

/** The text without its comments; the ends of lines stay. */
export function dropComments(text: string, { comments }: ScannedSource): string {
  let [code, at] = ['', 0];
  for (const { start, end } of comments) {
    code += text.slice(at, start) + text.slice(start, end).replace(/[^\n]/g, '');
    at = end;
  }
  return code + text.slice(at);
}

function isShebang(text: string, { start }: ScannedComment): boolean {
  return start <= 1 && text.startsWith('#!', start);
}

function readPage(text: string, at: number, language: SourceLanguage): ScannedComment | null {
  if (at > 0 && text[at - 1] !== '\n') return null;
  for (const [open, close] of language.comments.pages ?? []) {
    if (!open.test(text.slice(at, at + 40))) continue;
    let end = at;
    let isOver = false;
    while (end < text.length && !isOver) {
      const next = text.indexOf('\n', end);
      const stop = next < 0 ? text.length : next + 1;
      isOver = end > at && close.test(text.slice(end, stop));
      end = stop;
    }
    const lines = text
      .slice(at, end)
      .split('\n')
      .map((line) => line.replace(/^=\w+\s?/, ''));
    return { start: at, end, text: lines.join('\n'), kind: 'block' };
  }
  return null;
}

function readBlock(text: string, at: number, language: SourceLanguage): ScannedComment | null {
  const pair = language.comments.block.find(([open]) => text.startsWith(open, at));
  if (!pair) return null;
  const [open, close] = pair;
  const stop = text.indexOf(close, at + open.length);
  const inner = text.slice(at + open.length, stop < 0 ? text.length : stop);
  const words = inner.split('\n').map((line) => line.trim().replace(/^[*!]+\s?/, ''));
  const end = stop < 0 ? text.length : stop + close.length;
  return { start: at, end, text: words.join('\n'), kind: 'block' };
}

function readLine(text: string, at: number, language: SourceLanguage): ScannedComment | null {
  const { line, begins } = language.comments;
  const sign = line.find((one) => text.startsWith(one, at));
  if (sign === undefined) return null;
  const before = text[at - 1] ?? '\n';
  if (begins === 'word' && !/[\s;{}()]/.test(before)) return null;
  // PHP's attributes.
  if (sign === '#' && line.length > 1 && text[at + 1] === '[') return null;
  if (begins === 'statement') {
    const start = text.lastIndexOf('\n', at - 1) + 1;
    if (!/(?:^|[;{])\s*$/.test(text.slice(start, at))) return null;
  }
  const next = text.indexOf('\n', at);
  const end = next < 0 ? text.length : next;
  const words = text
    .slice(at, end)
    .trim()
    .replace(/^[#/]+!?\s?|^-{2,}\s?/, '');
  return { start: at, end, text: words, kind: 'line' };
}

/** A string that is a statement of its own: nothing before it and behind it on its lines. */
function readDoc(text: string, at: number, end: number, form: StringForm): ScannedComment | null {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const [, prefix] = /^[ \t]*([rRuUbB]{0,2})$/.exec(text.slice(start, at)) ?? [];
  if (prefix === undefined) return null;
  if (/\\\r?\n$/.test(text.slice(0, start))) return null;
  const next = text.indexOf('\n', end);
  const behind = text.slice(end, next < 0 ? text.length : next);
  if (!/^\s*(?:#.*)?$/.test(behind)) return null;
  const inner = text.slice(
    at + form.open.length,
    Math.max(at + form.open.length, end - form.close.length),
  );
  const words = inner.split('\n').map((line) => line.trim());
  return { start: at - prefix.length, end, text: words.join('\n'), kind: 'string' };
}

function findStringEnd(text: string, from: number, form: StringForm): number {
  for (let at = from; at < text.length; at += 1) {
    if (form.hasEscapes && text[at] === '\\') at += 1;
    else if (text.startsWith(form.close, at)) return at + form.close.length;
    else if (!form.isLong && text[at] === '\n') return at;
  }
  return text.length;
}

function isEscaped(text: string, at: number): boolean {
  return text[at - 1] === '\\';
}
