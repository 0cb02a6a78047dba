/**
 * Criterion 10: the programs are documented.
 *
 * Over all source files of all roles; where programs of others play beside the lab's own, over
 * theirs. pass: at least 60 % of the functions and methods have a comment, or one line in ten is
 * comment. fail: less than 40 % of the functions and less than 7 % of the lines, or less than 3 %
 * of the lines; the undocumented are named. (Of 140 hand-ins nobody gave points for less than 7 %.)
 * unknown: between these; no source was found, or none in a language that is known here. No single
 * file decides: a short one without comments is measured with the others.
 */
import { type EventOf, getEvents } from '../model/journal.ts';
import type { Checker, Finding, Journal } from '../model/verdict.ts';
import { countWords, joinFirst } from '../model/wording.ts';
import { listFunctions, type SourceFunction } from './source-functions.ts';
import { type ReadSource, readHeaderComments, readSource } from './source-text.ts';

/** The threshold: this share of the functions has to be documented. */
export const leastShare = 0.6;
/** Or this share of the lines has to be comment. */
export const leastCommentShare = 0.1;
/** Less than both of these is too little; between, a person decides. */
const tooLowShare = 0.4;
const tooLowCommentShare = 0.07;
/** So few are too few, whatever part of the functions that is. */
const fewestCommentShare = 0.03;
/** What a file's first comment counts: its lines beyond these say nothing of the steps. */
const mostHeaderLines = 3;

export const wellDocumented: Checker = {
  name: 'well-documented',
  promise: 'Most functions say what they do, or one line in ten is comment.',
  needs: [],
  check(journal: Journal): Finding {
    const sources = getAsked(journal);
    const all = sources.flatMap((event) => event.files);
    const files = [...new Map(all.map((file) => [`${file.path}\n${file.text}`, file])).values()];
    const known = files.flatMap((file) => readSource(file) ?? []);
    if (known.length === 0) {
      const none = sources.find(({ because }) => because !== undefined)?.because;
      return { outcome: 'unknown', because: none ?? 'no source was found', evidence: sources };
    }
    const functions = known.flatMap(listFunctions);
    const share = getShare(functions);
    const commentShare = getCommentShare(known);
    const because = describeShare(functions, commentShare);
    if (share >= leastShare || commentShare >= leastCommentShare) {
      return { outcome: 'pass', because, evidence: sources };
    }
    const isLow = share < tooLowShare && commentShare < tooLowCommentShare;
    if (isLow || commentShare < fewestCommentShare) {
      return { outcome: 'fail', because, evidence: sources };
    }
    const doubt = `${because}: neither clearly enough nor clearly too little`;
    return { outcome: 'unknown', because: doubt, evidence: sources };
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
  if (functions.length === 0) return 0;
  return functions.filter(({ documented }) => documented).length / functions.length;
}

/** The share of lines that have a comment; what holds no word or number is left out. */
function getCommentShare(files: readonly ReadSource[]): number {
  let [comments, lines] = [0, 0];
  for (const source of files) {
    const { code, telling } = source;
    const inHeader = new Set(
      readHeaderComments(source).flatMap(({ from, to }) =>
        [...telling].filter((line) => line >= from && line <= to),
      ),
    );
    const counted = [...telling].filter((line) => !inHeader.has(line)).length;
    const solid = code.filter((line, at) => !telling.has(at + 1) && /[\p{L}\d]/u.test(line)).length;
    const header = Math.min(inHeader.size, mostHeaderLines);
    comments += counted + header;
    lines += counted + header + solid;
  }
  return lines === 0 ? 0 : comments / lines;
}

function describeShare(functions: readonly SourceFunction[], commentShare: number): string {
  const percent = (share: number) => `${Math.floor(share * 100)} %`;
  const density = `${percent(commentShare)} of the lines have a comment`;
  if (functions.length === 0) return `${density} (${percent(leastCommentShare)} are asked)`;
  const missing = functions.filter(({ documented }) => !documented);
  const named = missing.map(({ path, line, name }) => `${name} (${path}:${line})`);
  const share = percent(getShare(functions));
  const done = functions.length - missing.length;
  const rest = named.length > 0 ? `, not ${joinFirst(named, 3)}` : '';
  const all = countWords(functions.length, 'function');
  return `${done} of ${all} (${share}) are documented${rest}; ${density}`;
}
