/**
 * Where files of marks are written: no two of them in one place, over nothing that the command
 * reads, and no pages among the submissions, where the next marking would take them for hand-ins.
 */
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { GradeFlags } from '../flags/grade-flags.ts';
import { LabError } from '../model/errors.ts';

interface Place {
  flag: string;
  /** As it was given, and where that is, links followed. */
  file: string;
  real: string;
}

/** A file that a flag names; undefined: it is not given. */
type Named = readonly [flag: string, file: string | undefined];

/**
 * `asked` are the files to be written, `where` is what is marked, if that is known. Throws LabError
 * FLAG_WRONG.
 */
export async function checkPlaces(
  asked: readonly Named[],
  { flags, where }: { flags: GradeFlags; where?: string | undefined },
): Promise<void> {
  const outputs = await findPlaces(asked);
  const inputs = await findPlaces([
    ['--override', flags.override],
    ['--gradebook', flags.gradebook],
    ['--rubric', flags.rubric],
  ]);
  for (const [index, { flag, file, real }] of outputs.entries()) {
    const twin = outputs.slice(0, index).find((one) => one.real === real);
    if (twin) throw refuse(`${twin.flag} and ${flag} both write ${file}`);
    const input = inputs.find((one) => one.real === real);
    if (input) throw refuse(`${flag} would overwrite ${file}, which ${input.flag} reads`);
  }
  if (where === undefined) return;
  const root = await findReal(where);
  // A page comes with others in a folder beside it.
  for (const { flag, file, real } of outputs.filter(({ flag }) => pages.includes(flag))) {
    const inside = path.relative(root, real);
    if (inside.startsWith('..') || path.isAbsolute(inside)) continue;
    throw refuse(`${flag} would put its pages among the submissions, in ${file}`);
  }
}

const pages = ['--feedback', '--html'];

async function findPlaces(asked: readonly Named[]): Promise<Place[]> {
  const named = asked.flatMap(([flag, file]) => (file === undefined ? [] : [{ flag, file }]));
  const places = await Promise.all(
    named.map(async (one) => {
      const facts = await stat(one.file).catch(() => undefined);
      // A terminal, a pipe or another device takes what comes, from several as well.
      const isDevice = facts !== undefined && !facts.isFile() && !facts.isDirectory();
      return isDevice ? [] : [{ ...one, real: await findReal(one.file) }];
    }),
  );
  return places.flat();
}

/** A file that is not there yet is where its folder is. */
async function findReal(file: string): Promise<string> {
  const whole = path.resolve(file);
  const found = await realpath(whole).catch(() => undefined);
  if (found !== undefined) return found;
  const folder = path.dirname(whole);
  return folder === whole ? whole : path.join(await findReal(folder), path.basename(whole));
}

function refuse(message: string): LabError {
  return new LabError('FLAG_WRONG', message, { hint: 'Name another file, or another folder.' });
}
