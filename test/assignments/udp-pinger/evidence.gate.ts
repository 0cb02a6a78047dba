/** Reading what clients print, in the words of many languages; and what a play is summed up to. */
import t from 'tap';
import { readPrinted } from '../../../lab/assignments/udp-pinger/evidence/printed.ts';
import { readQuantities } from '../../../lab/assignments/udp-pinger/evidence/quantities.ts';
import { summarize } from '../../../lab/assignments/udp-pinger/summarize.ts';
import { makeJournal, makePings } from './pings.ts';

t.test('times are read with their units, and without one not at all', async (t) => {
  const read = (line: string) => readQuantities(line).map(({ ns, digitNs }) => [ns, digitNs]);
  for (const [line, ns, digitNs] of [
    ['RTT: 0.31 ms', 310_000, 10_000],
    ['RTT = 0.00031 seconds', 310_000, 10_000],
    ['Reply from 10.0.0.1: time=0.31ms', 310_000, 10_000],
    ['310us', 310_000, 1000],
    ['took 310 µs.', 310_000, 1000],
    ['RTT: 3.1e-4 s', 310_000, 10_000],
    ['0,31 milliseconds', 310_000, 10_000],
    ['310000 ns', 310_000, 1],
    ['RTT (ms): 0.31', 310_000, 10_000],
    ['PING 3 12:00:05 round trip 0.31 ms', 310_000, 10_000],
  ] as const) {
    const [found] = read(line);
    t.ok(Math.abs((found?.[0] ?? 0) - ns) < 1, `${line}: ${found?.[0]}`);
    t.ok(Math.abs((found?.[1] ?? 0) - digitNs) < 1, `${line}: to ${found?.[1]}`);
    t.equal(read(line).length, 1, line);
  }
  t.same(
    read('rtt min/avg/max = 0.1/0.2/0.3 ms').map(([ns]) => Math.round(ns ?? 0)),
    [100_000, 200_000, 300_000],
  );
  for (const line of ['RTT: 0.00031', 'PING 1 2026-11-30T00:32:32.623Z', '10 sent', 'h2 server']) {
    t.same(read(line), [], line);
  }
});

t.test('lines are told apart', async (t) => {
  const printed = (...lines: string[]) => {
    const { outcomes, statistics, losses } = readPrinted(makeJournal([], lines));
    return [outcomes.map(({ kind }) => kind), Object.keys(statistics), losses.length];
  };
  t.same(printed('Timeout: 1 s', 'Waiting 1 s for each answer', 'RTT: 0.3 ms'), [
    ...[['round-trip'], [], 0],
  ]);
  t.same(printed('Request timed out.', 'REQUEST TIMED OUT', 'Ping 3 timed out', 'timeout'), [
    ...[['timeout', 'timeout', 'timeout', 'timeout'], [], 0],
  ]);
  t.same(printed('0.3 ms', 'Average RTT: 0.3 ms, 30% loss'), [['round-trip'], ['average'], 1]);
  t.same(printed('0.3 ms', 'minRTT=0.3ms max_rtt=0.3ms', 'PacketLoss: 30%'), [
    ...[['round-trip'], ['minimum', 'maximum'], 1],
  ]);
  t.same(printed('RTT 0.3 ms', 'rtt min/avg/max/mdev = 0.1/0.2/0.3/0.0 ms'), [
    ...[['round-trip'], ['minimum', 'average', 'maximum'], 0],
  ]);
});

t.test('a play is summed up by what the wire shows', async (t) => {
  const facts = (journal = makeJournal()) =>
    summarize(journal).map(({ label, value }) => `${label} ${value}`);
  const times = 'min/avg/max 0.200/0.200/0.200 ms at the server';
  t.same(facts(), ['pings 10', 'answered 7', 'lost 30 %', times]);
  t.same(facts(makeJournal(makePings(3, () => true))), ['pings 3', 'answered 0', 'lost 100 %']);
  t.same(facts(makeJournal([])), []);
});
