/**
 * The files of a class that an export puts into one folder, by student: which of them are the
 * submission, under which names, and what was left out. No two keep the same name. Pure.
 */
import path from 'node:path';
import type { Person } from '../model/class.ts';
import {
  type ExportedName,
  readExportedName,
  restoreNames,
  uploadedAgain,
} from './export-names.ts';

/** A file, and the name that it had before it was exported. */
export interface LooseFile {
  path: string;
  name: string;
}

/** What is no part of a submission: "PATH is BECAUSE". */
export interface LeftOut {
  path: string;
  because: string;
}

export interface ExportedStudent {
  person: Person;
  /** At least one; names are unique. */
  files: LooseFile[];
  left: LeftOut[];
}

interface ExportedFile extends ExportedName {
  /** As it is called in the export. */
  file: string;
}

/** Whose the files of a folder are; `others` do not say. */
export function collectExported(
  where: string,
  files: readonly string[],
): { students: ExportedStudent[]; others: string[] } {
  const owners = new Map<string, ExportedFile[]>();
  const others: string[] = [];
  for (const file of files) {
    const exported = readExportedName(file);
    if (exported === undefined) {
      others.push(file);
      continue;
    }
    const all = owners.get(exported.owner) ?? [];
    owners.set(exported.owner, [...all, { ...exported, file }]);
  }
  const students = [...owners.values()].map((all) => settleFiles(where, all));
  return { students, others };
}

/** The newest attempt alone; of two files of one name the newer one; names as they were. */
function settleFiles(where: string, all: readonly ExportedFile[]): ExportedStudent {
  const attempts = [...new Set(all.map(({ attempt = '' }) => attempt))].sort();
  const newest = attempts.pop() ?? '';
  const left = attempts.map((one): LeftOut => {
    return { path: one, because: `an older attempt: ${newest} is taken alone` };
  });
  const taken = new Map<string, ExportedFile>();
  const current = all.filter(({ attempt = '' }) => attempt === newest);
  for (const one of [...current].sort((a, b) => b.rank - a.rank)) {
    const before = taken.get(one.name);
    if (before === undefined) taken.set(one.name, one);
    else left.push({ path: one.file, because: `called ${one.name}, too: ${before.file} is taken` });
  }
  const names = restoreNames([...taken.keys()], uploadedAgain);
  const files: LooseFile[] = [];
  for (const { file, name } of current.filter((one) => taken.get(one.name) === one)) {
    const restored = names.get(name) ?? null;
    if (restored !== null) files.push({ path: path.join(where, file), name: restored });
    else {
      const [newer = ''] = [...names].find(([, plain]) => plain === name) ?? [];
      const instead = taken.get(newer)?.file ?? newer;
      left.push({ path: file, because: `an older upload: ${instead} is taken` });
    }
  }
  const person = current[0]?.person ?? { name: '' };
  return { person: taken.values().next().value?.person ?? person, files, left };
}
