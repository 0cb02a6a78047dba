/** Which arguments a program reads, and what each is for: by the names that it gives them. */
import type { Answer } from '../model/discover.ts';
import { escapePattern } from '../model/escape-pattern.ts';
import type { SubmissionRole } from '../model/submission.ts';
import {
  type ArgumentKind,
  type FoundArgument,
  getKind,
  getKindOfDefault,
} from './argument-kinds.ts';
import { getDialect } from './dialects.ts';
import { findChoices, findUsages } from './find-choices.ts';
import type { Code } from './find-code.ts';
import { type Classic, getEntry, getFamily } from './find-deed.ts';
import { findFlags } from './find-flags.ts';
import { isSwitch } from './find-switch.ts';
import { quoteWord } from './quote-word.ts';

/** What an argument of a kind gets in a command; lab/run fills what it knows of a client. */
export function fillKind(
  kind: ArgumentKind,
  {
    role,
    port,
    clients,
    files = [],
  }: { role: SubmissionRole; port: number; clients: number; files?: readonly string[] },
): string {
  const isServer = role === 'server';
  if (typeof kind !== 'string') {
    if ('verbatim' in kind) return kind.verbatim;
    return isServer ? (kind.saysServer ?? kind.says) : kind.says;
  }
  const values = {
    port: `${port}`,
    host: isServer ? '0.0.0.0' : '{host}',
    address: `${isServer ? '0.0.0.0' : '{host}'}:${port}`,
    // A server that takes a third argument mostly wants the number of its clients.
    message: isServer ? `${clients}` : "'{message}'",
    role: '{role}',
    name: isServer ? 'server' : '{name}',
    count: `${clients}`,
    // Who waits by itself before it sends waits for its time, where the unit is known.
    delay: '0',
    delayMs: isServer ? '0' : '{delayMs}',
    file: quoteWord(findOwnFile(role, files) ?? '{message}'),
  };
  return values[kind];
}

/** What of the texts that were handed in is a role's: `msgs/x.txt`, `clientX.txt`. */
function findOwnFile(role: SubmissionRole, files: readonly string[]): string | undefined {
  const texts = files.filter((name) => /\.(?:txt|msg|dat|in)$/i.test(name));
  const own = new RegExp(`(?:^|[^a-z])(?:client[-_ ]?)?${role}\\.\\w+$`, 'i');
  return texts.find((name) => own.test(name)) ?? texts.find((name) => /mess|msg|text/i.test(name));
}

/** How a language names its arguments, and the index of the first. */
const vectors: Record<Classic, { pattern: RegExp; first: number }> = {
  python: { pattern: /\b(?:sys\.)?argv\s*\[\s*(\d+)\s*\]/g, first: 1 },
  c: { pattern: /\bargv\s*\[\s*(\d+)\s*\]/g, first: 1 },
  java: { pattern: /\b(?:args|argv)\s*\[\s*(\d+)\s*\]/g, first: 0 },
  go: { pattern: /\bos\.Args\s*\[\s*(\d+)\s*\]/g, first: 1 },
  node: { pattern: /\bprocess\.argv\s*\[\s*(\d+)\s*\]/g, first: 2 },
};

