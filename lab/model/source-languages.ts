/**
 * The languages that programs are written in: one entry each, with what tells a file of it, its
 * comments and its functions. lab/checkers reads comments by it, lab/grade finds programs by it.
 */

import type { SourceLanguage, StringForm } from './source-language.ts';

function makeString(open: string, isLong = false, hasEscapes = true): StringForm {
  return { open, close: open, isLong, hasEscapes };
}

/** One pattern of several that follow each other. */
function join(...parts: readonly RegExp[]): RegExp {
  return new RegExp(parts.map(({ source }) => source).join(''));
}

// Also where they may go on over lines: one that is not closed must not hide all that follows.
const plainStrings = [makeString('"'), makeString("'")];
const slashes = { line: ['//'], block: [['/*', '*/']], begins: 'anywhere' } as const;
const hashes = { line: ['#'], block: [], begins: 'word' } as const;

/** What may stand before a class or a method: `public static`, `internal sealed`. */
const someModifiers =
  /(?:(?:public|private|protected|internal|static|final|abstract|sealed|override|open|virtual|async|synchronized|partial|unsafe|readonly|inline|suspend|operator)\s+)+/;
const anyModifiers = new RegExp(someModifiers.source.replace(/\+$/, '*'));
const managedClasses = [
  join(/^\s*/, anyModifiers, /(?:data\s+)?(?:class|interface|enum|record|struct|object)\s+(\w+)/),
];
const managedFunctions = [
  // With a modifier, the type may be missing: a constructor.
  join(/^\s*/, someModifiers, /(?:<[^>]+>\s+)?(?:[\w<>[\],.?]+\s+)?(\w+)\s*\([^;{]*(?:\{.*)?$/),
  // Without one, a type and a brace on the line tell it from a call.
  /^\s*(?!(?:new|return|else|throw|case|await|yield)\b)[\w<>[\],.?]+\s+(\w+)\s*\([^;{}()]*\)\s*(?:throws\s+[\w., ]+)?\{/,
];

const scriptFunctions = [
  /^(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s*([\w$]+)/,
  join(
    /^(?:export\s+)?(?:const|let|var)\s+([\w$]+)[^=]*=\s*(?:async\s*)?/,
    /(?:function\b|\([^)]*\)[^=]*=>|[\w$]+\s*=>)/,
  ),
  // A method, which is further in than its class; not a callback of a call.
  join(
    /^[ \t]+(?:(?:public|private|protected|static|override|async|get|set)\s+)*\*?/,
    /([\w$#]+)\s*\([^;()]*\)\s*(?::[^={]*)?\{\s*$/,
  ),
];

export const sourceLanguages = {
  python: {
    title: 'Python',
    endings: ['py', 'pyw', 'py3'],
    shebangs: ['python', 'pypy'],
    comments: { ...hashes, begins: 'anywhere' },
    strings: [makeString('"""', true), makeString("'''", true), ...plainStrings],
    hasDocStrings: true,
    functions: [/^\s*(?:async\s+)?def\s+(\w+)/],
    classes: [/^\s*class\s+(\w+)/],
    body: 'indent',
  },
  c: {
    title: 'C',
    endings: ['c', 'h'],
    shebangs: [],
    comments: slashes,
    strings: plainStrings,
    functions: [
      /^(?!(?:else|return|case)\b)(?:[A-Za-z_][\w:<>,]*[\s*&]+)*([A-Za-z_][\w:~]*)\s*\([^;{]*(?:\{.*)?$/,
    ],
    classes: [/^(?:class|struct)\s+(\w+)\s*(?::[^;]*)?\{?\s*$/],
    body: 'braces',
  },
  cpp: {
    title: 'C++',
    endings: ['cc', 'cpp', 'cxx', 'c++', 'hpp', 'hh', 'hxx'],
    shebangs: [],
    comments: slashes,
    strings: plainStrings,
    functions: [
      /^(?!(?:else|return|case)\b)(?:[A-Za-z_][\w:<>,]*[\s*&]+)*([A-Za-z_][\w:~]*)\s*\([^;{]*(?:\{.*)?$/,
      /^[ \t]+(?!(?:else|return|case|new|throw|delete)\b)(?:[A-Za-z_][\w:<>,]*[\s*&]+)+([A-Za-z_]\w*)\s*\([^;{}()]*\)[\w\s]*\{/,
    ],
    classes: [/^(?:class|struct)\s+(\w+)\s*(?::[^;]*)?\{?\s*$/],
    body: 'braces',
  },
  java: {
    title: 'Java',
    endings: ['java'],
    shebangs: [],
    comments: slashes,
    strings: [makeString('"""', true), ...plainStrings],
    functions: managedFunctions,
    classes: managedClasses,
    body: 'braces',
  },
  go: {
    title: 'Go',
    endings: ['go'],
    shebangs: [],
    comments: slashes,
    strings: [makeString('`', true, false), ...plainStrings],
    functions: [/^func\s+(?:\([^)]*\)\s*)?(\w+)/],
    classes: [],
    body: 'braces',
  },
  node: {
    title: 'JavaScript',
    endings: ['js', 'mjs', 'cjs', 'jsx'],
    shebangs: ['node', 'nodejs', 'bun', 'deno'],
    comments: slashes,
    strings: [makeString('`', true), ...plainStrings],
    functions: scriptFunctions,
    classes: [/^(?:export\s+)?(?:default\s+)?class\s+([\w$]+)/],
    body: 'braces',
  },
  typescript: {
    title: 'TypeScript',
    endings: ['ts', 'mts', 'cts', 'tsx'],
    shebangs: ['tsx', 'ts-node'],
    comments: slashes,
    strings: [makeString('`', true), ...plainStrings],
    functions: scriptFunctions,
    classes: [/^(?:export\s+)?(?:default\s+)?(?:abstract\s+)?(?:class|interface)\s+([\w$]+)/],
    body: 'braces',
  },
  perl: {
    title: 'Perl',
    endings: ['pl', 'pm', 'perl'],
    shebangs: ['perl'],
    comments: { ...hashes, pages: [[/^=[a-z]\w*/, /^=cut\b/]] },
    strings: plainStrings,
    functions: [/^\s*sub\s+(\w+)/],
    classes: [],
    body: 'braces',
  },
  ruby: {
    title: 'Ruby',
    endings: ['rb'],
    shebangs: ['ruby'],
    comments: { ...hashes, pages: [[/^=begin\b/, /^=end\b/]] },
    strings: plainStrings,
    functions: [/^\s*def\s+((?:self\.)?\w+[?!=]?)/],
    classes: [/^\s*(?:class|module)\s+(\w+)/],
    body: 'end',
  },
  php: {
    title: 'PHP',
    endings: ['php', 'phps'],
    shebangs: ['php'],
    comments: { line: ['//', '#'], block: [['/*', '*/']], begins: 'word' },
    strings: plainStrings,
    functions: [
      join(/^\s*/, anyModifiers, /function\s+&?(\w+)/),
      /^\s*\$(\w+)\s*=\s*(?:static\s+)?(?:function|fn)\s*\(/,
    ],
    classes: [/^\s*(?:(?:abstract|final)\s+)?(?:class|interface|trait)\s+(\w+)/],
    body: 'braces',
  },
  tcl: {
    title: 'Tcl',
    endings: ['tcl', 'exp', 'tk'],
    shebangs: ['tclsh', 'wish', 'expect'],
    comments: { line: ['#'], block: [], begins: 'statement' },
    strings: [makeString('"')],
    functions: [/^\s*(?:proc|method)\s+(\S+)/],
    classes: [],
    body: 'braces',
  },
  shell: {
    title: 'a shell script',
    endings: ['sh', 'bash', 'zsh', 'ksh'],
    shebangs: ['sh', 'bash', 'dash', 'zsh', 'ksh'],
    comments: hashes,
    strings: [makeString('"'), makeString("'", false, false)],
    functions: [/^\s*(?:function\s+)?([\w-]+)\s*\(\s*\)/, /^\s*function\s+([\w-]+)/],
    classes: [],
    body: 'braces',
  },
  lua: {
    title: 'Lua',
    endings: ['lua'],
    shebangs: ['lua', 'luajit'],
    comments: {
      line: ['--'],
      block: [
        ['--[[', ']]'],
        ['--[=[', ']=]'],
      ],
      begins: 'anywhere',
    },
    strings: [{ open: '[[', close: ']]', isLong: true, hasEscapes: false }, ...plainStrings],
    functions: [
      /^\s*(?:local\s+)?function\s+([\w.:]+)/,
      /^\s*(?:local\s+)?([\w.]+)\s*=\s*function\b/,
    ],
    classes: [],
    body: 'end',
  },
  rust: {
    title: 'Rust',
    endings: ['rs'],
    shebangs: [],
    comments: slashes,
    // A quote alone is a lifetime.
    strings: [makeString('"', true)],
    functions: [
      /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:(?:async|const|unsafe|extern)\s+(?:"[^"]*"\s+)?)*fn\s+(\w+)/,
    ],
    classes: [/^\s*(?:pub(?:\([^)]*\))?\s+)?(?:struct|enum|trait)\s+(\w+)/],
    body: 'braces',
  },
  csharp: {
    title: 'C#',
    endings: ['cs'],
    shebangs: [],
    comments: slashes,
    strings: [makeString('"""', true), ...plainStrings],
    functions: managedFunctions,
    classes: managedClasses,
    body: 'braces',
  },
  kotlin: {
    title: 'Kotlin',
    endings: ['kt', 'kts'],
    shebangs: ['kotlin', 'kotlinc'],
    comments: slashes,
    strings: [makeString('"""', true, false), ...plainStrings],
    functions: [join(/^\s*/, anyModifiers, /fun\s+(?:<[^>]*>\s*)?(?:[\w<>?]+\.)?(\w+)/)],
    classes: managedClasses,
    body: 'braces',
  },
  swift: {
    title: 'Swift',
    endings: ['swift'],
    shebangs: ['swift'],
    comments: slashes,
    strings: [makeString('"""', true), makeString('"')],
    functions: [
      /^\s*(?:(?:public|private|internal|static|class|override|mutating)\s+)*func\s+(\w+)/,
    ],
    classes: [/^\s*(?:(?:public|private|final)\s+)*(?:class|struct|enum|actor|protocol)\s+(\w+)/],
    body: 'braces',
  },
  scala: {
    title: 'Scala',
    endings: ['scala', 'sc'],
    shebangs: ['scala'],
    comments: slashes,
    strings: [makeString('"""', true, false), makeString('"')],
    functions: [/^\s*(?:(?:override|private|protected|final|implicit)\s+)*def\s+(\w+)/],
    classes: [/^\s*(?:(?:case|final|abstract|sealed)\s+)*(?:class|object|trait)\s+(\w+)/],
    body: 'indent',
  },
  elixir: {
    title: 'Elixir',
    endings: ['ex', 'exs'],
    shebangs: ['elixir'],
    comments: hashes,
    strings: [makeString('"""', true), makeString('"', true)],
    functions: [/^\s*defp?\s+(\w+[?!]?)/],
    classes: [/^\s*defmodule\s+([\w.]+)/],
    body: 'end',
  },
  haskell: {
    title: 'Haskell',
    endings: ['hs'],
    shebangs: ['runghc', 'runhaskell'],
    comments: { line: ['--'], block: [['{-', '-}']], begins: 'anywhere' },
    strings: [makeString('"')],
    functions: [/^([a-z]\w*)\s*::/],
    classes: [],
    body: 'indent',
  },
} as const satisfies Record<string, SourceLanguage>;

export type LanguageName = keyof typeof sourceLanguages;
