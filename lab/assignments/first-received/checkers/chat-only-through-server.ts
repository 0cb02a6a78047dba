/**
 * Extra credit, its first half: the clients talk through the server only.
 *
 * pass: the capture of every client's own interface is whole, has packets with the server, and no
 * packet of TCP or UDP of which the server is not one end. fail: there is such a packet. unknown: a
 * client's interface was not captured to the end, or nothing was seen there.
 */
import { getEvents } from '../../../model/journal.ts';
import { getGap } from '../../../model/sockets.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { countWords, joinWords, quoteText } from '../../../model/wording.ts';

export const chatOnlyThroughServer: Checker = {
  name: 'chat-only-through-server',
  promise: 'No packet goes from client to client: all that they say goes through the server.',
  needs: ['wire', 'clients-wire'],
  check(journal: Journal): Finding {
    const { events, plan } = journal;
    const [first, ...others] = getEvents(events, 'bypass');
    const watched = getEvents(events, 'watched');
    if (first) {
      const counted = Math.max(1 + others.length, ...watched.map(({ pastServer }) => pastServer));
      const said = first.text.trim() === '' ? '' : `: ${quoteText(first.text.trim())}`;
      const where = `${first.protocol} from ${first.from} to ${first.to}`;
      return {
        outcome: 'fail',
        because: `${countWords(counted, 'packet')} past the server, ${where}${said}`,
        evidence: [first, ...others],
      };
    }
    const gaps = plan.clients.flatMap(({ host }) => getGap(journal, 'wire', host) ?? []);
    const [gap] = [...gaps, getGap(journal, 'wire')].filter((each) => each !== undefined);
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const unseen = plan.clients.filter(
      ({ role }) => !watched.some((one) => one.role === role && one.withServer > 0),
    );
    if (unseen.length > 0) {
      const roles = joinWords(unseen.map(({ role }) => role));
      return { outcome: 'unknown', because: `nothing was seen at the interface of ${roles}` };
    }
    const seen = watched.map(({ role, withServer }) => `${role} ${withServer}`);
    return {
      outcome: 'pass',
      because: `packets at the clients' interfaces: ${joinWords(seen)}, all with the server`,
      evidence: watched,
    };
  },
};