/** Where a main says how it calls its arguments. */
const declarations = {
  java: /\bmain\s*\(\s*(?:final\s+)?String\s*(?:\[\s*\]|\.{3})?\s*(\w+)/,
  c: /\bmain\s*\(\s*int\s+\w+\s*,\s*(?:const\s+)?char\s*(?:const\s*)?\*+\s*(\w+)/,
};

/** The vector's pattern of a program, by the name that its main gives it or by the usual ones. */
function findVector(file: Code): { pattern: RegExp; first: number } {
  const family = getFamily(file.language);
  const usual = getEntry(family, vectors, ({ vector }) => vector);
  const declaration = family === 'java' || family === 'c' ? declarations[family] : undefined;
  const name = declaration?.exec(file.code)?.[1];
  if (name === undefined) return usual;
  const pattern = new RegExp(`\\b(?:args|argv|${name})\\s*\\[\\s*(\\d+)\\s*\\]`, 'g');
  return { ...usual, pattern };
}

/** A destructured vector: `host, port = sys.argv[1:3]`, `const [, , host] = process.argv`. */
const unpackings: Partial<Record<Classic, RegExp>> = {
  python:
    /^[ \t]*\(?([\w, ]+?)\)?\s*=\s*(?:map\(\s*\w+\s*,\s*|\[\w+\(\w+\) for \w+ in )?(?:sys\.)?argv(\[1:\d*\])?[)\]]?\s*$/m,
  node: /\[([\w\s,=.'"\d]+)\]\s*=\s*process\.argv(\.slice\(2\))?/,
};

/**
 * The arguments in the order in which they are to be given; `answers` are the assignment's own.
 */
export function findArguments(file: Code, answers: readonly Answer[] = []): FoundArgument[] {
  const named = findFlags(file, answers);
  if (named.length > 0) return named;
  const unpacked = findUnpacked(file, answers);
  if (unpacked.length > 0) return unpacked;
  const { pattern, first } = findVector(file);
  const inner = getDialect(file.language)?.inner;
  const code = inner === undefined ? file.code : file.code.replace(inner, '');
  const places = new Map<number, Place>();
  for (const match of code.matchAll(pattern)) {
    const index = Number(match[1]) - first;
    if (index < 0 || index > 8 || isSwitch(match[0], code)) continue;
    // A usage on the same line speaks of all of them.
    const line = getLine(code, match.index).replace(/["'`]\s*usage\b.*$/i, '');
    // What stands where an address begins is the host, whatever stands behind it.
    const isHost = /\bconnect\w*\s*\(\s*\(?\s*$/i.test(code.slice(0, match.index));
    const about = isHost ? 'host' : (getTarget(line, match[0]) ?? line);
    const before = code.slice(0, match.index);
    const known = places.get(index);
    places.set(index, {
      vector: match[0],
      about: `${known?.about ?? ''} ${about}`.trim(),
      standard: known?.standard ?? findDefault(code.slice(match.index + match[0].length), before),
      isNumber: known?.isNumber === true || numberMakers.test(before),
    });
  }
  const count = places.size === 0 ? 0 : Math.max(...places.keys()) + 1;
  const found = Array.from({ length: count }, (_, index): FoundArgument => {
    const place = places.get(index) ?? { vector: '', about: '', isNumber: false };
    const { vector, about, isNumber, standard } = place;
    const choices = vector === '' ? [] : findChoices(vector, file.code);
    const said = standard === undefined ? undefined : getKindOfDefault(standard);
    const kind = said ?? getKind(about, index, answers);
    // No host is a number: it is of the port that such a line makes one.
    return {
      kind: kind === 'host' && isNumber ? 'port' : kind,
      because: about.slice(0, 60),
      ...(choices.length > 0 && { choices }),
      ...(standard !== undefined && { standard }),
    };
  });
  return findUnits(file, takeOnePort(addUsages(file, found)));
}

/** Whether a program looks at its arguments at all. */
export function readsArguments({ code, language }: Code): boolean {
  if (language === 'java') {
    const name = declarations.java.exec(code)?.[1] ?? 'args';
    return new RegExp(`\\b${name}\\b\\s*[.[)]`).test(code);
  }
  return /\bargv\b|\bARGV\b|os\.Args|\bflag\.|\bargc\b|argparse|getopt|Getopt|docopt|click|\bfire\b|\$\{?[1-9@]|shift\b|OptionParser|env::args|\bargs\(\)|\bargs\s*\[/.test(
    code,
  );
}

/** The words that a usage allows for an argument whose place it has: `usage: ./client x|y`. */
function addUsages({ code }: Code, found: readonly FoundArgument[]): FoundArgument[] {
  const usage = findUsages(code).find(({ length }) => length === found.length) ?? [];
  return found.map((one, index) => {
    const words = (usage[index] ?? '').split('|').map((word) => word.trim());
    const isChoice = one.choices === undefined && words.length > 1 && !words.includes('');
    return isChoice ? { ...one, choices: words } : one;
  });
}

/** Of several numbers one is the port: the one that says so, else the first. */
function takeOnePort(found: readonly FoundArgument[]): FoundArgument[] {
  const ports = found.filter(({ kind }) => kind === 'port');
  const port = ports.find(({ because }) => /port/i.test(because)) ?? ports[0];
  return found.map((one) =>
    one.kind === 'port' && one !== port ? { ...one, kind: 'count' } : one,
  );
}

/** Java and Node sleep for milliseconds unless they say seconds; others where the name says it. */
export function findUnits(
  { language, code }: Code,
  found: readonly FoundArgument[],
): FoundArgument[] {
  const isUsual = /^(?:java|node)$/.test(getFamily(language)) && !sleepsSeconds.test(code);
  return found.map((one) => {
    const says = /_ms\b|\bms\b|Ms\b|milli/i.test(one.because);
    const isMs = says || (isUsual && !/(?:\b|_)sec(?:ond)?s?\b/i.test(one.because));
    return one.kind === 'delay' && isMs ? { ...one, kind: 'delayMs' } : one;
  });
}

const sleepsSeconds =
  /\bsleep\s*\([^;]*\*\s*1_?000|\b1_?000L?\s*\*[^;]*\bsleep|\bsetTimeout\s*\([^;]*\*\s*1_?000|\bSECONDS\s*\.\s*sleep|\bofSeconds\s*\(/;

/** Where an argument stands. */
interface Place {
  /** As it is written: `sys.argv[1]`. */
  vector: string;
  /** What is around it. */
  about: string;
  isNumber: boolean;
  /** The value that stands for it where it is absent. */
  standard?: string | undefined;
}

/**
 * The value behind `argv[1] ||`, `??`, `//` and `or`, or behind `argc > 1 ? argv[1] :` and
 * `argv[1] if len(argv) > 1 else`.
 */
function findDefault(after: string, before: string): string | undefined {
  const either = /^[)\]\s]*(?:\|\||\?\?|\/\/|\bor\b|:-)\s*/.exec(after);
  const isChosen = /\?\s*(?:[\w.]+\(\s*)?$/.test(before);
  const other = isChosen ? /^[)\]\s]*:\s*/.exec(after) : /^[)\s]*if\b[^\n]*?\belse\s+/.exec(after);
  const found = either ?? other;
  const value = found && /^(?:(["'`])(.*?)\1|(\d+))/.exec(after.slice(found[0].length));
  return value?.[2] ?? value?.[3];
}

/** What makes a number of the argument behind it. */
const numberMakers = /(?:\bint|atoi|parseInt|Number|strtol|stoi|valueOf|Atoi)\(\s*$/;

function findUnpacked({ code, language }: Code, answers: readonly Answer[]): FoundArgument[] {
  const dialect = getDialect(language);
  const family = getFamily(language);
  const shifted = dialect?.shifting ? [...code.matchAll(dialect.shifting)] : [];
  if (shifted.length > 0) {
    return shifted.map(([whole, name = ''], index) => {
      const because = whole.trim().slice(0, 60);
      return { kind: getKind(name, index, answers), because, ...listChoices(name, code) };
    });
  }
  const match = (dialect?.unpacking ?? unpackings[family as Classic])?.exec(code);
  if (!match) return [];
  const names = (match[1] ?? '')
    .trim()
    .split(language === 'tcl' ? /\s+/ : ',')
    .map((name) => name.replace(/=.*/, '').replace('$', '').trim());
  const whole = family === 'node' ? 2 : family === 'python' ? 1 : (dialect?.vector.first ?? 0);
  // Lua counts from 1, and its `...` is without the program's name.
  const skipped = match[2] !== undefined || language === 'lua' ? 0 : whole;
  return names.slice(skipped).map((name, index) => ({
    kind: getKind(name, index, answers),
    because: match[0].trim().slice(0, 60),
    ...listChoices(name, code),
  }));
}

/** The words that an argument is compared with by the name that it was given. */
function listChoices(name: string, code: string): { choices?: string[] } {
  const choices = /^\w+$/.test(name) ? findChoices(name, code) : [];
  return choices.length > 0 ? { choices } : {};
}

function getLine(code: string, at: number): string {
  const start = code.lastIndexOf('\n', at) + 1;
  const end = code.indexOf('\n', at);
  return code.slice(start, end < 0 ? code.length : end);
}

/** What a line assigns the argument to: `port = int(sys.argv[2])` gives `port int(`. */
function getTarget(line: string, vector: string): string | undefined {
  // `PeerAddr => $ARGV[0]`: the key tells.
  const [, key] = /(\w+)\s*=>\s*$/.exec(line.slice(0, line.indexOf(vector))) ?? [];
  if (key !== undefined) return key;
  // `a, b = sys.argv[1], sys.argv[2]`: each has its place on both sides.
  const [, left = '', right = ''] = /^\s*([^=]*[^=!<>])=([^=].*)$/.exec(line) ?? [];
  if (left === '' || !right.includes(vector)) return findAlone(line, vector);
  const names = left.split(',');
  const values = right.split(/,(?![^(]*\))/);
  if (names.length === values.length && names.length > 1) {
    const place = values.findIndex((value) => value.includes(vector));
    return `${names[place]} ${values[place]}`.replace(vector, '').trim();
  }
  return (
    findAlone(line, vector) ??
    line.replace(vector, '').replace(/\b(?:len|argc|args\.length)\b[^:?]*/, '')
  );
}

/** What is before one of several arguments: of `connect((argv[1], int(argv[2])))` ` int(`. */
function findAlone(line: string, vector: string): string | undefined {
  const pattern = escapePattern(vector).replace(/\d+/, '\\d+');
  const all = new Set([...line.matchAll(new RegExp(pattern, 'g'))].map(([one]) => one));
  if (all.size < 2) return undefined;
  return line.slice(0, line.indexOf(vector)).split(/[,;]/).at(-1);
}
