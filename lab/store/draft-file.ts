/**
 * What an instructor typed on a class's page and has not saved: drafts.json of a stored class. So
 * neither a reload of the page nor the end of the lab loses it.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { writeRunFile } from './run-store.ts';

export const draftSchema = z.strictObject({
  slug: z.string().max(200),
  criterion: z.int(),
  /** As it was typed: it may be no number yet. */
  points: z.string().max(100),
  reason: z.string().max(1 << 16),
});
export type StoredDraft = z.infer<typeof draftSchema>;

const draftFile = 'drafts.json';

export interface Drafts {
  list(): StoredDraft[];
  /** An empty one is removed. Throws LabError STORE_FAILED. */
  put(draft: StoredDraft): Promise<void>;
}

/** Those of a stored class; a file that is damaged counts as none. */
export async function openDrafts(folder: string): Promise<Drafts> {
  const text = await readFile(path.join(folder, draftFile), 'utf8').catch(() => '[]');
  const getKey = ({ slug, criterion }: StoredDraft) => `${slug} ${criterion}`;
  const all = new Map(parse(text).map((draft) => [getKey(draft), draft]));
  return {
    list: () => [...all.values()],
    async put(draft) {
      const isEmpty = draft.points === '' && draft.reason.trim() === '';
      if (isEmpty && !all.has(getKey(draft))) return;
      if (isEmpty) all.delete(getKey(draft));
      else all.set(getKey(draft), draft);
      await writeRunFile(folder, draftFile, `${JSON.stringify([...all.values()], null, 2)}\n`);
    },
  };
}

function parse(text: string): StoredDraft[] {
  try {
    return z.array(draftSchema).parse(JSON.parse(text));
  } catch {
    return [];
  }
}
