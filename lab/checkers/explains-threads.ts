/**
 * Criterion 9: at the top of the server's code a comment explains why multithreading is needed.
 *
 * pass: a comment before the first code of one of the server's files speaks of threads and gives a
 * reason, in a sentence of 8 words or in two that stand together; a question or a task that was
 * copied counts nothing, its answer does. One that says why they are needed and stands elsewhere
 * passes as well, and its place is said. fail: there is none, or it gives no reason; what was found
 * is said. pass, and a person should look: the comment at the top is in another language, names
 * threads and has a word that gives a reason. unknown: it is in a language that is not read; a
 * reason stands at a step of the code only, or what is said of threads is long and no reason was
 * seen in it; the source was not found. Whether the reason is a good one is for a person to say
 * (the rubric marks it for review).
 */
import { getEvents } from '../model/journal.ts';
import { memoize } from '../model/memoize.ts';
import type { Checker, Finding, Journal } from '../model/verdict.ts';
import { quoteText } from '../model/wording.ts';
import { type Explanation, readExplanation } from './read-explanation.ts';
import { readForeignReason } from './read-foreign.ts';
import {
  type Comment,
  isCode,
  type ReadSource,
  readHeaderComments,
  readSource,
} from './source-text.ts';

interface Found extends Explanation {
  path: string;
  comment: Comment;
  isAtTop: boolean;
}

export const explainsThreads: Checker = {
  name: 'explains-threads',
  promise: 'A comment at the top of the server explains why it needs multithreading.',
  needs: [],
  check(journal: Journal): Finding {
    const sources = getEvents(journal.events, 'source').filter(({ role }) => role === 'server');
    const files = sources.flatMap((event) => event.files);
    const known = files.flatMap((file) => readSource(file) ?? []);
    if (known.length === 0) {
      const lacks = files.length === 0 ? "the server's source was not found" : undefined;
      const because = sources[0]?.because ?? lacks ?? "the server's language is not known here";
      return { outcome: 'unknown', because, evidence: sources };
    }
    const found = known.flatMap(findExplanations);
    const judged = { ...judge(found), evidence: sources };
    // What was not understood may give its reason in another language.
    const [foreign] = known.flatMap(findForeign).filter(({ text }) => {
      const isRead = judged.outcome === 'unknown' && readForeignReason(text) !== undefined;
      return judged.outcome === 'fail' || isRead;
    });
    return foreign ? { ...judgeForeign(foreign), evidence: sources } : judged;
  },
};

interface Foreign {
  /** Where it stands, and how it begins. */
  where: string;
  text: string;
}

function judgeForeign({ where, text }: Foreign): Pick<Finding, 'outcome' | 'because' | 'review'> {
  const reason = readForeignReason(text);
  if (reason === undefined) {
    return { outcome: 'unknown', because: `${where} is in a language that is not read here` };
  }
  const because = `${where} gives a reason for threads in another language`;
  return { outcome: 'pass', because, review: `${because}: ${quoteText(reason, 60)}` };
}

/** What the comments come to; the best that was found is shown. */
function judge(found: readonly Found[]): Pick<Finding, 'outcome' | 'because'> {
  const top = found.filter(({ isAtTop }) => isAtTop);
  const best = ['need', 'reason', 'purpose']
    .flatMap((wanted) => top.find(({ kind }) => kind === wanted) ?? [])
    .at(0);
  if (best) return { outcome: 'pass', because: `${describe(best)} explains threads` };
  const lower = found.filter(({ isAtTop }) => !isAtTop);
  const explicit = lower.find(({ kind }) => kind === 'need');
  if (explicit) {
    const because = `${describe(explicit)} explains threads, though not at the top`;
    return { outcome: 'pass', because };
  }
  const step = lower.find(({ kind }) => kind === 'reason');
  if (step) {
    const because = `${describe(step)} gives a reason at a step of the code, none is at the top`;
    return { outcome: 'unknown', because };
  }
  const long = top.find(({ kind }) => kind === 'unclear');
  if (long) {
    return { outcome: 'unknown', because: `${describe(long)}: no reason was recognised in it` };
  }
  const asked = top.find(({ kind }) => kind === 'unanswered');
  if (asked) {
    return { outcome: 'fail', because: `${describe(asked)} is the task, and gives no answer` };
  }
  const [nearest] = top;
  const because = nearest
    ? `${describe(nearest)} speaks of threads but gives no reason`
    : 'no comment before the first code of the server speaks of threads';
  return { outcome: 'fail', because };
}

/** What each comment of a file says of threads, those at the top first. */
const findExplanations = memoize((source: ReadSource): Found[] => {
  const header = readHeaderComments(source);
  // A question in one comment may be answered in the next.
  let isAsked = false;
  const top = header.flatMap((comment): Found[] => {
    const explanation = readExplanation(comment.text, { isAsked });
    isAsked ||= explanation?.kind === 'unanswered';
    return explanation ? [{ ...explanation, path: source.path, comment, isAtTop: true }] : [];
  });
  const rest = source.comments.filter((comment) => !header.includes(comment));
  const lower = rest.flatMap((comment): Found[] => {
    const explanation = readExplanation(comment.text, { isAsked: false });
    return explanation ? [{ ...explanation, path: source.path, comment, isAtTop: false }] : [];
  });
  return [...top, ...lower];
});

/** Of an English text one word in twelve, or more, is one of these. */
const english =
  /^(?:the|an?|is|are|was|be|of|and|or|to|in|on|for|with|this|that|it|we|by|from|not|between|two|both|each|which|when|then|can|have|at|i|you|they|its?)$/i;
/** A comment with as many words in small letters is a text; names and dates are mostly capitals. */
const leastForeign = 12;

/**
 * Where a comment at the top stands that is a text, and not in English: who explains in a language
 * of their own may have explained.
 */
const findForeign = memoize((source: ReadSource): Foreign[] => {
  return readHeaderComments(source).flatMap(({ text, from, to }) => {
    const lines = text
      .split('\n')
      .filter((line) => !isCode(line.trim()) && !/^\W*usage\b/i.test(line));
    const words = lines.join(' ').match(/[\p{L}’']+/gu) ?? [];
    const small = words.filter((word) => /^(?:\p{Ll}|\p{Lo})/u.test(word)).length;
    const known = words.filter((word) => english.test(word)).length;
    const isForeign = small >= leastForeign && known * 12 < words.length;
    const where = `${source.path}:${from}-${to} (${quoteText(text.trim(), 60)})`;
    return isForeign ? [{ where, text }] : [];
  });
});

/** Where a comment stands, how long it is, and the sentence that speaks of threads. */
function describe({ path, comment, words, sentence }: Found): string {
  const range = comment.from === comment.to ? `${comment.from}` : `${comment.from}-${comment.to}`;
  return `${path}:${range} (${words} words: ${quoteText(sentence, 60)})`;
}
