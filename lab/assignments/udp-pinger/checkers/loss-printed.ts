/**
 * The loss that the client prints at the end is that of the wire.
 *
 * pass: a line of its summary that speaks of loss says the share of the pings that got no answer in
 * time, in percent, as a count ("3 of 10") or as a fraction, to its last digit. An answer near the
 * limit, or while the machine stood still, may count as either. fail: it says another one,
 * whichever way it is read; or no line with a number follows the last ping's line. unknown: no line
 * that speaks of loss could be found, or evidence has a gap.
 */
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { quoteText } from '../../../model/wording.ts';
import { findUnread, getFate, readExchanges } from '../evidence/exchanges.ts';
import { readPrinted, readShares } from '../evidence/printed.ts';

export const lossPrinted: Checker = {
  name: 'loss-printed',
  promise: 'The share of lost pings that is printed is that of the wire.',
  needs: ['wire', 'printed', 'kernel'],
  check(journal: Journal): Finding {
    const unread = findUnread(journal, 'printed');
    if (unread) return unread;
    const { all } = readExchanges(journal);
    const { lines, losses, outcomes } = readPrinted(journal);
    const last = outcomes.at(-1)?.line;
    const rest = last ? lines.slice(lines.indexOf(last) + 1) : lines;
    const found = losses.find(({ text }) => readShares(text, all.length).length > 0);
    if (!found) {
      if (last && !rest.some(({ text }) => /\d/.test(text))) {
        const because = 'nothing with a number was printed after the last ping: no loss';
        return { outcome: 'fail', because, evidence: [last] };
      }
      const because = 'no line that tells the loss could be read in what was printed';
      return { outcome: 'unknown', because, evidence: rest };
    }
    const fates = all.map((one) => getFate(journal, one));
    const least = fates.filter((fate) => fate === 'lost').length;
    const most = fates.filter((fate) => fate !== 'answered').length;
    const isRight = readShares(found.text, all.length).some(
      ({ share, digit }) =>
        share >= least / all.length - digit - 1e-9 && share <= most / all.length + digit + 1e-9,
    );
    const told = `on the wire ${least} of ${all.length} got no answer in time`;
    const because = `${quoteText(found.text)} was printed; ${told}`;
    return { outcome: isRight ? 'pass' : 'fail', because, evidence: [found] };
  },
};
