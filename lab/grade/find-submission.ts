/**
 * Finds out how a submission is run, from its files alone: which is the server, which the clients,
 * how they are built, what arguments they take, what is typed at them, which port they use. Pure,
 * and each answer with the reason for it. The other find-*.ts are its steps.
 */
import type { Wanted } from '../model/assignment.ts';
import { findLanguage, getSourceLanguage } from '../model/find-language.ts';
import {
  type Conclusion,
  getClientRoles,
  getRoles,
  type Reason,
  type Submission,
  type SubmissionRole,
  type SubmittedFile,
} from '../model/submission.ts';
import { joinFirst, joinWords } from '../model/wording.ts';
import type { FoundArgument } from './argument-kinds.ts';
import { getDialect } from './dialects.ts';
import { findAlternatives } from './find-alternatives.ts';
import { findArguments, findUnits, readsArguments } from './find-arguments.ts';
import { findBuilds } from './find-build.ts';
import { type Code, isRun, readCode } from './find-code.ts';
import { findCommandLines, type Written } from './find-command-lines.ts';
import { doesWrite } from './find-deed.ts';
import { chooseGroup } from './find-groups.ts';
import { listModes } from './find-mode.ts';
import { findOldPython3, type OldPython } from './find-old-python.ts';
import { findOwnOutput, listMakings } from './find-own-output.ts';
import { findPort } from './find-port.ts';
import { type FoundRole, findRoles } from './find-roles.ts';
import { getSources } from './find-sources.ts';
import { findStarter } from './find-starters.ts';
import { type FoundTyping, findServerTyping, findTyping } from './find-typed.ts';
import { findMakefiles } from './read-makefile.ts';
import { describeArguments, writeArgument } from './write-arguments.ts';

/**
 * What was found of what an assignment wants; `said` are the keys that submission.yaml answers
 * already, `names` those of all that was handed in.
 */
export function findSubmission(
  files: readonly SubmittedFile[],
  wanted: Wanted,
  said: Submission = {},
  names: readonly string[] = files.map(({ path }) => path),
): Conclusion {
  const paths = files.map(({ path }) => path);
  const all = files.flatMap((file) => readCode(file, paths) ?? []);
  const isSaid = getRoles(wanted).some((role) => said[role] !== undefined);
  const { codes, aside, extra } = isSaid
    ? { codes: all, aside: [], extra: [] }
    : chooseGroup(all, wanted);
  const roles = findRoles(codes, wanted).filter(({ role }) => said[role] === undefined);
  const makefiles = findMakefiles(files);
  const making = { makings: listMakings(makefiles, files), roles: getClientRoles(wanted) };
  const builds = findBuilds(
    roles.map(({ file }) => file),
    codes,
    makefiles,
    names,
  );
  const reasons: Reason[] = aside.map((because) => ({ about: 'left aside', because }));
  const submission: Submission = {};
  const needs = new Set<string>();
  const made = new Set<string>();
  const sources: Conclusion['sources'] = {
    server: [],
    ...Object.fromEntries(getClientRoles(wanted).map((role) => [role, []])),
  };
  const prompts: NonNullable<Conclusion['prompts']> = {};
  let oldPython: OldPython | undefined;
  let writes = false;
  const starts: NonNullable<Conclusion['starts']> = {};
  const alternatives: NonNullable<Conclusion['alternatives']> = {};
  const server = roles.find(({ role }) => role === 'server');
  const port = said.port ?? findServerPort(roles, reasons) ?? wanted.port;
  const { words: known } = wanted.discover ?? {};
  const rolesOf = { roles: getClientRoles(wanted), ...(known && { words: known }) };
  const isShared = (file: Code) =>
    file === server?.file && roles.some((one) => one !== server && one.file === file);
  for (const found of roles) {
    const { role, file, because } = found;
    reasons.push({ about: role, because });
    const own = role === 'server' ? undefined : findOwnOutput(role, file, making);
    const built = own ?? builds.get(file);
    if (built === undefined) continue;
    reasons.push({ about: role, because: built.because });
    const { taken, other } = chooseArguments({ role, file, command: built.command, files, wanted });
    const typing = findTypingOf(found, taken, wanted);
    // Who only waits for Enter says what the argument is.
    const isTyped = typing?.lines.some((line) => line !== '') === true;
    const given = isTyped && role !== 'server' ? nameByLetter(taken) : taken;
    if (given.length > 0) reasons.push({ about: role, because: describeArguments(given) });
    const write = (all: readonly FoundArgument[]) =>
      all.map((one) => writeArgument(one, { role, port, rolesOf, files: names }));
    const words = write(given.filter(({ isVariable }) => !isVariable));
    const started = [...write(given.filter(({ isVariable }) => isVariable)), built.command].join(
      ' ',
    );
    const [mode, ...modes] = isShared(file) ? listModes(file.code, role, rolesOf) : [];
    // A client that compares an argument with its letter has been given that.
    const isMode = ({ kind, isVariable }: FoundArgument) =>
      typeof kind !== 'string' && 'verbatim' in kind && !isVariable;
    const isTold =
      (role !== 'server' && given.some(({ choices = [] }) => choices.length > 0)) ||
      given.some(isMode);
    submission[role] = [started, ...((!isTold && mode) || words)].join(' ');
    starts[role] = started;
    const start = { role, command: started, first: submission[role], code: file.code };
    const others = [...modes, ...(other ? [write(other)] : [])].map((one) =>
      [started, ...one].join(' '),
    );
    alternatives[role] = [...others, ...findAlternatives({ ...start, port, wanted })];
    for (const need of built.needs) needs.add(need);
    if (built.build !== undefined) made.add(built.build);
    sources[role] = getSources(file, codes);
    if (codes.some((one) => sources[role]?.includes(one.path) && doesWrite(one))) writes = true;
    const old = file.language === 'python3' ? findOldPython3(file.code) : undefined;
    if (old && old.below < (oldPython?.below ?? 99)) oldPython = old;
    if (!typing) continue;
    addTyping(submission, reasons, { role, typing });
    if (role !== 'server' && typing.prompt !== undefined) prompts[role] = typing.prompt;
  }
  const starter = findStarter(all, rolesOf);
  if (starter && isWhole(submission, wanted)) {
    Object.assign(submission, starter.commands);
    for (const role of Object.keys(starter.commands)) {
      reasons.push({ about: role, because: `${starter.path} sets variables, and starts it` });
    }
  }
  if (made.size > 0) submission.build = [...made].join(' && ');
  if (port !== wanted.port) submission.port = port;
  const framing = findFraming(server?.file ?? codes.find(({ path }) => /serv/i.test(path)), wanted);
  if (framing) reasons.push({ about: 'framing', because: framing.because });
  const unsupported = findWhyNot(names, codes, { submission: { ...submission, ...said }, wanted });
  return {
    ...{ submission, reasons, sources, needs: [...needs] },
    ...(framing && { framing: framing.framing }),
    ...(roles.length > 0 && { starts, alternatives }),
    ...(aside.length > 0 && { aside }),
    ...(extra.length > 0 && { extra }),
    ...(oldPython && { oldPython }),
    ...(writes && { writes }),
    ...(Object.keys(prompts).length > 0 && { prompts }),
    ...(unsupported !== undefined && { unsupported }),
  };
}

