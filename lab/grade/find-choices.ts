/**
 * Which words a program takes as one of its arguments: what it compares the argument with, what
 * argparse lets through, and what its usage says. And which of them is a role's.
 */
import { escapePattern } from '../model/escape-pattern.ts';
import { listCalls, splitTop } from './find-literals.ts';

/** The words that an argument is compared with; none where it is not. `vector`: `sys.argv[1]`. */
export function findChoices(vector: string, code: string): string[] {
  const given = escapePattern(vector);
  const names = [...code.matchAll(new RegExp(`([\\w.]+)\\s*:?=(?!=)[^=\\n;]*?${given}`, 'g'))].map(
    ([, name = '']) => name,
  );
  const all = [vector, ...names].map(escapePattern).join('|');
  // `role.upper()`, `(*role)`, `argv[1][0]`, `int(role)`.
  const it = `(?<![\\w.])(?:\\w+\\(\\s*)?(?:${all})(?:\\[0\\]|\\.\\w+\\(\\))*\\s*\\)?`;
  const text = `["'\`]([^"'\`\\n]{1,20})["'\`]`;
  const single = [
    new RegExp(`${it}\\s*(?:===?|!==?|\\bis\\b|\\beq\\b|\\bne\\b)\\s*${text}`, 'g'),
    new RegExp(`${text}\\s*(?:===?|!==?)\\s*${it}`, 'g'),
    new RegExp(`\\bstrn?(?:case)?cmp\\s*\\(\\s*${it}\\s*,\\s*${text}`, 'g'),
    new RegExp(`${it}\\s*\\.\\s*equals(?:IgnoreCase)?\\(\\s*${text}`, 'g'),
    new RegExp(`${text}\\s*\\.\\s*equals(?:IgnoreCase)?\\(\\s*${it}`, 'g'),
    new RegExp(
      `(?:int|Number|parseInt|atoi)\\(\\s*(?:${all})\\s*\\)\\s*(?:===?|!==?)\\s*(\\d)\\b`,
      'g',
    ),
  ];
  const found = single.flatMap((one) => [...code.matchAll(one)].map(([, word = '']) => word));
  const lists = code.matchAll(
    new RegExp(`${it}\\s*(?:not\\s+)?in\\s*[([{]([^)\\]}]*)[)\\]}]`, 'g'),
  );
  for (const [, list = ''] of lists) found.push(...readWords(list));
  found.push(...findMembers(it, code), ...findKeys(it, code));
  const [, place] = /^\$\{?(\d)$/.exec(vector) ?? [];
  if (place !== undefined) found.push(...findShellWords([place, ...names], code));
  const switched = new RegExp(`\\b(?:switch|match|when)\\b\\s*\\(?\\s*[*&]?${it}`).exec(code);
  if (switched) {
    const rest = code.slice(switched.index, switched.index + 1_500);
    // `case "X":`, and the arms of Rust and Kotlin: `"X" =>`, `"X" ->`.
    const arms = new RegExp(`\\bcase\\s+${text}|${text}\\s*[-=]>`, 'g');
    for (const [, word, arm = ''] of rest.matchAll(arms)) found.push(word ?? arm);
  }
  return clean(found);
}

/** `["X", "Y"].include?(it)`, and the same of Java, Kotlin and Node. */
function findMembers(it: string, code: string): string[] {
  const lists = code.matchAll(
    new RegExp(
      `(?:[({[]|%w[({[])([^(){}[\\]\\n]*)[)}\\]]\\s*\\.\\s*(?:include\\?|includes|contains)\\s*\\(?\\s*${it}`,
      'g',
    ),
  );
  return [...lists].flatMap(([whole, list = '']) =>
    whole.startsWith('%w') ? list.split(/\s+/).filter((word) => word !== '') : readWords(list),
  );
}

/** The keys of a table in which it is looked up: `names[it]` of `names = {"x": …}`. */
function findKeys(it: string, code: string): string[] {
  const tables = [...code.matchAll(new RegExp(`(\\w+)\\s*(?:\\[|\\.get\\()\\s*${it}`, 'g'))];
  return tables.flatMap(([, name = '']) => {
    const made =
      new RegExp(`(?<![\\w.])${name}\\s*=\\s*[{[]([^{}[\\]]*)[}\\]]`).exec(code)?.[1] ?? '';
    return [...made.matchAll(/["']([^"'\n]{1,20})["']\s*(?::|=>)/g)].map(([, key = '']) => key);
  });
}

/** `[ "$1" = X ]` and `case "$1" in X)` of a shell. */
function findShellWords(names: readonly string[], code: string): string[] {
  const it = `"?\\$\\{?(?:${names.map(escapePattern).join('|')})\\}?"?`;
  const tests = [...code.matchAll(new RegExp(`${it}\\s+(?:==?|!=)\\s+["']?(\\w+)`, 'g'))];
  const cases = new RegExp(`\\bcase\\s+${it}\\s+in\\b([\\s\\S]*?)\\besac\\b`).exec(code)?.[1] ?? '';
  const labels = [...cases.matchAll(/(?:^|;;)\s*\(?["']?(\w+(?:["']?\s*\|\s*["']?\w+)*)["']?\)/gm)];
  return [...tests, ...labels].flatMap(([, words = '']) => words.split(/["'\s|]+/));
}

/** `choices=["x", "y"]` of one add_argument. */
export function findListed(words: string): string[] {
  const [, list] = /\bchoices\s*=\s*[([{]([^)\]}]*)[)\]}]/.exec(words) ?? [];
  return clean(readWords(list ?? ''));
}

/** What a help text says that an option may be: "X or Y", "1/2"; neighbours only, not I/O. */
export function findHelped(words: string): string[] {
  const pairs = words.matchAll(
    /(?<![\w/])([A-Za-z\d])\s*(?:\bor\b|[/|,])\s*([A-Za-z\d])(?![\w/])/g,
  );
  return clean(
    [...pairs].flatMap(([, first = '', next = '']) => {
      return next.charCodeAt(0) - first.charCodeAt(0) === 1 ? [first, next] : [];
    }),
  );
}

function readWords(list: string): string[] {
  return splitTop(list).flatMap((one) => /^["'`]([^"'`]+)["'`]$/.exec(one)?.[1] ?? []);
}

/** Options are none of them. */
function clean(words: readonly string[]): string[] {
  return [...new Set(words)].filter((word) => !word.startsWith('-') && !/[%{}\\]/.test(word));
}

/** How people write a role: by its letter, its number, or its person's name. */
function listForms(role: string, index: number, names: readonly string[]): string[] {
  const ordinal = ['a', 'b', 'c', 'd', 'e', 'f'][index] ?? '';
  return [
    ...[role, `client${role}`, `client_${role}`, `client-${role}`, `client ${role}`],
    ...[`${index + 1}`, `client${index + 1}`, `client_${index + 1}`, `client-${index + 1}`],
    ...[`client ${index + 1}`, ordinal, ...names],
  ];
}

/** Whether a word has one program for all roles be the server. */
export function isServerWord(word: string): boolean {
  return /^-{0,2}(?:s|srv|serve|server|host|listen|servidor|serveur|servitore|serwer)$/i.test(word);
}

/** Whether a word has one program for all roles be a client. */
export function isClientWord(word: string): boolean {
  return /^-{0,2}(?:c|cli|client|cliente|klient|kunde)$|^(?:join|connect|talk|dial)$/i.test(word);
}

/** The words by which a program of several is told which of them it is to be. */
export function findSubcommands(code: string): string[] {
  return [...code.matchAll(/\badd_parser\(\s*["'](\w[\w-]*)["']/g)].map(([, word = '']) => word);
}

export interface RolesOf {
  roles: readonly string[];
  /** By role, the words that the assignment has for it. */
  words?: Readonly<Record<string, readonly string[]>>;
}

/** The word that a role is given; undefined where none of the choices is of a role. */
export function pickChoice(
  choices: readonly string[],
  role: string,
  { roles, words = {} }: RolesOf,
): string | undefined {
  const forms = roles.map((one, index) => listForms(one, index, words[one] ?? []));
  const own = forms[roles.indexOf(role)] ?? [];
  const find = (form: string) => choices.find((one) => one.toLowerCase() === form.toLowerCase());
  for (const form of own) {
    const choice = form === '' ? undefined : find(form);
    if (choice !== undefined) return choice;
  }
  // `if argv[1] == "1" … else`: the other is written as that one.
  for (const other of forms) {
    const place = other.findIndex((form) => form !== '' && find(form) !== undefined);
    const [seen, form] = [find(other[place] ?? ''), own[place]];
    if (place < 0 || seen === undefined || form === undefined) continue;
    return seen === seen.toLowerCase() ? form.toLowerCase() : form;
  }
  return undefined;
}

const missingLine =
  /(?:missing \d+ required positional arguments?|following arguments are required)\s*:\s*(.+)/i;

/**
 * What a usage text says of the words behind the program's name: `usage: %s HOST PORT <X|Y>` gives
 * `HOST`, `PORT` and `X|Y`; the same of Python's and argparse's errors, which name what is missing.
 * Undefined where it is no such text.
 */
export function readUsage(line: string): string[] | undefined {
  const [, missing] = missingLine.exec(line) ?? [];
  if (missing !== undefined) {
    const names = missing.split(/,|\band\b/).map((one) => one.replace(/['"\s]/g, ''));
    return names.filter((name) => name !== '');
  }
  const [, rest] = /\busage\s*:?\s*(.+)$/i.exec(line) ?? [];
  if (rest === undefined) return undefined;
  // `python3 client.py …`, `./client …`, `%s …`, `" + sys.argv[0] + "`: what starts it.
  const bare = rest
    .replace(/\\n.*$/, '')
    .replace(/["'`]\s*(?:[+.,]|%|<<)?\s*[\w.$[\]]*\s*(?:[+.,]|<<)?\s*["'`]?/g, ' ')
    .replace(/\{[^}]*argv[^}]*\}/g, '%s')
    .replace(/\[(?:-h|--help)\]/g, '')
    .trim();
  const words = bare.match(/<[^>]*>|\[[^\]]*\]|\{[^}]*\}|\([^)]*\)|\S+/g) ?? [];
  let start = 0;
  while (start < words.length && isStart(words[start] ?? '')) start += 1;
  // Java and `go run` name what they run by a word of any form.
  if (/^(?:java|run)$/.test(words[start - 1] ?? '')) start += 1;
  // `usage: client HOST`: where nothing else was the program's name, the first word is.
  if (start === 0 && /^[\w-]+$/.test(words[0] ?? '') && !/^[A-Z_]+$/.test(words[0] ?? ''))
    start = 1;
  return words
    .slice(start)
    .map((word) => word.replace(/^[<[{(]+|[>\]})]+[,.;:]?$/g, '').trim())
    .filter((word) => word !== '' && word !== '...');
}

