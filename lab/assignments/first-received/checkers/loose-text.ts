/**
 * The text of the acknowledgement by its meaning, for rubrics that are loose: spelling, spaces,
 * punctuation and case cost nothing.
 *
 * pass: every client said what the plan has for it, or the name in it, and every acknowledgement is
 * "<message> received before <message>" but for a sixth of its letters. fail: one is anything else;
 * all are named. unknown: nothing was told to anybody, a message never arrived, or the capture has
 * a gap. Which order is right is for order-follows-wire.
 */
import { getStayers, sortByArrival } from '../../../model/conversation.ts';
import { getGap } from '../../../model/sockets.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { joinWords, quoteText } from '../../../model/wording.ts';
import { getAcknowledgements, getDoneNs, getSentMessages } from '../evidence/statement.ts';

/** Of the letters that were asked, how many may be missing, other or too many. */
const mostWrong = 1 / 6;
/** More than this says nothing that could be meant. */
const longestText = 400;

export const looseText: Checker = {
  name: 'loose-text',
  promise: 'The acknowledgement says “X: Alice received before Y: Bob”, in these words or nearly.',
  needs: ['wire'],
  check(journal: Journal): Finding {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const stayers = getStayers(journal);
    const silent = stayers.filter(({ message }) => !message).map(({ role }) => role);
    if (silent.length > 0) {
      const because = `no message of ${joinWords(silent)} arrived to be quoted`;
      return { outcome: 'unknown', because };
    }
    const messages = getSentMessages(sortByArrival(stayers));
    const told = stayers.flatMap((one) => getAcknowledgements(one, messages, getDoneNs(stayers)));
    if (told.length === 0) {
      return { outcome: 'unknown', because: 'nothing was told to anybody, so there is no text' };
    }
    const planned = stayers.map(({ client }) => client.message);
    const asked = [planned, [...planned].reverse()].map((all) => all.join(' received before '));
    const others = stayers.filter(({ message, client }) => {
      const said = tidy(message?.text ?? '');
      return !isNear(said, tidy(client.message)) && !isNear(said, tidy(getName(client.message)));
    });
    const wrong = told.filter(({ text }) => !asked.some((one) => isNear(tidy(text), tidy(one))));
    const problems = [
      ...others.map(({ role, message }) => `${role} said ${quoteText(message?.text ?? '')}`),
      ...[...new Set(wrong.map(({ text }) => `the text is ${quoteText(text)}`))],
    ];
    const evidence = [
      ...others.flatMap(({ message }) => message?.first ?? []),
      ...(wrong.length > 0 ? wrong : told).map(({ first }) => first),
    ];
    if (problems.length > 0) return { outcome: 'fail', because: problems.join('; '), evidence };
    const because = `the text is ${quoteText(told[0]?.text ?? '', 160)}, which is near enough`;
    return { outcome: 'pass', because, evidence };
  },
};

function getName(message: string): string {
  return message.replace(/^\p{L}\s*:\s*/u, '');
}

/** Letters and digits, in small letters. */
function tidy(text: string): string {
  return text
    .slice(0, longestText)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function isNear(said: string, asked: string): boolean {
  return countEdits(said, asked) <= Math.floor(asked.length * mostWrong);
}

/** Levenshtein's distance: letters that are missing, other or too many. */
function countEdits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(same, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
