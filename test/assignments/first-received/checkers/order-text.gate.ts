/** order-text: the acknowledgement states an order, in whatever words. */
import t from 'tap';
import { orderText } from '../../../../lab/assignments/first-received/checkers/order-text.ts';
import {
  add,
  change,
  makeGap,
  makeJournal,
  makePlan,
  without,
} from '../../../checkers/journal-builder.ts';

const make = (text: string) => {
  const told = { X: [{ atMs: 901, text }], Y: [{ atMs: 901, text }] };
  return makeJournal(makePlan('x-connects-x-sends'), { told });
};
const check = (text: string) => orderText.check(make(text));

t.test('passes to the letter, and then nobody has to look', async (t) => {
  t.match(check('X: Alice received before Y: Bob\n'), { outcome: 'pass', review: undefined });
  t.match(check('Y: Bob received before X: Alice'), { outcome: 'pass', review: undefined });
});

t.test('passes for a person to see where the order is stated otherwise', async (t) => {
  const texts = [
    'From Server: X: Alice received before Y: Bob',
    'X : Alice received before Y : Bob',
    'Client X: Alice received before Client Y: Bob',
    'X: Alice recieved before Y: Bob',
    'X: X: Alice received before Y: Y: Bob',
    '"x: alice" RECEIVED BEFORE "y: bob".',
    'Both are here, and X: Alice received before Y: Bob, so goodbye',
    "Alice's message was received before Bob's",
    'Bob came first',
    '1. Bob 2. Alice',
  ];
  for (const text of texts) {
    t.match(check(`${text}\n`), { outcome: 'pass', review: /^it is not to the letter: / }, text);
  }
  const acks = { atMs: 900.5, text: 'Message received\n' };
  const ask = { atMs: 901, text: 'You were first\n' };
  const other = { atMs: 901, text: 'You were second\n' };
  const plan = makePlan('x-connects-x-sends');
  const each = makeJournal(plan, { told: { X: [acks, ask], Y: [acks, other] } });
  t.match(orderText.check(each), { outcome: 'pass', review: /You were first/ });
});

t.test('fails where the messages are quoted wrongly, whatever the order', async (t) => {
  t.match(check('Y: Alice received before X: Alice'), {
    outcome: 'fail',
    because: /has the message of X twice, and that of Y not at all/,
  });
  t.match(check('Y: X: Alice received before X: Y: Bob'), {
    outcome: 'fail',
    because: /has other letters before the messages: Y: X:, X: Y:/,
  });
  t.match(check('X: Alice received before Y: null'), {
    outcome: 'fail',
    because: /quotes no message as “Y: null”/,
  });
  t.match(check('X received before Y'), { outcome: 'pass' }, 'letters alone');
  t.match(check('X: Alice received before Y: Bo'), { outcome: 'pass' }, 'cut off');
  // Which of two clients is X is the server's to say.
  t.match(check('Y: Alice received before X: Bob'), { outcome: 'pass' });
  t.match(check('X: Y: Bob received before X: Alice'), { outcome: 'pass' }, 'said to X');
  t.match(check('X: Alice received before Y: Bob, so Alice it is'), { outcome: 'pass' });
});

t.test('whoever says the letter: clients that leave it out are right as well', async (t) => {
  const plan = makePlan('x-connects-x-sends');
  const bare = (answer: string) => {
    const clients = plan.clients.map((client) => ({ ...client, message: client.message.slice(3) }));
    const told = { X: [{ atMs: 901, text: answer }], Y: [{ atMs: 901, text: answer }] };
    return orderText.check({ ...makeJournal({ ...plan, clients }, { told }), plan });
  };
  for (const answer of ['X: Alice received before Y: Bob', 'Alice received before Bob']) {
    t.match(bare(answer), { outcome: 'pass', review: /X said “Alice”, not “X: Alice”/ }, answer);
  }
  t.match(bare('Alice, Bob'), { outcome: 'fail' });
});

t.test('fails for a list, and for what states nothing', async (t) => {
  t.match(check('X: Alice, Y: Bob\n'), {
    outcome: 'fail',
    because: 'the text “X: Alice, Y: Bob” lists the messages without a word of order',
  });
  t.match(check('Y : "Bob" X : "Alice"\n'), {
    outcome: 'fail',
    because: /without a word of order/,
  });
  for (const text of ['OK', 'X: Alice', 'Alice was not received before Bob', 'Was Alice first?']) {
    t.match(check(`${text}\n`), { outcome: 'fail', because: /states no order/ }, text);
  }
  const plan = makePlan('x-connects-x-sends');
  const verdict = { atMs: 901, text: 'X: Alice received before Y: Bob\n' };
  const half = makeJournal(plan, { told: { X: [verdict], Y: [{ atMs: 901, text: 'Bye\n' }] } });
  // That Y was not told is for both-told-same, which fails.
  t.match(orderText.check(half), { outcome: 'pass', review: /not to the letter/ });
  const same = change(make('X: Alice received before Y: Bob\n'), 'data', ({ direction }) =>
    direction === 'to-server' ? { text: 'X: Alice received before Y: Bob\n' } : {},
  );
  t.match(orderText.check(same), { outcome: 'fail' }, 'clients that both say the answer');
});

t.test('is undecided where there is no text, no message, or a gap', async (t) => {
  const silent = without(makeJournal(), (e) => e.kind === 'data' && e.direction === 'to-client');
  t.match(orderText.check(silent), { outcome: 'unknown', because: /nothing was told/ });
  const mute = without(makeJournal(), (e) => e.kind === 'data' && e.role === 'Y');
  t.match(orderText.check(mute), { outcome: 'unknown', because: /no message of Y/ });
  t.equal(orderText.check(add(makeJournal(), makeGap('wire'))).outcome, 'unknown');
});
