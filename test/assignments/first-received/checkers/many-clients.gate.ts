/** All checkers on plays of more than two clients: of a right server, and of wrong ones. */
import t from 'tap';
import { addClients } from '../../../../lab/assignments/first-received/add-clients.ts';
import { checkers } from '../../../../lab/assignments/first-received/checkers/index.ts';
import { planScenario } from '../../../../lab/assignments/first-received/plan.ts';
import { scenarios } from '../../../../lab/assignments/first-received/scenarios/index.ts';
import { judgeRun } from '../../../../lab/model/judge.ts';
import { scenarioSchema } from '../../../../lab/model/scenario.ts';
import { type Conduct, makeJournal } from '../../../checkers/journal-builder.ts';

const judge = (name: string, count: number, conduct: Conduct = {}) => {
  const scenario = addClients(scenarioSchema.parse(scenarios.get(name)), count);
  const verdicts = judgeRun(makeJournal(planScenario(scenario), conduct), checkers);
  return new Map(verdicts.map((verdict) => [verdict.check, verdict]));
};

t.test('a right server passes every check with 3, 8 and 26 clients', async (t) => {
  for (const name of scenarios.keys()) {
    if (name === 'x-leaves') continue; // The builder's programs end there as two do.
    for (const count of [3, 8, 26]) {
      for (const { check, outcome, because, informs } of judge(name, count).values()) {
        if (!informs) t.equal(outcome, 'pass', `${name}, ${count}: ${check}: ${because}`);
      }
    }
  }
});

t.test('the order is told in full, of all', async (t) => {
  const found = judge('y-connects-y-sends', 4).get('order-follows-wire');
  t.match(
    found?.because,
    /^Y, X, Z and A arrived in this order, within 900\.0 ms, .* to all of them$/,
  );
});

t.test('one swap among many, told to one client only, is found', async (t) => {
  const right = 'Y: Bob received before X: Alice received before Z: Carol received before A: Dave';
  const wrong = 'Y: Bob received before X: Alice received before A: Dave received before Z: Carol';
  const tell = (text: string) => [{ atMs: 1_501, text: `${text}\n` }];
  const told = { X: tell(right), Y: tell(right), Z: tell(right), A: tell(wrong) };
  const verdicts = judge('y-connects-y-sends', 4, { told });
  t.equal(verdicts.get('order-follows-wire')?.outcome, 'fail');
  t.match(verdicts.get('order-follows-wire')?.because, /but A was told/);
  t.equal(verdicts.get('both-told-same')?.outcome, 'fail');
  t.equal(verdicts.get('exact-text')?.outcome, 'pass', 'it is one of the orders');
});

t.test('a verdict that leaves a client out is no verdict', async (t) => {
  const text = 'Y: Bob received before X: Alice\n';
  const line = [{ atMs: 1_201, text }];
  const verdicts = judge('y-connects-y-sends', 3, { told: { X: line, Y: line, Z: line } });
  t.equal(verdicts.get('order-follows-wire')?.outcome, 'fail');
  t.equal(verdicts.get('exact-text')?.outcome, 'fail');
});

t.test('reading one client before the last of many was accepted is found', async (t) => {
  const verdicts = judge('x-at-once', 5, {
    acceptMs: { X: 1, Y: 1001, Z: 1001, A: 1001, B: 1050 },
    readMs: { X: 500 },
  });
  t.match(verdicts.get('accepted-before-received'), { outcome: 'fail', because: /X's message/ });
});
