/**
 * The minimum, maximum and average that the client prints follow from the round trips that it
 * prints; whether these are true is asked by round-trips-printed.
 *
 * pass: all three do, to the last digits that are printed. fail: one does not; or no time follows
 * the last ping's line. unknown: one of the three cannot be read, or no round trip can; nothing was
 * answered; evidence has a gap.
 */
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { formatMs, joinWords } from '../../../model/wording.ts';
import { findUnread, readExchanges } from '../evidence/exchanges.ts';
import { readPrinted, type StatisticName, statisticNames } from '../evidence/printed.ts';
import { tell } from './timeouts-printed.ts';

export const statisticsPrinted: Checker = {
  name: 'statistics-printed',
  promise: 'The minimum, maximum and average that are printed are those of the round trips.',
  needs: ['wire', 'printed'],
  check(journal: Journal): Finding {
    const unread = findUnread(journal, 'printed');
    if (unread) return unread;
    const { all } = readExchanges(journal);
    const { lines, outcomes, statistics } = readPrinted(journal);
    const values = outcomes.flatMap((one) => (one.kind === 'round-trip' ? [one.value] : []));
    const last = outcomes.at(-1)?.line;
    const rest = last ? lines.slice(lines.indexOf(last) + 1) : [];
    const missing = statisticNames.filter((name) => statistics[name] === undefined);
    if (missing.length === 3 && values.length > 0 && !rest.some(({ text }) => /\d/.test(text))) {
      const because =
        'nothing with a number was printed after the last ping: no minimum, no average';
      return { outcome: 'fail', because, evidence: last ? [last] : [] };
    }
    if (all.every(({ answers }) => answers.length === 0)) {
      return { outcome: 'unknown', because: 'no ping was answered, so there is nothing to count' };
    }
    if (missing.length > 0) {
      const because = `no ${joinWords(missing)} with its unit could be read in what was printed`;
      return { outcome: 'unknown', because, evidence: rest };
    }
    if (values.length === 0 || outcomes.length !== all.length) {
      return { outcome: 'unknown', because: tell(outcomes, all) };
    }
    const times = values.map(({ ns }) => ns);
    const digitNs = Math.max(...values.map((value) => value.digitNs));
    const truth: Record<StatisticName, number> = {
      minimum: Math.min(...times),
      maximum: Math.max(...times),
      average: times.reduce((sum, ns) => sum + ns, 0) / times.length,
    };
    for (const name of statisticNames) {
      const found = statistics[name];
      if (!found || Math.abs(found.value.ns - truth[name]) <= digitNs + found.value.digitNs)
        continue;
      const told = `${formatMs(found.value.ns)} was printed as the ${name}`;
      const because = `${told}; that of the round trips printed is ${formatMs(truth[name])}`;
      return { outcome: 'fail', because, evidence: [found.line] };
    }
    const [least, most, mean] = statisticNames.map((name) => formatMs(truth[name]));
    const because = `minimum ${least}, maximum ${most} and average ${mean}, as the round trips say`;
    return { outcome: 'pass', because, evidence: rest };
  },
};
