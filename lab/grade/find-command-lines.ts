/**
 * How people wrote down that a program is started: in a README, in the comment at its top, in what
 * it prints without arguments. `python3 client.py X 10.0.0.1 [port]` says more of its arguments
 * than their names in the source. Only words that say what they are for count; a sentence goes on
 * behind the others. Pure.
 */
import type { Wanted } from '../model/assignment.ts';
import { escapePattern } from '../model/escape-pattern.ts';
import { getClientRoles, type SubmissionRole, type SubmittedFile } from '../model/submission.ts';
import { type FoundArgument, getKindOfDefault, getKindOfName } from './argument-kinds.ts';
import {
  findSubcommands,
  isClientWord,
  isServerWord,
  pickChoice,
  type RolesOf,
} from './find-choices.ts';
import { type Code, getStem, isSourceName } from './find-code.ts';

export interface CommandLine {
  arguments: FoundArgument[];
  /** Whether nothing but these words stands behind the program's name. */
  isWhole: boolean;
  /** Whether it is the role's, and not one that only names another. */
  isOwn: boolean;
}

export interface Written {
  role: SubmissionRole;
  file: Code;
  /** What starts it, as the lab found out. */
  command: string;
  /** All texts that were handed in. */
  files: readonly SubmittedFile[];
  wanted: Wanted;
}

/** Longer texts are no notes on how something is started. */
const mostChars = 60_000;

/** The lines with arguments for a role, the best first. */
export function findCommandLines(written: Written): CommandLine[] {
  const { role, file, files, wanted } = written;
  const starts = makeStart(written);
  const words = wanted.discover?.words;
  const rolesOf = { roles: getClientRoles(wanted), ...(words && { words }) };
  const found = files.flatMap(({ path, text }) => {
    if (text.length > mostChars || (isSourceName(path) && isOfOthers(path, file, text))) return [];
    return text.split('\n').flatMap((line) => {
      const own =
        path === file.path ? [ownStart, ...(ownName.test(line) ? [formatStart] : [])] : [];
      return [starts, ...own].flatMap((start) =>
        [...line.matchAll(start)].flatMap(({ index, 0: whole }) => {
          const rest = line.slice(index + whole.length);
          const variables = readVariables(line.slice(0, index + 1), written, rolesOf);
          const read = readLine(rest, written, rolesOf);
          const all = [...variables, ...read.arguments];
          const words = [...variables.map(({ because }) => because), rest].join(' ');
          const isOwn = !isForOther({ role, words, given: all }, rolesOf);
          return all.length > 0 ? [{ arguments: all, isWhole: read.isWhole, isOwn }] : [];
        }),
      );
    });
  });
  const rate = ({ isWhole, isOwn, arguments: all }: CommandLine) =>
    (isOwn ? 20 : 0) + (isWhole ? 10 : 0) + all.length;
  return found.sort((a, b) => rate(b) - rate(a));
}

/**
 * A source in which another program is started says nothing of its arguments: it has them itself.
 */
function isOfOthers(path: string, file: Code, text: string): boolean {
  return path !== file.path && !text.includes(file.path.split('/').at(-1) ?? file.path);
}

