/**
 * Which submissions are alike though names, numbers and texts in them differ: winnowing, as MOSS
 * and Dolos do it. Saul Schleimer, Daniel Wilkerson, Alex Aiken: Winnowing, Local Algorithms for
 * Document Fingerprinting (SIGMOD 2003); the package dolos-core does the comparing. A reason to
 * look at both, never a mark.
 */
import { File, FingerprintIndex, type Fragment, Region, TokenizedFile } from '@dodona/dolos-core';
import type { Marked } from '../model/class.ts';
import type { Alike } from '../model/copies.ts';

/**
 * Tokens in each fingerprint, and fingerprints of which one is kept: 27 tokens in a row that are
 * alike are always found (k + w - 1). Of the 43,000 pairs of 294 hand-ins that were written
 * independently of each other two are more than half alike, by 65 and 58 %: short ones, made of the
 * same lecture's server. Four are by 40 to 50 %; a copy under other names is by more than 90 %.
 */
const fingerprintTokens = 18;
const fingerprintWindow = 10;
const leastShare = 0.7;
/** Shorter submissions are alike by themselves. */
const leastTokens = 150;
/** What more of them hold than this, and than a third of the class, was rather handed out. */
const leastCommon = 5;
/** Those that are most alike; a class that was handed one program is alike everywhere. */
const maxPairs = 200;

type Compared = Pick<Marked, 'slug' | 'name' | 'tokens' | 'texts'>;

/** The pairs that are alike, the most alike first; without those whose sources are equal. */
export function findAlike(submissions: readonly Compared[]): Alike[] {
  const limit = Math.max(leastCommon, Math.floor(submissions.length / 3));
  const index = new FingerprintIndex(fingerprintTokens, fingerprintWindow, false, limit);
  const placed = submissions
    .map((one) => ({ one, ...joinSources(one) }))
    .filter(({ file }) => file.tokens.length >= leastTokens);
  index.addFiles(placed.map(({ file }) => file));
  const byId = new Map(placed.map((each) => [each.file.id, each]));
  const alike: Alike[] = [];
  for (const pair of index.allPairs()) {
    const [left, right] = [byId.get(pair.leftFile.id), byId.get(pair.rightFile.id)];
    if (pair.similarity < leastShare || !left || !right || areEqual(left.one, right.one)) continue;
    const fragment = pair.buildFragments().sort((a, b) => countTokens(b) - countTokens(a))[0];
    if (!fragment) continue;
    alike.push({
      share: pair.similarity,
      sides: [
        { slug: left.one.slug, name: left.one.name, ...left.find(fragment.leftSelection) },
        { slug: right.one.slug, name: right.one.name, ...right.find(fragment.rightSelection) },
      ],
    });
  }
  return alike.sort((a, b) => b.share - a.share).slice(0, maxPairs);
}

function countTokens({ leftkgrams }: Fragment): number {
  return leftkgrams.to - leftkgrams.from;
}

/** Whether each source of the one is one of the other: that is told already. */
function areEqual(one: Compared, other: Compared): boolean {
  const [texts, others] = [one, other].map(({ texts }) => new Set(Object.values(texts)));
  return texts !== undefined && texts.size > 0 && texts.size === others?.size
    ? [...texts].every((text) => others.has(text))
    : false;
}

interface Joined {
  file: TokenizedFile;
  /** The source and the lines in it of a part of the whole. */
  find: (part: Region) => { path: string; fromLine: number; toLine: number };
}

/** All sources of a submission as one, each once: two clients are often one text. */
function joinSources({ slug, tokens = {} }: Compared): Joined {
  const all: string[] = [];
  const regions: Region[] = [];
  const starts: { path: string; row: number; rows: number }[] = [];
  const seen = new Set<string>();
  let row = 0;
  for (const [path, text] of Object.entries(tokens)) {
    if (seen.has(text)) continue;
    seen.add(text);
    const lines = text.split('\n');
    starts.push({ path, row, rows: lines.length });
    for (const line of lines) {
      for (const [column, token] of line.split(' ').entries()) {
        if (token === '') continue;
        all.push(token);
        regions.push(new Region(row, column, row, column + 1));
      }
      row += 1;
    }
  }
  const find: Joined['find'] = ({ startRow, endRow }) => {
    const start = starts.findLast((one) => one.row <= startRow) ?? { path: '', row: 0, rows: 1 };
    const toLine = Math.min(endRow - start.row + 1, start.rows);
    return { path: start.path, fromLine: startRow - start.row + 1, toLine };
  };
  return { file: new TokenizedFile(new File(slug, ''), all, regions), find };
}
