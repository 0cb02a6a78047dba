/**
 * Tells when what was handed in as one submission is several: folders of which each has a server
 * and clients of its own. Roles found across them would mix one's server with another's clients.
 */
import type { Wanted } from '../model/assignment.ts';
import type { SubmittedFile } from '../model/submission.ts';
import { readCode } from './find-code.ts';
import { chooseGroup } from './find-groups.ts';
import { findRoles } from './find-roles.ts';

/** The uppermost folders that are each a whole submission, by name; pure. */
export function findWholes(files: readonly SubmittedFile[], wanted: Wanted): string[] {
  const folders = new Map<string, SubmittedFile[]>();
  for (const file of files) {
    const end = file.path.indexOf('/');
    if (end < 0) continue;
    const name = file.path.slice(0, end);
    folders.set(name, [...(folders.get(name) ?? []), file]);
  }
  const found = [...folders].filter(([, within]) => isWhole(within, wanted)).map(([name]) => name);
  if (found.length < 2) return found;
  // Extra credit and old versions beside the assignment are no other submission.
  const paths = files.map(({ path }) => path);
  const codes = files.flatMap((file) => readCode(file, paths) ?? []);
  return chooseGroup(codes, wanted).isClear ? [] : found;
}

function isWhole(files: readonly SubmittedFile[], wanted: Wanted): boolean {
  const paths = files.map(({ path }) => path);
  const codes = files.flatMap((file) => readCode(file, paths) ?? []);
  const roles = findRoles(codes, wanted);
  return roles.some(({ role }) => role === 'server') && roles.some(({ role }) => role !== 'server');
}
