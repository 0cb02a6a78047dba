/** Which plays mark a submission: with its own other side and with ours, close, and again. */
import t from 'tap';
import { planPlays } from '../../lab/grade/plan-plays.ts';
import { getScenarioOfPlay } from '../../lab/model/play-names.ts';
import type { Conclusion } from '../../lab/model/submission.ts';
import { scenarios } from '../../lab/scenarios/index.ts';

const conclusion: Conclusion = {
  submission: { server: './server', X: './x', Y: './y', type: { X: ['{message}'] } },
  reasons: [],
  sources: { server: [], X: [], Y: [] },
  needs: [],
  prompts: { X: 'Message:' },
  framing: 'raw',
};
const options = { folder: '/f', sourceFolder: '/s', scenarios: [...scenarios.values()] };

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

t.test('clients without a server play with ours only', async (t) => {
  const { server, ...submission } = conclusion.submission;
  const plans = planPlays({ ...conclusion, submission }, options);
  t.ok(server !== undefined && plans.length > 0);
  t.ok(plans.every((plan) => plan.server.command === undefined));
});
