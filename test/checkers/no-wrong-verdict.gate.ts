/** no-wrong-verdict: what was stated to anybody, whatever went wrong. */
import t from 'tap';
import { noWrongVerdict } from '../../lab/checkers/no-wrong-verdict.ts';
import { add, makeGap, makeJournal, makePlan, without } from './journal-builder.ts';

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
