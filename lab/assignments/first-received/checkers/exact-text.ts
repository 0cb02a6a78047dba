/**
 * Criterion 6, its first half: the text of the acknowledgement, to the letter.
 *
 * pass: every client said what the plan has for it ("X: Alice"), and every acknowledgement is
 * exactly "<message> received before <message>", in one of the orders; a newline or CRLF may
 * follow. fail: one is anything else; all are named. unknown: nothing was told to anybody, a
 * message never arrived, or came so haltingly that a part of it could be taken for the whole; or
 * the capture has a gap. Which order is right is for order-follows-wire.
 */
import {
  type Conversation,
  getStayers,
  isCutByLull,
  sortByArrival,
} from '../../../model/conversation.ts';
import { getGap } from '../../../model/sockets.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { joinWords, quoteText } from '../../../model/wording.ts';
import { findDeclined } from '../evidence/declined.ts';
import {
  getAcknowledgements,
  getDoneNs,
  getSentMessages,
  isExactVerdict,
} from '../evidence/statement.ts';

export const exactText: Checker = {
  name: 'exact-text',
  promise: 'The acknowledgement reads “X: Alice received before Y: Bob”, to the letter.',
  needs: ['wire'],
  check(journal: Journal): Finding {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const stayers = getStayers(journal);
    const silent = stayers.filter(({ message }) => !message);
    if (silent.length > 0) {
      const roles = joinWords(silent.map(({ role }) => role));
      return { outcome: 'unknown', because: `no message of ${roles} arrived to be quoted` };
    }
    const declined = findDeclined(journal);
    if (declined) return declined;
    const cut = stayers.find(isCutByLull);
    if (cut) return explainCut(cut);
    const messages = getSentMessages(sortByArrival(stayers));
    const other = stayers.filter(({ message, client }) => message?.text !== client.message);
    const told = stayers.flatMap((one) => getAcknowledgements(one, messages, getDoneNs(stayers)));
    if (told.length === 0 && other.length === 0) {
      return { outcome: 'unknown', because: 'nothing was told to anybody, so there is no text' };
    }
    const texts = messages.map(({ text }) => text);
    const wrong = told.filter(({ text }) => !isExactVerdict(text, texts));
    const problems = other.map(
      ({ role, message, client }) =>
        `${role} said ${quoteText(message?.text ?? '')}, not ${quoteText(client.message)}`,
    );
    if (wrong.length > 0) {
      const said = [...new Set(wrong.map(({ text }) => quoteText(text)))].join(' and ');
      const right = quoteText(texts.join(' received before '), 160);
      problems.push(`the text is ${said}, not ${right}`);
    }
    if (problems.length > 0) {
      return {
        outcome: 'fail',
        because: problems.join('; '),
        evidence: [
          ...other.flatMap(({ message }) => message?.first ?? []),
          ...wrong.map(({ first }) => first),
        ],
      };
    }
    return {
      outcome: 'pass',
      because: `the text is ${quoteText(told[0]?.text ?? '', 160)}, to the letter`,
      evidence: told.map(({ first }) => first),
    };
  },
};

/** A busy machine kept our own client from going on: no fault of the server that waited so long. */
function explainCut({ role, message, client }: Conversation): Finding {
  const [said, whole] = [quoteText(message?.text ?? ''), quoteText(client.message)];
  return {
    outcome: 'unknown',
    because:
      `${role}, a client of the lab, had said ${said} of ${whole} when the next byte was 200 ms late, ` +
      'after which a text may be taken as it stands',
    ...(message && { evidence: [message.first, message.last] }),
  };
}
