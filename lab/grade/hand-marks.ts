/**
 * The file with a person's marks of a class, as it is read and, on an instructor's page, written.
 * It is read anew before each change: a person may have it open in an editor, too.
 */
import { readFile } from 'node:fs/promises';
import { LabError } from '../model/errors.ts';
import type { Rubric } from '../model/rubric.ts';
import {
  type MarkedPlace,
  type NamedOverride,
  removeOverride,
  setOverride,
} from '../store/edit-overrides.ts';
import { writeOutputFile } from '../store/output-file.ts';
import { parseOverrides, readOverrides } from '../store/override-file.ts';
import { type AssignedOverrides, assignOverrides } from './assign-overrides.ts';

export interface HandMarks {
  file: string;
  get(): AssignedOverrides;
  /** Each throws LabError: FILE_WRONG for a mark or a file that is not right, OUTPUT_FAILED. */
  set(mark: NamedOverride): Promise<void>;
  remove(place: MarkedPlace): Promise<void>;
}

/**
 * `isOptional` where the file may be missing: it is made with the first mark. Throws LabError
 * FILE_WRONG.
 */
export async function openHandMarks(
  file: string,
  { rubric, names, isOptional }: { rubric: Rubric; names: string[]; isOptional: boolean },
): Promise<HandMarks> {
  const assign = (text: string) =>
    assignOverrides(parseOverrides(text, file, rubric), { file, names });
  const read = async (): Promise<string> => {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '[]\n';
      throw new LabError('FILE_WRONG', `Cannot read the marks ${file}: ${error.message}`, {
        cause: error,
      });
    });
    return text.trim() === '' ? '[]\n' : text;
  };
  let assigned = isOptional
    ? assign(await read())
    : assignOverrides(await readOverrides(file, rubric), { file, names });
  let last: Promise<void> = Promise.resolve();
  /** One after another: each reads what the one before wrote. */
  const change = (edit: (text: string) => string): Promise<void> => {
    const act = async () => {
      const text = await read();
      // What cannot be read is not changed; and nothing is written that could not be read again.
      assign(text);
      const changed = edit(text);
      const next = assign(changed);
      await writeOutputFile(file, changed);
      assigned = next;
    };
    const done = last.then(act);
    last = done.catch(() => {});
    return done;
  };
  return {
    file,
    get: () => assigned,
    set: (mark) => change((text) => setOverride(text, mark)),
    remove: (place) => change((text) => removeOverride(text, place)),
  };
}
