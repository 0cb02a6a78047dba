/** exact-text: the acknowledgement to the letter. */
import t from 'tap';
import { exactText } from '../../../../lab/assignments/first-received/checkers/exact-text.ts';
import type { JournalEvent } from '../../../../lab/model/journal.ts';
import {
  add,
  makeGap,
  makeJournal,
  makePlan,
  toNs,
  without,
} from '../../../checkers/journal-builder.ts';

const check = (text: string) => {
  const told = { X: [{ atMs: 901, text }], Y: [{ atMs: 901, text }] };
  return exactText.check(makeJournal(makePlan('x-connects-x-sends'), { told }));
};

t.test('passes for either order, with any line end or none', async (t) => {
  t.equal(check('X: Alice received before Y: Bob\n').outcome, 'pass');
  t.equal(check('X: Alice received before Y: Bob\r\n').outcome, 'pass');
  t.equal(check('Y: Bob received before X: Alice').outcome, 'pass');
});

t.test('fails for anything else', async (t) => {
  const wrong = [
    'X: Alice recieved before Y: Bob',
    'X: Alice received before Y: Bob.',
    'x: alice received before y: bob',
    'X:Alice received before Y:Bob',
    ' X: Alice received before Y: Bob',
    'X: Alice  received before Y: Bob',
    'X: Al received before Y: Bob',
    'X: Alice received before X: Alice',
    'OK',
  ];
  for (const text of wrong) t.equal(check(`${text}\n`).outcome, 'fail', text);
  t.match(check('OK\n'), { because: 'the text is “OK”, not “X: Alice received before Y: Bob”' });
});

t.test('fails where a client said something else, and names it', async (t) => {
  const plan = makePlan('x-connects-x-sends');
  const carol = { ...plan.clients[0], message: 'X: Carol' };
  const planned = { ...plan, clients: [carol, ...plan.clients.slice(1)] } as typeof plan;
  const found = exactText.check({ ...makeJournal(), plan: planned });
  t.match(found, { outcome: 'fail', because: 'X said “X: Alice”, not “X: Carol”' });
  t.match(found.evidence, [{ kind: 'data', direction: 'to-server', role: 'X' }]);
});

t.test('is undecided where there is no text, no message, or a gap', async (t) => {
  const silent = without(makeJournal(), (e) => e.kind === 'data' && e.direction === 'to-client');
  t.match(exactText.check(silent), { outcome: 'unknown', because: /nothing was told/ });
  const mute = without(makeJournal(), (e) => e.kind === 'data' && e.role === 'Y');
  t.match(exactText.check(mute), { outcome: 'unknown', because: /no message of Y/ });
  t.equal(exactText.check(add(makeJournal(), makeGap('wire'))).outcome, 'unknown');
});

t.test('is undecided where our own client came to a halt within its message', async (t) => {
  const plan = makePlan('pieces');
  const halfAtMs = 730;
  const cut = (answerMs: number) => {
    const text = 'X: Al received before Y: Bob\n';
    const told = { X: [{ atMs: answerMs, text }], Y: [{ atMs: answerMs, text }] };
    const isLate = (e: JournalEvent) =>
      e.kind === 'data' && e.role === 'X' && e.direction === 'to-server' && e.atNs > toNs(halfAtMs);
    return exactText.check(without(makeJournal(plan, { told }), isLate));
  };
  const undecided = cut(halfAtMs + 230);
  t.match(undecided, { outcome: 'unknown', because: /the next byte was 200 ms late/ });
  t.equal(undecided.evidence?.length, 2);
  t.equal(cut(halfAtMs + 60).outcome, 'fail', 'a server that does not wait so long is wrong');
});
