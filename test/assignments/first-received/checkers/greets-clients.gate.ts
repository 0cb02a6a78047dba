/** greets-clients: named by the order of connection, before they speak. */
import t from 'tap';
import { greetsClients } from '../../../../lab/assignments/first-received/checkers/greets-clients.ts';
import { add, makeGap, makeJournal, makePlan, without } from '../../../checkers/journal-builder.ts';

type Told = { atMs: number; text: string }[];
const answer = { atMs: 901, text: 'X: Alice received before Y: Bob\n' };
const check = (scenario: string, X: Told, Y: Told) =>
  greetsClients.check(
    makeJournal(makePlan(scenario), { told: { X: [...X, answer], Y: [...Y, answer] } }),
  );

t.test('passes where each is greeted by its letter, whoever connects first', async (t) => {
  const first = [{ atMs: 130, text: 'Client X connected\n' }];
  const second = [{ atMs: 130, text: 'Client Y connected\n' }];
  const found = check('x-connects-x-sends', first, second);
  t.match(found, { outcome: 'pass', because: 'X was greeted as X and Y was greeted as Y' });
  t.equal(check('y-connects-x-sends', second, first).outcome, 'pass', 'by order of connection');
  t.match(check('y-connects-x-sends', first, second), {
    outcome: 'fail',
    because: /Y, by order of connection X, was greeted as “Client Y connected”/,
  });
});

t.test('fails where nobody is greeted, or by no name', async (t) => {
  t.match(check('x-connects-x-sends', [], []), {
    outcome: 'fail',
    because: 'X was told nothing before it spoke; Y was told nothing before it spoke',
  });
  const hello = [{ atMs: 130, text: 'hello\n' }];
  t.equal(check('x-connects-x-sends', hello, hello).outcome, 'fail');
});

t.test('is undecided without time to greet, without a connection, and with a gap', async (t) => {
  t.match(check('simultaneous', [], []).outcome, /unknown|fail/);
  t.match(check('x-at-once', [], [{ atMs: 1100, text: 'Client Y connected\n' }]), {
    outcome: 'unknown',
    because: /time to greet/,
  });
  const unconnected = without(makeJournal(), (e) => e.kind === 'established');
  t.equal(greetsClients.check(unconnected).outcome, 'unknown');
  t.equal(greetsClients.check(add(makeJournal(), makeGap('wire'))).outcome, 'unknown');
});
