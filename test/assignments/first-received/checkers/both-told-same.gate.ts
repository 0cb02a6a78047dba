/** both-told-same: one acknowledgement each, the same, and not too early. */
import t from 'tap';
import { bothToldSame } from '../../../../lab/assignments/first-received/checkers/both-told-same.ts';
import type { JournalEvent } from '../../../../lab/model/journal.ts';
import type { Conduct } from '../../../checkers/journal-builder.ts';
import { add, makeGap, makeJournal, makePlan, without } from '../../../checkers/journal-builder.ts';

const verdict = 'X: Alice received before Y: Bob';
const line = (text: string, atMs = 901) => ({ atMs, text: `${text}\n` });
const isOf = (event: JournalEvent, kind: string, role: string) =>
  event.kind === kind && 'role' in event && event.role === role;
const isToClient = (event: JournalEvent) =>
  event.kind === 'data' && event.direction === 'to-client';
const check = (told: NonNullable<Conduct['told']>) =>
  bothToldSame.check(makeJournal(makePlan('x-connects-x-sends'), { told }));

t.test('passes where both are told the same once', async (t) => {
  const found = bothToldSame.check(makeJournal());
  t.match(found, { outcome: 'pass', because: `X and Y were told “${verdict}”` });
});

t.test('passes where a greeting stands before the acknowledgement', async (t) => {
  const found = check({
    X: [line('You are client X', 1), line(verdict)],
    Y: [line('You are client Y', 301), line(verdict)],
  });
  t.equal(found.outcome, 'pass');
});

t.test('passes, for a person to see, where more than one line states the same', async (t) => {
  const passes = (lines: string[], review: RegExp | undefined, more: string[] = lines) => {
    const found = check({ X: lines.map((text) => line(text)), Y: more.map((text) => line(text)) });
    t.match(found, { outcome: 'pass' }, lines.join(' / '));
    if (review === undefined) t.equal(found.review, undefined, lines.join(' / '));
    else t.match(found.review, review, lines.join(' / '));
  };
  passes(['Message received', verdict, 'Goodbye'], undefined);
  passes([verdict, 'Alice was first'], /X was told the order 2 times; Y was told/);
  passes([verdict, verdict], /X was told the order 2 times$/, [verdict]);
  passes([`${verdict}${verdict}`], /X got it more than once/);
  passes(['X: Alice was received', verdict, 'Y: Bob was second'], /the order 2 times/);
  const early = check({ X: [line(verdict, 601), line(verdict)], Y: [line(verdict)] });
  t.match(early, { outcome: 'pass', review: /2 times/ }, 'it was said again when it was due');
});

t.test(
  'passes, for a person to see, where each is told the same order in its own words',
  async (t) => {
    const each = (x: string, y: string) => check({ X: [line(x)], Y: [line(y)] });
    const review = /the order is the same in other words: X “.*”, Y “/;
    for (const [x, y] of [
      ['Your message was received first', 'Your message was received second'],
      ['You were first', 'The other client was first'],
      [`Hello X, ${verdict}`, `Hello Y, ${verdict}`],
      ['Alice came before Bob', 'You came after Alice'],
    ] as const) {
      t.match(each(x, y), { outcome: 'pass', review }, `${x} / ${y}`);
    }
    t.match(each('You were first', 'You were first'), { outcome: 'fail' }, 'both cannot be');
    t.match(each('You were first', 'Goodbye'), { outcome: 'fail' }, 'one was not told');
    t.match(each('You were second', 'Your message was received second'), { outcome: 'fail' });
  },
);

