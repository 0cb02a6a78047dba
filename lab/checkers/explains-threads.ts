/**
 * Criterion 9: at the top of the server's code a comment explains why multithreading is needed.
 *
 * pass: before the first code of one of the server's files stands a comment that speaks of threads
 * and gives a reason, of at least 3 lines or 30 words. fail: there is none in any of the files, or
 * it is too short; what was found is said. unknown: the source was not found. Whether the reason
 * is a good one is for a person to say (the rubric marks it for review).
 */
import { getEvents } from '../model/journal.ts';
import type { Checker, Finding, Journal } from '../model/verdict.ts';
import { quoteText } from '../model/wording.ts';
import { type Comment, readHeaderComments, type SourceFile } from './source-text.ts';

/** The threshold: as many lines, or as many words, make an explanation. */
export const leastLines = 3;
export const leastWords = 30;

const threadWords =
  /\b(?:multi-?)?thread(?:s|ed|ing)?\b|\bworkers?\b|\bconcurren\w*|\bparallel\w*/i;
const reasonWords = new RegExp(
  `\\b(?:${[
    ...['why', 'because', 'since', 'so', 'so that', 'in order to', 'needs?', 'needed'],
    ...['required?', 'otherwise', 'without', 'allows?', 'lets?', 'would', 'must', 'cannot'],
    ...["can't", 'if', 'while', 'at the same time', 'simultaneous\\w*'],
  ].join('|')})\\b`,
  'i',
);

interface Found {
  file: SourceFile;
  comment: Comment;
  lines: number;
  words: number;
}

export const explainsThreads: Checker = {
  name: 'explains-threads',
  promise: 'A comment at the top of the server explains why it needs multithreading.',
  needs: [],
  check(journal: Journal): Finding {
    const sources = getEvents(journal.events, 'source').filter(({ role }) => role === 'server');
    const files = sources.flatMap((event) => event.files);
    if (files.length === 0) {
      const because = sources[0]?.because ?? "the server's source was not found";
      return { outcome: 'unknown', because, evidence: sources };
    }
    const found = files.flatMap(findComments).sort((a, b) => b.words - a.words);
    const long = found.filter(({ lines, words }) => lines >= leastLines || words >= leastWords);
    const best = long.find(({ comment }) => reasonWords.test(comment.text));
    if (best) {
      const outcome = 'pass';
      return { outcome, because: `${describe(best)} explains threads`, evidence: sources };
    }
    const [nearest] = found;
    if (!nearest) {
      const because = 'no comment before the first code of the server speaks of threads';
      return { outcome: 'fail', because, evidence: sources };
    }
    const threshold = `${leastLines} lines or ${leastWords} words`;
    const lack = long.length > 0 ? 'gives no reason' : `is shorter than ${threshold}`;
    const because = `${describe(nearest)} speaks of threads but ${lack}`;
    return { outcome: 'fail', because, evidence: sources };
  },
};

/** The header comments of a file that speak of threads, with their size. */
function findComments(file: SourceFile): Found[] {
  return readHeaderComments(file)
    .filter(({ text }) => threadWords.test(text))
    .map((comment) => ({
      file,
      comment,
      lines: comment.text.split('\n').filter((line) => line.trim() !== '').length,
      words: comment.text.split(/\s+/u).filter((word) => /\p{L}/u.test(word)).length,
    }));
}

/** Where a comment stands, how long it is, and the sentence that speaks of threads. */
function describe({ file, comment, words }: Found): string {
  const paragraphs = comment.text.split(/\n\s*\n/).map((one) => one.replace(/\s+/gu, ' '));
  const sentences = paragraphs.flatMap((one) => one.split(/(?<=[.!?:;])\s/u));
  // A heading in capitals speaks of threads too, but gives no reason.
  const speaking = sentences.filter((one) => threadWords.test(one) && /\p{Ll}/u.test(one));
  const telling = speaking.find((one) => reasonWords.test(one)) ?? speaking[0] ?? '';
  const range = comment.from === comment.to ? `${comment.from}` : `${comment.from}-${comment.to}`;
  return `${file.path}:${range} (${words} words: ${quoteText(telling.trim(), 60)})`;
}
