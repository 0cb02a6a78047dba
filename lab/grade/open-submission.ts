/**
 * Opens a submission, a folder or an archive: reads what it holds, and concludes how it is run.
 * Nothing of it is run here, and nothing of an archive is written anywhere.
 */
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { Wanted } from '../model/assignment.ts';
import { LabError } from '../model/errors.ts';
import { escapePattern } from '../model/escape-pattern.ts';
import {
  type Conclusion,
  getClientRoles,
  listRoles,
  type SubmittedFile,
} from '../model/submission.ts';
import { parseSubmission } from '../store/submission-file.ts';
import type { SubmissionEntry } from './class-entries.ts';
import { concludeSubmission, submissionFile } from './conclude.ts';
import { type EditedCopy, editConstants } from './edit-constants.ts';
import { downloadedAgain, restoreNames } from './export-names.ts';
import { isSourceName, readCode } from './find-code.ts';
import { partFolder } from './find-groups.ts';
import { findWholes } from './find-wholes.ts';
import { describeEncodings, type MendedFile, mendFiles } from './mend-files.ts';
import {
  type FoundFile,
  getTexts,
  mostBytes,
  mostFiles,
  type ReadFolder,
  readFolder,
  readOne,
  refusePath,
} from './read-folder.ts';
import { isArchive, readArchive, unpackBytes } from './unpack.ts';
import { OtherArchiveError } from './unpack-rules.ts';

export interface OpenedSubmission {
  name: string;
  /** Its folder; where all of it lies in a single folder within, that one. Absent: an archive. */
  root: string | undefined;
  files: FoundFile[];
  /** What is no ordinary file, and was left out. */
  left: { path: string; because: string }[];
  conclusion: Conclusion;
  /** What is played from another copy than was handed in. */
  mended: MendedFile[];
  /** Copies of its client, one for each role, where that is edited from host to host. */
  edited: EditedCopy[];
  /** Folders that are each a whole submission; none where there are not several, or it says how. */
  wholes: string[];
}

/** A folder or an archive, as an assignment wants it. Throws LabError FILE_WRONG. */
export async function openSubmission(where: string, wanted: Wanted): Promise<OpenedSubmission> {
  const facts = await lstat(where).catch((cause: Error) => {
    throw refusePath(where, cause);
  });
  const isSource = readCode({ path: where, text: '', isExecutable: false }) !== undefined;
  if (facts.isFile() && isSource) {
    throw new LabError(
      'FILE_WRONG',
      `${where} is a single file, and a folder or archive is wanted`,
      {
        hint: `Name the folder that holds it: ${path.dirname(where)}`,
      },
    );
  }
  const kind = facts.isDirectory() ? 'folder' : 'archive';
  const name = path.basename(path.resolve(where));
  return openEntry({ name, source: { kind, path: where } }, wanted);
}

/**
 * What is packed in a way that is not read comes without files, and `unsupported`: nothing can be
 * said of it. Throws LabError FILE_WRONG.
 */
export async function openEntry(entry: SubmissionEntry, wanted: Wanted): Promise<OpenedSubmission> {
  try {
    return await openReadable(entry, wanted);
  } catch (error) {
    if (!(error instanceof OtherArchiveError)) throw error;
    const conclusion = { ...concludeSubmission([], undefined, wanted), unsupported: error.message };
    const nothing = { root: undefined, files: [], left: [], mended: [], edited: [], wholes: [] };
    return { name: entry.name, ...nothing, conclusion };
  }
}

