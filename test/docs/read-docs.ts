/**
 * Reads the docs of this project: every Markdown file outside what is installed or made. The tests
 * of test/docs and test/box/docs.gate.ts share it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export interface Doc {
  /** From the project's folder: `lab/stage/README.md`. */
  path: string;
  text: string;
}

/** A fenced block: ```` ```sh run exit=64 ```` has the language `sh` and the words after it. */
export interface Fence {
  doc: string;
  /** The number of its first line in the document, from 1. */
  line: number;
  language: string;
  words: string[];
  text: string;
  /** The block that follows with nothing but an empty line between; what an example prints. */
  next?: Fence;
}

/** Source folders with READMEs of their own; nothing else holds docs. */
const folders = ['lab', 'programs', 'topologies', 'test'];

/** Folders of texts that only look like docs: what a reporter must print, what was handed in. */
const made = new Set(['node_modules', 'golden', 'strangers']);

/** All docs, README.md of the project first. */
export function readDocs(): Doc[] {
  const below = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(
        (name) => name.endsWith('.md') && !name.split(path.sep).some((part) => made.has(part)),
      )
      .map((name) => path.posix.join(folder, name)),
  );
  return ['README.md', ...below.sort()].map((name) => ({
    path: name,
    text: readFileSync(path.join(root, name), 'utf8'),
  }));
}

/** The fenced blocks of a doc, in order, each linked to the one that follows it directly. */
export function getFences(doc: Doc): Fence[] {
  const lines = doc.text.split('\n');
  const fences: Fence[] = [];
  let open: { line: number; info: string[] } | undefined;
  let lastEnd = -2;
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith('```')) continue;
    if (!open) {
      open = { line: index, info: line.slice(3).trim().split(/\s+/) };
      continue;
    }
    const [language = '', ...words] = open.info;
    const text = lines.slice(open.line + 1, index).join('\n');
    const fence: Fence = { doc: doc.path, line: open.line + 2, language, words, text };
    const previous = fences.at(-1);
    const between = lines.slice(lastEnd + 1, open.line);
    if (previous && between.every((each) => each === '')) previous.next = fence;
    fences.push(fence);
    lastEnd = index;
    open = undefined;
  }
  return fences;
}

/** The text of a doc without its fenced blocks, whose content is no Markdown. */
export function getProse(doc: Doc): string {
  return doc.text.replace(/^```.*\n[\s\S]*?^```$/gm, '');
}
