/**
 * The client prints “Request timed out” exactly for those pings that got no answer in time.
 *
 * pass: it printed a round trip or a timeout for each ping, and timeouts where the wire shows no
 * answer within the limit. An answer that came near the limit, while the machine stood still, or
 * in a play with faults or a slow link, may be either. fail: one stands where an answer came, or a
 * round trip where none did; or there is no timeout at all, though pings got no answer. unknown:
 * there are more or fewer such lines than pings, so that nobody can say which belongs to which;
 * evidence has a gap.
 */
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { countWords } from '../../../model/wording.ts';
import { findUnread, getFate, readExchanges } from '../evidence/exchanges.ts';
import { type Outcome, readPrinted } from '../evidence/printed.ts';

export const timeoutsPrinted: Checker = {
  name: 'timeouts-printed',
  promise: 'The client prints “Request timed out” for each ping without an answer, and no other.',
  needs: ['wire', 'printed', 'kernel'],
  check(journal: Journal): Finding {
    const unread = findUnread(journal, 'printed');
    if (unread) return unread;
    const { all } = readExchanges(journal);
    const { outcomes } = readPrinted(journal);
    const lost = all.filter((one) => getFate(journal, one) === 'lost');
    const timeouts = outcomes.filter(({ kind }) => kind === 'timeout');
    const lines = timeouts.map(({ line }) => line);
    if (lost.length > 0 && timeouts.length === 0) {
      const pings = countWords(lost.length, 'ping');
      const because = `no “Request timed out” was printed, and ${pings} got no answer in time`;
      return { outcome: 'fail', because, evidence: lost.map(({ request }) => request) };
    }
    if (outcomes.length !== all.length) return { outcome: 'unknown', because: tell(outcomes, all) };
    const wrong = all.flatMap((one, index): Finding[] => {
      const { kind, line } = outcomes[index] as Outcome;
      const fate = getFate(journal, one);
      if (fate === 'unclear' || (fate === 'lost') === (kind === 'timeout')) return [];
      const said = kind === 'timeout' ? 'a timeout' : 'a round trip';
      const was = fate === 'lost' ? 'no answer came in time' : 'an answer came in time';
      const because = `for ping ${index + 1} it printed ${said}, and on the wire ${was}`;
      return [{ outcome: 'fail', because, evidence: [line, one.request] }];
    });
    if (wrong[0]) return wrong[0];
    const because = `${countWords(timeouts.length, 'timeout')} printed, each where no answer came`;
    return { outcome: 'pass', because, evidence: lines };
  },
};

/** Why the lines cannot be matched with the pings. */
export function tell(outcomes: readonly Outcome[], all: readonly unknown[]): string {
  const times = outcomes.filter(({ kind }) => kind === 'round-trip').length;
  const timeouts = countWords(outcomes.length - times, 'timeout');
  const found = `${countWords(times, 'round trip')} and ${timeouts}`;
  return `${found} could be read in what was printed, for ${countWords(all.length, 'ping')}`;
}
