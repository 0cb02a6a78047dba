/**
 * Criterion 10: the programs are documented.
 *
 * Over all source files of all roles; where programs of others play beside the lab's own, over
 * theirs: pass if at least 60 % of the functions, methods and classes
 * have a comment of their own and every file opens with a comment. Where there are no functions at
 * all, one line in ten must be comment instead. fail: less; the undocumented are named. unknown:
 * no source was found, or none in a language that is known here. A person should look as well.
 */
import { type EventOf, getEvents } from '../model/journal.ts';
import type { Checker, Finding, Journal } from '../model/verdict.ts';
import { countWords, joinWords } from '../model/wording.ts';
import { findFunctions, type SourceFunction } from './source-functions.ts';
import { getLanguage, readComment, readHeaderComments, type SourceFile } from './source-text.ts';

/** The threshold: this share of the functions has to be documented. */
export const leastShare = 0.6;
/** In programs without functions, this share of the lines has to be comment. */
export const leastCommentShare = 0.1;

export const wellDocumented: Checker = {
  name: 'well-documented',
  promise: 'Every file says what it is for, and most functions say what they do.',
  needs: [],
  check(journal: Journal): Finding {
    const sources = getAsked(journal);
    const all = sources.flatMap((event) => event.files);
    const files = [...new Map(all.map((file) => [`${file.path}\n${file.text}`, file])).values()];
    const known = files.filter((file) => getLanguage(file) !== null);
    if (known.length === 0) {
      const none = sources.find(({ because }) => because !== undefined)?.because;
      return { outcome: 'unknown', because: none ?? 'no source was found', evidence: sources };
    }
    const functions = known.flatMap(findFunctions);
    const bare = known.filter((file) => readHeaderComments(file).length === 0);
    const isEnough =
      functions.length > 0
        ? getShare(functions) >= leastShare
        : getCommentShare(known) >= leastCommentShare;
    const counted = describeShare(functions, known);
    if (isEnough && bare.length === 0) {
      const opened = known.length === 1 ? 'the file opens' : `all ${known.length} files open`;
      return {
        outcome: 'pass',
        because: `${counted}; ${opened} with a comment`,
        evidence: sources,
      };
    }
    const headless = bare.map(({ path }) => path).slice(0, 3);
    const lacks = bare.length > headless.length ? [...headless, 'others'] : headless;
    const opened = bare.length === 0 ? '' : `; ${joinWords(lacks)} opens without a comment`;
    return { outcome: 'fail', because: `${counted}${opened}`, evidence: sources };
  },
};

/**
 * The sources that are asked about: the lab's own earn nobody else's points. Clients of others that
 * have no source (ncat) leave those of our server.
 */
function getAsked({ events, plan }: Journal): EventOf<'source'>[] {
  const sources = getEvents(events, 'source');
  const isTheirs = (role: string) =>
    role === 'server'
      ? plan.server.command !== undefined
      : plan.clients.some((client) => client.role === role && client.command !== undefined);
  const theirs = sources.filter(({ role }) => isTheirs(role));
  const isTold = isTheirs('server') || theirs.some(({ files }) => files.length > 0);
  return isTold ? theirs : sources;
}

function getShare(functions: readonly SourceFunction[]): number {
  return functions.filter(({ documented }) => documented).length / functions.length;
}

/** The share of lines that are comment, blank ones left out. */
function getCommentShare(files: readonly SourceFile[]): number {
  let [comments, lines] = [0, 0];
  for (const file of files) {
    const language = getLanguage(file);
    const own = file.text.split(/\r?\n/);
    for (let at = 0; language && at < own.length; at += 1) {
      const comment = readComment(own, at, language);
      const to = comment ? comment.to : at + 1;
      const solid = own.slice(at, to).filter((line) => line.trim() !== '').length;
      lines += solid;
      if (comment) comments += solid;
      at = to - 1;
    }
  }
  return lines === 0 ? 0 : comments / lines;
}

function describeShare(functions: readonly SourceFunction[], files: readonly SourceFile[]): string {
  const percent = (share: number) => `${Math.floor(share * 100)} %`;
  if (functions.length === 0) {
    const least = percent(leastCommentShare);
    return `${percent(getCommentShare(files))} of the lines are comment (${least} are asked)`;
  }
  const missing = functions.filter(({ documented }) => !documented);
  const named = missing.slice(0, 3).map(({ path, line, name }) => `${name} (${path}:${line})`);
  const share = percent(getShare(functions));
  const done = functions.length - missing.length;
  const hidden = missing.length - named.length;
  const bare = hidden > 0 ? [...named, `${hidden} more`] : named;
  const rest = bare.length > 0 ? `, not ${joinWords(bare)}` : '';
  const all = countWords(functions.length, 'function');
  return `${done} of ${all} (${share}) are documented${rest}`;
}
