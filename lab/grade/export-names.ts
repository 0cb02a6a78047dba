/**
 * Names that files got on their way: an export of a whole class puts who handed it in before each,
 * a second upload or download a number behind it. Pure.
 */
import type { Person } from '../model/class.ts';

/** A file of an export in one folder: whose it is, and the name that it had. */
export interface ExportedName {
  person: Person;
  name: string;
  /** The same for all files of one student, and for nobody else's. */
  owner: string;
  /** Of exports that hold every attempt: which; the newest is the last one in their order. */
  attempt?: string;
  /** Of two files of one name the higher number is the newer one, or the student's own. */
  rank: number;
}

const patterns: readonly {
  pattern: RegExp;
  read: (groups: Readonly<Record<string, string>>) => ExportedName;
}[] = [
  {
    // Moodle, "Download submissions in folders" left off: 101 is what its worksheet calls
    // "Participant 101".
    pattern: /^(?<who>.+?)_(?<id>\d+)_assignsubmission_(?<kind>file|onlinetext)_(?<name>.+)$/,
    read: ({ who = '', id = '', kind = '', name = '' }) => {
      const rank = kind === 'file' ? 1 : 0;
      return { person: makeMoodlePerson(who, id), name, owner: `${who} ${id}`, rank };
    },
  },
  {
    // Blackboard: all attempts of all students; the attempt's own text has no name of its own.
    pattern: new RegExp(
      '^(?<attempt>(?<owner>.+_(?<who>[\\w.@-]+?))_attempt_\\d{4}(?:-\\d{2}){5})' +
        '(?:_(?<name>.+)|\\.txt)$',
    ),
    read: ({ attempt = '', owner = '', who = '', name }) => {
      const person: Person = { name: who, exporter: 'Blackboard', id: who };
      const rank = name === undefined ? 0 : 1;
      return { person, name: name ?? 'submission.txt', owner, attempt, rank };
    },
  },
  {
    // Canvas: 1234 is the student's ID in its gradebook, the other number the file's.
    pattern: /^(?<prefix>(?<who>[^_]+)(?<late>_LATE)?_(?<id>\d+)_(?<number>\d+)_)(?<name>.+)$/i,
    read: ({ who = '', id = '', number = '', name = '', prefix = '', late }) => {
      const person: Person = { name: who, exporter: 'Canvas', id, prefix, ...readLate(late) };
      return { person, name, owner: `${who} ${id}`, rank: Number(number) };
    },
  },
  {
    // Canvas: a text or a link that was handed in is no file, and has no number of one, without
    // which Canvas takes nothing back.
    pattern: /^(?<who>[^_]+)(?<late>_LATE)?_(?<id>\d+)_(?<name>(?:text|link)\.html)$/i,
    read: ({ who = '', id = '', name = '', late }) => {
      const person: Person = { name: who, exporter: 'Canvas', id, ...readLate(late) };
      return { person, name, owner: `${who} ${id}`, rank: 0 };
    },
  },
];

function readLate(late: string | undefined): Pick<Person, 'isLate'> {
  return late === undefined ? {} : { isLate: true };
}

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
 * one where the other is there, too, which is then null; several numbers are somebody's own. No two
 * are given one name.
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
      const isTaken = names.includes(plain) && !all.includes(plain);
      if (plain === '' || isTaken || numbered.length !== 1) return all.map((name) => [name, name]);
      return all.map((name) => [name, name === plain ? null : plain]);
    }),
  );
}
