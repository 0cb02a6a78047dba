/**
 * What a reader may rely on in every source file (README.md, "For whoever changes it"): it opens by
 * saying what it is for, it can be read in one sitting, and its lines fit a window. The linter sees
 * to the rest, but it knows no Python, and no length of a file.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { root } from './read-docs.ts';

const most = { lines: 300, columns: 100 };

const files = ['lab', 'programs', 'topologies'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name))
    .filter((name) => /\.(ts|mjs|py|sh)$/.test(name) && !name.includes('__pycache__')),
);

/** How a file of each kind opens, after a line that names its interpreter. */
const openings: Readonly<Record<string, RegExp>> = {
  '.ts': /^\/\*\*[\s\S]*?\w[\s\S]*?\*\//,
  '.mjs': /^(\/\*\*[\s\S]*?\w[\s\S]*?\*\/|\/\/ \w)/,
  '.py': /^"""\w/,
  '.sh': /^# \w/,
};

t.test('every source file opens with what it is for, and is short', async (t) => {
  t.ok(files.length > 80, `${files.length} files are looked at`);
  for (const file of files.sort()) {
    const text = readFileSync(path.join(root, file), 'utf8');
    const body = text.replace(/^(#!.*\n|\/\/ biome-ignore-all .*\n)+/, '');
    const opening = openings[path.extname(file)];
    t.ok(opening?.test(body), `${file} opens with a comment`);
    const lines = text.replace(/\n$/, '').split('\n');
    t.ok(lines.length <= most.lines, `${file} has ${lines.length} of ${most.lines} lines`);
    const wide = lines.flatMap((line, index) =>
      [...line].length > most.columns && !isUnbreakable(file, line) ? [`line ${index + 1}`] : [],
    );
    t.same(wide, [], `${file} fits ${most.columns} columns`);
  }
});

/** True for a TypeScript line that is long for a text or a pattern in it; no formatter cuts those. */
function isUnbreakable(file: string, line: string): boolean {
  return /\.(ts|mjs)$/.test(file) && !/^\s*(\/?\*|\/\/)/.test(line) && /['"`/]/.test(line);
}
