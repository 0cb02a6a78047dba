/** The tables in the docs are those of the code: errors, scenarios, checkers, layers, flags. */
import t from 'tap';
import { checkers } from '../../lab/assignments/first-received/checkers/index.ts';
import { chatScenarios, scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import { errorTable } from '../../lab/model/errors.ts';
import { exitCodes } from '../../lab/model/outcome.ts';
import { blocks, fillBlocks, findBlocks } from './blocks.ts';
import { type Doc, readDocs } from './read-docs.ts';

const docs = readDocs();

t.test('every generated block is current', async (t) => {
  for (const doc of docs) {
    t.equal(doc.text, await fillBlocks(doc.text), `${doc.path} is as \`make docs\` writes it`);
  }
  const used = docs.flatMap(({ text }) => findBlocks(text));
  t.same(used.sort(), Object.keys(blocks).sort(), 'every block stands in one document');
});

t.test('a block that nobody makes is refused, and others are left as they are', async (t) => {
  const text = '<!-- generated: nobody -->\nold\n<!-- end: nobody -->\n';
  await t.rejects(fillBlocks(text), { message: /nobody/ });
  t.equal(await fillBlocks('no block\n'), 'no block\n');
});

t.test('the error table of lab/README.md is that of the code, both ways', async (t) => {
  const rows = getRows(
    getBlock('lab/README.md', 'errors'),
    /^\| `([A-Z_]+)` \| (\d+) \| (.*) \|$/gm,
  );
  const wanted = Object.entries(errorTable).map(([code, { exit, about }]) => [
    code,
    `${exit}`,
    about,
  ]);
  t.same(rows, wanted);
});

t.test('the docs list the scenarios and the checkers of the code, both ways', async (t) => {
  t.same(
    getRows(
      getBlock('lab/assignments/first-received/scenarios/README.md', 'scenarios'),
      /^\| `([^`]+)` \| ([^|]*) \|/gm,
    ),
    [...scenarios.values(), ...chatScenarios.values()].map(({ name, title }) => [name, title]),
  );
  t.same(
    getRows(
      getBlock('lab/assignments/first-received/checkers/README.md', 'checkers'),
      /^\| \[([a-z-]+)\]\((?:\.\.\/\.\.\/\.\.\/checkers\/)?\1\.ts\) \| (.*?) \|/gm,
    ),
    [...checkers.values()].map(({ name, promise }) => [name, promise]),
  );
});

t.test('README.md has every exit code, and no other', async (t) => {
  const rows = getRows(getDoc('README.md').text, /^\| (\d+) \| .* \|$/gm);
  const errors = Object.values(errorTable).map(({ exit }) => exit);
  const codes = [...new Set<number>([...Object.values(exitCodes), ...errors])];
  t.same(
    rows.map(([code]) => Number(code)),
    codes.sort((a, b) => a - b),
  );
});

function getDoc(name: string): Doc {
  const doc = docs.find(({ path }) => path === name);
  if (!doc) throw new Error(`There is no ${name}`);
  return doc;
}

/** What stands between the marks of a generated block; empty where they are missing. */
function getBlock(name: string, block: string): string {
  const [, rest = ''] = getDoc(name).text.split(`<!-- generated: ${block} -->`);
  return rest.split(`<!-- end: ${block} -->`)[0] ?? '';
}

/** The cells that a pattern catches, line by line. */
function getRows(text: string, pattern: RegExp): string[][] {
  return [...text.matchAll(pattern)].map(([, ...cells]) => cells);
}