function isWhole(submission: Submission, wanted: Wanted): boolean {
  return getRoles(wanted).every((role) => submission[role] !== undefined);
}

/** As the server has it; clients handed in without one say where they expect it. */
function findServerPort(roles: readonly FoundRole[], reasons: Reason[]): number | undefined {
  const [server] = roles.filter(({ role }) => role === 'server');
  const clients = roles.filter(({ role }) => role !== 'server');
  const [found] = server
    ? [findPort(server.file)]
    : clients.flatMap(({ file }) => findPort(file, 'client') ?? []);
  if (found) reasons.push({ about: 'port', because: found.because });
  if (found || !server) return found?.port;
  const { standard } = findArguments(server.file).find(({ kind }) => kind === 'port') ?? {};
  if (standard === undefined) return undefined;
  const because = `${server.file.path} takes ${standard} where it is given none`;
  reasons.push({ about: 'port', because });
  return Number(standard);
}

/** What a program is given, and what it may take else: as people wrote, and as its source reads. */
function chooseArguments(written: Written): { taken: FoundArgument[]; other?: FoundArgument[] } {
  const { file, wanted } = written;
  const inSource = findArguments(file, wanted.discover?.answers);
  const reads = readsArguments(file);
  // What an option may be is told by the source.
  const hasFlags = inSource.some(({ flag }) => flag !== undefined);
  if (reads && hasFlags && !/add_subparsers/.test(file.code)) return { taken: inSource };
  const [line] = findCommandLines(written);
  if (!line) return { taken: inSource };
  if (!reads) {
    const variables = line.arguments.filter(({ isVariable }) => isVariable);
    return { taken: [...variables, ...inSource] };
  }
  return { taken: completeLine(line.arguments, inSource, file), other: inSource };
}

