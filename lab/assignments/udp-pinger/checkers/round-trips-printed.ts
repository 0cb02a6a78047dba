/**
 * The round trips that the client prints are true.
 *
 * The wire at the server shows the least that each can be: from the ping's arrival there to its
 * answer's leaving. The client's own time has two ways over the link and the client's system calls
 * more; that is at most `clientShareNs` of evidence/exchanges.ts, which was measured.
 *
 * pass: each that is printed lies between these two, to its last digit. fail: one is shorter than
 * on the wire, or longer by more; or none was printed, in lines without any digit. unknown: lines
 * and pings cannot be matched, or none has a unit; the machine stood still meanwhile, for long
 * enough to be why; evidence has a gap. In a play with faults or a slow link, how much longer a
 * round trip may be is not known, and not asked.
 */
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { countWords, formatMs } from '../../../model/wording.ts';
import {
  clientShareNs,
  type Exchange,
  findStandstill,
  findUnread,
  isTampered,
  readExchanges,
} from '../evidence/exchanges.ts';
import { type Outcome, readPrinted } from '../evidence/printed.ts';
import { tell } from './timeouts-printed.ts';

export const roundTripsPrinted: Checker = {
  name: 'round-trips-printed',
  promise: 'The client prints the round trip of each answered ping, and it is that of the wire.',
  needs: ['wire', 'printed', 'kernel'],
  check(journal: Journal): Finding {
    const unread = findUnread(journal, 'printed');
    if (unread) return unread;
    const { all } = readExchanges(journal);
    const { outcomes, lines } = readPrinted(journal);
    const answered = all.filter(({ answers }) => answers.length > 0);
    const times = outcomes.filter(({ kind }) => kind === 'round-trip');
    if (answered.length === 0) {
      return { outcome: 'unknown', because: 'no ping was answered, so there is no round trip' };
    }
    if (times.length === 0 && !lines.some(({ text }) => /\d/.test(text))) {
      const because = `no round trip was printed; ${countWords(answered.length, 'ping')} had one`;
      return { outcome: 'fail', because, evidence: answered.map(({ request }) => request) };
    }
    if (outcomes.length !== all.length) return { outcome: 'unknown', because: tell(outcomes, all) };
    const judged = all.map((one, index) => judgeOne(journal, one, outcomes[index] as Outcome));
    const wrong = judged.flatMap(({ finding }) => finding ?? []);
    const worst = wrong.find(({ outcome }) => outcome === 'fail') ?? wrong[0];
    if (worst) return worst;
    const more = judged.flatMap(({ moreNs }) => moreNs ?? []);
    const least = Math.max(0, Math.min(...more));
    const because =
      `${countWords(times.length, 'round trip')} printed, each from ${formatMs(least)} ` +
      `to ${formatMs(Math.max(...more))} longer than at the server`;
    return { outcome: 'pass', because, evidence: times.map(({ line }) => line) };
  },
};

/** Compares what was printed of one ping with the wire; nothing where one of them has no time. */
function judgeOne(
  journal: Journal,
  { request, answers: [answer] }: Exchange,
  printed: Outcome,
): { finding?: Finding; moreNs?: number } {
  if (!answer || printed.kind === 'timeout') return {};
  const { line, value } = printed;
  const wireNs = answer.atNs - request.atNs;
  const moreNs = value.ns - wireNs;
  const isShort = moreNs + value.digitNs < 0;
  const isLong = !isTampered(journal) && moreNs - value.digitNs > clientShareNs;
  if (!isShort && !isLong) return { moreNs };
  const evidence = [line, answer, request];
  const times = `${formatMs(value.ns)} was printed, and at the server it took ${formatMs(wireNs)}`;
  const stood = isLong && findStandstill(journal, request.atNs, line.atNs);
  if (!stood || 2 * stood.lateNs < moreNs - clientShareNs)
    return { moreNs, finding: { outcome: 'fail', because: times, evidence } };
  const because = `${times}; the machine was stalled at that time`;
  return {
    moreNs,
    finding: { outcome: 'unknown', because, evidence: [...evidence, stood], disturbed: true },
  };
}
