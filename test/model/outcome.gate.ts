/** Outcomes: the worst one wins, and nothing shown is never a pass. */
import t from 'tap';
import { getWorstOutcome } from '../../lab/model/outcome.ts';

t.test('the worst outcome wins', async (t) => {
  t.equal(getWorstOutcome(['pass', 'pass']), 'pass');
  t.equal(getWorstOutcome(['pass', 'unknown']), 'unknown');
  t.equal(getWorstOutcome(['fail', 'unknown', 'pass']), 'fail');
  t.equal(getWorstOutcome(['fail', 'trouble']), 'trouble');
});

t.test('nothing shown is undecided, not passed', async (t) => {
  t.equal(getWorstOutcome([]), 'unknown');
});
