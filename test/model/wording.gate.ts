/** How sentences put things. */
import t from 'tap';
import { describeWireOrder, joinFirst } from '../../lab/model/wording.ts';

t.test('who was first on the wire: of two the first, of more all of them', async (t) => {
  const describe = (wireOrder: string[], wireGapMs: number | null, resolutionMs = 0.1) =>
    describeWireOrder({ wireOrder, wireGapMs, resolutionMs });
  t.equal(describe(['Y', 'X'], 300), 'Y first by 300.0 ms');
  t.equal(describe(['X', 'Y'], 0.5), 'X first by 0.500 ms');
  t.equal(describe(['X', 'Y'], 0.02), 'both together, within 0.020 ms');
  t.equal(describe(['X', 'Y'], 0.02, 0.001), 'X first by 0.020 ms', 'by a finer capture');
  t.equal(describe(['X', 'Z', 'Y'], 600.25), 'X, Z and Y, within 600.3 ms');
  t.equal(describe(['X', 'Z', 'Y'], 0.05), 'all together, within 0.050 ms');
  t.equal(describe(['X'], null), null);
  t.equal(describe([], null), null);
});

t.test('of many words the first are named, and the others counted', async (t) => {
  t.equal(joinFirst(['a', 'b', 'c', 'd'], 2), 'a, b and 2 more');
  t.equal(joinFirst(['a', 'b'], 2), 'a and b');
  t.equal(joinFirst([], 2), '');
});