async function openReadable(
  { name, source, left: beside = [] }: SubmissionEntry,
  wanted: Wanted,
): Promise<OpenedSubmission> {
  const own = await readSource(source);
  const read = { ...own, left: [...beside, ...own.left] };
  const { files, left, isPacked } = await unpackInner(read, source.kind !== 'folder');
  if (files.length === 0) {
    throw new LabError('FILE_WRONG', `${name} could not be read: it holds no file`, {
      hint: 'Name the folder or the archive of one submission.',
    });
  }
  const { files: bare, within } = enterFolders(files);
  const inner = restoreDownloads(bare);
  const texts = getTexts(inner);
  const said = texts.find((file) => file.path === submissionFile);
  const wholes = said ? [] : findWholes(texts, wanted);
  const base = source.kind === 'folder' ? source.path : name;
  const root = path.join(base, within.replace(/\/$/, ''));
  const conclusion = concludeSubmission(
    texts,
    said && parseSubmission(said.text, path.join(root, submissionFile), wanted),
    wanted,
    inner.map((file) => file.path),
  );
  const opened = {
    name,
    root: isPacked ? undefined : root,
    left,
    wholes: wholes.length > 1 ? wholes : [],
  };
  const edited = said ? undefined : editForRoles({ files: inner, texts }, conclusion, wanted);
  const { files: all, conclusion: found, ...copies } = edited ?? { files: inner, conclusion };
  const reasons = left.map((one) => ({
    about: 'left out',
    because: `${one.path} is ${one.because}`,
  }));
  const told = { ...found, reasons: [...found.reasons, ...reasons] };
  return { ...opened, files: all, edited: [], ...copies, ...mend(all, told) };
}

/** Without the number that a browser put behind a name; where both are there, both stay. */
function restoreDownloads(files: readonly FoundFile[]): FoundFile[] {
  const names = restoreNames(
    files.map((file) => file.path),
    downloadedAgain,
  );
  const isWhole = ![...names.values()].includes(null);
  return files.map((file) => {
    return { ...file, path: (isWhole && names.get(file.path)) || file.path };
  });
}

/** With a copy of its client for each role, where that is edited from host to host. */
function editForRoles(
  { files, texts }: { files: readonly FoundFile[]; texts: readonly SubmittedFile[] },
  before: Conclusion,
  wanted: Wanted,
): Pick<OpenedSubmission, 'files' | 'conclusion' | 'edited'> | undefined {
  const edited = editConstants(before, texts, wanted);
  if (edited.length === 0) return undefined;
  const copies = edited.map(({ path: name, text }): FoundFile => {
    return { path: name, bytes: Buffer.from(text), isExecutable: false };
  });
  const all = [...files, ...copies];
  const names = all.map((file) => file.path);
  const both = [...texts, ...getTexts(copies)];
  const conclusion = concludeSubmission(both, undefined, wanted, names);
  const roles = getClientRoles(wanted);
  const isPlayed = roles.every((role, index) => {
    return conclusion.sources[role]?.[0] === edited[index]?.path;
  });
  if (!isPlayed) return undefined;
  const reasons = edited.map(({ because }, index) => ({ about: roles[index] ?? '', because }));
  return {
    files: all,
    edited,
    conclusion: { ...conclusion, reasons: [...conclusion.reasons, ...reasons] },
  };
}

/** The conclusion, with the files that cannot be played or read as they are. */
function mend(
  files: readonly FoundFile[],
  conclusion: Conclusion,
): Pick<OpenedSubmission, 'conclusion' | 'mended'> {
  const { submission } = conclusion;
  const keys = ['build', ...listRoles(conclusion)] as const;
  const commands = keys.flatMap((key) => submission[key] ?? []);
  const mended = mendFiles(files, commands);
  const told = [...mended.map((one) => one.because), ...describeEncodings(files, mended)];
  const reasons = told.map((because) => ({ about: 'encoding', because }));
  return { mended, conclusion: { ...conclusion, reasons: [...conclusion.reasons, ...reasons] } };
}

async function readSource(source: SubmissionEntry['source']): Promise<ReadFolder> {
  if (source.kind === 'folder') return readFolder(source.path);
  if (source.kind !== 'files') return readArchive(source.path);
  const files: FoundFile[] = [];
  const budget = { bytes: mostBytes };
  for (const { path: file, name } of source.files) {
    const found = await readOne(path.dirname(file), path.basename(file), budget);
    files.push({ ...found, path: name });
  }
  return { files, left: [] };
}

/** Archives within archives: one is usual (Moodle packs what students packed), more are a trick. */
const mostWrappings = 2;
/** So many of them side by side are a submission in parts. */
const mostArchives = 8;

/**
 * What the archives hold that were handed in, where no source is beside them: one of the code with
 * a report is usual. Several are unpacked into folders of their names.
 */
