/** How it is explored: schedules that are tidy, scenarios that a file can hold, checks that suit. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { firstReceived } from '../../../lab/assignments/first-received/assignment.ts';
import {
  explore,
  scheduleClients,
  scheduleFault,
} from '../../../lab/assignments/first-received/explore.ts';
import { requireExplore } from '../../../lab/model/assignment.ts';
import {
  getUsualSchedule,
  getValue,
  isFaulty,
  listChanges,
  type Schedule,
} from '../../../lab/model/exploration.ts';
import { isEarlyLeaver } from '../../../lab/model/plan.ts';
import { scenarioSchema } from '../../../lab/model/scenario.ts';
import { readScenarioFile, renderScenarioFile } from '../../../lab/store/scenario-file.ts';
import { drawSchedules } from '../../../lab/sweep/draw-schedules.ts';
import { makeScenario, planSchedule } from '../../../lab/sweep/plan-schedule.ts';

const { values, tidy } = explore;
const names = Object.keys(values) as (keyof typeof values)[];
const settings = {
  ...({ topology: 'xy', switch: 'lxbr', links: {}, port: 12_000, robustness: true } as const),
  assignment: requireExplore(firstReceived),
};
const how = { name: 'smallest', limitMs: 5_000 };
const drawn = drawSchedules(explore, 400, { seed: 1, robustness: true });

t.test('no value stands in a schedule in which it has no effect', async (t) => {
  t.same(drawn.map(tidy), drawn);
  for (const schedule of drawn) {
    for (const { name } of listChanges(values, schedule)) {
      const place = Object.keys(values).indexOf(name);
      if (!/^(pause|leaver|fault)/.test(name)) continue;
      const without = schedule.map((value, at) => (at === place ? 0 : value));
      const show = (one: Schedule) => JSON.stringify([scheduleClients(one), scheduleFault(one)]);
      t.not(show(without), show(schedule), `${name} matters in ${schedule.join()}`);
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
  const usual = getUsualSchedule(values);
  const leaving = drawn.filter((schedule) => getValue(values, schedule, 'leaver') !== 'nobody');
  t.ok(leaving.length > 20);
  for (const schedule of drawn) {
    const plan = planSchedule(makeScenario(schedule, settings, how), settings);
    const leavers = plan.clients.filter(isEarlyLeaver);
    t.equal(leavers.length, leaving.includes(schedule) ? 1 : 0);
    t.equal(plan.checks.join() === 'early-leaver-told', leavers.length === 1);
    const fault = scheduleFault(schedule);
    t.equal(isFaulty(explore, schedule), fault !== null, 'its places tell that it is played alone');
    t.same(plan.faults?.map(({ text }) => text) ?? [], fault ? [fault.text] : []);
    if (!fault) continue;
    t.ok(plan.checks.includes('nobody-hangs'), 'whatever happens');
    t.equal(plan.checks.includes('no-wrong-verdict'), !fault.isBorne);
    t.equal(plan.checks.includes('both-told-same'), fault.isBorne, 'who is only held up is told');
    const lastMs = fault.atMs + (fault.forMs ?? 0);
    t.ok(plan.limitMs * 0.4 >= lastMs + how.limitMs, 'our server waits for longer than it lasts');
  }
  const kinds = new Set(drawn.map((schedule) => scheduleFault(schedule)?.text.split(' ')[0]));
  t.same([...kinds].sort(), [...values.fault.slice(1), undefined].sort());
  const plan = planSchedule(makeScenario(usual, settings, how), settings);
  t.notOk(plan.checks.includes('order-follows-wire'), 'together, they have no planned order');
  const foreign = makeScenario(usual, { ...settings, server: 'node x.mjs' }, how);
  t.ok(foreign.checks.includes('well-documented'), 'asked of others once');
});

t.test('a fault finds somebody there, and keeps no pieces of a message apart', async (t) => {
  const some = ['fault', 'faulted', 'faultAfter', 'sendsX', 'sendsY', 'piecesX'] as const;
  const make = (wants: Partial<Record<(typeof some)[number], string | number>>) =>
    names.map((name) => {
      const known: readonly (string | number)[] = values[name];
      const wanted = Object.entries(wants).find(([key]) => key === name)?.[1];
      return wanted === undefined ? 0 : known.indexOf(wanted);
    });
  const tell = (wants: Parameters<typeof make>[0]) => scheduleFault(make(wants))?.text;
  t.equal(tell({ fault: 'pause' }), 'pause server at 90 for 50');
  t.equal(tell({ fault: 'slow', faulted: 'X' }), 'slow X 5% at 90 for 50');
  t.equal(tell({ fault: 'kill', faulted: 'X' }), 'kill X at 90');
  t.equal(tell({ fault: 'kill', faultAfter: 200 }), undefined, 'all is over by then');
  t.equal(tell({ fault: 'kill', sendsX: 'at-once', sendsY: 'at-once' }), undefined);
  t.equal(tell({ fault: 'half-open' }), undefined, 'for a client');
  t.equal(tell({ fault: 'restart', faulted: 'Y' }), undefined, 'for the server');
  t.equal(tell({ fault: 'cut', piecesX: 2 }), undefined);
  t.equal(tell({ fault: 'cut', faulted: 'Y', piecesX: 2 }), 'cut Y at 90 for 50');
  t.equal(tell({ fault: 'pause', piecesX: 2 }), 'pause server at 90 for 50', 'the kernel has them');
});
