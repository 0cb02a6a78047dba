/** Gradescope's own list of an export, submission_metadata.yml: who handed in which folder. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDocument } from 'yaml';
import type { Person } from '../model/class.ts';

const listName = 'submission_metadata.yml';

/**
 * The people of each folder: `submission_123: {:submitters: [{:name: …, :sid: …, :email: …}]}`.
 * Nobody where there is no list. `say` gets one sentence about a list that cannot be read: the
 * folders then keep their own names.
 */
export async function readGradescopeList(
  where: string,
  say: (sentence: string) => void,
): Promise<Map<string, Person[]>> {
  const people = new Map<string, Person[]>();
  const file = path.join(where, listName);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT') say(`${file} cannot be read, so nobody is named by it: ${message}`);
    return people;
  }
  const list = parseList(text, (because) => {
    say(`${file} is not the list that Gradescope writes, so nobody is named by it: ${because}`);
  });
  for (const [folder, facts] of Object.entries(list)) {
    const submitters = getField(facts, ':submitters');
    if (!Array.isArray(submitters)) continue;
    const id = folder.replace(/^submission_/, '');
    const found = submitters.flatMap((one): Person[] => {
      const name = getText(one, ':name');
      const [sid, email] = [getText(one, ':sid'), getText(one, ':email')];
      const called = name ?? email ?? sid;
      if (called === undefined) return [];
      return [
        {
          ...{ name: called, exporter: 'Gradescope', id },
          ...(sid && { sid }),
          ...(email && { email }),
        },
      ];
    });
    if (found.length > 0) people.set(folder, found);
  }
  return people;
}

/** Every value as the text that stands there: 12 is a name, and 007 is not 7. */
function parseList(text: string, refuse: (because: string) => void): Record<string, unknown> {
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent' });
  const [error] = document.errors;
  if (error) {
    refuse(error.message.split('\n')[0]?.replace(/:$/, '') ?? '');
    return {};
  }
  try {
    // Aliases that grow without end are an attack, which yaml refuses.
    const list: unknown = document.toJS({ maxAliasCount: 100 });
    if (typeof list === 'object' && list !== null && !Array.isArray(list)) {
      return list as Record<string, unknown>;
    }
    refuse('it holds no folders');
  } catch (cause) {
    refuse((cause as Error).message);
  }
  return {};
}

function getField(facts: unknown, key: string): unknown {
  return typeof facts === 'object' && facts !== null
    ? (facts as Record<string, unknown>)[key]
    : undefined;
}

function getText(facts: unknown, key: string): string | undefined {
  const value = getField(facts, key);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' || text === '~' || text === 'null' ? undefined : text;
}
