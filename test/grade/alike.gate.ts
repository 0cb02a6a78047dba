/** Alike submissions: copies under other names are found, independent ones are not. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { findAlike } from '../../lab/grade/alike.ts';
import { hashTexts } from '../../lab/grade/class-texts.ts';
import { type FoundFile, readFolder } from '../../lab/grade/read-folder.ts';
import { tokenize, tokenizeFiles } from '../../lab/grade/tokenize.ts';
import { describeAlike, flagAlike } from '../../lab/model/copies.ts';

const strangers = path.join(import.meta.dirname, '../strangers');
const names = readdirSync(strangers).filter((name) =>
  statSync(path.join(strangers, name)).isDirectory(),
);

function makeOne(name: string, files: readonly FoundFile[]) {
  return { name, slug: name, texts: hashTexts(files), tokens: tokenizeFiles(files) };
}

const read = async (name: string) => (await readFolder(path.join(strangers, name))).files;
const all = await Promise.all(names.map(async (name) => makeOne(name, await read(name))));

/** Each text changed; what is no text stays. */
function change(files: readonly FoundFile[], how: (text: string) => string): FoundFile[] {
  return files.map((file) => ({ ...file, bytes: Buffer.from(how(`${Buffer.from(file.bytes)}`)) }));
}

/** Names of one's own have other letters, numbers other values, texts other words. */
function rename(text: string): string {
  return text
    .replace(/\b(?:[a-z]+_[a-z_]+|conn\w*|sock\w*|msg\w*|data|addr\w*|client\w*)\b/g, 'zz_$&_q')
    .replace(/\b\d{2,}\b/g, '4711')
    .replace(/"[A-Za-z ]+"/g, '"nothing like it"');
}

t.test('tokens: names, numbers and texts are blurred, lines are kept', async (t) => {
  t.equal(tokenize('while x1 < 20:\n  print("a", y)\n'), 'while v < n :\nprint ( s , v )\n');
  t.equal(tokenize('s = """a\nb"""\nreturn s'), 'v = s\n\nreturn v', 'a text over two lines');
});

t.test('of what strangers wrote independently no pair is alike', async (t) => {
  t.ok(all.length > 200);
  t.same(findAlike(all).map(describeAlike), []);
});

t.test('a copy under other names is found, in any language, and where it is', async (t) => {
  const originals = ['tran-j', 'mbeki-1', 'eriksen-3', 'novak-j', 'lindqvist-3', 'haddad-n'];
  const seen = new Set<string>();
  for (const name of originals) {
    const files = await read(name);
    const copied = change(files, (text) => `${'\n'.repeat(7)}${rename(text)}`);
    const [first, ...others] = findAlike([...all, makeOne('copy', copied)]);
    t.same(
      first?.sides.map((side) => side.slug),
      [name, 'copy'],
      name,
    );
    t.ok((first?.share ?? 0) > 0.9, `${name}: ${first?.share}`);
    t.same(others, [], 'and nothing else');
    const [one, other] = first?.sides ?? [];
    t.ok(one && other && one.path === other.path && one.toLine - one.fromLine > 5, name);
    t.equal(other?.fromLine, (one?.fromLine ?? 0) + 7, 'lines are counted where they stand');
    seen.add(path.extname(one?.path ?? ''));
  }
  t.ok(seen.size >= 3, `${[...seen]}`);
});

t.test('half of it taken over is told as well, beside code of one’s own', async (t) => {
  const [one, other] = [await read('lindqvist-3'), await read('haddad-n')];
  const main = one.filter(({ path: file }) => /\.(?:py|c|java|js)$/.test(file));
  const small = other.slice(0, 1).map((file) => ({ ...file, path: `own-${file.path}` }));
  const mixed = makeOne('mixed', [...change(main, rename), ...small]);
  const found = findAlike([...all, mixed]).filter(({ sides }) => sides[1].slug === 'mixed');
  t.equal(found[0]?.sides[0].slug, 'lindqvist-3');
});

t.test('equal sources are told otherwise, and what many have counts for nothing', async (t) => {
  const files = await read('lindqvist-3');
  t.same(findAlike([makeOne('a', files), makeOne('b', files)]), [], 'equal ones');
  const handedOut = Array.from({ length: 9 }, (_, index) =>
    makeOne(
      `s${index}`,
      change(files, (text) => rename(text).replaceAll('zz_', `z${index}_`)),
    ),
  );
  t.same(findAlike(handedOut), [], 'all have it');
  t.equal(findAlike(handedOut.slice(0, 2)).length, 1, 'two have it');
});

t.test('a pair in words, and as a flag of both', async (t) => {
  const side = (name: string) => ({ name, slug: name, path: 's.py', fromLine: 3, toLine: 9 });
  const pair = { share: 0.829, sides: [side('ada'), side('bob')] } as const;
  const said = '82 % alike: ada and bob, most of all s.py lines 3 to 9 and s.py lines 3 to 9';
  t.same(flagAlike({ slug: 'bob' }, [pair]), [said]);
  t.same(flagAlike({ slug: 'cy' }, [pair]), []);
});
