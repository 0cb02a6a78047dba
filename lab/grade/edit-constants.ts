/**
 * One client program that is edited on the way from host to host: `CLIENT = "X"  # "Y" on h3`. Who
 * marks it does so as well: each client gets a copy of its own, with its letter and its name where
 * those of another stand. Pure.
 */
import type { Wanted } from '../model/assignment.ts';
import { escapePattern } from '../model/escape-pattern.ts';
import { type Conclusion, getClientRoles, type SubmittedFile } from '../model/submission.ts';
import { getStem, readCode } from './find-code.ts';

export interface EditedCopy {
  /** Where it is put, beside the one that it is a copy of. */
  path: string;
  text: string;
  because: string;
}

interface Constant {
  name: string;
  /** As it stands in the source, up to the end of its value. */
  code: string;
  value: string;
}

const values =
  /^[ \t]*(?:(?:const|let|var|my|our|local|readonly|declare|static|final|public|private|export|set|char|auto|std::string|string|String)\b[ \t*]*)*[$@]?(\w+)(?:\[\w*\])?[ \t]*(?::[ \t]*\w+[ \t]*)?=[ \t]*(["'])([^"'\n]{1,40})\2|^#define[ \t]+(\w+)[ \t]+(["'])([^"'\n]{1,40})\5/gm;

/** The copies, one for each client; none where its programs need no editing, or who knows how. */
export function editConstants(
  { submission, sources }: Conclusion,
  files: readonly SubmittedFile[],
  wanted: Wanted,
): EditedCopy[] {
  const roles = getClientRoles(wanted);
  const [first] = roles;
  const commands = new Set(roles.map((role) => submission[role]));
  const given = roles.flatMap((role) => [
    submission[role] ?? '',
    ...(submission.type?.[role] ?? []),
  ]);
  const isTold = given.some((one) => one.includes('{role}'));
  if (first === undefined || roles.length < 2 || commands.size !== 1 || isTold) return [];
  const file = files.find(({ path }) => path === sources[first]?.[0]);
  if (!file) return [];
  const constants = [...file.text.matchAll(values)].map(([code, ...found]): Constant => {
    return { code, name: found[0] ?? found[3] ?? '', value: found[2] ?? found[5] ?? '' };
  });
  const letter = constants.filter((one) => saysWho(one, file, roles));
  const [who] = letter;
  if (!who || letter.length > 1) return [];
  return roles.map((role) => {
    const changed = constants.flatMap((one) => {
      const value = edit(one === who, one.value, { role, roles, wanted });
      return value === one.value ? [] : [{ one, value }];
    });
    const text = changed.reduce(
      (all, { one, value }) => all.replace(one.code, () => replaceValue(one, value)),
      file.text,
    );
    const said = changed.map(({ one, value }) => `${one.name} = ${JSON.stringify(value)}`);
    return {
      ...nameCopy({ ...file, text }, role),
      because:
        said.length === 0
          ? `${file.path} is edited from host to host; ${role} plays it as it is`
          : `${role} plays a copy of ${file.path} that has ${said.join(' and ')}`,
    };
  });
}

/** The copy of a role by its name; a class of Java has that of its file. */
function nameCopy(file: SubmittedFile, role: string): Pick<EditedCopy, 'path' | 'text'> {
  const isJava = readCode(file)?.language === 'java';
  const path = file.path.replace(/(\.\w+)?$/, isJava ? `${role}$1` : `-${role}$1`);
  if (!isJava) return { path, text: file.text };
  const name = getStem(file.path);
  const words = new RegExp(`("(?:\\\\.|[^"\\\\\\n])*")|\\b${escapePattern(name)}\\b`, 'g');
  const text = file.text.replace(words, (_, quoted?: string) => quoted ?? `${name}${role}`);
  return { path, text };
}

/** Whether a constant is all that says which client it is: it is set once, and has a letter. */
function saysWho({ name, value }: Constant, { text }: SubmittedFile, roles: readonly string[]) {
  const [, letter] = /^(?:client[ _-]?)?(\w)(?:\s*:\s*\S.*)?$/i.exec(value) ?? [];
  if (letter === undefined || !roles.includes(letter)) return false;
  const sets =
    text.match(
      new RegExp(
        `\\b${escapePattern(name)}\\b(?:\\[\\w*\\])?[ \\t]*(?::[ \\t]*\\w+[ \\t]*)?=(?!=)|#define[ \\t]+${escapePattern(name)}\\b`,
        'g',
      ),
    ) ?? [];
  // A whole message may be meant for any client, unless the source speaks of the others as well.
  const others = roles.filter((role) => role !== letter);
  const isAlone = value.includes(':');
  const speaksOf = (role: string) => new RegExp(`(?<!\\w)${role}(?!\\w)`).test(text);
  return sets.length === 1 && (!isAlone || others.some(speaksOf));
}

/** What a value is at a role: with its letter where that is said, and its word. */
function edit(
  isWho: boolean,
  value: string,
  { role, roles, wanted }: { role: string; roles: readonly string[]; wanted: Wanted },
): string {
  const words = wanted.discover?.words ?? {};
  const own = words[role]?.[0];
  const others = roles.filter((one) => one !== role);
  let edited = value;
  if (isWho) {
    edited = edited.replace(new RegExp(`(?<![A-Za-z])(?:${others.join('|')})(?![A-Za-z])`), role);
  }
  for (const word of others.flatMap((one) => words[one] ?? [])) {
    if (own !== undefined) {
      edited = edited.replace(new RegExp(`\\b${escapePattern(word)}\\b`, 'i'), own);
    }
  }
  return edited;
}

function replaceValue({ code, value }: Constant, by: string): string {
  const at = code.lastIndexOf(value);
  return `${code.slice(0, at)}${by}${code.slice(at + value.length)}`;
}
