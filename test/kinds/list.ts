/** The rows of table.ts, each with the file of this folder whose test shows it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../docs/read-docs.ts';
import { type Kind, type KindName, kinds } from './table.ts';

const folder = 'test/kinds';

export interface ListedKind extends Kind {
  name: KindName;
  /** From the project's folder; undefined where no test shows it. */
  file: string | undefined;
}

export function listKinds(): ListedKind[] {
  const shown = findShown();
  return (Object.keys(kinds) as KindName[]).map((name) => {
    return { name, ...kinds[name], file: shown.get(name)?.[0] };
  });
}

/** By kind, the files that have a test of it: `showKind('K1', …` at the beginning of a line. */
export function findShown(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const tests = readdirSync(path.join(root, folder)).filter((name) => name.endsWith('.gate.ts'));
  for (const name of tests.sort()) {
    const text = readFileSync(path.join(root, folder, name), 'utf8');
    for (const [, kind = ''] of text.matchAll(/^showKind\(\s*'(\w+)'/gm)) {
      found.set(kind, [...(found.get(kind) ?? []), `${folder}/${name}`]);
    }
  }
  return found;
}
