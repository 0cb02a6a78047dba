/**
 * How a submission is run: what its submission.yaml says, and for the rest what was found out. The
 * yaml wins; a reason says which of the two each answer comes from.
 */
import path from 'node:path';
import type { Wanted } from '../model/assignment.ts';
import {
  type Conclusion,
  getClientRoles,
  getRoles,
  listRoles,
  type Reason,
  type Submission,
  type SubmittedFile,
} from '../model/submission.ts';
import { readCode } from './find-code.ts';
import { isStarter } from './find-roles.ts';
import { findSources } from './find-sources.ts';
import { findSubmission } from './find-submission.ts';
import { findSwitch } from './find-switch.ts';

/** The name of the file that says how a submission is run. */
export const submissionFile = 'submission.yaml';

/** Puts both together; `names` are those of all files, also of what is no text. Pure. */
export function concludeSubmission(
  files: readonly SubmittedFile[],
  said: Submission | undefined,
  wanted: Wanted,
  names: readonly string[] = files.map(({ path }) => path),
): Conclusion {
  const found = findSubmission(files, wanted, said ?? {}, names);
  if (said === undefined) return addSwitched(addExtra(found, { files, wanted, names }), files);
  const keys = Object.keys(said) as (keyof Submission)[];
  const reasons: Reason[] = [
    ...keys.map((about) => ({ about, because: `${submissionFile} says so` })),
    ...found.reasons.filter(({ about }) => !keys.includes(about as keyof Submission)),
  ];
  const submission: Submission = { ...found.submission, ...said };
  const prompts = { ...found.prompts };
  // Whoever says how a client is started says what is typed at it, too.
  for (const role of getClientRoles(wanted)) {
    if (said[role] === undefined || submission.type === undefined) continue;
    const { [role]: _, ...others } = submission.type;
    const own = said.type?.[role];
    delete prompts[role];
    submission.type = { ...others, ...(own && { [role]: own }) };
  }
  const sources = { ...found.sources };
  const made = new Set<string>();
  const builds = new Set(found.submission.build === undefined ? [] : [found.submission.build]);
  for (const role of getRoles(wanted)) {
    const command = said[role];
    if (command === undefined) continue;
    const named = getNamedFiles(command, files);
    // A binary that was handed in is no source, and a script that starts it explains nothing.
    if (named.some((file) => isSource(file))) {
      sources[role] = named.map(({ path }) => path);
      continue;
    }
    const traced = findSources(role, { submission, files, wanted });
    sources[role] = traced?.paths ?? named.map(({ path }) => path);
    if (traced === undefined) continue;
    const because = `${traced.paths[0]} is taken for its source: ${traced.because}`;
    reasons.push({ about: role, because });
    if (traced.build === undefined || said.build !== undefined) continue;
    builds.add(traced.build);
    made.add('make');
  }
  if (said.build === undefined && builds.size > 0) submission.build = [...builds].join(' && ');
  const needs = [...new Set([...found.needs, ...getNeeds(said, wanted), ...made])];
  for (const role of getClientRoles(wanted)) {
    if (said.type?.[role] !== undefined) delete prompts[role];
  }
  return { ...found, submission, reasons, sources, needs, prompts };
}

/** Programs for extra credit that were handed in beside: a server and clients of their own. */
function addExtra(
  found: Conclusion,
  {
    files,
    wanted,
    names,
  }: { files: readonly SubmittedFile[]; wanted: Wanted; names: readonly string[] },
): Conclusion {
  const { extra = [], sources } = found;
  const [first] = extra;
  if (first === undefined) return found;
  const taken = new Set(Object.values(sources).flat());
  const folder = path.posix.dirname(first);
  const isBelow = (name: string) => name.startsWith(`${folder}/`);
  const isApart = folder !== '.' && extra.every(isBelow) && ![...taken].some(isBelow);
  const own = files.filter((file) => (isApart ? isBelow(file.path) : !taken.has(file.path)));
  const extraCredit = findSubmission(own, wanted, {}, names);
  const roles = getRoles(wanted);
  const isWhole = roles.every((role) => extraCredit.submission[role] !== undefined);
  return isWhole && extraCredit.unsupported === undefined ? { ...found, extraCredit } : found;
}

/** The same programs, told to do their extra credit, where only that makes them do it. */
function addSwitched(found: Conclusion, files: readonly SubmittedFile[]): Conclusion {
  const { submission, sources, reasons, unsupported } = found;
  if (found.extraCredit || unsupported !== undefined) return found;
  const switches = listRoles(found).flatMap((role) => {
    const own = files.filter(({ path }) => sources[role]?.includes(path));
    const one = findSwitch(own.flatMap((file) => readCode(file) ?? []));
    return one && submission[role] !== undefined ? [{ role, ...one }] : [];
  });
  if (switches.length === 0) return found;
  // What they are built of is the same, and was built before.
  const { build: _, ...switched } = submission;
  const { alternatives: __, ...others } = found;
  for (const { role, before, after } of switches) {
    switched[role] = `${before}${submission[role]}${after}`;
  }
  const told = switches.map(({ role, before, after }) => {
    return { about: 'extra credit', because: `${role} is told ${`${before}${after}`.trim()}` };
  });
  const why = switches.map(({ role, because }) => ({ about: role, because }));
  const extraCredit = { ...others, submission: switched, reasons: [...reasons, ...why] };
  return { ...found, reasons: [...reasons, ...told], extraCredit };
}

function isSource(file: SubmittedFile): boolean {
  const code = readCode(file);
  return code !== undefined && !isStarter(code);
}

/** The files of a submission that a command names. */
export function getNamedFiles(command: string, files: readonly SubmittedFile[]): SubmittedFile[] {
  const words = command.split(/[\s;|&<>()'"]+/).map((word) => word.replace(/^\.\//, ''));
  return files.filter(({ path }) => words.includes(path));
}

/** The runtimes that commands begin with; what begins with a path is the submission's own. */
function getNeeds(said: Submission, wanted: Wanted): string[] {
  const commands = getRoles(wanted).flatMap((role) => said[role] ?? []);
  return commands.flatMap((command) => {
    const [, word] = /^\s*(?:exec\s+)?([\w.+-]+)(?=\s|$)/.exec(command) ?? [];
    return word ?? [];
  });
}
