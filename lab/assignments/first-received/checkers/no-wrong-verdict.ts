/**
 * Whatever goes wrong: no client is told an order that is not the wire's, and no two clients are
 * told different ones. That somebody is told none at all breaks nothing here.
 *
 * pass: every order that was stated to anybody is that in which the messages arrived, or none was.
 * fail: one is not; or one was stated though a message never arrived; or two differ. unknown: the
 * capture has a gap, or the order of the messages cannot be known (as in order-follows-wire), while
 * all that was stated is one and the same.
 */
import { readConversations, sortByArrival } from '../../../model/conversation.ts';
import { getGap } from '../../../model/sockets.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { joinWords, quoteText } from '../../../model/wording.ts';
import { getMessages, parseVerdict } from '../evidence/statement.ts';
import { findStarved, findUndecidable } from '../evidence/undecidable.ts';

export const noWrongVerdict: Checker = {
  name: 'no-wrong-verdict',
  promise: 'No client is told a wrong order, and no two clients are told different ones.',
  needs: ['wire', 'kernel'],
  check(journal: Journal): Finding {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const all = readConversations(journal);
    const messages = getMessages(all);
    const stated = all.flatMap(({ role, lines }) =>
      lines.flatMap((line) => {
        const order = parseVerdict(line.text, messages);
        return order ? [{ role, order: order.join(), line }] : [];
      }),
    );
    const evidence = stated.map(({ line }) => line.first);
    const [one] = stated;
    if (!one) return { outcome: 'pass', because: 'nobody was told any order' };
    const other = stated.find(({ order }) => order !== one.order);
    if (other) {
      const said = [one, other].map(({ role, line }) => `${role} was told ${quoteText(line.text)}`);
      return { outcome: 'fail', because: said.join(', but '), evidence };
    }
    const missing = all.filter(({ message }) => !message).map(({ role }) => role);
    if (missing.length > 0) {
      const because = `${one.role} was told ${quoteText(one.line.text)}, though no message of`;
      return { outcome: 'fail', because: `${because} ${joinWords(missing)} arrived`, evidence };
    }
    const arrived = sortByArrival(all);
    const lasts = arrived.map(({ message }) => message.last);
    const order = arrived.map(({ role }) => role).join();
    const told = joinWords([...new Set(stated.map(({ role }) => role))]);
    const came = `${joinWords(order.split(','))} arrived in this order`;
    if (one.order === order) {
      const because = `${came}, and nothing else was told to ${told}`;
      return { outcome: 'pass', because, evidence: [...lasts, ...evidence] };
    }
    const open = findUndecidable(journal, arrived) ?? findStarved(journal, arrived, stated);
    if (open) return open;
    const because = `${came}, but ${told} was told ${quoteText(one.line.text)}`;
    return { outcome: 'fail', because, evidence: [...evidence, ...lasts] };
  },
};
