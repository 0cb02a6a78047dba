/** Which plays mark a submission: with its own other side and with ours, close, and again. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import { listPlays, planPlays } from '../../lab/grade/plan-plays.ts';
import { planScenario as planAny } from '../../lab/model/plan.ts';
import { getScenarioOfPlay } from '../../lab/model/play-names.ts';
import { type Scenario, scenarioSchema } from '../../lab/model/scenario.ts';
import type { Conclusion } from '../../lab/model/submission.ts';

const conclusion: Conclusion = {
  submission: { server: './server', X: './x', Y: './y', type: { X: ['{message}'] } },
  reasons: [],
  sources: { server: [], X: [], Y: [] },
  needs: [],
  prompts: { X: 'Message:' },
  framing: 'raw',
};
const options = { folder: '/f', sourceFolder: '/s', assignment: firstReceived };

t.test('a server plays with ours again, closer together, twice', async (t) => {
  const plans = planPlays(conclusion, options);
  const names = plans.map(({ scenario }) => scenario);
  t.equal(new Set(names).size, names.length, 'every play has a name of its own');
  const close = plans.filter(({ scenario }) => scenario.includes('-close-'));
  t.same(
    close.map(({ scenario }) => scenario),
    ['x-connects-y-sends', 'y-connects-x-sends'].flatMap((name) => [
      `${name}-close-our-clients`,
      `${name}-close-our-clients-play-2`,
    ]),
  );
  for (const { clients, server } of close) {
    const times = clients.map(({ sendMs }) => sendMs);
    t.equal(Math.max(...times) - Math.min(...times), 50);
    t.ok(clients.every(({ command }) => command === undefined));
    t.equal(server.command, './server');
  }
  t.match(plans[0]?.submission, { prompts: { X: 'Message:' } });
});

t.test('a person may have every order played more often', async (t) => {
  const plans = planPlays(conclusion, { ...options, plays: 3 });
  const counts = new Map<string, number>();
  for (const { scenario, checks } of plans) {
    const name = getScenarioOfPlay(scenario);
    if (checks.includes('order-follows-wire')) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  t.same([...new Set(counts.values())], [3]);
});

t.test('who types comes later with all others: order and distances stay as planned', async (t) => {
  const type = { X: ['{message}'], Y: ['{message}'] };
  const submission = { ...conclusion.submission, type };
  const plans = planPlays({ ...conclusion, submission }, { ...options, strict: true });
  const typed = plans.filter(({ clients }) => clients.some((client) => client.type !== undefined));
  t.ok(typed.some(({ scenario }) => scenario === 'x-connects-y-sends-our-server'));
  for (const { scenario, clients } of typed) {
    const asked = planScenario(scenarioSchema.parse(scenarios.get(scenario.replace(/-our.*/, ''))));
    const moves = clients.map((client, index) => {
      t.ok(client.sendMs >= client.connectMs + 700, `${scenario}: ${client.role} can be there`);
      t.equal(
        client.connectMs,
        asked.clients[index]?.connectMs,
        `${scenario}: connects as planned`,
      );
      return client.sendMs - (asked.clients[index]?.sendMs ?? Number.NaN);
    });
    t.equal(new Set(moves).size, 1, `${scenario}: all come later by the same`);
  }
  const crossing = typed.find(({ scenario }) => scenario === 'x-connects-y-sends');
  t.same(
    crossing?.clients.map(({ sendMs }) => sendMs),
    [1300, 1000],
    'the later connector speaks first',
  );
  const ours = plans.filter(({ scenario }) => scenario === 'x-connects-y-sends-our-clients');
  t.same(
    ours.flatMap(({ clients }) => clients.map(({ sendMs }) => sendMs)),
    [900, 600],
  );
});

t.test('clients without a server play with ours only', async (t) => {
  const { server, ...submission } = conclusion.submission;
  const plans = planPlays({ ...conclusion, submission }, options);
  t.ok(server !== undefined && plans.length > 0);
  t.ok(plans.every((plan) => plan.server.command === undefined));
});

/** The least that an assignment has. */
const small = {
  clients: ['P'],
  port: 12001,
  scenarios: [
    { name: 'one', title: 'One', clients: [{ role: 'P', name: 'Ping' }], checks: ['answers'] },
    {
      ...{ name: 'asked', title: 'Asked', onlyAsked: true, checks: ['answers'] },
      clients: [{ role: 'P', name: 'Ping' }],
    },
  ],
  plan: (scenario: Scenario) => planAny(scenario, { port: 12001 }),
};
const pinger: Conclusion = {
  ...{ reasons: [], needs: [] },
  submission: { server: './server', P: './ping' },
  sources: { server: [], P: [] },
};

t.test('without rules a submission plays with itself, in what is not only asked for', async (t) => {
  const plans = planPlays(pinger, { ...options, assignment: small, label: '/a/assignment.mjs' });
  t.match(plans, [
    {
      ...{ scenario: 'one', assignment: '/a/assignment.mjs', port: 12001 },
      ...{ server: { command: './server' }, clients: [{ role: 'P', command: './ping' }] },
    },
  ]);
  t.equal(plans.length, 1);
  const twice = planPlays(pinger, { ...options, assignment: small, plays: 2 });
  t.same(
    twice.map(({ scenario }) => scenario),
    ['one', 'one-play-2'],
  );
  const { P, ...alone } = pinger.submission;
  t.ok(P);
  t.same(planPlays({ ...pinger, submission: alone }, { ...options, assignment: small }), []);
});

t.test('with rules each side plays with ours, as its own scenario says', async (t) => {
  const marking = { server: { checks: ['answers'] }, clients: { checks: [], scenarios: [] } };
  const plans = planPlays(pinger, { ...options, assignment: { ...small, marking } });
  t.same(
    plans.map(({ scenario }) => scenario),
    ['one', 'one-our-clients'],
  );
  t.match(plans[1], { checks: ['answers'], clients: [{ framing: 'line' }] });
  t.notOk(plans[1]?.clients.some(({ command }) => command !== undefined));
});

t.test('a shorter silence ends plays, but no chat: there the wait itself decides', async (t) => {
  const quick = { ...conclusion, idleMs: 2000 };
  const plans = planPlays(quick, options);
  t.same([...new Set(plans.map(({ idleMs }) => idleMs))], [2000]);
  const chats = listPlays(quick, { ...options, casts: ['own'], goesOn: true });
  t.ok(chats.length > 0);
  for (const { plan } of chats) t.equal(plan.idleMs, plan.chat ? undefined : 2000, plan.scenario);
  t.ok(chats.some(({ plan }) => plan.chat));
});
