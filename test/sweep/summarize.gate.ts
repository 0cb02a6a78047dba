/** From records to the answer: counts, intervals, resolution, outcome. */
import t from 'tap';
import type { TrialRecord } from '../../lab/model/sweep.ts';
import { getSendOrder } from '../../lab/sweep/plan-trials.ts';
import { getInterval, summarize as summarizeBy } from '../../lab/sweep/summarize.ts';

import { assignment, makeRecord } from './settings.ts';

function summarize(records: TrialRecord[], gaps: number[], clients = 2) {
  return summarizeBy(records, gaps, (first) => getSendOrder(assignment, first, clients));
}

t.test('the interval is that of Wilson', async (t) => {
  // Newcombe 1998 (Statistics in Medicine 17, 857-872), table I: 81 of 263, 15 of 148, 0 of 20.
  for (const [successes, tries, low, high] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [29, 29, 0.883, 1],
  ] as const) {
    const found = getInterval(successes, tries);
    t.equal(found?.low.toFixed(4), low.toFixed(4));
    t.equal(found?.high.toFixed(4), high.toFixed(4));
  }
  t.equal(getInterval(0, 0), null);
});

t.test('a gap is summed up', async (t) => {
  const { gaps, outcome, examples } = summarize(
    [
      makeRecord({ number: 1 }),
      makeRecord({ number: 2, wireGapMs: 5.5, first: 'Y', wireOrder: ['Y', 'X'] }),
      makeRecord({ number: 3, wireGapMs: 1, first: 'Y' }),
      makeRecord({ number: 4, outcome: 'unknown', order: 'unknown', because: 'why' }),
      makeRecord({ number: 5, outcome: 'fail', order: 'fail', because: 'wrong' }),
      makeRecord({ number: 6, outcome: 'fail', because: 'text' }),
      makeRecord({ number: 7, gapMs: 50, wireOrder: [], wireGapMs: null }),
    ],
    [50, 5],
  );
  t.same(
    gaps.map(({ gapMs }) => gapMs),
    [5, 50],
    'in ascending order',
  );
  const [five] = gaps;
  t.match(five, { trials: 6, agreed: 4, disagreed: 1, unknown: 1, failed: 1, seen: 6, inOrder: 5 });
  t.equal(five?.errorMs?.p99, 6, 'a gap the other way round counts with its sign');
  t.equal(five?.agreement?.share, 0.8, 'of those that were decided');
  t.equal(outcome, 'fail');
  t.same(
    examples.map(({ number }) => number),
    [5, 6, 4],
    'the worst first',
  );
});

t.test('the resolution is the gap from which on all is in order', async (t) => {
  const at = (gapMs: number, inOrder: boolean) =>
    makeRecord({ gapMs, wireOrder: inOrder ? ['X', 'Y'] : ['Y', 'X'] });
  const find = (records: ReturnType<typeof at>[]) =>
    summarize(records, [...new Set(records.map(({ gapMs }) => gapMs))]).resolutionMs;
  t.equal(find([at(0, false), at(1, false), at(2, true), at(5, true)]), 2);
  t.equal(find([at(1, true), at(2, false), at(5, true)]), 5, 'luck at 1 ms is no resolution');
  t.equal(find([at(5, false)]), null);
  t.equal(find([at(0, true)]), null, 'a gap of 0 has no order');
  t.equal(find([]), null);
});

t.test('of more than two clients all have to come in their order', async (t) => {
  const order = ['X', 'Y', 'Z'];
  const three = (change: Parameters<typeof makeRecord>[0]) =>
    makeRecord({ wireOrder: order, wireGapMs: 10.5, closestMs: 5, ...change });
  const { gaps, outcome, resolutionMs } = summarize(
    [
      three({ number: 1 }),
      three({ number: 2, first: 'Y', wireOrder: ['Y', 'X', 'Z'] }),
      three({ number: 3, wireOrder: ['X', 'Z', 'Y'] }),
      three({ number: 4, wireOrder: ['X', 'Y'] }),
      three({ number: 5, outcome: 'unknown', order: 'unknown', closestMs: 0.02 }),
    ],
    [5],
    3,
  );
  const [five] = gaps;
  t.match(five, { trials: 5, agreed: 4, unknown: 1, seen: 4, inOrder: 3 });
  t.equal(five?.errorMs?.p99, 0.5, 'from the first to the last there are two gaps');
  t.equal(resolutionMs, null);
  t.equal(outcome, 'pass', 'neighbours that came too close have no order');
});

t.test('the outcome', async (t) => {
  const outcome = (...records: ReturnType<typeof makeRecord>[]) => summarize(records, [5]).outcome;
  const close = makeRecord({ outcome: 'unknown', order: 'unknown', wireGapMs: 0.02 });
  t.equal(outcome(makeRecord()), 'pass');
  t.equal(outcome(makeRecord(), close), 'pass', 'what has no order is no doubt');
  t.equal(outcome(close), 'pass');
  t.equal(outcome(makeRecord(), { ...close, troubled: true }), 'unknown', 'what hung is');
  t.equal(outcome(makeRecord(), { ...close, wireGapMs: 3 }), 'unknown');
  t.equal(outcome(close, makeRecord({ outcome: 'fail' })), 'fail');
  t.equal(outcome(), 'unknown', 'nothing played, nothing shown');
});
