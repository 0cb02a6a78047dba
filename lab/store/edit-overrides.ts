/**
 * Changes the text of an override file, one mark at a time. Whatever else a person wrote there
 * stays: comments, other entries, their order, and how each is written.
 */
import { isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

/** Whose mark it is, and for which criterion. */
export interface MarkedPlace {
  name: string;
  criterion: number | 'all';
}
export type NamedOverride = MarkedPlace & { points: number; reason: string };

/** What stands at the top of a file that is made here. */
const head =
  '# Marks that a person gave. They count in place of the lab’s: zx lab/grade.mjs DIR --override\n';

/** The text with this mark, in place of the one that is there for the same criterion, if any. */
export function setOverride(text: string, mark: NamedOverride): string {
  return edit(text, (entries) => {
    const there = entries.find(mark);
    if (there) for (const key of ['points', 'reason'] as const) entries.set(there, key, mark[key]);
    else entries.add(mark);
  });
}

/** The text without this mark; a comment above it stays. */
export function removeOverride(text: string, place: MarkedPlace): string {
  return edit(text, (entries) => {
    const there = entries.find(place);
    if (there) entries.remove(there);
  });
}

/** The list in a file, whatever it is written in. */
interface Entries<Entry> {
  find(place: MarkedPlace): Entry | undefined;
  set(entry: Entry, key: 'points' | 'reason', value: string | number): void;
  add(mark: NamedOverride): void;
  remove(entry: Entry): void;
}

function edit(text: string, act: <Entry>(entries: Entries<Entry>) => void): string {
  const plain = readJson(text);
  if (plain) {
    act(listPlain(plain));
    return `${JSON.stringify(plain, null, 2)}\n`;
  }
  const document = parseDocument(text.trim() === '' ? `${head}\n[]\n` : text);
  if (!isSeq(document.contents)) throw new Error('an override file is a list');
  const list = document.contents as YAMLSeq<YAMLMap>;
  act(listYaml(list, (mark) => document.createNode(mark) as YAMLMap));
  if (list.items.length === 0) {
    // Else they would stand behind the brackets, in one line with them.
    const all = joinComments(document.commentBefore, list.commentBefore, list.comment);
    document.commentBefore = all === '' ? null : all;
    list.commentBefore = null;
    list.comment = null;
  }
  // Lines are as long as they were written.
  return document.toString({ lineWidth: 0 });
}

/** YAML contains JSON, but would write it otherwise; an empty list is either. */
function readJson(text: string): Record<string, unknown>[] | undefined {
  try {
    const list = JSON.parse(text);
    return list.length > 0 ? list : undefined;
  } catch {
    return undefined;
  }
}

function listPlain(list: Record<string, unknown>[]): Entries<Record<string, unknown>> {
  return {
    find: (place) => list.find(({ name, criterion }) => isAt(place, name, criterion)),
    set: (entry, key, value) => {
      entry[key] = value;
    },
    add: (mark) => list.push({ ...mark }),
    remove: (entry) => list.splice(list.indexOf(entry), 1),
  };
}

function listYaml(
  list: YAMLSeq<YAMLMap>,
  makeNode: (mark: NamedOverride) => YAMLMap,
): Entries<YAMLMap> {
  return {
    find: (place) =>
      list.items.find(
        (item) => isMap(item) && isAt(place, item.get('name'), item.get('criterion')),
      ),
    // Of a value that is there only the value changes: a comment behind it stays.
    set: (entry, key, value) => entry.set(key, value),
    add: ({ name, criterion, points, reason }) => {
      // An empty list is written in brackets; a list of entries is easier to read without.
      if (list.items.length === 0) list.flow = false;
      list.add(makeNode({ name, criterion, points, reason }));
    },
    remove: (entry) => {
      const index = list.items.indexOf(entry);
      const comment = entry.commentBefore;
      list.items.splice(index, 1);
      if (list.items.length === 0) list.flow = true;
      if (comment == null) return;
      const next = list.items[index];
      if (next) next.commentBefore = joinComments(comment, next.commentBefore);
      else list.comment = joinComments(comment, list.comment);
    },
  };
}

function joinComments(...parts: (string | null | undefined)[]): string {
  return parts.filter((part) => part != null && part !== '').join('\n');
}

/** Names are the same in every form of Unicode, as for whoever reads the file (--override). */
function isAt(place: MarkedPlace, name: unknown, criterion: unknown): boolean {
  const isHis = `${name}`.trim().normalize('NFC') === place.name.normalize('NFC');
  return isHis && criterion === place.criterion;
}
