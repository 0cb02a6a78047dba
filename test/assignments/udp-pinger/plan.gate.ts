/** How the pinger's scenarios become plans, and what its own programs are told. */
import t from 'tap';
import { udpPinger } from '../../../lab/assignments/udp-pinger/assignment.ts';
import { planScenario } from '../../../lab/assignments/udp-pinger/plan.ts';
import { programs } from '../../../lab/assignments/udp-pinger/programs.ts';
import type { LabError } from '../../../lab/model/errors.ts';
import { getPlannedGapMs } from '../../../lab/model/plan.ts';
import { type ScenarioInput, scenarioSchema } from '../../../lab/model/scenario.ts';

const base: ScenarioInput = {
  ...{ name: 'mine', title: 'mine', checks: ['loss-printed'] },
  clients: [{ role: 'P', name: 'Ping', sendMs: 0 }],
};
const plan = (change: Partial<ScenarioInput>) =>
  planScenario(scenarioSchema.parse({ ...base, ...change }));
const asked = { pings: 10, intervalMs: 1000, timeoutMs: 1000, share: 0.3, seed: 5 };

t.test('a plan says all options, what assignment.txt asks where nothing is said', async (t) => {
  const made = plan({});
  t.match(made, { port: 12_001, transport: 'udp', options: asked });
  t.equal(made.clients[0]?.message, 'Ping');
  t.equal(getPlannedGapMs(made), null, 'it has no order of messages');
  t.notOk(made.settles, 'nothing waits for a connection');
  t.match(plan({ options: { pings: 3, share: 0 } }).options, { ...asked, pings: 3, share: 0 });
});

t.test('a program of somebody else is held to what assignment.txt asks', async (t) => {
  const quick = { pings: 3, intervalMs: 10, timeoutMs: 50, share: 0, seed: 7 };
  const clients = [{ role: 'P', name: 'Ping', sendMs: 0, command: './client' }];
  const { pings, intervalMs, timeoutMs, share } = asked;
  t.same(plan({ options: quick, clients }).options, { ...quick, pings, intervalMs, timeoutMs });
  t.same(plan({ options: quick, server: { command: './server' } }).options, { ...quick, share });
});

t.test('wrong options are refused in one sentence', async (t) => {
  for (const [options, because] of [
    [{ pings: 0 }, /The options of the scenario mine are wrong: pings/],
    [{ share: 2 }, /share/],
    [{ colour: 'red' }, /colour/],
  ] as const) {
    const refuse = () => plan({ options });
    t.throws(refuse, { code: 'FILE_WRONG', message: because });
    try {
      refuse();
    } catch (error) {
      t.match((error as LabError).hint, /pings, intervalMs, timeoutMs, share, seed/);
    }
  }
});

t.test('our programs are told the options', async (t) => {
  const made = plan({ options: { pings: 3, intervalMs: 10, timeoutMs: 50 } });
  const [client] = made.clients;
  if (!client) throw new Error('the plan has a client');
  const context = { serverAddress: '10.0.0.1', isEmulated: false };
  t.equal(
    programs.getClientArguments(made, client, context).join(' '),
    '--role P --host 10.0.0.1 --port 12001 --pings 3 --send-ms 0 --interval-ms 10 --timeout-ms 50',
  );
  t.equal(
    programs.getServerArguments(made, context).join(' '),
    '--port 12001 --share 0.3 --seed 5 --pings 3 --quiet-ms 3100',
  );
});

t.test('what is asked exists, and the rubric has 100 points', async (t) => {
  const known = new Set(udpPinger.checkers.map(({ name }) => name));
  for (const scenario of udpPinger.scenarios) {
    t.ok(
      scenario.checks.every((check) => known.has(check)),
      `${scenario.name}'s checks`,
    );
    t.ok(udpPinger.plan(scenarioSchema.parse(scenario)), `${scenario.name} can be planned`);
  }
  const criteria = udpPinger.rubrics.flatMap((rubric) => rubric.criteria);
  t.equal(
    criteria.reduce((sum, { points }) => sum + points, 0),
    100,
  );
  t.ok(criteria.every(({ checks }) => checks.every((check) => known.has(check))));
});
