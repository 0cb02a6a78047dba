/** --clients N: every scenario bears further clients, and stays what it was for its own. */
import t from 'tap';
import { addClients, staggerMs } from '../../../lab/assignments/first-received/add-clients.ts';
import { planScenario } from '../../../lab/assignments/first-received/plan.ts';
import { players } from '../../../lab/assignments/first-received/players.ts';
import { scenarios } from '../../../lab/assignments/first-received/scenarios/index.ts';
import { getPlannedMessageMs, isEarlyLeaver } from '../../../lab/model/plan.ts';
import { type Scenario, scenarioSchema } from '../../../lab/model/scenario.ts';

const parse = (name: string): Scenario => scenarioSchema.parse(scenarios.get(name));

t.test(
  'every scenario with 3, 16 and 26 clients is valid, and has its own as before',
  async (t) => {
    for (const name of scenarios.keys()) {
      const own = parse(name);
      t.equal(addClients(own, own.clients.length), own, `${name}: no more, no change`);
      for (const count of [3, 16, 26]) {
        const more = scenarioSchema.parse(addClients(own, count));
        t.same(
          more.clients.map(({ role }) => role),
          players.slice(0, count).map(({ role }) => role),
          `${name}, ${count}`,
        );
        const [before, after] = [planScenario(own), planScenario(more)];
        t.same(after.clients.slice(0, 2), before.clients, `${name}: X and Y keep their times`);
        t.equal(after.clients.at(-1)?.host, `h${count + 1}`);
        const lastMs = Math.max(...after.clients.map(getPlannedMessageMs));
        t.ok(lastMs + 5_000 < after.limitMs, `${name}: ${lastMs} ms lies well before the limit`);
      }
    }
  },
);

t.test(
  'they connect before they are to send, and send behind the others, 300 ms apart',
  async (t) => {
    for (const [name, { checks }] of scenarios) {
      if (!checks.includes('order-follows-wire')) continue;
      const { clients } = planScenario(addClients(parse(name), 6));
      const times = clients.map(getPlannedMessageMs).sort((a, b) => a - b);
      const gaps = times.slice(1).map((ms, index) => ms - (times[index] ?? 0));
      t.same(gaps.slice(1), Array(4).fill(staggerMs), name);
      const connectMs = Math.max(...clients.map((client) => client.connectMs));
      const late = clients.filter(({ sendMs }) => sendMs < connectMs + 300);
      t.ok(late.length <= 1, `${name}: at most the one that the scenario is about sends before`);
    }
  },
);

t.test('where all send at once, the further ones do, too', async (t) => {
  const { clients } = planScenario(addClients(parse('simultaneous'), 5));
  t.same(new Set(clients.map(getPlannedMessageMs)).size, 1);
});

t.test('nobody is added who leaves early', async (t) => {
  const { clients } = planScenario(addClients(parse('x-leaves'), 4));
  t.same(clients.map(isEarlyLeaver), [true, false, false, false]);
});

t.test('a scenario that has more is refused', async (t) => {
  const three = addClients(parse('x-at-once'), 3);
  t.throws(() => addClients(three, 2), {
    code: 'FLAG_WRONG',
    message: /--clients 2 is too few .* which has 3/,
  });
});
