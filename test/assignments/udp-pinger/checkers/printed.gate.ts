/** The pinger's checkers of what the client printed: each passes, fails, and leaves open. */
import t, { type Test } from 'tap';
import { lossPrinted } from '../../../../lab/assignments/udp-pinger/checkers/loss-printed.ts';
import { roundTripsPrinted } from '../../../../lab/assignments/udp-pinger/checkers/round-trips-printed.ts';
import { statisticsPrinted } from '../../../../lab/assignments/udp-pinger/checkers/statistics-printed.ts';
import { timeoutsPrinted } from '../../../../lab/assignments/udp-pinger/checkers/timeouts-printed.ts';
import type { Checker, Journal } from '../../../../lab/model/verdict.ts';
import { add, makeGap } from '../../../checkers/journal-builder.ts';
import { changePing, makeJournal, makePings, makePlan, makeStandstill, summary } from '../pings.ts';

/** Asserts the answer to a journal, and part of the reason. */
function ask(t: Test, checker: Checker, journal: Journal, outcome: string, because: RegExp): void {
  const finding = checker.check(journal);
  t.equal(finding.outcome, outcome, finding.because);
  t.match(finding.because, because);
}

const quiet = makePings().map((ping) => ({ ...ping, printed: '' }));

t.test('nothing can be said where what was printed is not known', async (t) => {
  for (const one of [timeoutsPrinted, roundTripsPrinted, statisticsPrinted, lossPrinted]) {
    ask(t, one, add(makeJournal(), makeGap('printed')), 'unknown', /printed witness was lost/);
  }
});

t.test('timeouts-printed', async (t) => {
  ask(t, timeoutsPrinted, makeJournal(), 'pass', /3 timeouts printed/);
  const wrong = changePing(2, () => ({ printed: 'Request timed out' }));
  ask(t, timeoutsPrinted, makeJournal(wrong), 'fail', /ping 2 it printed a timeout, and .* came/);
  const dream = changePing(3, () => ({ printed: 'RTT 0.5 ms' }));
  ask(t, timeoutsPrinted, makeJournal(dream), 'fail', /ping 3 it printed a round trip, and .* no/);
  ask(t, timeoutsPrinted, makeJournal(quiet), 'fail', /no “Request timed out” .* 3 pings/);
  const few = changePing(1, () => ({ printed: '' }));
  ask(t, timeoutsPrinted, makeJournal(few), 'unknown', /6 round trips and 3 timeouts .* 10 pings/);
  const near = changePing(2, ({ text }) => ({
    answers: [{ atMs: 179, text: text.toUpperCase() }],
    printed: 'Request timed out',
  }));
  ask(t, timeoutsPrinted, makeJournal(near), 'pass', /4 timeouts/);
  const late = changePing(2, ({ text }) => ({
    answers: [{ atMs: 250, text: text.toUpperCase() }],
  }));
  ask(t, timeoutsPrinted, makeJournal(late), 'fail', /ping 2 it printed a round trip, and .* no/);
  const stood = add(makeJournal(wrong), makeStandstill(160, 50));
  ask(t, timeoutsPrinted, stood, 'pass', /4 timeouts/);
});

t.test('round-trips-printed', async (t) => {
  ask(t, roundTripsPrinted, makeJournal(), 'pass', /7 round trips printed, each from 0.300 ms/);
  const say = (printed: string) => makeJournal(changePing(1, () => ({ printed })));
  ask(t, roundTripsPrinted, say('RTT 0.0005 ms'), 'fail', /0.001 ms was printed.* 0.200 ms/);
  ask(t, roundTripsPrinted, say('RTT 500 ms'), 'fail', /500.0 ms was printed/);
  ask(t, roundTripsPrinted, say('RTT 0 ms'), 'pass', /7 round trips/);
  ask(t, roundTripsPrinted, say('RTT 0.2'), 'unknown', /6 round trips and 3 timeouts/);
  ask(t, roundTripsPrinted, makeJournal(quiet, []), 'fail', /no round trip was printed/);
  ask(t, roundTripsPrinted, makeJournal(quiet, ['took 5']), 'unknown', /0 round trips/);
  const stood = add(say('RTT 75 ms'), makeStandstill(70, 70));
  ask(t, roundTripsPrinted, stood, 'unknown', /was stalled/);
  const slow = makePlan({ faults: ['delay P 40 at 0'] });
  const far = changePing(1, () => ({ printed: 'RTT 80.5 ms' }));
  ask(t, roundTripsPrinted, makeJournal(far), 'fail', /80.5 ms/);
  ask(t, roundTripsPrinted, makeJournal(far, summary, slow), 'pass', /7 round trips/);
  ask(t, roundTripsPrinted, makeJournal(makePings(4, () => true)), 'unknown', /no ping was/);
});

t.test('statistics-printed', async (t) => {
  const say = (...lines: string[]) => makeJournal(makePings(), [...lines, 'Loss: 30 %']);
  ask(t, statisticsPrinted, makeJournal(), 'pass', /minimum 0.500 ms, maximum 0.500 ms/);
  const wrong = say('Minimum: 0.5 ms', 'Maximum: 0.5 ms', 'Average: 0.9 ms');
  ask(t, statisticsPrinted, wrong, 'fail', /0.900 ms was printed as the average/);
  const rounded = say('Minimum = 0ms, Maximum = 1ms, Average = 0ms');
  ask(t, statisticsPrinted, rounded, 'pass', /average/);
  ask(t, statisticsPrinted, say('min 0.5 ms', 'max 0.5 ms'), 'unknown', /no average/);
  ask(t, statisticsPrinted, say('0.5 0.5 0.5'), 'unknown', /no minimum, maximum and average/);
  ask(t, statisticsPrinted, makeJournal(makePings(), []), 'fail', /nothing with a number/);
  const none = makeJournal(
    makePings(4, () => true),
    ['Loss: 100 %'],
  );
  ask(t, statisticsPrinted, none, 'unknown', /no ping was answered/);
});

t.test('loss-printed', async (t) => {
  const say = (line: string) => makeJournal(makePings(), [line]);
  for (const line of [
    'Packet loss: 30%',
    'Loss rate = 30.00 percent',
    '3/10 lost',
    'Lost 3 of 10',
    'Packets: Sent = 10, Received = 7, Lost = 3 (30% loss)',
    '10 packets transmitted, 7 received, 30% packet loss, time 9012ms',
    'packet loss: 0.3',
    'lost: 3',
  ]) {
    ask(t, lossPrinted, say(line), 'pass', /3 of 10 got no answer/);
  }
  for (const line of ['Packet loss: 70%', '7/10 lost', 'lost: 2', 'Loss: 0.7']) {
    ask(t, lossPrinted, say(line), 'fail', /was printed; on the wire 3 of 10/);
  }
  ask(t, lossPrinted, makeJournal(makePings(), []), 'fail', /nothing with a number/);
  ask(t, lossPrinted, say('Verlust: 30 %'), 'unknown', /no line that tells the loss/);
});
