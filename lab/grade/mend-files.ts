/**
 * Files that cannot be run as they were handed in, though the program in them can: their bytes were
 * changed by an editor, by Windows or on the way here. They are played from a mended copy, and that
 * is said (`adapted`). What runs as it is stays as it is: GNU make takes CRLF, cc takes any bytes
 * in comments and strings, Python takes a UTF-8 mark.
 *
 * Not mended is Python in an 8-bit encoding without a coding line (PEP 263), nor Go that is no
 * UTF-8: both refuse it on every system, so it cannot have run for its author either. UTF-16 is
 * mended all the same: no byte of it is as it was when the program ran, so it was converted since.
 */
import path from 'node:path';
import { escapePattern } from '../model/escape-pattern.ts';
import { isSourceName, type Language, readCode } from './find-code.ts';
import type { FoundFile } from './read-folder.ts';
import { type DecodedText, decodeText } from './text-encoding.ts';

/** A file of a submission, as it is played. */
export interface MendedFile {
  path: string;
  bytes: Uint8Array;
  isExecutable: boolean;
  because: string;
}

/** What is to be played in place of what was handed in; `commands` are those that run it. Pure. */
export function mendFiles(files: readonly FoundFile[], commands: readonly string[]): MendedFile[] {
  const texts = files.flatMap((file): Text[] => {
    const decoded = decodeText(file.bytes);
    return decoded ? [{ ...file, decoded }] : [];
  });
  const runs = [...commands, ...texts.filter(isRunner).map(({ decoded }) => decoded.text)];
  return texts.flatMap((file) => {
    const { path, bytes, decoded } = file;
    const recoded = isSourceName(path) ? recode(file, runs) : undefined;
    // What stays in its encoding must come back byte by byte.
    const isUtf8 = recoded !== undefined || decoded.encoding === 'UTF-8';
    const text = isUtf8 ? decoded.text : Buffer.from(bytes).toString('latin1');
    const ended = mendStart({ path, text, hasBom: decoded.hasBom }, runs);
    const isRun = !file.isExecutable && isScript(path, text) && findUse(path, runs) === 'direct';
    const lost = isRun ? `is not executable, which an archive can lose: ${mendedCopy}` : undefined;
    const reasons = [recoded?.because, ended?.because, lost].filter((one) => one !== undefined);
    if (reasons.length === 0) return [];
    const isExecutable = file.isExecutable || isRun;
    const played = Buffer.from(ended?.text ?? text, isUtf8 ? 'utf8' : 'latin1');
    return [{ path, bytes: played, isExecutable, because: `${path} ${reasons.join(', and ')}` }];
  });
}

interface Text extends FoundFile {
  decoded: DecodedText;
}

/** Scripts and Makefiles run other files of the submission. */
function isRunner({ path: name, decoded: { text } }: Text): boolean {
  return isShell(name, text) || /(?:^|\/)(?:GNUm|M|m)akefile$/.test(name);
}

function isShell(name: string, text: string): boolean {
  return /\.(?:sh|bash)$/i.test(name) || /^#!.*\b(?:ba|da|z|k)?sh\b/.test(text);
}

/** What a system runs by its path: it begins with `#!`, or is of a shell. */
function isScript(name: string, text: string): boolean {
  return text.startsWith('#!') || isShell(name, text);
}

interface Mended {
  text: string;
  because: string;
}

