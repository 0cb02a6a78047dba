/** The scenarios: valid, named as their files, asking checkers that exist, planned as meant. */
import { readdirSync } from 'node:fs';
import t from 'tap';
import { checkers } from '../../../../lab/assignments/first-received/checkers/index.ts';
import {
  chatScenarios,
  scenarios,
} from '../../../../lab/assignments/first-received/scenarios/index.ts';
import {
  getPlannedGapMs,
  getPlannedMessageMs,
  isEarlyLeaver,
  movePlan,
} from '../../../../lab/model/plan.ts';
import { scenarioSchema } from '../../../../lab/model/scenario.ts';
import { makePlan } from '../../../checkers/journal-builder.ts';

const listFiles = (folder: string) =>
  readdirSync(new URL(`../../../../lab/${folder}/`, import.meta.url))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3));

t.test('every file is listed under its own name, in playing order', async (t) => {
  const isScenario = (name: string) => !['index', 'suite', 'chat-suite'].includes(name);
  const files = listFiles('assignments/first-received/scenarios').filter(isScenario);
  t.same([...scenarios.keys(), ...chatScenarios.keys()].sort(), files.sort());
  t.equal([...scenarios.keys()][0], 'x-connects-x-sends');
  const helpers = ['source-text', 'source-functions'];
  const own = listFiles('assignments/first-received/checkers').filter((one) => one !== 'index');
  const shared = listFiles('checkers').filter((one) => !helpers.includes(one));
  // All of its own are asked; of those that every assignment can use, it takes some.
  const taken = shared.filter((one) => checkers.has(one));
  t.same([...checkers.keys()].sort(), [...new Set([...own, ...taken])].sort());
});

t.test('every scenario is valid and asks checkers that exist, each once', async (t) => {
  for (const [name, scenario] of [...scenarios, ...chatScenarios]) {
    t.equal(scenarioSchema.parse(scenario).name, name);
    const asked = [...scenario.checks, ...(scenario.informs ?? [])];
    t.same(
      asked.filter((check) => !checkers.has(check)),
      [],
      name,
    );
    t.equal(new Set(asked).size, asked.length, name);
  }
});

t.test('the plans are as they are meant', async (t) => {
  t.equal(getPlannedGapMs(makePlan('x-connects-y-sends')), 300);
  t.equal(getPlannedGapMs(makePlan('x-at-once')), 1300);
  t.equal(getPlannedGapMs(makePlan('simultaneous')), 0);
  t.same(makePlan('pieces').clients.map(getPlannedMessageMs), [960, 780]);
  t.same(makePlan('x-leaves').clients.map(isEarlyLeaver), [true, false]);
  t.equal(getPlannedGapMs(makePlan('x-leaves')), null);
});

t.test('pauses follow the times at which clients connect; other distances stay', async (t) => {
  const getTimes = (name: string) =>
    movePlan(makePlan(name), [1_000, 700]).clients.map(({ connectMs, sendMs, leaveMs }) => [
      connectMs,
      sendMs,
      leaveMs,
    ]);
  t.same(getTimes('x-connects-y-sends'), [
    [0, 2_600, undefined],
    [1_300, 2_300, undefined],
  ]);
  t.same(getTimes('x-at-once'), [
    [0, 0, undefined],
    [2_000, 3_000, undefined],
  ]);
  t.same(getTimes('x-leaves'), [
    [0, 2_500, 1_200],
    [1_500, 2_500, undefined],
  ]);
  t.equal(getPlannedGapMs(movePlan(makePlan('y-connects-x-sends'), [1_000, 700])), 300);
  t.equal(movePlan(makePlan('x-leaves'), [5]).clients[1]?.connectMs, 505, 'it ended early');
});
