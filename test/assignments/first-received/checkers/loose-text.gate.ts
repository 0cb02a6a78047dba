/** loose-text: the acknowledgement by its meaning. */
import t from 'tap';
import { looseText } from '../../../../lab/assignments/first-received/checkers/loose-text.ts';
import { add, makeGap, makeJournal, makePlan, without } from '../../../checkers/journal-builder.ts';

const check = (text: string) => {
  const told = { X: [{ atMs: 901, text }], Y: [{ atMs: 901, text }] };
  return looseText.check(makeJournal(makePlan('x-connects-x-sends'), { told }));
};

t.test('passes whatever the spelling, the spaces and the case', async (t) => {
  const near = [
    'X: Alice received before Y: Bob',
    'Y: Bob received before X: Alice',
    'x:alice   RECIEVED befor y:bob!',
    'Alice received before Bob',
    'X: X: Alice received before Y: Y: Bob',
  ];
  for (const text of near) t.equal(check(`${text}\n`).outcome, 'pass', text);
});

t.test('fails for what says something else, and shows it', async (t) => {
  const other = ['OK', 'Alice', 'X: Alice and Y: Bob are both here now', 'x'.repeat(5_000)];
  for (const text of other) t.equal(check(`${text}\n`).outcome, 'fail', text.slice(0, 40));
  t.match(check('OK\n'), { because: 'the text is “OK”' });
  const plan = makePlan('x-connects-x-sends');
  const carol = { ...plan.clients[0], message: 'X: Caroline' };
  const planned = { ...plan, clients: [carol, ...plan.clients.slice(1)] } as typeof plan;
  const found = looseText.check({ ...makeJournal(), plan: planned });
  t.match(found, { outcome: 'fail', because: /^X said “X: Alice”/ });
});

t.test('is undecided where there is no text, no message, or a gap', async (t) => {
  const silent = without(makeJournal(), (e) => e.kind === 'data' && e.direction === 'to-client');
  t.match(looseText.check(silent), { outcome: 'unknown', because: /nothing was told/ });
  const mute = without(makeJournal(), (e) => e.kind === 'data' && e.role === 'Y');
  t.match(looseText.check(mute), { outcome: 'unknown', because: /no message of Y/ });
  t.equal(looseText.check(add(makeJournal(), makeGap('wire'))).outcome, 'unknown');
});
