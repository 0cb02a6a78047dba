/** A source without its comments, for the functions that look for what a program does. */
import type { SubmittedFile } from '../model/submission.ts';

export const languages = ['python3', 'python2', 'c', 'cpp', 'java', 'go', 'node'] as const;
export type Language = (typeof languages)[number];

/** A file of a program, read as far as finding out needs it. */
export interface Code extends SubmittedFile {
  language: Language;
  /** Why it was taken for that language. */
  because: string;
  /** Its text without comments; strings stay. */
  code: string;
}

const endings: Record<string, Language> = {
  py: 'python3',
  c: 'c',
  cc: 'cpp',
  cpp: 'cpp',
  cxx: 'cpp',
  java: 'java',
  go: 'go',
  js: 'node',
  mjs: 'node',
  cjs: 'node',
};

const interpreters: [RegExp, Language][] = [
  [/python2/, 'python2'],
  [/python/, 'python3'],
  [/node/, 'node'],
];

/** What programs of any language are made of, and what builds and starts them. */
const sourceName =
  /\.(?:py|c|h|cc|cpp|cxx|hpp|hh|hxx|java|go|js|mjs|cjs|ts|sh|bash|pl|tcl|rb|php|rs|cs|kts?|mk|mod)$|(?:^|\/)(?:(?:GNUm|M|m)akefile|submission\.yaml|package\.json)$/i;

export function isSourceName(path: string): boolean {
  return sourceName.test(path);
}

/** Reads a file as a source; undefined where it is none that we know. */
export function readCode(file: SubmittedFile): Code | undefined {
  const [, ending = ''] = /\.(\w+)$/.exec(file.path) ?? [];
  const [, shebang = ''] = /^#!(.*)/.exec(file.text) ?? [];
  const [, called] = interpreters.find(([pattern]) => pattern.test(shebang)) ?? [];
  const language = endings[ending.toLowerCase()] ?? called;
  if (language === undefined) return undefined;
  const code = stripComments(file.text, language);
  if (language === 'python3' || language === 'python2') {
    const two = findPython2(code, shebang);
    if (two !== undefined) return { ...file, language: 'python2', because: two, code };
  }
  const because = endings[ending.toLowerCase()] === undefined ? `#!${shebang}` : `.${ending}`;
  return { ...file, language, because, code };
}

/** What only Python 2 takes. */
function findPython2(code: string, shebang: string): string | undefined {
  if (/python2/.test(shebang)) return `#!${shebang}`;
  const [statement] = /^[ \t]*print[ \t]+["'\w%][^\n]*/m.exec(code) ?? [];
  if (statement !== undefined && !/^\s*print\s+(?:if|else|for|in|is|and|or)\b/.test(statement)) {
    return `${JSON.stringify(statement.trim().slice(0, 40))} is Python 2`;
  }
  const [raw] = /\braw_input\s*\(/.exec(code) ?? [];
  if (raw !== undefined && !/NameError|\braw_input\s*=|=\s*raw_input\b(?!\s*\()/.test(code)) {
    return 'raw_input() is Python 2';
  }
  return /except\s+[\w.]+\s*,\s*\w+\s*:/.test(code) ? '"except E, e" is Python 2' : undefined;
}

/** Comments become nothing, ends of lines stay; what stands in a string is no comment. */
export function stripComments(text: string, language: Language): string {
  const keepLines = (match: string) => match.replace(/[^\n]/g, '');
  if (language === 'python3' || language === 'python2') {
    // A text in triple quotes that begins a line is a comment in all but name.
    const pattern =
      /^[ \t]*[rRuUbB]?("""|''')[\s\S]*?\1|("""|''')[\s\S]*?\2|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*/gm;
    return text.replace(pattern, (match, statement) =>
      statement !== undefined || match.startsWith('#') ? keepLines(match) : match,
    );
  }
  const pattern =
    /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return text.replace(pattern, (match) => (match.startsWith('/') ? keepLines(match) : match));
}

/** The name of a file without its folders and ending: `src/ClientX.java` gives `ClientX`. */
export function getStem(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.\w+$/, '');
}
