/** Which language a source is written in: by its name, else by its first line. */
import type { SourceLanguage } from './source-language.ts';
import { type LanguageName, sourceLanguages } from './source-languages.ts';

const all = Object.entries(sourceLanguages) as [LanguageName, SourceLanguage][];

export function getSourceLanguage(name: LanguageName): SourceLanguage {
  return sourceLanguages[name];
}

/** The language of a file by its name, else by its first line; undefined if it is none of these. */
export function findLanguage(file: { path: string; text: string }): LanguageName | undefined {
  const ending = /\.([\w+]+)$/.exec(file.path)?.[1]?.toLowerCase() ?? '';
  const named = all.find(([, { endings }]) => endings.includes(ending))?.[0];
  return named ?? findInterpreted(file.text);
}

/** The language of a script by its first line, `#!/usr/bin/env perl -w`. */
function findInterpreted(text: string): LanguageName | undefined {
  const [, shebang = ''] = /^\ufeff?#!([^\r\n]*)/.exec(text) ?? [];
  const words = shebang
    .trim()
    .split(/\s+/)
    .filter((word) => !/^-|=/.test(word));
  const [first = '', second = ''] = words.map((word) => word.split('/').at(-1) ?? '');
  const called = (first === 'env' ? second : first).replace(/[\d.]+$/, '');
  if (called === '') return undefined;
  const found = all.find(([, { shebangs }]) => shebangs.includes(called))?.[0];
  // `exec tclsh "$0" "$@"` behind a shell's first line is how Tcl scripts are often begun.
  const isTcl =
    found === 'shell' && /^#.*\\\r?\n\s*exec\s+(?:tclsh|wish)/m.test(text.slice(0, 500));
  return isTcl ? 'tcl' : found;
}
