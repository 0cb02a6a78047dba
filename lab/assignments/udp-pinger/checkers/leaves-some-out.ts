/**
 * The server leaves out the share of the answers that is asked, at random.
 *
 * pass: the number that it left out is one that such a server has in 99 of 100 plays, and it left
 * out some, and not all. fail: it has such a number in fewer than one of 1000. unknown: between
 * these; none or all were left out, which chance can do; no ping was seen, or the capture has a
 * gap. Where all or none are to be left out, nothing is left to chance.
 */
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { findUnread, readExchanges } from '../evidence/exchanges.ts';
import { getOptions } from '../options.ts';

const rare = 0.01;
const impossible = 0.001;

export const leavesSomeOut: Checker = {
  name: 'leaves-some-out',
  promise: 'The server leaves about the share of the pings unanswered that is asked.',
  needs: ['wire'],
  check(journal: Journal): Finding {
    const unread = findUnread(journal);
    if (unread) return unread;
    const { all } = readExchanges(journal);
    const { share } = getOptions(journal.plan);
    const lost = all.filter(({ answers }) => answers.length === 0);
    const [count, of] = [lost.length, all.length];
    const told = `${count} of ${of} pings got no answer`;
    const asked = `${share * 100} % are asked`;
    const evidence = lost.map(({ request }) => request);
    const chance = Math.min(getTail(count, of, share), getTail(of - count, of, 1 - share));
    if (chance < impossible) return { outcome: 'fail', because: `${told}; ${asked}`, evidence };
    const isMixed = count > 0 && count < of;
    if (chance < rare || !(isMixed || share === 0 || share === 1)) {
      const because = `${told}; ${asked}, and chance may have done that`;
      return { outcome: 'unknown', because, evidence, disturbed: true };
    }
    return { outcome: 'pass', because: `${told}; ${asked}`, evidence };
  },
};

/** How probable it is that of `of` at most `count` are left out (binomial distribution). */
function getTail(count: number, of: number, share: number): number {
  if (share === 0) return 1;
  if (share === 1) return count >= of ? 1 : 0;
  let term = (1 - share) ** of;
  let sum = term;
  for (let left = 1; left <= count; left += 1) {
    term *= ((of - left + 1) / left) * (share / (1 - share));
    sum += term;
  }
  return sum;
}
