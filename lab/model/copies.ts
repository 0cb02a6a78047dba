/**
 * Submissions that hold the same: equal sources, and whole submissions that are alike. Each is told
 * as a reason to look, to both sides; it changes no mark.
 */
import type { ClassReport, Marked } from './class.ts';

/** A source that several submissions hold, but for comments and spaces. */
export interface Twin {
  files: { slug: string; name: string; path: string }[];
  /** In how many submissions. */
  count: number;
  /** So many hold it that it was rather handed out to all. */
  isCommon: boolean;
}

/** Fewer than this are never common; nor is what less than a third of a class holds. */
const leastCommon = 5;

/** Every such source; those that few hold, which tell more, come first. */
export function findTwins(submissions: readonly Marked[]): Twin[] {
  const holders = new Map<string, Twin['files']>();
  for (const { slug, name, texts } of submissions) {
    for (const [path, text] of Object.entries(texts)) {
      holders.set(text, [...(holders.get(text) ?? []), { slug, name, path }]);
    }
  }
  const twins = [...holders.values()].flatMap((files): Twin[] => {
    const count = new Set(files.map(({ slug }) => slug)).size;
    const isCommon = count >= leastCommon && count > submissions.length / 3;
    return count < 2 ? [] : [{ files, count, isCommon }];
  });
  return twins.sort((a, b) => a.count - b.count);
}

/** What a twin means, and what not, in one sentence. */
export const twinMeaning =
  'Same text: after comments are removed and spaces ignored, these sources are equal letter by ' +
  'letter. That is a reason to look, and no proof of anything: both may come from what was ' +
  'handed out.';

const mostNamed = 4;

/** "same text in 2 submissions: server.py of Ada, main.py of Bob". */
export function describeTwin({ files, count, isCommon }: Twin): string {
  const named = files.slice(0, mostNamed).map(({ path, name }) => `${path} of ${name}`);
  const rest = files.length - named.length;
  const note = isCommon ? ' (so many that it may have been handed out)' : '';
  const more = rest > 0 ? ` and ${rest} more` : '';
  return `same text in ${count} submissions${note}: ${named.join(', ')}${more}`;
}

/** The twins of one submission as flags; what all have is no flag of anybody. */
export function flagTwins({ slug }: Marked, twins: readonly Twin[]): string[] {
  return twins
    .filter(({ files, isCommon }) => !isCommon && files.some((file) => file.slug === slug))
    .map(describeTwin);
}

/** Two submissions that are alike though names, numbers and texts in them differ. */
export interface Alike {
  /** From 0 to 1: how much of both is found in the other. */
  share: number;
  /** Both, with the longest part that is alike; lines count from 1. */
  sides: readonly [AlikeSide, AlikeSide];
}

export interface AlikeSide {
  slug: string;
  name: string;
  path: string;
  fromLine: number;
  toLine: number;
}

/** What alike means, and what not, in one sentence. */
export const alikeMeaning =
  'Alike: names, numbers, texts and comments are ignored, and what more than a third of the ' +
  'class has. That is a reason to look at both, and no proof of anything; it changes no mark.';

/** "82 % alike: Ada and Bob, most of all server.py lines 3 to 60 and main.py lines 5 to 61". */
export function describeAlike({ share, sides: [one, other] }: Alike): string {
  const place = ({ path, fromLine, toLine }: AlikeSide) => `${path} lines ${fromLine} to ${toLine}`;
  return (
    `${Math.floor(share * 100)} % alike: ${one.name} and ${other.name}, most of all ` +
    `${place(one)} and ${place(other)}`
  );
}

/** The pairs of one submission as flags. */
export function flagAlike({ slug }: Pick<Marked, 'slug'>, alike: ClassReport['alike']): string[] {
  return (alike ?? [])
    .filter(({ sides }) => sides.some((side) => side.slug === slug))
    .map(describeAlike);
}

/** What tells of one submission whom it is like: equal sources, then pairs that are alike. */
export function makeCopyFlags({
  submissions,
  alike,
}: Pick<ClassReport, 'submissions' | 'alike'>): (marked: Marked) => string[] {
  const twins = findTwins(submissions);
  return (marked) => [...flagTwins(marked, twins), ...flagAlike(marked, alike)];
}
