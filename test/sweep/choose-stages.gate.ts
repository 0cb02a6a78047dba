/** How many networks a sweep plays on at once, by what the box bears. */
import t from 'tap';
import { type Pace, usualPace } from '../../lab/run/measure-pace.ts';
import { chooseStages } from '../../lab/sweep/choose-stages.ts';

interface Asked {
  gapMs?: number;
  count?: number;
  cores?: number;
  pace?: Partial<Pace>;
}

function choose({ gapMs = 500, count = 200, cores = 2, pace = {} }: Asked): number {
  const trial = { clients: [{ sendMs: 105 }, { sendMs: 105 + gapMs }] };
  const trials = Array.from({ length: count }, () => trial);
  return chooseStages(trials, { cores, pace: { ...usualPace, ...pace } });
}

t.test('the longer trials idle, the more networks keep the cores busy', async (t) => {
  t.ok(choose({}) > choose({ gapMs: 0 }), `${choose({})} at 500 ms, ${choose({ gapMs: 0 })} at 0`);
  t.equal(choose({ count: 1 }), 1, 'one trial needs no more than one');
  t.ok(choose({ count: 10_000, gapMs: 60_000 }) <= 20, 'there is an end to it');
  t.ok(choose({ cores: 8 }) > choose({}), 'more cores bear more');
  t.ok(choose({ count: 20 }) < choose({}), 'each has to be built, which few trials are not worth');
});

t.test('the dearer work is on the box, and the busier it is, the fewer', async (t) => {
  const usual = choose({});
  const dear = choose({ pace: { loadMs: 2 * usualPace.loadMs } });
  t.ok(dear < usual, `${dear} where work is twice as dear, ${usual} usually`);
  const busy = choose({ pace: { stretch: 6 } });
  t.ok(busy < usual && busy > 1, `${busy} where a program gets a sixth of a core`);
  t.ok(choose({ pace: { loadMs: 2 * usualPace.loadMs, stretch: 6 } }) <= dear);
  // A fast box that is busy: what bounds it is what is free, not how soon the sweep would end.
  const fast = { loadMs: usualPace.loadMs / 3 };
  const crowded = choose({ count: 10_000, gapMs: 5, pace: { ...fast, stretch: 2 } });
  const free = choose({ count: 10_000, gapMs: 5, pace: fast });
  t.ok(crowded < free, `${crowded} beside other work, ${free} without`);
  t.equal(choose({ pace: { loadMs: 1e6, stretch: 1e6 } }), 1, 'one is always there');
});
