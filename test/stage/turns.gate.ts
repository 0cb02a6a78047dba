/** Whose turn it is at a pool: the same network again, and a fair share for each while many wait. */
import t from 'tap';
import { Turns } from '../../lab/stage/turns.ts';

/** Places for several who want networks; `begun` has the keys in the order in which they began. */
function queue(turns: Turns, keys: readonly string[]): string[] {
  const begun: string[] = [];
  for (const key of keys) void turns.take(key).then(() => begun.push(key));
  return begun;
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

t.test('as many at a time as there are places', async (t) => {
  const turns = new Turns(2);
  const begun = queue(turns, ['a', 'b', 'c']);
  await settle();
  t.same(begun, ['a', 'b']);
  t.equal(turns.busy, 2);
  turns.give('a', true);
  await settle();
  t.same(begun, ['a', 'b', 'c']);
  turns.give('b', true);
  turns.give('c', false);
  t.equal(turns.busy, 0);
});

t.test('a network that is there is used again, before others get the place', async (t) => {
  const turns = new Turns(1);
  const begun = queue(turns, ['a', 'b', 'a', 'b']);
  for (const key of ['a', 'a', 'b', 'b']) {
    await settle();
    t.equal(begun.at(-1), key);
    turns.give(key, true);
  }
  t.equal(turns.busy, 0);
});

t.test('a network that is gone is no reason to go before others', async (t) => {
  const turns = new Turns(1);
  const begun = queue(turns, ['a', 'b', 'a']);
  await settle();
  turns.give('a', false);
  await settle();
  t.same(begun, ['a', 'b']);
});

t.test('who came first and took all places gives them to who came later', async (t) => {
  const turns = new Turns(4);
  const begun = queue(turns, ['a', 'a', 'a', 'a', 'a', 'a', 'b', 'b', 'c']);
  await settle();
  t.same(begun, ['a', 'a', 'a', 'a']);
  // Three want four places: one each, and what is left goes to who asked first.
  for (const key of ['b', 'c', 'a']) {
    turns.give('a', true);
    await settle();
    t.equal(begun.at(-1), key);
  }
  t.equal(turns.busy, 4);
});

t.test('the last one gets all places', async (t) => {
  const turns = new Turns(3);
  const begun = queue(turns, ['a', 'b', 'c', 'c', 'c']);
  await settle();
  turns.give('a', true);
  turns.give('b', true);
  await settle();
  t.same(begun, ['a', 'b', 'c', 'c', 'c']);
});

t.test('no network has more places than it may, though others are free', async (t) => {
  const turns = new Turns(3, 1);
  const begun = queue(turns, ['a', 'a', 'b', 'b']);
  await settle();
  t.same(begun, ['a', 'b']);
  turns.give('b', false);
  await settle();
  t.same(begun, ['a', 'b', 'b']);
  turns.give('a', true);
  await settle();
  t.same(begun, ['a', 'b', 'b', 'a']);
});

t.test('fewer places are given back first; more are given at once', async (t) => {
  const turns = new Turns(3);
  const begun = queue(turns, ['a', 'b', 'c', 'd', 'e']);
  turns.resize(1);
  turns.give('a', false);
  turns.give('b', false);
  await settle();
  t.same(begun, ['a', 'b', 'c'], 'one is still there');
  turns.give('c', false);
  await settle();
  t.same(begun, ['a', 'b', 'c', 'd']);
  turns.resize(2);
  await settle();
  t.same(begun, ['a', 'b', 'c', 'd', 'e']);
});
