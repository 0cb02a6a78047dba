/** A source without its comments, for the functions that look for what a program does. */

import { findLanguage, getSourceLanguage } from '../model/find-language.ts';
import { dropComments, scanSource } from '../model/scan-source.ts';
import { type LanguageName, sourceLanguages } from '../model/source-languages.ts';
import type { SubmittedFile } from '../model/submission.ts';
import { type DialectName, dialects } from './dialects.ts';
import { findPython2 } from './find-old-python.ts';

/** Languages with functions of their own here; dialects.ts has the others. */
const classics = [
  ...(['python3', 'python2', 'c', 'cpp'] as const),
  ...(['java', 'go', 'node', 'typescript'] as const),
];
export const languages: readonly Language[] = [
  ...classics,
  ...(Object.keys(dialects) as DialectName[]),
];
export type Language = (typeof classics)[number] | DialectName;

/** A file of a program, read as far as finding out needs it. */
export interface Code extends SubmittedFile {
  language: Language;
  /** Why it was taken for that language. */
  because: string;
  /** Its text without comments; strings stay. */
  code: string;
}

/** What builds and starts programs of any language. */
const buildName =
  /\.(?:mk|mod)$|(?:^|\/)(?:(?:GNUm|M|m)akefile|submission\.yaml|package\.json|Cargo\.toml)$/i;
/** What programs of any language are made of. */
const sourceEndings = new Set<string>(
  Object.values(sourceLanguages).flatMap(({ endings }) => [...endings]),
);

export function isSourceName(path: string): boolean {
  return buildName.test(path) || sourceEndings.has(getEnding(path));
}

function getEnding(path: string): string {
  return /\.([\w+]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

/**
 * Reads a file as a source; undefined where it is none that we know. `beside` are the paths of all
 * that was handed in: a module that is there is its own, whatever Python had of that name.
 */
export function readCode(file: SubmittedFile, beside: readonly string[] = []): Code | undefined {
  // A header is compiled with what includes it.
  if (/^(?:h|hh|hpp|hxx)$/.test(getEnding(file.path))) return undefined;
  const [, shebang = ''] = /^#!([^\r\n]*)/.exec(file.text) ?? [];
  const named = findLanguage(file);
  const called = named ?? findScript(file, shebang);
  const language = called === 'python' ? 'python3' : languages.find((one) => one === called);
  if (language === undefined) return undefined;
  const code = stripComments(file.text, language);
  if (language === 'python3' || language === 'python2') {
    const two = findPython2(code, shebang, beside);
    if (two !== undefined) return { ...file, language: 'python2', because: two, code };
  }
  const ending = getEnding(file.path);
  const because = sourceEndings.has(ending) ? `.${ending}` : `#!${shebang}`;
  return { ...file, language, because, code };
}

/** A program of an interpreter that is not known here: the system runs it by its first line. */
function findScript({ isExecutable }: SubmittedFile, shebang: string): 'script' | undefined {
  return isExecutable && /^\s*\//.test(shebang) ? 'script' : undefined;
}

/** Whether programs of a language are run here; of others only the comments are read. */
export function isRun(name: LanguageName): boolean {
  return name === 'python' || languages.some((one) => one === name);
}

/** Comments become nothing, ends of lines stay; what stands in a string is no comment. */
export function stripComments(text: string, language: Language): string {
  const name = language === 'python2' || language === 'python3' ? 'python' : language;
  const known = getSourceLanguage(name === 'script' ? 'shell' : name);
  return dropComments(text, scanSource(text, known));
}

/** The name of a file without its folders and ending: `src/ClientX.java` gives `ClientX`. */
export function getStem(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.\w+$/, '');
}

/** The folder of a file: `src/a` of `src/a/Client.java`, nothing of one at the top. */
export function getFolder(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}
