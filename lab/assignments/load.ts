/** Loads an assignment by its name, or by the path of a folder or file of one's own. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Assignment, Loaded } from '../model/assignment.ts';
import { readAssignment } from '../model/assignment-schema.ts';
import { LabError, toLabError } from '../model/errors.ts';
import { assignments, usualAssignment } from './index.ts';
import * as kit from './kit.ts';

const fileNames = ['assignment.ts', 'assignment.mts', 'assignment.mjs', 'assignment.js'];

/**
 * Loads the assignment that is asked for; undefined: the usual one. Throws LabError
 * ASSIGNMENT_WRONG, with path, place and cure.
 */
export async function loadAssignment(asked: string = usualAssignment): Promise<Loaded> {
  const known = assignments.get(asked);
  if (known) {
    return { assignment: await known.load(), ...(asked !== usualAssignment && { label: asked }) };
  }
  const file = findFile(asked);
  const assignment = readAssignment(await importDefault(file), file);
  return { assignment: placePrograms(assignment, file), label: file };
}

/** The file of an assignment's folder, or the file itself. */
function findFile(asked: string): string {
  const place = path.resolve(asked);
  const names = [...assignments.keys()].join(', ');
  const hint = `Known are ${names}; or give the path of a folder with an assignment.ts.`;
  const facts = statSync(place, { throwIfNoEntry: false });
  if (!facts) {
    throw new LabError('ASSIGNMENT_WRONG', `There is no assignment '${asked}'`, { hint });
  }
  if (facts.isFile()) return place;
  const found = fileNames.map((name) => path.join(place, name)).find((file) => existsSync(file));
  if (found !== undefined) return found;
  const message = `The folder ${asked} has no assignment.ts and no assignment.mjs`;
  throw new LabError('ASSIGNMENT_WRONG', message, { hint });
}

/** What the file exports by default; of a function, what it gives for the lab's own tools. */
async function importDefault(file: string): Promise<unknown> {
  try {
    // Node before 22.18 loads no TypeScript by itself.
    const { typescript } = process.features as { typescript?: unknown };
    if (/ts$/.test(file) && !typescript) {
      (await import('tsx/esm/api')).register();
    }
    const { default: made } = (await import(pathToFileURL(file).href)) as { default?: unknown };
    return typeof made === 'function' ? await made(kit) : made;
  } catch (cause) {
    const message = `${file} cannot be loaded: ${toLabError(cause).message}`;
    throw new LabError('ASSIGNMENT_WRONG', message, {
      hint: 'lab/assignments/NEW-ASSIGNMENT.md shows how such a file begins.',
      cause,
    });
  }
}

/** Its programs' paths count from the file's folder; their bundles get a folder of their own. */
function placePrograms(assignment: Assignment, file: string): Assignment {
  const { name, programs } = assignment;
  return { ...assignment, programs: { ...programs, root: path.dirname(file), folder: name } };
}
