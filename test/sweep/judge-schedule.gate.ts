/** What a play of a schedule shows, where its messages did not come as they were planned. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { requireExplore } from '../../lab/model/assignment.ts';
import { judgeSchedule } from '../../lab/sweep/plan-schedule.ts';
import { makeJournal, makePlan } from '../checkers/journal-builder.ts';

const settings = { assignment: requireExplore(firstReceived) };

/** The plan of a pair whose messages are to come so many ms after the epoch. */
function planPair(x: number, y: number) {
  const plan = makePlan('x-connects-x-sends');
  const [first, second] = plan.clients;
  if (!first || !second) throw new Error('a pair was wanted');
  return {
    ...plan,
    clients: [
      { ...first, sendMs: x },
      { ...second, sendMs: y },
    ],
  };
}

t.test('messages in another order than planned are another schedule', async (t) => {
  const planned = planPair(100, 300);
  const judge = (x: number, y: number, plan = planned) =>
    judgeSchedule({ plan, events: makeJournal(planPair(x, y)).events, because: null }, settings);
  t.equal(judge(100, 300).isKept, true);
  t.equal(judge(250, 300).isKept, true, 'later than planned, and still first');
  t.equal(judge(400, 300).isKept, false, 'so late that Y was first');
  t.equal(judge(400, 300, planPair(200, 200)).isKept, true, 'at once: either order is as planned');
  const fault = { atMs: 50, text: 'x link down' } as never;
  t.equal(judge(400, 300, { ...planned, faults: [fault] }).isKept, true, 'a fault delays messages');
});
