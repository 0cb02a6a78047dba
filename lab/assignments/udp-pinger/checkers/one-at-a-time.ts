/**
 * The client keeps the pace: no ping while it waits for an answer, and none sooner after the one
 * before than the interval.
 *
 * pass: on the wire each ping follows the answer to the one before, or its timeout, and comes at
 * least the interval after it; both within 25 ms, since a ping that was late on its way makes the
 * next one seem early. fail: one comes sooner. unknown: there are fewer than two pings, the capture
 * has a gap, faults or the link may have changed the pace, or the machine stood still then, for
 * long enough to be why.
 */
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { countWords, formatMs } from '../../../model/wording.ts';
import {
  type Exchange,
  findStandstill,
  findUnread,
  isTampered,
  readExchanges,
} from '../evidence/exchanges.ts';
import { getOptions } from '../options.ts';

/** How much sooner than planned a ping may be seen; of a short interval, half. */
const slackNs = 25_000_000;

export const oneAtATime: Checker = {
  name: 'one-at-a-time',
  promise: 'The client never sends a ping while it waits for an answer, nor before its interval.',
  needs: ['wire', 'kernel'],
  check(journal: Journal): Finding {
    const unread = findUnread(journal);
    if (unread) return unread;
    const { all } = readExchanges(journal);
    if (all.length < 2) {
      return { outcome: 'unknown', because: 'fewer than two pings were seen' };
    }
    if (isTampered(journal)) {
      return { outcome: 'unknown', because: 'faults or the link may have changed the pace' };
    }
    const early = all.flatMap((next, index) => findEarly(journal, all[index - 1], next));
    const [first] = early.filter(({ disturbed }) => !disturbed);
    if (first) return first;
    if (early[0]) return early[0];
    const gaps = all.slice(1).map(({ request }, index) => {
      return request.atNs - (all[index]?.request.atNs ?? 0);
    });
    const because = `${countWords(all.length, 'ping')}, at least ${formatMs(Math.min(...gaps))} apart`;
    return { outcome: 'pass', because, evidence: all.map(({ request }) => request) };
  },
};

/** Why a ping came too soon after the one before; empty if it did not. */
function findEarly(journal: Journal, before: Exchange | undefined, next: Exchange): Finding[] {
  if (!before) return [];
  const { intervalMs, timeoutMs } = getOptions(journal.plan);
  const [sentNs, nextNs] = [before.request.atNs, next.request.atNs];
  const gapNs = nextNs - sentNs;
  const [answer] = before.answers;
  const isAnswered = answer !== undefined && answer.atNs <= nextNs;
  const leastNs = (ms: number) => ms * 1e6 - Math.min(slackNs, (ms * 1e6) / 2);
  const isPending = !isAnswered && gapNs < leastNs(timeoutMs);
  const shortNs = (isPending ? leastNs(timeoutMs) : leastNs(intervalMs)) - gapNs;
  if (shortNs <= 0) return [];
  const what = `ping ${next.sequence ?? '?'} was sent ${formatMs(gapNs)} after the one before`;
  const rule = isPending
    ? `which was not answered, and is waited for ${timeoutMs} ms`
    : `and ${intervalMs} ms is the least`;
  const evidence = [next.request, before.request];
  const stood = findStandstill(journal, sentNs - slackNs, nextNs);
  // What was late on its way by so much makes the next one seem early by that.
  if (!stood || 2 * stood.lateNs < shortNs)
    return [{ outcome: 'fail', because: `${what}, ${rule}`, evidence }];
  const because = `${what}, but the machine was stalled at that time`;
  return [{ outcome: 'unknown', because, evidence: [...evidence, stood], disturbed: true }];
}
