/** The pinger's checkers of the wire: each passes, fails, and leaves open. */
import t, { type Test } from 'tap';
import { answersMatch } from '../../../../lab/assignments/udp-pinger/checkers/answers-match.ts';
import { checkers } from '../../../../lab/assignments/udp-pinger/checkers/index.ts';
import { leavesSomeOut } from '../../../../lab/assignments/udp-pinger/checkers/leaves-some-out.ts';
import { oneAtATime } from '../../../../lab/assignments/udp-pinger/checkers/one-at-a-time.ts';
import { pingsInForm } from '../../../../lab/assignments/udp-pinger/checkers/pings-in-form.ts';
import type { Checker, Journal } from '../../../../lab/model/verdict.ts';
import { add, makeGap } from '../../../checkers/journal-builder.ts';
import {
  changePing,
  makeJournal,
  makePings,
  makePlan,
  makeStandstill,
  options,
  summary,
} from '../pings.ts';

/** Asserts the answer to a journal, and part of the reason. */
function ask(t: Test, checker: Checker, journal: Journal, outcome: string, because: RegExp): void {
  const finding = checker.check(journal);
  t.equal(finding.outcome, outcome, finding.because);
  t.match(finding.because, because);
}

const plan = makePlan();

t.test('a right play passes all, and nothing can be said without the wire', async (t) => {
  for (const checker of checkers) {
    const { outcome, because } = checker.check(makeJournal());
    if (checker.name !== 'ran-on-mininet') t.equal(outcome, 'pass', `${checker.name}: ${because}`);
    if (!checker.needs?.includes('wire') || !checker.name.match(/ping|answer|leave|print|one/)) {
      continue;
    }
    const lost = checker.check(add(makeJournal(), makeGap('wire')));
    t.equal(lost.outcome, 'unknown', `${checker.name} without the wire`);
    t.equal(checker.check(makeJournal([])).outcome, 'unknown', `${checker.name} without pings`);
  }
});

t.test('pings-in-form', async (t) => {
  ask(t, pingsInForm, makeJournal(makePings(9)), 'fail', /9 pings came; 10 were asked/);
  ask(t, pingsInForm, makeJournal(makePings(11)), 'fail', /11 pings came; 10/);
  const odd = changePing(4, () => ({ text: 'Hello 4' }));
  ask(t, pingsInForm, makeJournal(odd), 'fail', /“Hello 4” is not of the form/);
  const twice = changePing(4, () => ({ text: 'Ping 3 now' }));
  ask(t, pingsInForm, makeJournal(twice), 'fail', /ping 4 has the number 3/);
  const cut = makePlan({ faults: ['cut P at 100 for 50'] });
  ask(t, pingsInForm, makeJournal(makePings(9), summary, cut), 'unknown', /may have kept others/);
});

t.test('one-at-a-time', async (t) => {
  const early = changePing(2, () => ({ atMs: 60, answers: [] }));
  ask(t, oneAtATime, makeJournal(early), 'fail', /60.0 ms after .* 100 ms is the least/);
  const pending = makePlan({ options: { ...options, intervalMs: 10 } });
  const soon = changePing(4, () => ({ atMs: 215, answers: [] }));
  ask(t, oneAtATime, makeJournal(soon, summary, pending), 'fail', /waited for 80 ms/);
  const slightly = changePing(2, () => ({ atMs: 90, answers: [] }));
  ask(t, oneAtATime, makeJournal(slightly), 'pass', /at least 90.0 ms apart/);
  const stood = add(makeJournal(early), makeStandstill(20, 40));
  ask(t, oneAtATime, stood, 'unknown', /was stalled/);
  const briefly = add(makeJournal(changePing(2, () => ({ atMs: 5 }))), makeStandstill(20, 30));
  ask(t, oneAtATime, briefly, 'fail', /5.0 ms after/);
  ask(t, oneAtATime, makeJournal(makePings(1)), 'unknown', /fewer than two/);
});

t.test('answers-match', async (t) => {
  const small = changePing(1, ({ text }) => ({ answers: [{ atMs: 0.2, text }] }));
  ask(t, answersMatch, makeJournal(small), 'fail', /“Ping 1 .*” was answered by “Ping 1/);
  const twice = changePing(1, ({ answers }) => ({ answers: [...answers, ...answers] }));
  ask(t, answersMatch, makeJournal(twice), 'fail', /answered 2 times/);
  const astray = changePing(1, ({ answers }) => ({
    answers: answers.map((one) => ({ ...one, to: '10.0.0.2:9' })),
  }));
  ask(t, answersMatch, makeJournal(astray), 'fail', /was sent to 10.0.0.2:9/);
  const stray = changePing(1, () => ({ answers: [{ atMs: 0.2, text: 'HELLO' }] }));
  ask(t, answersMatch, makeJournal(stray), 'fail', /“HELLO”, which answers no ping/);
  ask(t, answersMatch, makeJournal(makePings(10, () => true)), 'unknown', /no ping was answered/);
});

t.test('leaves-some-out', async (t) => {
  const none = () => false;
  const all = () => true;
  ask(t, leavesSomeOut, makeJournal(makePings(10, none)), 'unknown', /chance may have/);
  ask(t, leavesSomeOut, makeJournal(makePings(40, none)), 'fail', /0 of 40 .* 30 % are asked/);
  ask(t, leavesSomeOut, makeJournal(makePings(10, all)), 'fail', /10 of 10/);
  ask(t, leavesSomeOut, makeJournal(makePings(10, (n) => n < 9)), 'unknown', /8 of 10/);
  const ours = (share: number) => makePlan({ options: { ...options, share } });
  ask(t, leavesSomeOut, makeJournal(makePings(10, none), [], ours(0)), 'pass', /0 of 10/);
  ask(t, leavesSomeOut, makeJournal(makePings(), [], ours(0)), 'fail', /3 of 10/);
  ask(t, leavesSomeOut, makeJournal(makePings(10, all), [], ours(1)), 'pass', /10 of 10/);
  ask(t, leavesSomeOut, makeJournal(makePings(), [], ours(1)), 'fail', /3 of 10/);
  t.equal(plan.transport, 'udp');
});