async function unpackInner(
  read: ReadFolder,
  isArchiveItself: boolean,
): Promise<ReadFolder & { isPacked: boolean }> {
  let { files } = read;
  const left = [...read.left];
  let isPacked = isArchiveItself;
  for (let turn = 1; turn <= mostWrappings; turn += 1) {
    const packed = files.filter(isArchive);
    if (packed.length === 0 || packed.length > mostArchives) break;
    if (files.some((file) => isSourceName(file.path) && !isArchive(file))) break;
    const found = new Map(files.filter((file) => !packed.includes(file)).map(nameFile));
    for (const { path: archive, bytes } of packed) {
      const name = path.posix.basename(archive);
      const inner = await unpackBytes(Buffer.from(bytes), name);
      const own = packed.length > 1 ? [name.replace(/(?:\.tar)?\.\w+$/, '')] : [];
      const into = path.posix.join(path.posix.dirname(archive), ...own);
      for (const file of inner.files) {
        const placed = { ...file, path: path.posix.join(into, file.path) };
        found.set(placed.path, placed);
      }
      left.push(...inner.left);
    }
    files = [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    isPacked = true;
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (files.length > mostFiles || bytes > mostBytes) {
    throw new LabError('FILE_WRONG', 'its archives hold too much for a submission');
  }
  return { files, left, isPacked };
}

function nameFile(file: FoundFile): [string, FoundFile] {
  return [file.path, file];
}

/** Without the folders around all programs; `within` are those, from the outermost on. */
function enterFolders(files: readonly FoundFile[]): { files: FoundFile[]; within: string } {
  let inner = [...files];
  let sources = getTexts(files).filter((file) => isSourceName(file.path));
  let within = '';
  for (;;) {
    const folder = getOnlyFolder(inner, sources);
    const isAlone = within === '' && inner.every(({ path: name }) => name.startsWith(folder));
    if (folder === '' || (!isAlone && isPartOfProgram(folder, sources))) break;
    inner = inner.map((file) => leaveFolder(file, folder));
    sources = sources.map((file) => leaveFolder(file, folder));
    within += folder;
  }
  return { files: inner, within };
}

function leaveFolder<File extends { path: string }>(file: File, folder: string): File {
  return file.path.startsWith(folder) ? { ...file, path: file.path.slice(folder.length) } : file;
}

/**
 * Whether a folder is named in the programs themselves, or by what all projects have: they are
 * started from above it, as a package or as `src/server.py`.
 */
function isPartOfProgram(folder: string, sources: readonly SubmittedFile[]): boolean {
  const name = folder.replace(/\/$/, '');
  if (partFolder.test(name)) return true;
  const own = escapePattern(name);
  const isImported = new RegExp(
    `^\\s*(?:from\\s+\\.+[\\w.]*\\s+import|package\\s+${own}|(?:from|import)\\s+${own})\\b`,
    'm',
  );
  return sources.some(({ text }) => isImported.test(text) || text.includes(folder));
}

/**
 * The folder that all programs lie in, where what lies beside it is nothing that they are made of
 * or name: `lab2/` of an archive, also with a report beside it. '' where there is none.
 */
function getOnlyFolder(files: readonly FoundFile[], all: readonly SubmittedFile[]): string {
  const sources = all.filter(({ path: name }) => !isDocument.test(name));
  const [first] = sources.length > 0 ? sources : files;
  const end = first?.path.indexOf('/') ?? -1;
  if (first === undefined || end < 0) return '';
  const prefix = first.path.slice(0, end + 1);
  const others = files.filter((file) => !file.path.startsWith(prefix));
  const isPlain = others.every(({ path: name }) => {
    const base = path.posix.basename(name);
    const isTaken = files.some((file) => file.path === `${prefix}${name}`);
    return isDocument.test(base) && !isTaken && !sources.some(({ text }) => text.includes(base));
  });
  return isPlain ? prefix : '';
}

/** What is read, and not run. */
const isDocument =
  /\.(?:pdf|docx?|odt|txt|md|rtf|png|jpe?g|gif|webp|pptx?|xlsx?|mp4|mov|log|pcapng?|html?)$|^(?:README|LICENSE|NOTES?)$/i;
