/**
 * Which submissions a folder holds: folders and archives side by side, or what Moodle, Canvas and
 * Gradescope export. Only names are looked at; nothing is opened here but Gradescope's own list.
 */
import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Person } from '../model/class.ts';
import { LabError } from '../model/errors.ts';
import { judgeName, readSigns } from './ballast.ts';
import { makeMoodlePerson, readExportedName } from './export-names.ts';
import {
  collectExported,
  type ExportedStudent,
  type LeftOut,
  type LooseFile,
} from './exported-files.ts';
import { splitName } from './find-groups.ts';
import { readGradescopeList } from './gradescope-list.ts';
import { refusePath } from './read-folder.ts';
import { isArchiveName } from './unpack.ts';

/** One submission, before it is opened. */
export interface SubmissionEntry {
  name: string;
  /** Who handed it in, with what the exporter knows of them; absent where it says nothing. */
  people?: Person[];
  /** A folder or an archive; Canvas gives the files of a student one by one. */
  source: { kind: 'folder' | 'archive'; path: string } | { kind: 'files'; files: LooseFile[] };
  /** What the export has of them beside it. */
  left?: LeftOut[];
}

/** What lies beside submissions and is none: lists of marks, pages, notes of the exporter. */
const beside = /\.(?:csv|html?|ya?ml|json|txt|md|pdf|xlsx?)$/i;
/** What people call a folder of what belongs to a hand-in, or of a version or a part of it. */
const words = new RegExp(
  `^(?:${[
    'src|sources?|server|clients?|tcp|lib|include|docs?|tests?|bin|build|code|common|programs?',
    'reports?|write|up|writeups?|documentation|readme|images?|imgs?|pics?|pictures?|photos?',
    'screenshots?|screens?|shots?|figures?|diagrams?|outputs?|results?|logs?|evidence|proofs?',
    'captures?|pcaps?|wireshark|mininet|topos?|topolog(?:y|ies)|networks?|scripts?|config|notes?',
    'extra|credits?|extracredit|ec|bonus|optional|chats?|basic|main|core|required|parts?',
    'questions?|tasks?|old|new|final|latest|backups?|v|versions?|python|java|and|of|with|for|the',
  ].join('|')})$`,
);

/** Parts of one submission, rather than people; a client's has its letter or number in its name. */
function isPart(name: string, clients: readonly string[]): boolean {
  const role = new RegExp(`^(?:client[-_ ]?)?(?:${clients.join('|')})$`, 'i');
  const plain = splitName(name)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');
  return role.test(name) || (plain.length > 0 && plain.every((one) => words.test(one)));
}

/** Whether a name in a class's folder may be somebody's. */
function isShown(entry: Dirent): boolean {
  const about = { isFolder: entry.isDirectory(), signs: readSigns([]) };
  return !entry.name.startsWith('.') && judgeName(entry.name, about) === undefined;
}

/** Told of what could not be read, while the rest goes on: one sentence. */
type Say = (sentence: string) => void;

/**
 * Absent for one submission; `clients` are the roles of what was to be handed in. Throws LabError
 * FILE_WRONG where there is nothing.
 */
export async function findClass(
  where: string,
  { clients }: { clients: readonly string[] },
  say: Say = () => {},
): Promise<SubmissionEntry[] | undefined> {
  const facts = await lstat(where).catch((cause: Error) => {
    throw refusePath(where, cause);
  });
  if (!facts.isDirectory()) return undefined;
  const all = await readdir(where, { withFileTypes: true });
  const entries = all.filter(isShown);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const exported = folders.length === 0 ? findExported(where, files, say) : undefined;
  if (exported) return sortEntries(exported);
  const archives = files.filter(isArchiveName);
  const strange = files.filter((name) => !isArchiveName(name) && !beside.test(name));
  const named = [...folders, ...archives].filter((name) => readExportedName(`${name}x`));
  // Who packed several archives of one name each is no single student, whatever lies beside.
  const isExport = named.length >= 2;
  if ((strange.length > 0 && !isExport) || folders.length + archives.length < 2) return undefined;
  if (archives.length === 0 && folders.every((name) => isPart(name, clients))) return undefined;
  return sortEntries(await listEntries(where, { folders, archives, say, files }));
}

/** Every folder and archive as a submission, whatever the folder looks like. Throws LabError. */
export async function listClass(where: string, say: Say = () => {}): Promise<SubmissionEntry[]> {
  if (isArchiveName(where) && (await lstat(where).catch(() => undefined))?.isFile()) {
    throw new LabError(
      'FILE_WRONG',
      `${where} is an archive, and a class is marked from a folder`,
      {
        hint: 'Unpack it, and name its folder.',
      },
    );
  }
  const entries = await readdir(where, { withFileTypes: true }).catch((cause: Error) => {
    throw refusePath(where, cause);
  });
  const shown = entries.filter(isShown);
  const folders = shown.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const files = shown.filter((entry) => entry.isFile()).map(({ name }) => name);
  const archives = files.filter(isArchiveName);
  const found =
    (folders.length === 0 ? findExported(where, files, say) : undefined) ??
    (await listEntries(where, { folders, archives, say, files }));
  if (found.length > 0) return sortEntries(found);
  throw new LabError('FILE_WRONG', `${where} holds no folder and no archive to be marked`);
}

