/**
 * Takes one group of programs where a folder holds several: the assignment beside its extra credit,
 * versions of the same, a folder with what is old. A server of one group is never played with a
 * client of another. Groups are told by folders, then by what their names have in common.
 */
import path from 'node:path';
import type { Wanted } from '../model/assignment.ts';
import { transports } from '../model/discover.ts';
import { joinWords } from '../model/wording.ts';
import { type Code, getStem } from './find-code.ts';
import { findDeed, guessTransport, type Side } from './find-deed.ts';
import { isProgram } from './find-roles.ts';

export interface ChosenGroup {
  /** The sources that are left. */
  codes: Code[];
  /** One sentence for each group that was left aside. */
  aside: string[];
  /** The programs that seem to be for extra credit. */
  extra: string[];
  /** Whether anybody would choose so: the others lie below, or are named as extra or old. */
  isClear: boolean;
}

interface Program {
  code: Code;
  side: Side;
  /** Its folder without those that only name a side: `server/main.py` is of the one above. */
  folder: string;
  /** What its name says beside its side and its role. */
  tokens: string[];
  /** Its side's and role's words: versions have the same. */
  identity: string;
}

/** Words of folders and files that are for what was not asked first. */
const extraWords = /^(?:ec|extra|credits?|extracredit|bonus|chat|chats|chatroom|optional)$/;
const oldWords =
  /^(?:old|older|alt|vieux|ancien|viejo|antiguo|antigo|velho|vecchio|oud|stare|backup|backups|bak|bkp|orig|original|archive|history|previous|prev|draft|drafts|copy|copies|kopie|tmp|temp|wip|test|tests|testing|example|examples|sample|samples|broken|unused|trash|deprecated|try|tries|attempt|attempts|experiment|experiments|scratch)$/;
const newWords =
  /^(?:final|finale|latest|newest|new|fixed|updated|update|revised|submit|submission|done)$/;
/** Folders that hold one side, or all sources. */
export const partFolder = /^(?:servers?|clients?|client[-_ ]?\w{1,2}|src|source|code)$/i;
const sideWords =
  /^(?:servers?|serv|srv|clients?|cli|tcp|udp|sockets?|py|python|java|main|app|program)$/;

/** The group that a person would take; all, where there is one only. Pure. */
export function chooseGroup(codes: readonly Code[], wanted: Wanted): ChosenGroup {
  const programs = findPrograms(codes, wanted);
  const aside: string[] = [];
  const extra: string[] = [];
  const gone = new Set<Code>();
  const leave = (left: readonly Program[], why: string) => {
    if (left.length === 0) return;
    for (const { code } of left) gone.add(code);
    const isExtra = left.some((one) => getWords(one).some((word) => extraWords.test(word)));
    const paths = left.map(({ code }) => code.path);
    if (isExtra) extra.push(...paths);
    aside.push(`${joinWords(paths)}: ${why}`);
  };
  const inFolder = chooseBy(programs, ({ folder }) => folder, wanted);
  for (const group of inFolder.others) {
    leave(group, describeWhy(group, inFolder.chosen));
    const [{ folder } = { folder: '' }] = group;
    // What lies beside them is theirs, too: two projects may have a file of the same name.
    for (const code of codes) if (folder !== '' && isBelow(code.path, folder)) gone.add(code);
  }
  const named = chooseBy(inFolder.chosen, ({ tokens }) => listPlain(tokens).join(' '), wanted);
  for (const group of named.others) leave(group, describeWhy(group, named.chosen));
  const kept = chooseServer(chooseVersions(leaveOld(named.chosen), wanted), wanted);
  for (const one of named.chosen) {
    if (!kept.includes(one)) leave([one], describeWhy([one], kept));
  }
  const [{ folder } = { folder: '' }] = inFolder.chosen;
  const isClear = inFolder.others.every(
    (group) =>
      rateNames(group) < 0 || group.every((one) => folder === '' || isBelow(one.folder, folder)),
  );
  return { codes: codes.filter((code) => !gone.has(code)), aside, extra, isClear };
}

/** The best of those groups that have both sides; what is of none of them stays with it. */
function chooseBy(
  programs: readonly Program[],
  getKey: (program: Program) => string,
  wanted: Wanted,
): { chosen: Program[]; others: Program[][] } {
  const groups = new Map<string, Program[]>();
  for (const one of programs) groups.set(getKey(one), [...(groups.get(getKey(one)) ?? []), one]);
  const has = (group: readonly Program[], side: Side) => group.some((one) => one.side === side);
  const wholes = [...groups.values()].filter(
    (group) => has(group, 'server') && has(group, 'client'),
  );
  if (wholes.length < 2) return { chosen: [...programs], others: [] };
  const [best = [], ...others] = wholes.sort(
    (a, b) => rateGroup(b, wanted) - rateGroup(a, wanted) || compareNames(a, b),
  );
  const dropped = new Set(others.flat());
  return { chosen: programs.filter((one) => best.includes(one) || !dropped.has(one)), others };
}

function compareNames([a]: readonly Program[], [b]: readonly Program[]): number {
  const [left, right] = [a?.code.path ?? '', b?.code.path ?? ''];
  return left.split('/').length - right.split('/').length || (left < right ? -1 : 1);
}

/** Without what is named as old or as extra, where there is another of its side. */
function leaveOld(programs: readonly Program[]): Program[] {
  const isOld = (one: Program) =>
    rateNames(one.side === 'server' ? [one] : [{ ...one, tokens: [] }]) < 0;
  const present = programs.filter((one) => !isOld(one));
  return programs.filter((one) => !isOld(one) || !present.some(({ side }) => side === one.side));
}

