/** How many plays go on at a time: fewer while programs wait for a processor, and more again. */
import fc from 'fast-check';
import t from 'tap';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { choosePlaces, measureLateMs, type Places } from '../../lab/stage/places.ts';

const most = 8;

function follow(count: number, playsMs: readonly number[]): number[] {
  let places: Places = { count, seenMs: [] };
  return playsMs.map((playMs) => {
    places = choosePlaces(places, playMs, { most });
    return places.count;
  });
}

const repeat = (playMs: number, times: number) => Array.from({ length: times }, () => playMs);

t.test('a machine that is late gets fewer plays, down to one and never none', async (t) => {
  t.same(follow(8, repeat(250, 4)), [8, 8, 8, 5]);
  t.equal(follow(8, repeat(250, 40)).at(-1), 1);
});

t.test('a machine that is not gets one more after the other, as far as asked', async (t) => {
  t.same(follow(1, repeat(10, 4)), [1, 2, 2, 3]);
  t.equal(follow(1, repeat(10, 60)).at(-1), most);
});

t.test('one late play among others, and waits between the two, change nothing', async (t) => {
  t.same(new Set(follow(6, [10, 300, 150, 150, 150, 300, 150, 150])), new Set([6]));
  t.same(new Set(follow(6, repeat(150, 20))), new Set([6]));
});

t.test('whatever is seen, there is a place and never more than asked', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: most }), fc.array(fc.nat(2000)), (count, seen) =>
      follow(count, seen).every((places) => places >= 1 && places <= most),
    ),
  );
});

t.test('a play was as late as its server waited, or the sampler was', async (t) => {
  const base = { witness: 'kernel', atNs: 9, previousAtNs: 8 };
  const socket = { ...base, kind: 'socket', local: 'a:1', remote: 'b:2', state: 'ESTABLISHED' };
  const wait = { ...socket, accepted: true, unreadBytes: 0, waitedNs: 12_000_000 };
  const { waitedNs, ...unknown } = wait;
  const blind = { ...base, kind: 'blind', lateNs: 40_000_000 };
  const measure = (...events: object[]) => measureLateMs(events as JournalEvent[]);
  t.equal(measure(wait, unknown), waitedNs / 1e6);
  t.equal(measure(wait, blind), 40);
  t.equal(measure(unknown), 0);
});