interface Listing {
  folders: readonly string[];
  archives: readonly string[];
  files: readonly string[];
  say: Say;
}

/** Folders, archives, and files that say whose they are: a folder may lie beside an export. */
async function listEntries(
  where: string,
  { folders, archives, files, say }: Listing,
): Promise<SubmissionEntry[]> {
  const { students, others } = collectExported(where, files);
  sayLeft(
    others.filter((name) => !archives.includes(name)),
    say,
  );
  const known = await readGradescopeList(where, say);
  const all = [
    ...folders.map((name) => ({ name, kind: 'folder' as const })),
    ...others
      .filter((name) => archives.includes(name))
      .map((name) => ({ name, kind: 'archive' as const })),
  ];
  const entries = all.map(({ name, kind }): SubmissionEntry => {
    const listed = known.get(name);
    const person = readStudent(name);
    const people = listed ?? (person.id === undefined ? undefined : [person]);
    return {
      name: listed?.map((one) => one.name).join(' and ') ?? person.name,
      ...(people && { people }),
      source: { kind, path: path.join(where, name) },
    };
  });
  return joinOnlineTexts([...entries, ...students.map(toEntry)]);
}

const onlineText = /_assignsubmission_onlinetext(?:_|$)/;

/** Moodle's online text is beside the files of who handed in both, else it is all there is. */
function joinOnlineTexts(entries: readonly SubmissionEntry[]): SubmissionEntry[] {
  const isText = (entry: SubmissionEntry) => onlineText.test(readPlace(entry));
  const getId = ({ name, people }: SubmissionEntry) => `${name} ${people?.[0]?.id}`;
  const withFiles = entries.filter((entry) => !isText(entry));
  const ids = new Set(withFiles.map(getId));
  const texts = entries.filter((entry) => isText(entry));
  const joined = withFiles.map((entry) => {
    const beside = texts.filter((one) => getId(one) === getId(entry));
    const told = beside.map((one): LeftOut => {
      return { path: readPlace(one), because: 'text that was written beside the files' };
    });
    return told.length === 0 ? entry : { ...entry, left: [...(entry.left ?? []), ...told] };
  });
  return [...joined, ...texts.filter((one) => !ids.has(getId(one)))];
}

/** What it is called on the disk; of several files the first. */
function readPlace({ source }: SubmissionEntry): string {
  const where = source.kind === 'files' ? source.files[0]?.path : source.path;
  return path.basename(where ?? '');
}

/**
 * Moodle: "Ada King_1234_assignsubmission_file_", where 1234 is what its grading worksheet calls
 * "Participant 1234"; of an archive the name without its ending.
 */
export function readStudent(name: string): Person {
  const [, moodle, number = ''] =
    /^(.+?)_(\d+)_assignsubmission_(?:file|onlinetext)_?/.exec(name) ?? [];
  if (moodle !== undefined) return makeMoodlePerson(moodle, number);
  return { name: isArchiveName(name) ? name.replace(/(?:\.tar)?\.\w+$/, '') : name };
}

/**
 * The files of all students in one folder, each with whose it is in its name. Undefined where too
 * few names say so.
 */
function findExported(
  where: string,
  files: readonly string[],
  say: Say,
): SubmissionEntry[] | undefined {
  const { students, others } = collectExported(where, files);
  if (students.length === 0 || others.some((name) => !beside.test(name))) return undefined;
  sayLeft(others, say);
  return students.map(toEntry);
}

function toEntry({ person, files, left }: ExportedStudent): SubmissionEntry {
  const who = { name: person.name, people: [person], ...(left.length > 0 && { left }) };
  const [only] = files;
  return files.length === 1 && only && isArchiveName(only.name)
    ? { ...who, source: { kind: 'archive', path: only.path } }
    : { ...who, source: { kind: 'files', files } };
}

/** Nobody vanishes without a word: what is taken for no submission is named. */
function sayLeft(files: readonly string[], say: Say): void {
  for (const name of files.filter((one) => !lists.test(one))) {
    say(`left out: ${name} is no folder and no archive, and does not say whose it is`);
  }
}

/** What exporters put beside: marks, lists, their own page. */
const lists = /\.(?:csv|html?|ya?ml|json|xlsx?)$/i;

/** By name; two of one name are told apart by what they are called on the disk. */
function sortEntries(entries: SubmissionEntry[]): SubmissionEntry[] {
  const counts = new Map<string, number>();
  for (const { name } of entries) counts.set(name, (counts.get(name) ?? 0) + 1);
  const named = entries.map((entry) => {
    if ((counts.get(entry.name) ?? 0) < 2) return entry;
    return { ...entry, name: `${entry.name} (${readPlace(entry)})` };
  });
  return named.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A name for a folder of each entry: "ada-king", "ada-king-2"; never two the same. */
export function makeSlugs(entries: readonly SubmissionEntry[]): string[] {
  const taken = new Set<string>();
  return entries.map(({ name }) => {
    const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    const base =
      plain
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 60) || 'submission';
    for (let number = 1; ; number += 1) {
      const slug = number === 1 ? base : `${base}-${number}`;
      if (taken.has(slug)) continue;
      taken.add(slug);
      return slug;
    }
  });
}