/** Of programs that only differ by a version, the one that a person would take. */
function chooseVersions(programs: readonly Program[], wanted: Wanted): Program[] {
  const left = new Set<Program>();
  const families = new Map<string, Program[]>();
  for (const one of programs) {
    families.set(one.identity, [...(families.get(one.identity) ?? []), one]);
  }
  for (const family of families.values()) {
    const [best, ...others] = [...family].sort((a, b) => rate(b, wanted) - rate(a, wanted));
    // Two that no word tells apart may both be wanted.
    for (const one of others) if (best && rate(best, wanted) > rate(one, wanted)) left.add(one);
  }
  return programs.filter((one) => !left.has(one));
}

/**
 * Of several servers, whatever their names, those that say what the assignment asks for, where some
 * do: an echo server of a lecture may lie beside the one that was made of it.
 */
function chooseServer(programs: readonly Program[], wanted: Wanted): Program[] {
  const servers = programs.filter(({ side }) => side === 'server');
  const telling = servers.filter((one) => says(one, wanted));
  if (telling.length === 0) return [...programs];
  return programs.filter((one) => one.side === 'client' || telling.includes(one));
}

/** Whether a program's text has a phrase of the assignment's answer. */
function says({ code }: Program, wanted: Wanted): boolean {
  const text = code.text.toLowerCase();
  return (wanted.discover?.phrases ?? []).some((phrase) => text.includes(phrase.toLowerCase()));
}

function rateGroup(group: readonly Program[], wanted: Wanted): number {
  return Math.max(...group.filter(({ side }) => side === 'server').map((one) => rate(one, wanted)));
}

function rateNames(group: readonly Program[]): number {
  const words = group.flatMap(getWords);
  return words.some((word) => extraWords.test(word) || oldWords.test(word)) ? -1 : 0;
}

/** How much speaks for a program: its words, then its version, then what its text says. */
function rate(program: Program, wanted: Wanted): number {
  const words = getWords(program);
  const has = (pattern: RegExp) => words.some((word) => pattern.test(word));
  return (
    (has(extraWords) ? -4_000 : 0) +
    (has(oldWords) ? -2_000 : 0) +
    (says(program, wanted) ? 1_000 : 0) +
    (has(newWords) ? 300 : 0) +
    Math.min(getVersion(words), 99)
  );
}

function getVersion(words: readonly string[]): number {
  const numbers = words.flatMap((word) => /^v?(?:er|ersion)?(\d{1,3})$/.exec(word)?.[1] ?? []);
  return Math.max(0, ...numbers.map(Number));
}

/** Words that tell groups apart, and not versions. */
function listPlain(tokens: readonly string[]): string[] {
  return tokens.filter(
    (word) => !oldWords.test(word) && !newWords.test(word) && !/^v?(?:er|ersion)?\d*$/.test(word),
  );
}

function getWords({ folder, tokens }: Program): string[] {
  return [...splitName(folder), ...tokens];
}

function describeWhy(group: readonly Program[], chosen: readonly Program[]): string {
  const words = group.flatMap(getWords);
  const sign =
    words.find((word) => extraWords.test(word)) ?? words.find((word) => oldWords.test(word));
  const taken = chosen.find(({ side }) => side === (group[0]?.side ?? 'server')) ?? chosen[0];
  const instead = `${taken?.code.path} is taken`;
  return sign === undefined ? instead : `its name says ${JSON.stringify(sign)}, and ${instead}`;
}

function findPrograms(codes: readonly Code[], wanted: Wanted): Program[] {
  const programs = codes.filter(isProgram);
  const asked = wanted.discover?.transport ?? guessTransport(programs);
  const does = (side: Side, code: Code) =>
    [asked, ...transports].some((transport) => findDeed(side, code, transport) !== undefined);
  return programs.flatMap((code): Program[] => {
    const isNamedClient = /cli/i.test(getStem(code.path));
    const serves = does('server', code);
    const side = serves && !(isNamedClient && does('client', code)) ? 'server' : 'client';
    if (!serves && !does('client', code)) return [];
    const roles = getRoleWords(wanted);
    const folder = getFolder(code.path, roles);
    const words = splitName(getStem(code.path));
    const isRole = (word: string, index: number) =>
      sideWords.test(word) ||
      (side === 'client' &&
        (roles.has(word) ||
          (/^\d$/.test(word) && !words.slice(0, index).some((w) => roles.has(w)))));
    const tokens = words.filter((word, index) => !isRole(word, index));
    const own = words.filter((word, index) => isRole(word, index)).sort();
    const plain = listPlain(tokens).filter((word) => !extraWords.test(word));
    const identity = [side, folder, ...own, ...plain].join(' ');
    return [{ code, side, folder, tokens, identity }];
  });
}

/** What names a client's role: its letter and the assignment's words for it. */
function getRoleWords({ clients, discover }: Wanted): Set<string> {
  const words = clients.flatMap((role) => [role, ...(discover?.words?.[role] ?? [])]);
  return new Set(words.map((word) => word.toLowerCase()));
}

/** `Extra Credit/src/server_v2` gives extra, credit, src, server, v2; `ClientX` client and x. */
/** Its words in small letters: "myChat_v2" is "my", "chat" and "v2". */
export function splitName(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/(server|client|tcp|chat)(?=[a-z\d])/g, '$1 ')
    .replace(/(?<=[a-z\d])(server|client)/g, ' $1')
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

function getFolder(file: string, roles: ReadonlySet<string>): string {
  const parts = path.posix.dirname(file).split('/');
  const isPart = (name: string) => partFolder.test(name) || roles.has(name.toLowerCase());
  while (parts.length > 0 && (parts.at(-1) === '.' || isPart(parts.at(-1) ?? ''))) parts.pop();
  return parts.join('/');
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(`${folder}/`);
}
