/**
 * Names that files got on their way: an export of a whole class puts who handed it in before each,
 * a second upload or download a number behind it. Pure.
 */
import type { Person } from '../model/class.ts';

/** A file of an export in one folder: whose it is, and the name that it had. */
export interface ExportedName {
  person: Person;
  name: string;
}

const patterns: readonly {
  pattern: RegExp;
  read: (groups: Readonly<Record<string, string>>) => ExportedName;
}[] = [
  {
    // Moodle, "Download submissions in folders" left off: 101 is what its worksheet calls
    // "Participant 101".
    pattern: /^(?<who>.+?)_(?<id>\d+)_assignsubmission_(?:file|onlinetext)_(?<name>.+)$/,
    read: ({ who = '', id = '', name = '' }) => ({ person: makeMoodlePerson(who, id), name }),
  },
  {
    // Blackboard: the attempt's own text has no name of its own.
    pattern:
      /^(?<lab>.+)_(?<who>[\w.@-]+?)_attempt_\d{4}(?:-\d{2}){5}(?:_(?<name>.+)|(?<text>\.txt))$/,
    read: ({ who = '', name = 'submission', text = '' }) => {
      const person: Person = { name: who, exporter: 'Blackboard', id: who };
      return { person, name: `${name}${text}` };
    },
  },
  {
    // Canvas: 1234 is the student's ID in its gradebook, the other number the file's.
    pattern: /^(?<prefix>(?<who>[^_]+)(?:_LATE)?_(?<id>\d+)_\d+_)(?<name>.+)$/i,
    read: ({ who = '', id = '', name = '', prefix = '' }) => {
      return { person: { name: who, exporter: 'Canvas', id, prefix }, name };
    },
  },
];

/**
 * Moodle takes feedback back by the number, whatever the name before it is, and wants to be told
 * what the file came from (mod/assign/feedback/file/importziplib.php).
 */
export function makeMoodlePerson(name: string, number: string): Person {
  const prefix = `${name}_${number}_assignsubmission_file_`;
  return { name, exporter: 'Moodle', id: `Participant ${number}`, prefix };
}

/** Undefined for a name that no export gives. */
export function readExportedName(file: string): ExportedName | undefined {
  for (const { pattern, read } of patterns) {
    const groups = pattern.exec(file)?.groups;
    if (groups) return read(groups as Record<string, string>);
  }
  return undefined;
}

/** `server-1.py`, `Makefile-2`, as Canvas names a second upload. */
export const uploadedAgain = /-(\d{1,2})(?=(?:\.[A-Za-z]\w*)?$)/;
/** `TCPServer (1).java`, as browsers name a second download. */
export const downloadedAgain = / ?\((\d{1,2})\)(?=(?:\.[A-Za-z]\w*)?$)/;

/**
 * What each file was called before a number was put behind it. The one with the number is the newer
 * one where the other is there, too, which is then null; several numbers are somebody's own.
 */
export function restoreNames(names: readonly string[], again: RegExp): Map<string, string | null> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const plain = name.replace(again, '');
    groups.set(plain, [...(groups.get(plain) ?? []), name]);
  }
  return new Map(
    [...groups].flatMap(([plain, all]): [string, string | null][] => {
      const numbered = all.filter((name) => name !== plain);
      if (plain === '' || numbered.length !== 1) return all.map((name) => [name, name]);
      return all.map((name) => [name, name === plain ? null : plain]);
    }),
  );
}