/** `usage: %s HOST PORT` and `"client <host> <port>"`, in what a program prints. */
const ownStart =
  /(?:["'`]|\busage:?\s+)(?:\.\/)?(?:%s|\$0|\$\{?argv\[0\]\}?|\w+)\s+(?=[<[{]|[A-Z]\|)/gi;

/**
 * `printf("%s host letter name\\n", argv[0])`: any words follow, since its own name is put there.
 */
const ownName = /\bargv\[0\]|\$0\b|__file__|PROGRAM_NAME|\bARGV0\b|\bargv0\b/i;
const formatStart = /["'`](?:usage:?\s+)?(?:%s|\{0?\}|\$0)\s+(?=[\w<[{-])/gi;

/** What stands before the arguments of a program. */
function makeStart({ role, file, command }: Written): RegExp {
  const name = escapePattern(file.path.split('/').at(-1) ?? file.path);
  const stem = escapePattern(getStem(file.path));
  const [, module] = /-m (\S+)/.exec(command) ?? [];
  const made = /^\.\/(\S+)/.exec(command)?.[1];
  const isCompiled = /^(?:c|cpp|go|rust|java|csharp|kotlin)$/.test(file.language);
  const starts = [
    // What is compiled is named by its file only in the compiler's line.
    ...(isCompiled ? [] : [`(?:^|[\\s"'\`(/])${name}`]),
    ...(file.language === 'java' ? [`\\bjava\\s(?:[^\\n"'\`]*?[\\s.])?${stem}`] : []),
    ...(module === undefined ? [] : [`-m\\s+${escapePattern(module.replace(/\.__main__$/, ''))}`]),
    ...(isCompiled && file.language !== 'java'
      ? [`\\./(?:\\S*/)?(?:${[stem, made ?? stem].map(escapePattern).join('|')})(?:\\.exe)?`]
      : []),
  ];
  const tool = tools[file.language];
  const other = role === 'server' ? 'cli' : 'serv';
  if (tool !== undefined) starts.push(tool.replaceAll('NAME', `(?!\\S*${other})\\S+?`));
  return new RegExp(`(?:${starts.join('|')})["'\`]?(?=\\s|$)`, 'g');
}

/**
 * Tools that start what was built, whatever that is called; NAME is of this side or of neither. In
 * a text of a source they may stand behind the end of a line.
 */
const tools: Partial<Record<Code['language'], string>> = {
  java: String.raw`(?:\b|(?<=\\n))java\s+-jar\s+NAME\.jar`,
  go: String.raw`(?:\b|(?<=\\n))go\s+run\s+(?:\.|\./NAME|NAME\.go)(?:\s+\S+\.go)*`,
  rust: String.raw`(?:\b|(?<=\\n))(?:cargo\s+run(?:\s+-{1,2}(?:release|quiet|q|bin\s+NAME)?(?=\s))*|target/(?:release|debug)/NAME)`,
  csharp: String.raw`(?:\b|(?<=\\n))(?:mono\s+NAME\.exe|dotnet\s+run(?:\s+--)?)`,
};

/** `CLIENT_ID=X PORT=5000 python3 client.py`: what stands before the command. */
function readVariables(before: string, written: Written, rolesOf: RolesOf): FoundArgument[] {
  const [, all = ''] =
    /(?:^|[\s`$#>])((?:[A-Z_][A-Z\d_]*=[^\s;]+\s+)+)[\w./ -]*$/.exec(before) ?? [];
  return all.split(/\s+/).flatMap((one): FoundArgument[] => {
    const [, flag = '', value = ''] = /^([^=]+)=(.*)$/.exec(one) ?? [];
    if (flag === '' || !written.file.code.includes(flag)) return [];
    const [read] = readWord(value, written, rolesOf) ?? [];
    const kind = read?.kind ?? getKindOfName(flag, []) ?? { verbatim: value };
    return [{ kind, flag, isVariable: true, because: one, ...getChoices(read) }];
  });
}

/**
 * Whether a line is of another role: of another client it has the letter and not this one's, of the
 * server an option to listen, of a client a letter at all.
 */
function isForOther(
  { role, words: rest, given }: { role: SubmissionRole; words: string; given: FoundArgument[] },
  { roles }: RolesOf,
): boolean {
  if (role === 'server') return given.some(({ kind }) => kind === 'role');
  if (given.some(({ flag }) => /^--?(?:listen|serve)=?$/.test(flag ?? ''))) return true;
  const words = rest.split(/[^\w]+/);
  const others = roles.filter((one) => one !== role);
  return others.some((one) => words.includes(one)) && !words.includes(role);
}

const wordPattern =
  /^\s*(<[^>]*>|\[[^\]]*\]+|\{[^}]*\}|"[^"]*"|'[^']*'|(?:(?!\\n)[^\s"'`<>[\]{}])+)(?=[\s"'`.,;:)<[{]|\\n|$)/;

function readLine(rest: string, written: Written, rolesOf: RolesOf): Omit<CommandLine, 'isOwn'> {
  const found: FoundArgument[] = [];
  let left = rest;
  for (;;) {
    // Behind a wide gap, or in brackets, it is explained.
    if (/^\s*\(|^\s{3,}(?![<[{-])/.test(left)) break;
    const match = wordPattern.exec(left);
    const word = match?.[1];
    if (!match || word === undefined) break;
    // `LETTER[@HOST[:PORT]]`: what is tied to a word is a part of it that may be left away.
    const next = left.slice(match[0].length).replace(/^\[(?:[^[\]]|\[[^\]]*\])*\]/, '');
    if (/^\[-/.test(word)) {
      // What may be left away is given where it says where the server is.
      const inner = readLine(word.slice(1, -1), written, rolesOf).arguments;
      found.push(...inner.filter(({ kind }) => kind === 'host' || kind === 'port'));
      left = next;
      continue;
    }
    if (/^-{1,2}[a-zA-Z]/.test(word)) {
      const [, name, given] = /^([^=]+=)(.*)$/.exec(word) ?? [];
      const flag = name ?? word;
      const after = wordPattern.exec(next);
      const value = given ?? after?.[1] ?? '';
      const [read] = readWord(value, written, rolesOf) ?? [];
      const kind = chooseKind(flag, read?.kind);
      if (kind === undefined) break;
      found.push({ kind, flag, because: `${flag} ${value}`.trim(), ...getChoices(read) });
      left = given === undefined ? next.slice(after?.[0].length ?? 0) : next;
      continue;
    }
    const read = readWord(word, written, rolesOf);
    if (read === undefined || read.some(({ kind }) => isThere(kind, found))) break;
    found.push(...read);
    left = next;
  }
  const isWhole = /^\s*(?:$|\\n|["'`&#;)]|\(|-{2}?\s|\.\s|\.$)/.test(left) || /^\s{2,}/.test(left);
  return { arguments: found, isWhole };
}

/** A value that can be one thing only says more than the name of its option. */
function chooseKind(flag: string, read: FoundArgument['kind'] | undefined) {
  const isSure = /^(?:role|host|port|address)$/.test(`${read}`);
  return isSure ? read : (getKindOfName(flag.replace('=', ''), []) ?? read);
}

/** Who it is is said once, and so are its message and where the server is. */
function isThere(kind: FoundArgument['kind'], found: readonly FoundArgument[]): boolean {
  return (
    /^(?:role|host|port|address|message)$/.test(`${kind}`) && found.some((one) => one.kind === kind)
  );
}

function getChoices(found: FoundArgument | undefined): { choices?: string[] } {
  return found?.choices ? { choices: found.choices } : {};
}

/** Whether a word names a file that was handed in, from its own folder or from above. */
function isSamePath(path: string, word: string): boolean {
  const plain = word.replace(/^\.\//, '');
  return path === plain || (/\.\w/.test(plain) && path.endsWith(`/${plain}`));
}

/** The file that is as this one to a role: of `x.conf` that Y is given `y.conf`. */
function chooseFile(word: string, { role, files, wanted }: Written): string {
  const roles = getClientRoles(wanted);
  const other = roles.find((one) => new RegExp(`(?<![a-z])${one}(?![a-z])`, 'i').test(word));
  if (other === undefined || role === 'server') return word;
  const large = word.replace(new RegExp(`(?<![a-z])${other}(?![a-z])`, 'i'), (letter) =>
    letter === other ? role : role.toLowerCase(),
  );
  return files.some(({ path }) => isSamePath(path, large)) ? large : word;
}

/** What one word stands for; undefined where it says nothing. */
function readWord(word: string, written: Written, rolesOf: RolesOf): FoundArgument[] | undefined {
  const { role, file, files, wanted } = written;
  const isHeld = /^[<[{]/.test(word);
  const isQuoted = /^["']/.test(word);
  const inner = word.replace(/^[<[{("']+|[>\]})"']+$/g, '').replace(/(?<=\w)[.,;:]$/, '');
  if (inner === '') return undefined;
  const because = word;
  const of = (kind: FoundArgument['kind'], choices?: string[]) => [
    { kind, because, ...(choices && { choices }) },
  ];
  const isFile = !isSourceName(inner) && files.some(({ path }) => isSamePath(path, inner));
  if (isFile) return of({ verbatim: chooseFile(inner, written) });
  const parts = inner.split(/^\{/.test(word) ? /\s*[|/,]\s*/ : /\s*[|/]\s*|\s+or\s+/);
  const server = role === 'server' ? parts.find(isServerWord) : undefined;
  if (server !== undefined) return of({ verbatim: server });
  const commands = findSubcommands(file.code).filter((one) => !isServerWord(one));
  const isClient = (one: string) => isClientWord(one) || commands.includes(one);
  const client = role === 'server' ? undefined : parts.find(isClient);
  if (client !== undefined && !isHeld) return of({ verbatim: client });
  const names = Object.values(rolesOf.words ?? {}).flatMap((all) =>
    all.map((one) => one.toLowerCase()),
  );
  if (role !== 'server' && parts.every((one) => names.includes(one.toLowerCase())))
    return of('name');
  const isChoice = role !== 'server' && pickChoice(parts, role, rolesOf) !== undefined;
  // One letter of a role, or several; a number is one of many things.
  if (isChoice && (parts.length > 1 || /^[A-Za-z]\w*$/.test(inner))) {
    return of('role', parts.length > 1 ? parts : undefined);
  }
  const given = getKindOfDefault(inner);
  if (given === 'host' || given === 'port' || given === 'address') return of(given);
  if (isQuoted) return of('message');
  const isName = isHeld || /^[A-Z][A-Z_]+(?::PORT)?$/.test(inner) || /^[a-z_-]+$/.test(inner);
  const kind = isName ? getKindOfName(inner, wanted.discover?.answers ?? []) : undefined;
  if (kind === undefined) return undefined;
  // `[host [port]]` holds two.
  const words = inner.split(/[\s[\],]+/).filter((one) => one !== '');
  const kinds = words.map((one) => getKindOfName(one, wanted.discover?.answers ?? []));
  const several = words.length > 1 && new Set(kinds).size === words.length;
  return several
    ? kinds.flatMap((one) => (one === undefined ? [] : [{ kind: one, because }]))
    : of(kind);
}
