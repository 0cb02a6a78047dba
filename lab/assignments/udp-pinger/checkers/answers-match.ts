/**
 * What the server sends is a ping in capitals, to where that ping came from, and once.
 *
 * pass: all that it sent is that. fail: one answer is no ping's text in capitals, went to another
 * port, or came twice. unknown: nothing was answered, no ping was seen, or the capture has a gap.
 */
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { countWords, quoteText } from '../../../model/wording.ts';
import { type Exchange, findUnread, readExchanges } from '../evidence/exchanges.ts';

export const answersMatch: Checker = {
  name: 'answers-match',
  promise: 'Each answer is its ping in capital letters, sent once to where the ping came from.',
  needs: ['wire'],
  check(journal: Journal): Finding {
    const unread = findUnread(journal);
    if (unread) return unread;
    const { all, strays } = readExchanges(journal);
    const wrong = all.flatMap(findWrong);
    const [stray] = strays;
    if (wrong[0]) return wrong[0];
    if (stray) {
      const because = `the server sent ${quoteText(stray.text)}, which answers no ping`;
      return { outcome: 'fail', because, evidence: [stray] };
    }
    const answers = all.flatMap((one) => one.answers);
    if (answers.length === 0) return { outcome: 'unknown', because: 'no ping was answered' };
    const because = `${countWords(answers.length, 'answer')}, each its ping in capitals`;
    return { outcome: 'pass', because, evidence: answers };
  },
};

function findWrong({ request, answers }: Exchange): Finding[] {
  const [answer, second] = answers;
  if (!answer) return [];
  const isSame = answer.text.trimEnd() === request.text.trimEnd().toUpperCase();
  if (!isSame) {
    const because = `${quoteText(request.text)} was answered by ${quoteText(answer.text)}`;
    return [{ outcome: 'fail', because, evidence: [answer, request] }];
  }
  if (answer.to !== request.from) {
    const because = `the answer to ${request.from} was sent to ${answer.to}`;
    return [{ outcome: 'fail', because, evidence: [answer, request] }];
  }
  if (!second) return [];
  const because = `${quoteText(request.text)} was answered ${answers.length} times`;
  return [{ outcome: 'fail', because, evidence: [second, answer] }];
}