/** With what the source knows better: the words of a choice, units, and where the server is. */
function completeLine(
  line: readonly FoundArgument[],
  inSource: readonly FoundArgument[],
  file: Code,
): FoundArgument[] {
  const own = line.map((one, index): FoundArgument => {
    const source = inSource[index];
    const isWho =
      one.kind === 'role' || (one.kind === 'name' && !line.some(({ kind }) => kind === 'role'));
    const isChosen = isWho && source?.choices && one.choices === undefined;
    return isChosen ? { ...source, kind: 'role' } : one;
  });
  const rest = line.some(({ kind }) => typeof kind !== 'string') ? [] : inSource.slice(line.length);
  const end = rest.findIndex(({ kind }) => kind !== 'host' && kind !== 'port');
  const where = rest.slice(0, end < 0 ? rest.length : end).filter(({ kind, flag }) => {
    return flag === undefined && !own.some((one) => one.kind === kind);
  });
  return findUnits(file, [...own, ...where]);
}

function findTypingOf(
  { role, file }: FoundRole,
  given: readonly FoundArgument[],
  wanted: Wanted,
): FoundTyping | undefined {
  if (role === 'server') return findServerTyping(file, wanted);
  // What came as an argument is not asked for again.
  const has = (wanted: string) =>
    given.some(({ kind, flag, isVariable }) => {
      return kind === wanted && (flag === undefined || isVariable);
    });
  const isTold = given.some(({ kind }) => kind === 'message') || (has('role') && has('name'));
  return isTold
    ? undefined
    : findTyping(file, wanted, {
        role,
        given: given.filter(({ flag }) => flag === undefined).length,
      });
}

/** Whose message is typed is told by an argument who it is, not what it says. */
function nameByLetter(given: readonly FoundArgument[]): FoundArgument[] {
  const isNamed = given.some(({ kind, flag }) => kind === 'role' || flag !== undefined);
  if (isNamed) return [...given];
  return given.map((one) => (one.kind === 'name' ? { ...one, kind: 'role' } : one));
}

function addTyping(
  submission: Submission,
  reasons: Reason[],
  { role, typing }: { role: SubmissionRole; typing: FoundTyping },
): void {
  submission.type = { ...submission.type, [role]: typing.lines };
  reasons.push({ about: `type ${role}`, because: typing.because });
  if (typing.prompt !== undefined) {
    const because = `typed once it shows ${JSON.stringify(typing.prompt)}`;
    reasons.push({ about: `type ${role}`, because });
  }
}

/** What reads a message up to the end of its line. */
const lineReaders =
  /\.readline\(|makefile\(|\breadLine\(|\bnextLine\(|createInterface\(|ReadString\(\s*'\\n'|bufio\.NewScanner|readuntil\(|\bgetline\s*\(|\bfgets\s*\(|StreamRequestHandler|\.split\(\s*['"]\\n/;

/** Absent where the assignment's own clients send as it plans: a datagram ends by itself. */
function findFraming(
  server: Code | undefined,
  { discover: { transport, framing } = {} }: Wanted,
): { framing: 'line' | 'raw'; because: string } | undefined {
  if ((framing ?? (transport === 'udp' ? 'as-planned' : 'by-source')) === 'as-planned') {
    return undefined;
  }
  const own = server && getDialect(server.language)?.lines;
  const [reader] = (own ?? lineReaders).exec(server?.code ?? '') ?? [];
  if (reader === undefined) {
    return { framing: 'raw', because: 'the server does not read lines: ours send no newline' };
  }
  return { framing: 'line', because: `the server has ${reader}: our clients send a newline` };
}

const mostNamed = 5;

/** Why nothing of it can be run; undefined where something can. */
function findWhyNot(
  names: readonly string[],
  codes: readonly Code[],
  { submission, wanted }: { submission: Submission; wanted: Wanted },
): string | undefined {
  const missing = getClientRoles(wanted).filter((role) => submission[role] === undefined);
  const hasClients = missing.length === 0;
  const hasServer = submission.server !== undefined;
  if (hasServer && hasClients) return undefined;
  if (hasServer || hasClients) {
    const { server, clients } = wanted.marking ?? {};
    if (hasServer ? server : clients) return undefined;
    const lacks = hasServer ? `no client ${joinWords(missing)}` : 'no server';
    const alone = hasServer ? 'a server alone is' : 'clients alone are';
    return `${lacks} was found, and the assignment does not say what ${alone} marked by`;
  }
  if (codes.length > 0) return 'no server and no client was found among its sources';
  const found = names.flatMap((name) => findLanguage({ path: name, text: '' }) ?? []);
  const other = found.find((one) => !isRun(one));
  if (other !== undefined) {
    return `it is written in ${getSourceLanguage(other).title}, which the lab does not know how to run`;
  }
  const because = 'no source was found that the lab knows how to run';
  if (names.length === 0) return because;
  return `${because} (only ${joinFirst(names, mostNamed)})`;
}
