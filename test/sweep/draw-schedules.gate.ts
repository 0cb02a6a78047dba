/** Schedules: drawn by the seed alone, from every value, and never what was not asked for. */
import t from 'tap';
import { explore } from '../../lab/assignments/first-received/explore.ts';
import {
  getValue,
  isFaulty,
  listChanges as listChangesOf,
  type Schedule,
} from '../../lab/model/exploration.ts';
import { drawSchedules, simplify } from '../../lab/sweep/draw-schedules.ts';

const names = Object.keys(explore.values) as (keyof typeof explore.values)[];
const listChanges = (schedule: Schedule) => listChangesOf(explore.values, schedule);
const drawn = drawSchedules(explore, 400, { seed: 1, robustness: true });

t.test('the seed decides what is drawn, and more is only added', async (t) => {
  t.same(drawSchedules(explore, 100, { seed: 1, robustness: true }), drawn.slice(0, 100));
  t.not(
    drawSchedules(explore, 100, { seed: 2, robustness: true }).join(),
    drawn.slice(0, 100).join(),
  );
  t.same(drawSchedules(explore, 0, { seed: 1, robustness: true }), []);
});

t.test('every value of every name is drawn, though most are as usual', async (t) => {
  const many = drawSchedules(explore, 3000, { seed: 3, robustness: true });
  for (const name of names) {
    const values = new Set(many.map((schedule) => getValue(explore.values, schedule, name)));
    t.ok(values.size > 1, `${name}: ${[...values].join()}`);
  }
  const changes = many.map((schedule) => listChanges(schedule).length);
  const mean = changes.reduce((sum, count) => sum + count, 0) / many.length;
  t.ok(mean > 1 && mean < 5, `${mean} of ${names.length} are not as usual`);
});

t.test('what earns no points is drawn only on request', async (t) => {
  const changed: readonly string[] = drawSchedules(explore, 200, { seed: 1, robustness: false })
    .flatMap(listChanges)
    .map(({ name }) => name);
  t.same(
    changed.filter((name) => explore.robustnessNames.some((one) => one === name)),
    [],
  );
  const calm = drawSchedules(explore, 200, { seed: 1, robustness: true, faults: false });
  t.ok(calm.flatMap(listChanges).some(({ name }) => name === 'leaver'));
  t.notOk(
    calm.some((schedule) => isFaulty(explore, schedule)),
    'no fault where none is wanted',
  );
});

t.test('a design that says only what it must is drawn and made small as well', async (t) => {
  const design = {
    values: { delayA: [0, 5, 9], word: ['usual', 'odd'] },
    ...{ faultNames: [], robustnessNames: [], deadlineChecks: [], sourceChecks: [] },
    makeScenario: () => ({ clients: [{ role: 'A', name: 'Anna' }], checks: ['handshake'] }),
  };
  const schedules = drawSchedules(design, 200, { seed: 1, robustness: true });
  t.equal(new Set(schedules.map((one) => one.join())).size, 6, 'all that there are');
  t.same(simplify(design, [2, 1]), [
    [0, 1],
    [2, 0],
    [1, 1],
  ]);
  t.same(listChangesOf(design.values, [2, 1]), [
    { name: 'delayA', value: 9, usual: 0 },
    { name: 'word', value: 'odd', usual: 'usual' },
  ]);
  t.notOk(isFaulty(design, [2, 1]), 'it knows no faults');
  t.throws(() => getValue(design.values, [3, 0], 'delayA'), /delayA has no such value/);
});
