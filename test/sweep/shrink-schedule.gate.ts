/** Shrinking on made-up programs: what fails is known, so the smallest schedule is, too. */
import t from 'tap';
import { explore } from '../../lab/assignments/first-received/explore.ts';
import {
  getUsualSchedule,
  listChanges as listChangesOf,
  type Schedule,
} from '../../lab/model/exploration.ts';
import { drawSchedules, simplify as simplifyOf } from '../../lab/sweep/draw-schedules.ts';
import { shrinkSchedule } from '../../lab/sweep/shrink-schedule.ts';

const { values: scheduleValues, tidy: tidySchedule } = explore;
const scheduleNames = Object.keys(scheduleValues) as (keyof typeof scheduleValues)[];
const usualSchedule = getUsualSchedule(scheduleValues);
const listChanges = (schedule: Schedule) => listChangesOf(scheduleValues, schedule);
const simplify = (schedule: Schedule) => simplifyOf(explore, schedule);

type Places = Partial<Record<(typeof scheduleNames)[number], number>>;

/** A schedule from what is not as usual in it, as places in the lists of values. */
function make(places: Places): Schedule {
  return tidySchedule(scheduleNames.map((name) => places[name] ?? 0));
}

function read(schedule: Schedule): Places {
  return Object.fromEntries(
    scheduleNames.flatMap((name, at) => (schedule[at] ? [[name, schedule[at]]] : [])),
  );
}

/** Shrinks with a program that fails where `isWrong` says so, each time it is played. */
async function shrink(found: Schedule, isWrong: (places: Places) => boolean) {
  let rounds = 0;
  let plays = 0;
  let isRound = false;
  const fails = async (schedule: Schedule) => {
    plays += 1;
    if (!isRound) rounds += 1;
    isRound = true;
    await Promise.resolve();
    isRound = false;
    return isWrong(read(schedule));
  };
  const smallest = await shrinkSchedule(found, {
    ...{ simplify, fails, isOver: () => false },
    confirm: async (schedule) => ({ failed: isWrong(read(schedule)) ? 5 : 0, held: 0, plays: 5 }),
  });
  return { ...smallest, rounds, plays };
}

/** In all of its values as far from the usual as can be. */
const everything = make(
  Object.fromEntries(scheduleNames.map((name) => [name, scheduleValues[name].length - 1])),
);

t.test('all that does not matter becomes as usual', async (t) => {
  const found = await shrink(everything, ({ delayX = 0 }) => delayX > 0);
  t.same(read(found.schedule), { delayX: 1 });
  t.match(found, { failed: 5, plays: Number });
  t.ok(found.rounds <= 9, `in ${found.rounds} rounds, since neighbours are tried together`);
});

t.test('a fault that does not matter is dropped first', async (t) => {
  const from = make({ fault: 1, faulted: 1, faultAfter: 2, delayX: 3, connectY: 2 });
  const [first] = simplify(from);
  t.same(read(first as Schedule), { delayX: 3, connectY: 2 });
  const { schedule } = await shrink(from, ({ fault = 0, delayX = 0 }) => fault > 0 && delayX > 0);
  t.same(read(schedule), { fault: 1, delayX: 1 }, 'one that matters stays, as usual as can be');
});

t.test('values that matter together stay, as small as can be', async (t) => {
  const isWrong = ({ connectY = 0, delayX = 0, delayY = 0 }: Places) =>
    connectY > 0 && delayX > 1 + delayY;
  const from = make({ connectX: 3, connectY: 5, delayX: 7, delayY: 2, piecesY: 2, pauseY: 4 });
  const { schedule } = await shrink(from, isWrong);
  t.same(read(schedule), { connectY: 1, delayX: 2 });
  t.same(listChanges(schedule), [
    { name: 'connectY', value: 1, usual: 0 },
    { name: 'delayX', value: 2, usual: 0 },
  ]);
});

t.test('from wherever it is found, the result fails, and no neighbour of it does', async (t) => {
  const isWrong = ({ piecesX = 0, delayY = 0, leaver = 0 }: Places) =>
    (piecesX > 0 && delayY > 2) || leaver === 2;
  const drawn = drawSchedules(explore, 300, { seed: 7, robustness: true }).filter((one) =>
    isWrong(read(one)),
  );
  t.ok(drawn.length > 20, `${drawn.length} of 300 fail`);
  for (const from of drawn.slice(0, 40)) {
    const { schedule } = await shrink(from, isWrong);
    t.ok(isWrong(read(schedule)));
    t.same(
      simplify(schedule).filter((one) => isWrong(read(one))),
      [],
    );
    t.ok(listChanges(schedule).length <= 2);
  }
});

t.test('a result that fails only now and then is left out for one that always does', async (t) => {
  const isWrong = ({ connectY = 0, delayX = 0 }: Places) => connectY > 0 && delayX > 0;
  const isFlaky = ({ delayX = 0 }: Places) => delayX === 1;
  const smallest = await shrinkSchedule(make({ connectY: 4, delayX: 4, piecesX: 1 }), {
    ...{ simplify, isOver: () => false },
    fails: async (schedule) => isWrong(read(schedule)) || isFlaky(read(schedule)),
    confirm: async (one) =>
      isWrong(read(one)) ? { failed: 4, held: 0, plays: 5 } : { failed: 2, held: 3, plays: 5 },
  });
  t.same(read(smallest.schedule), { connectY: 1, delayX: 1 });
  t.match(smallest, { failed: 4, held: 0 }, 'what is undecided speaks for nothing');
});

t.test('if nothing fails always, the one that fails most is told, with how often', async (t) => {
  const smallest = await shrinkSchedule(make({ connectY: 4, delayX: 4 }), {
    ...{ simplify, isOver: () => false },
    fails: async () => true,
    confirm: async (one) => {
      const failed = one.join() === usualSchedule.join() ? 1 : 3;
      return { failed, held: 5 - failed, plays: 5 };
    },
  });
  t.match(smallest, { failed: 3, held: 2, plays: 5 });
});

t.test('when the time is up, the smallest so far is the answer', async (t) => {
  let plays = 0;
  const smallest = await shrinkSchedule(everything, {
    simplify,
    isOver: () => plays > 0,
    fails: async () => {
      plays += 1;
      return true;
    },
    confirm: async () => ({ failed: 5, held: 0, plays: 5 }),
  });
  t.ok(listChanges(smallest.schedule).length < listChanges(everything).length);
});
