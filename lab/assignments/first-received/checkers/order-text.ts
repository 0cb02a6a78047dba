/**
 * The text of the acknowledgement by what it is for, as submissions are marked: it states the order
 * of the messages, in whatever words.
 *
 * pass: every acknowledgement is right to the letter (exact-text). pass, and a person should look:
 * each states an order in words ("Alice came first", "From Server: X: X: Alice recieved before …"),
 * or a client sent something else than it was to. fail: they are lists without a word of order, or
 * state none, or quote the messages wrongly (one of them twice); all are named. Who alone was told
 * no order is for both-told-same. unknown: as exact-text. Which order is right is for
 * order-follows-wire.
 */
import { getStayers, sortByArrival } from '../../../model/conversation.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { joinWords, quoteText } from '../../../model/wording.ts';
import {
  findMisquoted,
  getAcknowledgements,
  getDoneNs,
  getSentMessages,
  parseList,
  readStatements,
} from '../evidence/statement.ts';
import { exactText } from './exact-text.ts';

export const orderText: Checker = {
  name: 'order-text',
  promise: 'The acknowledgement states the order of the messages, in these words or in others.',
  needs: ['wire'],
  check(journal: Journal): Finding {
    const exact = exactText.check(journal);
    if (exact.outcome !== 'fail') return exact;
    const stayers = getStayers(journal);
    const doneNs = getDoneNs(stayers);
    const messages = getSentMessages(sortByArrival(stayers));
    const told = stayers.map((one) => ({
      statements: readStatements(one, messages, doneNs),
      lines: getAcknowledgements(one, messages, doneNs),
    }));
    const silent = told.filter(({ statements, lines }) => {
      return statements.length === 0 && lines.length > 0;
    });
    // Whoever was told nothing of an order is for both-told-same, if somebody was.
    if (silent.length > 0 && told.every(({ statements }) => statements.length === 0)) {
      const said = silent.flatMap(({ lines }) => {
        const listed = lines.find(({ text }) => parseList(text, messages) !== null);
        const shown = listed ?? lines[0];
        if (!shown) return [];
        const what = listed ? 'lists the messages without a word of order' : 'states no order';
        return [{ because: `the text ${quoteText(shown.text)} ${what}`, line: shown }];
      });
      return {
        outcome: 'fail',
        because: [...new Set(said.map(({ because }) => because))].join('; '),
        evidence: said.map(({ line }) => line.first),
      };
    }
    const stating = told.filter(({ statements }) => statements.length > 0);
    const lines = stating.flatMap((one) => one.lines);
    if (lines.length === 0) {
      return { outcome: 'unknown', because: 'nothing was told to anybody, so there is no text' };
    }
    const misquoted = lines.flatMap((line) => {
      const how = findMisquoted(line.text, messages);
      return how === undefined
        ? []
        : [{ because: `the text ${quoteText(line.text)} ${how}`, line }];
    });
    if (misquoted.length > 0) {
      return {
        outcome: 'fail',
        because: [...new Set(misquoted.map(({ because }) => because))].join('; '),
        evidence: misquoted.map(({ line }) => line.first),
      };
    }
    const texts = [...new Set(lines.map(({ text }) => quoteText(text, 160)))];
    return {
      outcome: 'pass',
      because: `the text is ${joinWords(texts)}, which states an order`,
      evidence: lines.map(({ first }) => first),
      review: `it is not to the letter: ${exact.because}`,
    };
  },
};
