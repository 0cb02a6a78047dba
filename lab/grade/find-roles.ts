/** Which file is the server and which the clients: by what they do, then by their names. */
import type { Wanted } from '../model/assignment.ts';
import { transports } from '../model/discover.ts';
import { escapePattern } from '../model/escape-pattern.ts';
import { type ClientRole, getClientRoles, type SubmissionRole } from '../model/submission.ts';
import { getDialect } from './dialects.ts';
import { type Code, getStem, type Language } from './find-code.ts';
import { findDeed, guessTransport, type Side } from './find-deed.ts';
import { isNamedIn } from './find-loads.ts';
import { hasModes } from './find-mode.ts';
import { joinParts } from './find-whole-program.ts';

export interface FoundRole {
  role: SubmissionRole;
  file: Code;
  because: string;
}

const mains: Partial<Record<Language, RegExp>> = {
  c: /\bmain\s*\(/,
  cpp: /\bmain\s*\(/,
  java: /\bstatic\s+(?:final\s+)?void\s+main\s*\(|\bvoid\s+main\s*\(/,
  go: /\bfunc\s+main\s*\(/,
};

/**
 * Whether a script only starts programs: it has no sign of a server or a client itself, or builds a
 * network of Mininet for them.
 */
export function isStarter(file: Code): boolean {
  if (/^(?:from|import)\s+mininet\b/m.test(file.code)) return true;
  if (file.language !== 'shell') return false;
  const sides = ['server', 'client'] as const;
  return !transports.some((one) => sides.some((side) => findDeed(side, file, one) !== undefined));
}

/** Whether a file is a program: in most languages by its main. */
export function isProgram(file: Code): boolean {
  const { language, code } = file;
  if (isStarter(file)) return false;
  return (mains[language] ?? getDialect(language)?.main)?.test(code) ?? true;
}

/** The roles that were found, each once; what is not found is left out. */
export function findRoles(files: readonly Code[], wanted: Wanted): FoundRole[] {
  const all = files.filter(isProgram);
  // A shell's script mostly starts or tests the programs: it is one only where others are missing.
  const others = all.filter(({ language }) => language !== 'shell' && language !== 'script');
  const helpers = files.filter((one) => !isProgram(one) && !isStarter(one));
  const apart = findAmong(others, helpers, wanted);
  const found = hasAll(apart, wanted) ? apart : takeMore(apart, findWhole(others, helpers, wanted));
  if (hasAll(found, wanted) || others.length === all.length) return found;
  return takeMore(found, findAmong(all, helpers, wanted));
}

function hasAll(found: readonly FoundRole[], wanted: Wanted): boolean {
  return found.length > getClientRoles(wanted).length;
}

function takeMore(one: FoundRole[], other: FoundRole[]): FoundRole[] {
  return other.length > one.length ? other : one;
}

/** The roles of a program whose main picks what to be, and whose parts do it. */
function findWhole(
  programs: readonly Code[],
  helpers: readonly Code[],
  wanted: Wanted,
): FoundRole[] {
  const wholes = programs.map((one) => joinParts(one, helpers));
  const roles = findAmong(wholes, [], wanted);
  return roles.every(({ file }) => file === roles[0]?.file) ? roles : [];
}

/** `helpers` are what programs load: a deed of theirs is of the programs that do. */
function findAmong(
  programs: readonly Code[],
  helpers: readonly Code[],
  wanted: Wanted,
): FoundRole[] {
  const asked = wanted.discover?.transport ?? guessTransport(programs);
  // Who speaks the other one is wrong, and not nothing: it is found, played and marked.
  return [asked, ...transports.filter((one) => one !== asked)]
    .map((transport) => {
      const does = (side: Side, file: Code) => findDeed(side, file, transport);
      return findSides(programs, { helpers, wanted, does });
    })
    .reduce((best, found) => (found.length > best.length ? found : best));
}

type Does = (side: Side, file: Code) => string | undefined;

function findSides(
  programs: readonly Code[],
  { helpers, wanted, does }: { helpers: readonly Code[]; wanted: Wanted; does: Does },
): FoundRole[] {
  const words = wanted.discover?.words ?? {};
  const roles = getClientRoles(wanted);
  const namedServer = makeAny('serv|host', words.server ?? []);
  const namedClient = makeAny(
    'cli|send',
    roles.flatMap((role) => words[role] ?? []),
  );
  const isNamedClient = ({ path }: Code) => namedClient.test(getStem(path));
  const servers = programs.filter((file) => does('server', file) !== undefined);
  const others = servers.filter((file) => !isNamedClient(file));
  const server =
    servers.find(({ path }) => namedServer.test(getStem(path))) ??
    others.find((file) => does('client', file) === undefined) ??
    others.find(({ path }) => namedServer.test(path)) ??
    others.find(({ path }) => !namedClient.test(path)) ??
    others[0];
  const signs = roles.flatMap((role) => getSigns(role, { ...wanted, clients: roles }).name);
  const isNamed = ({ path }: Code) => signs.some((sign) => sign.test(getStem(path)));
  const clients = findStarters(
    programs.filter((file) => file !== server && does('client', file) !== undefined),
    programs.filter((file) => file !== server && does('server', file) === undefined),
    isNamed,
  );
  const starter = server && isModule(server) ? findServerStarter(server, programs) : undefined;
  if (clients.length === 0) {
    const loaded = helpers.filter((file) => does('client', file) !== undefined);
    const starters = findStarters(
      loaded,
      programs.filter((file) => file !== server),
      isNamed,
    );
    clients.push(...starters.filter((file) => programs.includes(file)));
  }
  // One program for all, which is told what to be.
  const opens = server && does('client', server);
  // A single program that opens connections, too, is both; a server that sends datagrams is not.
  const isAlone = programs.length === 1 && !/send|dgram|datagram|WriteTo/i.test(opens ?? '');
  const isBoth = server && opens !== undefined && (isAlone || hasModes(server.code));
  if (clients.length === 0 && isBoth) clients.push(server);
  const found: FoundRole[] = [];
  if (server) {
    const because = tell(server, does('server', server));
    found.push({ role: 'server', file: starter ?? server, because });
  }
  for (const role of roles) {
    const best = rankClients(role, clients, { ...wanted, clients: roles });
    if (!best) continue;
    const deed = does('client', best.file);
    const what = deed === undefined ? `${best.file.path} loads a client` : tell(best.file, deed);
    const because = `${what}, and ${best.because}`;
    found.push({ role, file: best.file, because });
  }
  return found;
}

/** Whether a source of Python only defines what others use: run alone it does nothing. */
function isModule({ language, code }: Code): boolean {
  if (language !== 'python3' && language !== 'python2') return false;
  const text = code.replace(/("""|''')[\s\S]*?\1/g, '');
  return !/^(?:if|for|while|with|try|await)\b|^[\w.]+\(/m.test(text);
}

/** What starts a server of another file: `__main__.py`, or the one program that loads it. */
function findServerStarter(server: Code, programs: readonly Code[]): Code | undefined {
  const loading = programs.filter((one) => {
    return (
      one !== server && !isModule(one) && !trials.test(getStem(one.path)) && isNamedIn(server, one)
    );
  });
  return loading.find(({ path }) => getStem(path) === '__main__') ?? loading[0];
}

/** Files that test or show a program are none of the programs. */
const trials = /test|demo|example|sample/i;

/**
 * The programs that load one of these and do nothing of the kind themselves: `client_x.py` and
 * `client_y.py` that both call what stands in a common file. Else the files themselves; and what
 * is named as one client stays that, though the other inherits from it.
 */
function findStarters(
  files: readonly Code[],
  programs: readonly Code[],
  isNamed: (file: Code) => boolean,
): Code[] {
  const found = files.flatMap((file) => {
    const starters = programs.filter((one) => {
      const isSame = one.language === file.language && !files.includes(one);
      return isSame && !trials.test(getStem(one.path)) && isNamedIn(file, one);
    });
    if (starters.length === 0) return [file];
    return isNamed(file) ? [file, ...starters] : starters;
  });
  return [...new Set(found)];
}

function makeAny(usual: string, words: readonly string[]): RegExp {
  return new RegExp([usual, ...words.map(escapePattern)].join('|'), 'i');
}

function tell({ path }: Code, deed = ''): string {
  return `${path} has ${deed.replace(/\s*\($/, '(').trim()}`.replace(/\($/, '()');
}

/** How people number clients. */
const ordinals = ['1|a|one', '2|b|two', '3|c|three', '4|d|four', '5|e|five', '6|f|six'];

/**
 * Signs that a file is the client of a role, the strongest first: its letter, its words, its
 * number. Where there is one role only, a letter or a number tells nothing apart.
 */
function getSigns(role: ClientRole, { clients, discover }: Known) {
  const words = discover?.words?.[role] ?? [];
  const isAlone = clients.length === 1;
  const [large, small] = [role, role.toLowerCase()];
  const letter = new RegExp(`(?:^|[^a-z])${small}(?:[^a-z]|$)|client_?${small}|${large}$`);
  const number = ordinals[clients.indexOf(role)];
  return {
    name: [
      ...(isAlone ? [] : [letter]),
      ...words.map((word) => new RegExp(escapePattern(word), 'i')),
      ...(isAlone || number === undefined
        ? []
        : [new RegExp(`(?:client|c)_?-?(?:${number})$`, 'i')]),
    ],
    text: [
      new RegExp(`["'\`](?:client\\s*)?${large}\\b`, 'i'),
      ...words.map((word) => new RegExp(`\\b${escapePattern(word)}\\b`)),
    ],
  };
}

interface Known extends Omit<Wanted, 'clients'> {
  clients: readonly ClientRole[];
}

interface Ranked {
  file: Code;
  because: string;
}

function rankClients(role: ClientRole, files: readonly Code[], wanted: Known): Ranked | undefined {
  const { clients, discover } = wanted;
  const [only] = files;
  const index = clients.indexOf(role);
  if (files.length <= 1) {
    if (clients.length === 1) return only && { file: only, because: 'it is the only client' };
    const all = clients.length === 2 ? 'both' : 'all';
    if (discover?.oneClient !== false) {
      return only && { file: only, because: `it is the only client: ${all} are played by it` };
    }
  }
  const signs = getSigns(role, wanted);
  for (const sign of signs.name) {
    const file = files.find(({ path }) => sign.test(getStem(path)));
    if (file) return { file, because: `its name says ${role}` };
  }
  const isIn = (path: string) => path.split('/').slice(0, -1).at(-1) ?? '';
  for (const sign of signs.name) {
    const within = files.filter(({ path }) => sign.test(isIn(path)));
    // A folder that holds other clients, too, says nothing.
    if (within.length === 1 && within[0]) {
      return { file: within[0], because: `its folder says ${role}` };
    }
  }
  const others = clients.filter((other) => other !== role).map((other) => getSigns(other, wanted));
  for (const [place, sign] of signs.text.entries()) {
    const isOther = (code: string) => others.some(({ text }) => text[place]?.test(code));
    const file = files.find(({ code }) => sign.test(code) && !isOther(code));
    if (file) return { file, because: `it holds ${JSON.stringify(sign.exec(file.code)?.[0])}` };
  }
  if (discover?.oneClient === false && files.length < clients.length) return undefined;
  const rest = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const general = files.find(({ path }) => /^(?:(?:tcp|udp)_?)?client$/i.test(getStem(path)));
  const named = clients.length > 1 ? undefined : rest.find(({ path }) => /cli/i.test(path));
  const file = general ?? named ?? rest[index];
  return file && { file, because: `by the order of the names it is ${role}` };
}
