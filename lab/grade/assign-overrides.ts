/**
 * Whose marks the entries of an override file are. An entry that is nobody's, or the second for one
 * criterion, is refused: what a person wrote down is never left out without a word.
 */
import { LabError } from '../model/errors.ts';
import type { Override } from '../model/override.ts';
import { joinFirst } from '../model/wording.ts';
import { countFromOne } from '../store/override-file.ts';

/** By the name of a submission, in what form of Unicode that is written. */
export type AssignedOverrides = ReadonlyMap<string, readonly Override[]>;

/**
 * `names` are those of all submissions; `only` is the one to which entries without a name belong,
 * absent in a class. Throws LabError FILE_WRONG.
 */
export function assignOverrides(
  overrides: readonly Override[],
  { file, names, only }: { file: string; names: readonly string[]; only?: string },
): AssignedOverrides {
  const assigned = new Map<string, Override[]>();
  const known = new Map(names.map((name) => [name.normalize('NFC'), name]));
  const problems = overrides.flatMap((override, index) => {
    const said = override.name ?? only;
    if (said === undefined) return [`${index}.name: say whose mark it is`];
    const name = known.get(said.normalize('NFC')) ?? findCut(said, known);
    if (name === undefined) return [`${index}.name: no submission is called ${quote(said)}`];
    const before = assigned.get(name) ?? [];
    if (before.some(({ criterion }) => criterion === override.criterion)) {
      return [`${index}.criterion: ${quote(name)} has a mark for ${override.criterion} already`];
    }
    assigned.set(name, [...before, override]);
    return [];
  });
  if (problems.length === 0) return assigned;
  const hint = `Names of submissions: ${joinFirst(names.map(quote), mostNamed)}.`;
  const told = problems.map(countFromOne).join('; ');
  throw new LabError('FILE_WRONG', `${file}: ${told}`, { hint });
}

/** The only name that begins as one that a table has cut does: "leechris (leechris_103_9…". */
function findCut(said: string, known: ReadonlyMap<string, string>): string | undefined {
  const [, start] = /^(.+)…$/.exec(said.normalize('NFC')) ?? [];
  if (start === undefined) return undefined;
  const found = [...known].filter(([name]) => name.startsWith(start));
  return found.length === 1 ? found[0]?.[1] : undefined;
}

const mostNamed = 12;

function quote(name: string): string {
  return JSON.stringify(name);
}