t.test('a list states no order by itself: that takes all plays', async (t) => {
  const told = (text: string) => check({ X: [line(text)], Y: [line(text)] });
  t.match(told('X : "Alice", Y : "Bob"'), { outcome: 'unknown', leans: 'pass' });
  t.match(told('Bob, Alice'), { outcome: 'unknown', leans: 'fail' });
  const greeted = {
    X: [line('Hi', 1), line('Alice Bob')],
    Y: [line('Hi', 301), line('Alice Bob')],
  };
  t.match(check(greeted), { outcome: 'unknown', leans: 'pass' }, 'a greeting is no part of it');
  const single = [line('1. X: Alice'), line('2. Y: Bob')];
  t.match(check({ X: single, Y: single }), { outcome: 'pass' }, 'numbers are words of order');
});

t.test('fails for each thing that is wrong, and names them all', async (t) => {
  const onlyX = check({ X: [line(verdict)], Y: [] });
  t.match(onlyX, { outcome: 'fail', because: 'Y got no acknowledgement' });
  const different = check({ X: [line(verdict)], Y: [line('Y: Bob received before X: Alice')] });
  t.match(different, { outcome: 'fail', because: /^X was told “X.*, but Y was told “Y/ });
  const early = check({ X: [line(verdict, 601)], Y: [line(verdict)] });
  t.match(early, { because: 'X was told 299.1 ms before the message of Y was complete' });
  const torn = check({ X: [line(verdict), line('Y was first')], Y: [line(verdict)] });
  t.match(torn, { outcome: 'fail', because: `X was told “${verdict}” and “Y was first”` });
  const twoOrders = `${verdict}Y: Bob received before X: Alice`;
  const joined = check({ X: [line(twoOrders)], Y: [line(twoOrders)] });
  t.match(joined, { outcome: 'fail', because: /^X was told two orders at once/ });
  const both = check({ X: [line(verdict, 601)], Y: [] });
  t.match(both, { because: /X was told 299.1 ms before .*; Y got no acknowledgement/ });
});

t.test('fails where both are told the same, but not which was first', async (t) => {
  const said = (text: string) => check({ X: [line(text)], Y: [line(text)] });
  t.match(said('Message received'), {
    outcome: 'fail',
    because: 'X and Y were told “Message received”, not which message was first',
  });
  const readable = said('The winner of Alice and Bob is Alice');
  t.match(readable, { outcome: 'pass', review: /no order can be read/ }, 'a person can');
});

t.test('fails where one is told though the other never spoke', async (t) => {
  const mute = without(
    makeJournal(),
    (e) => e.kind === 'data' && e.role === 'Y' && e.direction === 'to-server',
  );
  t.match(bothToldSame.check(mute), { outcome: 'fail', because: /no message of Y arrived/ });
});

t.test('fails where the server left before a client had spoken', async (t) => {
  const closed = without(makeJournal(), (e) => isOf(e, 'data', 'Y') || isToClient(e));
  const found = bothToldSame.check(closed);
  t.match(found, {
    outcome: 'fail',
    because: 'the server ended with status 0 before Y had spoken',
  });
  t.match(found.evidence, [{ kind: 'closed', direction: 'to-client' }, { kind: 'exited' }]);
  const alone = without(closed, (e) => e.kind === 'exited');
  t.match(bothToldSame.check(alone), { because: /^the server closed the connection before Y/ });
});

t.test('is undecided where nothing was due, or the capture has a gap', async (t) => {
  const mute = without(
    makeJournal(),
    (e) => isOf(e, 'data', 'Y') || isOf(e, 'closed', 'Y') || isToClient(e),
  );
  t.match(bothToldSame.check(mute), { outcome: 'unknown', because: /nothing was due/ });
  const told = { X: [line('No verdict: Y said nothing')], Y: [] };
  const explained = without(
    makeJournal(makePlan('x-connects-x-sends'), { told }),
    (e) => isOf(e, 'data', 'Y') || isOf(e, 'closed', 'Y'),
  );
  t.match(bothToldSame.check(explained), { outcome: 'unknown', because: /nothing was due/ });
  t.equal(bothToldSame.check(add(makeJournal(), makeGap('wire'))).outcome, 'unknown');
});
