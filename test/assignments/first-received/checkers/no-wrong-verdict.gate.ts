/** no-wrong-verdict: what was stated to anybody, whatever went wrong. */
import t from 'tap';
import { noWrongVerdict } from '../../../../lab/assignments/first-received/checkers/no-wrong-verdict.ts';
import { add, makeGap, makeJournal, makePlan, without } from '../../../checkers/journal-builder.ts';

const right = 'X: Alice received before Y: Bob\n';
const wrong = 'Y: Bob received before X: Alice\n';
const plan = makePlan('x-connects-x-sends');
const tell = (x: string[], y: string[]) =>
  makeJournal(plan, {
    told: {
      X: x.map((text) => ({ atMs: 950, text })),
      Y: y.map((text) => ({ atMs: 950, text })),
    },
  });

t.test('passes where the order is right, to one or to both, and where none is told', async (t) => {
  t.equal(noWrongVerdict.check(tell([right], [right])).outcome, 'pass');
  t.equal(noWrongVerdict.check(tell([], [right])).outcome, 'pass');
  const none = noWrongVerdict.check(tell(['No verdict: gone\n'], []));
  t.match(none, { outcome: 'pass', because: 'nobody was told any order' });
});

t.test('fails for a wrong order, for two, and for one of messages that never came', async (t) => {
  t.match(noWrongVerdict.check(tell([], [wrong])), {
    outcome: 'fail',
    because: /X and Y arrived in this order, but Y was told/,
  });
  t.match(noWrongVerdict.check(tell([right], [wrong])), {
    outcome: 'fail',
    because: /, but Y was/,
  });
  const unsaid = without(
    tell([right], []),
    (event) => event.kind === 'data' && event.role === 'Y' && event.direction === 'to-server',
  );
  t.equal(noWrongVerdict.check(unsaid).outcome === 'fail', true);
});

t.test('cannot tell without the wire', async (t) => {
  t.equal(noWrongVerdict.check(add(tell([], [wrong]), makeGap('wire'))).outcome, 'unknown');
});

t.test(
  'a server that waited for a processor while both messages came could not know',
  async (t) => {
    const { events } = makeJournal(plan, {
      readMs: { X: 905, Y: 905 },
      told: { X: [], Y: [{ atMs: 950, text: wrong }] },
    });
    const check = (waitedMs: number) => {
      const read = events.find(({ kind, atNs }) => kind === 'socket' && atNs >= 905e6);
      const told = events.map((event) =>
        event === read ? { ...event, waitedNs: waitedMs * 1e6 } : event,
      );
      return noWrongVerdict.check({ plan, events: told as typeof events });
    };
    t.match(check(301), { outcome: 'unknown', because: /waited 301.0 ms for a processor/ });
    t.equal(check(200).outcome, 'fail', 'it had time to see the first of them');
  },
);
