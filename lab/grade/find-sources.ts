/**
 * The sources of a program of which only the command is known, as submission.yaml says it: by what
 * links them, by the binary's name, or by what a server and a client do.
 */
import path from 'node:path';
import type { Wanted } from '../model/assignment.ts';
import type { Submission, SubmissionRole, SubmittedFile } from '../model/submission.ts';
import { splitWords } from '../run/shell-words.ts';
import { type Code, getStem, readCode } from './find-code.ts';
import { isNamedIn } from './find-loads.ts';
import { findMade } from './find-made.ts';
import { findRoles, isProgram } from './find-roles.ts';
import { findMakefiles, readLinks } from './read-makefile.ts';

export interface FoundSources {
  paths: string[];
  because: string;
  /** What makes it, where a Makefile does. */
  build?: string;
}

/** The sources of a role whose command is said; undefined where nothing of it can be told. */
export function findSources(
  role: SubmissionRole,
  asked: { submission: Submission; files: readonly SubmittedFile[]; wanted: Wanted },
): FoundSources | undefined {
  const { submission, files, wanted } = asked;
  const paths = files.map((file) => file.path);
  const codes = files.flatMap((file) => readCode(file, paths) ?? []);
  const programs = codes.filter(isProgram);
  // `java -cp bin Server` and `python3 -m lab.server` name it by a later word, with dots.
  const words = listWords(submission[role] ?? '');
  const found =
    findLinked(words, { submission, files, programs }) ??
    findByName(words, programs) ??
    findByDeed(role, codes, wanted);
  if (found === undefined) return undefined;
  const { file, because, build } = found;
  return { paths: getSources(file, codes), because, ...(build !== undefined && { build }) };
}

interface FoundFile {
  file: Code;
  because: string;
  build?: string;
}

/** By the build of submission.yaml, and by the Makefiles. */
function findLinked(
  words: readonly string[],
  asked: { submission: Submission; files: readonly SubmittedFile[]; programs: readonly Code[] },
): FoundFile | undefined {
  const { submission, files, programs } = asked;
  const isRun = (output: string) => words.includes(output);
  for (const { output, inputs } of readLinks(submission.build ?? '')) {
    const file = programs.find((one) => inputs.includes(one.path));
    if (file && isRun(output)) return { file, because: `the build makes ${output} of it` };
  }
  const paths = files.map((file) => file.path);
  for (const makefile of findMakefiles(files)) {
    for (const file of programs.filter(({ language }) => /^(?:c|cpp|go)$/.test(language))) {
      const made = findMade(file.path, makefile, paths);
      if (made === undefined || !isRun(made.output)) continue;
      const because = `${makefile.path} makes ${made.output} of it`;
      return { file, because, build: made.build };
    }
  }
  return undefined;
}

/** `./src/server` is of src/server.c, of one below it, or else of one anywhere. */
function findByName(words: readonly string[], programs: readonly Code[]): FoundFile | undefined {
  for (const word of words) {
    const folder = path.posix.dirname(word);
    const name = path.posix.basename(word).replace(/^built-/, '');
    // `a.Server` is a class, `server.out` a binary: the last part counts most.
    const parts = name.toLowerCase().split('.').reverse();
    const called = parts
      .map((part) => programs.filter((one) => getStem(one.path).toLowerCase() === part))
      .find((some) => some.length > 0);
    if (called === undefined) continue;
    const within = called.filter((one) => folder === '.' || one.path.startsWith(`${folder}/`));
    const near = within.find((one) => path.posix.dirname(one.path) === folder);
    const file = near ?? within[0] ?? called[0];
    if (file) return { file, because: `it is called as ${word} is` };
  }
  return undefined;
}

function findByDeed(
  role: SubmissionRole,
  codes: readonly Code[],
  wanted: Wanted,
): FoundFile | undefined {
  return findRoles(codes, wanted).find((found) => found.role === role);
}

/** Whole words, as 'my server.py'; and those within a quoted one, which may be a script. */
function listWords(command: string): string[] {
  const words = splitWords(command).flatMap(({ text, isQuoted }) =>
    isQuoted ? [text, ...splitWords(text).map((inner) => inner.text)] : [text],
  );
  return words.filter((word) => /^[\w./]/.test(word)).map((word) => path.posix.normalize(word));
}

/** The file itself, and what it may have of its own beside it: no other program. */
export function getSources(file: Code, codes: readonly Code[]): string[] {
  const isOfIt = (other: Code) =>
    other.language === file.language && !isOtherProgram(other) && isNamedIn(other, file);
  return [file.path, ...codes.filter((one) => one !== file && isOfIt(one)).map(({ path }) => path)];
}

function isOtherProgram(file: Code): boolean {
  return /^(?:c|cpp|java|go)$/.test(file.language) && isProgram(file);
}
