/**
 * The client sends as many pings as are asked, each "Ping NUMBER TIME", numbered from 1.
 *
 * pass: the wire shows them all, in order. fail: one has another form or number, there are more, or
 * there are fewer. unknown: no ping was seen, the capture has a gap; or some are missing where
 * faults or the link may have kept them.
 */
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { countWords, quoteText } from '../../../model/wording.ts';
import { findUnread, isTampered, readExchanges } from '../evidence/exchanges.ts';
import { getOptions } from '../options.ts';

export const pingsInForm: Checker = {
  name: 'pings-in-form',
  promise: 'The client sends the pings that are asked, each “Ping NUMBER TIME”, from 1 on.',
  needs: ['wire'],
  check(journal: Journal): Finding {
    const unread = findUnread(journal);
    if (unread) return unread;
    const { all } = readExchanges(journal);
    const { pings } = getOptions(journal.plan);
    const odd = all.find(({ sequence }) => sequence === null);
    if (odd) {
      const because = `${quoteText(odd.request.text)} is not of the form “Ping NUMBER TIME”`;
      return { outcome: 'fail', because, evidence: [odd.request] };
    }
    const misplaced = all.find(({ sequence }, index) => sequence !== index + 1);
    if (misplaced || all.length < pings) {
      if (isTampered(journal)) {
        const because = `${all.length} of ${pings} pings came; faults or the link may have kept others`;
        return { outcome: 'unknown', because, evidence: misplaced ? [misplaced.request] : [] };
      }
    }
    if (misplaced) {
      const place = all.indexOf(misplaced) + 1;
      const because = `ping ${place} has the number ${misplaced.sequence}`;
      return { outcome: 'fail', because, evidence: [misplaced.request] };
    }
    const last = all.at(-1)?.request;
    const evidence = last ? [last] : [];
    if (all.length === pings) {
      const because = `${countWords(pings, 'ping')}, numbered from 1 to ${pings}`;
      return { outcome: 'pass', because, evidence };
    }
    const because = `${countWords(all.length, 'ping')} came; ${pings} were asked`;
    return { outcome: 'fail', because, evidence };
  },
};