/** Whether a word of a usage is what starts the program. */
function isStart(word: string): boolean {
  return (
    /^(?:python[\d.]*|java|node|go|run|perl|ruby|php|exec|sudo|%s|\$0)$/i.test(word) ||
    /^\.{0,2}\//.test(word) ||
    /\.(?:py|js|mjs|pl|rb|php|jar|out|exe|go|c)$/i.test(word)
  );
}

/** `usage: a.py server | a.py X|Y NAME` is two of them; any other text is itself. */
export function splitUsage(line: string): string[] {
  const [, rest = ''] = /\busage\s*:?\s*(.+)$/i.exec(line) ?? [];
  const parts = rest.split(/\s+(?:\||or)\s+|\s*\\n\s*(?:or:?)?\s*/);
  const areAll =
    parts.length > 1 && parts.every((part) => isStart(part.trim().split(/\s/)[0] ?? ''));
  return areAll ? parts.map((part) => `usage: ${part}`) : [line];
}

/** Of several ways to start a program, those of a role: only a server is told to be one. */
export function pickUsages(usages: readonly string[][], isServer: boolean): string[][] {
  const own = usages.filter((words) => words.some(isServerWord) === isServer);
  return own.length > 0 ? own : [...usages];
}

/** The usage texts of a source. */
export function findUsages(code: string): string[][] {
  const lines = [...code.matchAll(/["'`][^"'`\n]*\busage\b[^\n]*/gi)].map(([line]) => line);
  const calls = listCalls(/\b(?:printf|print|println|fprintf|exit|log|error|puts)\(/, code).filter(
    (words) => /\busage\b/i.test(words),
  );
  const told = [...lines, ...calls].flatMap(splitUsage).flatMap((line) => {
    const words = readUsage(line.replace(/["'`]\s*\)*;?\s*$/, ''));
    return words === undefined || words.length === 0 ? [] : [words];
  });
  return told.slice(0, 4);
}