/** What its compiler or interpreter cannot read, as UTF-8. */
function recode({ path: name, decoded }: Text, runs: readonly string[]): Mended | undefined {
  const { text, encoding, hasBom } = decoded;
  const isJava = /\.java$/i.test(name);
  // Whoever tells javac another encoding has told it the right one.
  if (isJava && runs.some((line) => /-encoding\s+(?!["']?utf-?8\b)/i.test(line))) return undefined;
  if (/^UTF-(?:16|32)/.test(encoding)) {
    return { text, because: `is ${encoding}: a copy in UTF-8 is played` };
  }
  // javac refuses a byte that is not of the encoding it is told, and a mark of UTF-8 (JDK-4508058).
  if (!isJava || (encoding === 'UTF-8' && !hasBom)) return undefined;
  const because =
    encoding === 'UTF-8' ? 'begins with a byte order mark, which javac refuses' : `is ${encoding}`;
  return { text, because: `${because}: javac is given a copy in UTF-8` };
}

const mendedCopy = 'a mended copy is played';

/** What the kernel and a shell stumble over: CRLF, and a byte order mark before `#!`. */
function mendStart(
  { path: name, text, hasBom }: { path: string; text: string; hasBom: boolean },
  runs: readonly string[],
): Mended | undefined {
  const use = findUse(name, runs);
  if (use === undefined) return undefined;
  const hasShebang = text.startsWith('#!');
  const isSource = readCode({ path: name, text, isExecutable: false }) !== undefined;
  const isOfShell = isShell(name, text) || use === 'shell' || !(hasShebang || isSource);
  if (isOfShell && text.includes('\r\n')) {
    const because =
      'has CRLF line ends (Windows), and a shell takes the CR for a part of each word';
    return { text: text.replaceAll('\r\n', '\n'), because: `${because}: ${mendedCopy}` };
  }
  const [shebang, command] = /^#!([^\r\n]*)\r/.exec(text) ?? [];
  if (use === 'direct' && shebang !== undefined) {
    const because = `has CRLF line ends (Windows), and there is no "${command?.trim()}\\r" to run it`;
    return { text: text.replace('\r', ''), because: `${because}: ${mendedCopy}` };
  }
  if (!hasBom || !(hasShebang || isOfShell)) return undefined;
  return {
    text,
    because: `has a byte order mark, and no system finds #! behind it: ${mendedCopy}`,
  };
}

/** How commands use a file: run by its path, or read by a shell; undefined: neither. */
function findUse(name: string, runs: readonly string[]): 'direct' | 'shell' | undefined {
  const word = `(?:[\\w.@/-]*/)?${escapePattern(path.posix.basename(name))}(?![\\w.])`;
  const begins = '(?:^|[;&|({\\n]|\\b(?:then|do|else|exec|nohup|time|env|sudo)\\b)[ \\t@]*["\']?';
  const byShell = new RegExp(
    `(?:\\b(?:ba|da|z|k)?sh|\\bsource|(?:^|[\\s;&|])\\.)\\s+(?:-\\w+\\s+)*["']?${word}`,
    'm',
  );
  const direct = new RegExp(`${begins}${word}|\\./${word}`, 'm');
  if (runs.some((line) => byShell.test(line))) return 'shell';
  return runs.some((line) => direct.test(line)) ? 'direct' : undefined;
}

/** Languages whose interpreters refuse bytes that are not of the encoding they assume. */
const strict: Partial<Record<Language, string>> = {
  python3: 'Python 3 refuses that without a coding line (PEP 263), wherever it is run',
  python2: 'Python 2 refuses that without a coding line (PEP 263), wherever it is run',
  go: 'Go refuses that, wherever it is run',
};

/** One sentence for each source in another encoding than UTF-8 that is played as it is. */
export function describeEncodings(
  files: readonly FoundFile[],
  mended: readonly MendedFile[],
): string[] {
  return files.flatMap(({ path: name, bytes, isExecutable }) => {
    if (!isSourceName(name) || mended.some((one) => one.path === name)) return [];
    const decoded = decodeText(bytes);
    if (decoded === undefined)
      return [`${name} is no text, whatever its name says: it is not read`];
    if (decoded.encoding === 'UTF-8') return [];
    const language = readCode({ path: name, text: decoded.text, isExecutable })?.language;
    const isSaid = /^.*\n?.*coding[:=]\s*[-\w.]+/.test(decoded.text);
    const refused = language === undefined || isSaid ? undefined : strict[language];
    const at = findByte(bytes);
    return [`${name} is ${decoded.encoding} (${at})${refused === undefined ? '' : `: ${refused}`}`];
  });
}

/** The first byte beyond UTF-8, as Python and javac name it. */
function findByte(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes).toString('latin1');
  const utf8 = Buffer.from(bytes).toString('utf8');
  const before = Buffer.byteLength(utf8.slice(0, utf8.indexOf('\ufffd')), 'utf8');
  const line = raw.slice(0, before).split('\n').length;
  return `byte 0x${(bytes[before] ?? 0).toString(16)} in line ${line}`;
}

/** The files as they are read for what is written in them: each text in UTF-8. */
export function recodeTexts(files: readonly FoundFile[]): FoundFile[] {
  return files.map((file) => {
    const decoded = isSourceName(file.path) ? decodeText(file.bytes) : undefined;
    if (decoded === undefined || (decoded.encoding === 'UTF-8' && !decoded.hasBom)) return file;
    return { ...file, bytes: Buffer.from(decoded.text, 'utf8') };
  });
}

/** The files as they are played. */
export function replaceMended(
  files: readonly FoundFile[],
  mended: readonly MendedFile[],
): FoundFile[] {
  const all = new Map(mended.map((one) => [one.path, one]));
  return files.map((file) => {
    const { bytes, isExecutable } = all.get(file.path) ?? file;
    return { ...file, bytes, isExecutable };
  });
}
