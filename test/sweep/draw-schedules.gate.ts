/** Schedules: drawn by the seed alone, tidy, and scenarios that a file can hold. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {
  getValue,
  listChanges,
  robustnessNames,
  scheduleClients,
  scheduleNames,
  tidySchedule,
  usualSchedule,
} from '../../lab/model/exploration.ts';
import { isEarlyLeaver } from '../../lab/model/plan.ts';
import { scenarioSchema } from '../../lab/model/scenario.ts';
import { readScenarioFile, renderScenarioFile } from '../../lab/store/scenario-file.ts';
import { drawSchedules } from '../../lab/sweep/draw-schedules.ts';
import { makeScenario, planSchedule } from '../../lab/sweep/plan-schedule.ts';

const settings = {
  ...({ topology: 'xy', switch: 'lxbr', links: {}, port: 12_000, robustness: true } as const),
};
const how = { name: 'smallest', limitMs: 5_000 };
const drawn = drawSchedules(400, { seed: 1, robustness: true });

t.test('the seed decides what is drawn, and more is only added', async (t) => {
  t.same(drawSchedules(100, { seed: 1, robustness: true }), drawn.slice(0, 100));
  t.not(drawSchedules(100, { seed: 2, robustness: true }).join(), drawn.slice(0, 100).join());
  t.same(drawSchedules(0, { seed: 1, robustness: true }), []);
});

t.test('every value of every name is drawn, though most are as usual', async (t) => {
  const many = drawSchedules(3000, { seed: 3, robustness: true });
  for (const name of scheduleNames) {
    const values = new Set(many.map((schedule) => getValue(schedule, name)));
    t.ok(values.size > 1, `${name}: ${[...values].join()}`);
  }
  const changes = many.map((schedule) => listChanges(schedule).length);
  const mean = changes.reduce((sum, count) => sum + count, 0) / many.length;
  t.ok(mean > 1 && mean < 4, `${mean} of ${scheduleNames.length} are not as usual`);
});

t.test('what earns no points is drawn only on request', async (t) => {
  const names = drawSchedules(200, { seed: 1, robustness: false })
    .flatMap(listChanges)
    .map(({ name }) => name);
  t.same(
    names.filter((name) => robustnessNames.includes(name)),
    [],
  );
});

t.test('no value stands in a schedule in which it has no effect', async (t) => {
  t.same(drawn.map(tidySchedule), drawn);
  for (const schedule of drawn) {
    for (const { name } of listChanges(schedule)) {
      const place = scheduleNames.indexOf(name);
      if (!/^(pause|leaver)/.test(name)) continue;
      const without = schedule.map((value, at) => (at === place ? 0 : value));
      t.not(
        JSON.stringify(scheduleClients(without)),
        JSON.stringify(scheduleClients(schedule)),
        `${name} matters in ${schedule.join()}`,
      );
    }
  }
});

t.test('a schedule is a scenario, and its file is read as it was written', async (t) => {
  const folder = t.testdir({});
  for (const schedule of drawn.slice(0, 50)) {
    const scenario = makeScenario(schedule, { ...settings, server: "python3 'my server.py'" }, how);
    const file = path.join(folder, 'smallest.yaml');
    await writeFile(file, renderScenarioFile(scenario));
    t.same(await readScenarioFile(file), scenarioSchema.parse(scenario));
  }
});

t.test('what is asked suits the schedule', async (t) => {
  const leaving = drawn.filter((schedule) => getValue(schedule, 'leaver') !== 'nobody');
  t.ok(leaving.length > 20);
  for (const schedule of drawn) {
    const plan = planSchedule(makeScenario(schedule, settings, how));
    const leavers = plan.clients.filter(isEarlyLeaver);
    t.equal(leavers.length, leaving.includes(schedule) ? 1 : 0);
    t.equal(plan.checks.join() === 'early-leaver-told', leavers.length === 1);
  }
  const usual = planSchedule(makeScenario(usualSchedule, settings, how));
  t.notOk(usual.checks.includes('order-follows-wire'), 'together, they have no planned order');
  const foreign = makeScenario(usualSchedule, { ...settings, server: 'node x.mjs' }, how);
  t.ok(foreign.checks.includes('well-documented'), 'asked of others once');
});
