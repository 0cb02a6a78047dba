/** printed-all: what each role's terminal showed. */
import t from 'tap';
import { printedAll } from '../../lab/checkers/printed-all.ts';
import { add, change, makeGap, makeJournal, makePlan, without } from './journal-builder.ts';

t.test('passes where all is printed, whatever stands around it', async (t) => {
  t.match(printedAll.check(makeJournal()), {
    outcome: 'pass',
    because: 'the server, X and Y printed all',
  });
  const coloured = change(makeJournal(), 'line', ({ text }) => ({
    text: `\u001b[1;32m${text.replace(':', '\u001b[0m:')}\u001b]0;title\u0007  \u001b[K`,
  }));
  t.equal(printedAll.check(coloured).outcome, 'pass');
});

t.test('fails where something is not printed, and says what and where', async (t) => {
  const quiet = without(makeJournal(), (e) => e.kind === 'line' && e.role === 'X');
  const found = printedAll.check(quiet);
  t.equal(found.outcome, 'fail');
  t.equal(found.because, 'X did not print “X: Alice” and “X: Alice received before Y: Bob”');
  t.match(found.evidence, [{ direction: 'to-server' }, { direction: 'to-client' }]);
  const nothing = without(makeJournal(), ({ kind }) => kind === 'line');
  t.match(printedAll.check(nothing), { outcome: 'fail', because: /the server did not print/ });
});

t.test('judges by what went over the wire, not by the plan', async (t) => {
  const other = change(makeJournal(), 'data', ({ text }) => ({
    text: text.replaceAll('Alice', 'Carol'),
  }));
  t.match(printedAll.check(other), { outcome: 'fail', because: /X did not print “X: Carol”/ });
});

t.test('is undecided where nothing was answered or sent, or a witness is lost', async (t) => {
  const told = { X: [], Y: [] };
  const half = makeJournal(makePlan('x-connects-x-sends'), { told });
  t.match(printedAll.check(half), { outcome: 'unknown', because: /answered nobody/ });
  const mute = without(makeJournal(), ({ kind }) => kind === 'data');
  t.match(printedAll.check(mute), { outcome: 'unknown', because: /no message was sent/ });
  const gap = makeGap('printed');
  t.equal(printedAll.check(add(makeJournal(), gap)).outcome, 'pass', 'all is in what was kept');
  const quiet = without(makeJournal(), (e) => e.kind === 'line' && e.role === 'X');
  t.match(printedAll.check(add(quiet, gap)), {
    outcome: 'unknown',
    because: 'the printed witness was lost',
  });
  const unread = without(makeJournal(), (e) => e.kind === 'data' && e.role === 'Y');
  const waiting = without(unread, (e) => e.kind === 'line' && e.role === 'server');
  t.match(printedAll.check(waiting), { outcome: 'unknown', because: /^no message of Y arrived/ });
  t.equal(printedAll.check(add(makeJournal(), makeGap('wire'))).outcome, 'unknown');
});
