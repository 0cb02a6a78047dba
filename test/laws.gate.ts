/**
 * The laws of the house that no import shows (lab/README.md, "Laws"): outside its folder nothing of
 * the lab knows an assignment's words, and the box's half of the stage has no circle of imports.
 * Each is broken once here, so that the test is seen to see it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { assignments } from '../lab/assignments/index.ts';
import { root } from './docs/read-docs.ts';

const lab = path.join(root, 'lab');
const files = readdirSync(lab, { recursive: true, encoding: 'utf8' });

interface Source {
  file: string;
  text: string;
}

function read(isWanted: (file: string) => boolean): Source[] {
  return files.filter(isWanted).map((file) => ({
    file,
    text: readFileSync(path.join(lab, file), 'utf8'),
  }));
}

/** Every place outside the assignments' folders that has a word of one of them. */
function findWords(sources: readonly Source[], words: RegExp): string[] {
  return sources.flatMap(({ file, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (words.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

/** The circles of a graph, each by its members in order; none where imports only lead down. */
function findCircles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const isReached = (from: string, to: string): boolean => {
    const seen = new Set<string>();
    const waiting = [...(graph.get(from) ?? [])];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === to) return true;
      if (!seen.has(next)) waiting.push(...(graph.get(next) ?? []));
      seen.add(next);
    }
    return false;
  };
  const members = [...graph.keys()].filter((name) => isReached(name, name)).sort();
  return members.length === 0 ? [] : [members];
}

/** Whom each module of Python imports of its neighbours, wherever in it that stands. */
function readImports(sources: readonly Source[]): Map<string, string[]> {
  return new Map(
    sources.map(({ file, text }) => [
      path.parse(file).name,
      [...text.matchAll(/^\s*(?:from|import) (stage\w*)/gm)].map(([, name = '']) => name),
    ]),
  );
}

const isCore = (file: string) => file.endsWith('.ts') && !file.startsWith('assignments/');

t.test("nothing outside an assignment's folder knows its words", async (t) => {
  const words = /'X'|'Y'|received before|12000/;
  t.same(findWords(read(isCore), words), []);
  const broken = [{ file: 'run/bad.ts', text: "const role = 'X';\nconst port = 12000;\n" }];
  t.equal(findWords(broken, words).length, 2, 'it is seen where it stands');
});

t.test('nothing outside names an assignment', async (t) => {
  const names = new RegExp(`['"\`/](${[...assignments.keys()].join('|')})['"\`/]`);
  t.same(findWords(read(isCore), names), []);
  t.equal(
    findWords([{ file: 'a.ts', text: "import '../first-received/plan.ts'" }], names).length,
    1,
  );
});

t.test("the box's half of the stage has no circle", async (t) => {
  const imports = readImports(read((file) => file.endsWith('.py')));
  t.ok(imports.size > 20);
  t.same(findCircles(imports), []);
  const broken = readImports([
    { file: 'stage/stage_a.py', text: 'from stage_b import b\n' },
    { file: 'stage/stage_b.py', text: 'def b():\n    import stage_a\n' },
  ]);
  t.same(findCircles(broken), [['stage_a', 'stage_b']]);
});

t.test('cli has twelve files at most: who needs two rooms lives elsewhere', async (t) => {
  const verbs = files.filter((file) => /^cli\/[^/]+\.(ts|mjs)$/.test(file));
  t.ok(verbs.length <= 12, `${verbs.length} files: ${verbs.join(', ')}`);
});

/** The files of a folder that its page does not name. */
function findUnnamed(names: readonly string[], page: string): string[] {
  return names.filter((name) => /\.(ts|mjs|py|sh)$/.test(name) && !page.includes(name));
}

t.test("a room's page names all its files", async (t) => {
  const rooms = files
    .filter((file) => file.endsWith('/README.md'))
    .map((file) => path.dirname(file));
  t.ok(rooms.length > 15);
  for (const room of rooms) {
    const page = readFileSync(path.join(lab, room, 'README.md'), 'utf8');
    // A list of scenarios or checkers is held to the code by blocks.gate.ts.
    const names = /scenarios$|rubrics$|checkers$/.test(room)
      ? []
      : readdirSync(path.join(lab, room));
    t.same(findUnnamed(names, page), [], room);
  }
  t.same(findUnnamed(['a.ts', 'b.py', 'c.md'], '| a.ts |'), ['b.py']);
});
