/** The checkers where the kernel was traced: two times are compared, without slack. */
import t from 'tap';
import { acceptedBeforeReceived } from '../../../../lab/assignments/first-received/checkers/accepted-before-received.ts';
import { orderFollowsWire } from '../../../../lab/assignments/first-received/checkers/order-follows-wire.ts';
import { getWaitedNs } from '../../../../lab/model/sockets.ts';
import {
  add,
  type Conduct,
  change,
  makeGap,
  makeJournal,
  makePlan,
  toNs,
} from '../../../checkers/journal-builder.ts';
import { type Told, trace } from '../../../checkers/journal-exact.ts';

const hasty = makePlan('simultaneous', {
  clients: [
    { role: 'X', name: 'Alice', connectMs: 0, sendMs: 0 },
    { role: 'Y', name: 'Bob', connectMs: 0, sendMs: 0 },
  ],
});

t.test('accepting and reading within one sample is decided, either way', async (t) => {
  const check = (told: Told) => acceptedBeforeReceived.check(trace(makeJournal(hasty), told));
  t.equal(acceptedBeforeReceived.check(makeJournal(hasty)).outcome, 'unknown', 'sampled');
  const accepts = { X: 0.15, Y: 0.25 };
  const reads = [
    { role: 'X', atMs: 0.26, bytes: 9 },
    { role: 'Y', atMs: 0.27, bytes: 7 },
  ];
  t.match(check({ accepts, reads }), {
    outcome: 'pass',
    because: 'Y, accepted last, was accepted 0.010 ms before any byte was received',
    evidence: [{ kind: 'accepted', role: 'Y' }, { kind: 'received', role: 'X' }, { role: 'Y' }],
  });
  t.match(check({ accepts, reads: [{ role: 'X', atMs: 0.24, bytes: 1 }] }), {
    outcome: 'fail',
    because: "the server read X's message while Y was not yet accepted",
    evidence: [
      { kind: 'received', role: 'X' },
      { kind: 'accepted', role: 'Y' },
    ],
  });
  t.match(check({ accepts }), { outcome: 'pass', because: /no byte was received before$/ });
  t.equal(check({ accepts, without: ['copies'] }).outcome, 'unknown', 'if copies were told');
  t.equal(check({ accepts, reads, without: ['waits', 'copies'] }).outcome, 'pass');
});

t.test('one that is never accepted is not, and one that is not connected', async (t) => {
  const never = Number.POSITIVE_INFINITY;
  const conduct = { acceptMs: { Y: never }, readMs: { X: 605, Y: never } };
  const journal = makeJournal(makePlan('x-connects-x-sends'), conduct);
  const reads = [{ role: 'X', atMs: 605, bytes: 9 }];
  const found = acceptedBeforeReceived.check(trace(journal, { accepts: { X: 0.1 }, reads }));
  t.match(found, { outcome: 'fail', because: /while Y was not yet accepted/ });
  const early = makeJournal(makePlan('x-at-once'), { readMs: { X: 1 } });
  const told = { accepts: { X: 0.2, Y: 300.1 }, reads: [{ role: 'X', atMs: 1, bytes: 9 }] };
  const unconnected = acceptedBeforeReceived.check(trace(early, told));
  t.match(unconnected, { outcome: 'fail', because: /while Y was not yet connected/ });
});

t.test(
  'where an accept was not traced, or the kernel lost events, nothing is guessed',
  async (t) => {
    const reads = [{ role: 'X', atMs: 0.16, bytes: 9 }];
    const part = trace(makeJournal(hasty), { accepts: { X: 0.15 }, reads });
    t.equal(acceptedBeforeReceived.check(part).outcome, 'unknown', 'as sampled: Y was accepted');
    const lost = add(trace(makeJournal(hasty), { accepts: { X: 0, Y: 0 } }), makeGap('kernel'));
    t.match(acceptedBeforeReceived.check(lost), { because: /kernel witness was lost/ });
  },
);

t.test('what a client says hello by may be read before the other is there', async (t) => {
  const plan = makePlan('x-connects-x-sends');
  const clients = plan.clients.map((client) => {
    return { ...client, command: './client', type: '{message}' };
  });
  const shifted = change(makeJournal({ ...plan, clients }), 'data', (event) =>
    event.role === 'X' && event.direction === 'to-server' ? { offset: event.offset + 3 } : {},
  );
  const first = shifted.events.find(({ kind, atNs }) => kind === 'data' && atNs > toNs(600));
  if (first?.kind !== 'data') throw new Error('X said nothing');
  const journal = add(shifted, { ...first, atNs: toNs(1), offset: 0, bytes: 3, text: 'hi\n' });
  const accepts = { X: 0.1, Y: 300.1 };
  for (const size of [true, false]) {
    const [hello, message] = size ? [{ bytes: 3 }, { bytes: 9 }] : [{}, {}];
    const reads = [
      { role: 'X', atMs: 2, ...hello },
      { role: 'X', atMs: 605, ...message },
    ];
    const found = acceptedBeforeReceived.check(trace(journal, { accepts, reads }));
    t.match(found, { outcome: 'pass', because: /accepted 304.9 ms before/ }, `lengths: ${size}`);
  }
});

/** Both had sent all, or not, when Y was accepted, 40 ms after it connected. */
function wait(
  acceptMs: number,
  told: Partial<Told> = {},
  sendMs: Record<string, number> = { X: 320, Y: 301 },
) {
  const plan = makePlan('x-connects-y-sends');
  const clients = plan.clients.map((client) => {
    return { ...client, sendMs: sendMs[client.role] ?? 0 };
  });
  const text = 'X: Alice received before Y: Bob\n';
  const conduct: Conduct = {
    acceptMs: { X: 0.1, Y: acceptMs },
    told: { X: [{ atMs: acceptMs + 2, text }], Y: [{ atMs: acceptMs + 2, text }] },
  };
  const journal = makeJournal({ ...plan, clients }, conduct);
  const clock = { witness: 'stage', kind: 'clock', wallSec: 0, wallNsec: 0 } as const;
  const clocks = [
    { ...clock, atNs: 0, when: 'start', uncertaintyNs: 2000 },
    { ...clock, atNs: toNs(1000), wallSec: 1, when: 'end', uncertaintyNs: 3000 },
  ] as const;
  return orderFollowsWire.check(
    trace(add(journal, ...clocks), { accepts: { X: 0.1, Y: acceptMs }, ...told }),
  );
}

t.test('both were there before the last accept, to the microsecond', async (t) => {
  t.match(wait(320.2), {
    outcome: 'unknown',
    because: /nobody can know their order/,
    evidence: [{ kind: 'accepted' }],
  });
  t.match(wait(320.096), { outcome: 'unknown' }, 'the clocks are known to 5 µs only');
  t.equal(wait(320.09).outcome, 'fail', 'sampled, 5 ms of slack would have hidden it');
});

t.test('both were there before the server, with all accepted, began to read', async (t) => {
  const read = (...times: readonly [string, number][]) =>
    wait(320.09, { reads: times.map(([role, atMs]) => ({ role, atMs, bytes: 4 })) });
  t.match(read(['X', 320.3], ['Y', 320.4]), {
    outcome: 'unknown',
    because: /had sent all when the server, with all accepted, began to read; nobody can know/,
  });
  t.equal(read(['X', 310], ['Y', 320.4]).outcome, 'fail', 'it read one before the last accept');
  t.equal(read(['X', 320.095], ['Y', 320.4]).outcome, 'fail', 'it read one before the other came');
  t.equal(read(['X', 520], ['Y', 520.1]).outcome, 'fail', 'it took its time to read');
});

t.test('who slept until the first message came was reading from before it', async (t) => {
  // Y is accepted at 300.2 ms; Y's message comes at 301.1, X's at 301.2; X is said to be first.
  const clients = { X: 301.1, Y: 301 };
  const read = (role: string, atMs: number, wokenMs?: number) => {
    const awakeNs = wokenMs === undefined ? {} : { awakeNs: toNs(atMs - wokenMs) };
    return wait(300.2, { reads: [{ role, atMs, bytes: 4, ...awakeNs }] }, clients);
  };
  t.equal(read('Y', 301.5, 301.13).outcome, 'fail', 'the first woke it');
  t.equal(read('X', 301.5, 301.13).outcome, 'fail', 'the first woke it, whom it read last');
  t.equal(read('X', 301.5, 301.23).outcome, 'unknown', 'the other woke it');
  t.equal(read('Y', 301.5, 300.3).outcome, 'unknown', 'it was awake');
  t.equal(read('Y', 301.5, 301.4).outcome, 'unknown', 'something else woke it');
  t.equal(read('Y', 301.5).outcome, 'unknown', 'not known');
});

t.test('kept from running is who was ready and did not run, whoever looked when', async (t) => {
  const plan = makePlan('x-connects-y-sends');
  const text = 'X: Alice received before Y: Bob\n';
  const late = { told: { X: [{ atMs: 910, text }], Y: [{ atMs: 910, text }] } };
  const accepts = { X: 0.1, Y: 300.1 };
  const check = (told: Partial<Told>) => {
    const blind = { witness: 'kernel', kind: 'blind', previousAtNs: toNs(599) } as const;
    const journal = add(makeJournal(plan, late), { ...blind, atNs: toNs(950), lateNs: 349e6 });
    return orderFollowsWire.check(trace(journal, { accepts, ...told }));
  };
  t.equal(check({}).outcome, 'fail', 'it ran, though the sampler did not');
  t.match(check({ waits: [{ fromMs: 590, untilMs: 905 }] }), {
    outcome: 'unknown',
    disturbed: true,
    because: /^the server waited 304.9 ms for a processor/,
  });
  const apart = [
    { thread: 1, fromMs: 600, untilMs: 800 },
    { thread: 2, fromMs: 700, untilMs: 905 },
  ];
  t.equal(check({ waits: apart }).outcome, 'fail', 'no thread of it waited for so long');
});

t.test(
  'threads that wait one after the other hold up a server between close messages',
  async (t) => {
    const base = makePlan('x-connects-y-sends');
    const text = 'X: Alice received before Y: Bob\n';
    const check = (secondMs: number, waits: NonNullable<Told['waits']>) => {
      const clients = base.clients.map((client) => {
        return { ...client, sendMs: client.role === 'Y' ? 600 : secondMs };
      });
      const late = { atMs: secondMs + 60, text };
      const journal = makeJournal({ ...base, clients }, { told: { X: [late], Y: [late] } });
      const reads = [{ role: 'Y', atMs: 600.3, bytes: 7 }];
      return orderFollowsWire.check(
        trace(journal, { accepts: { X: 0.1, Y: 300.1 }, reads, waits }),
      );
    };
    const waits = [
      { thread: 1, fromMs: 601, untilMs: 630 },
      { thread: 2, fromMs: 629, untilMs: 655 },
    ];
    t.match(check(650, waits), { outcome: 'unknown', disturbed: true, because: /waited 54.0 ms/ });
    t.equal(check(650, waits.slice(1)).outcome, 'fail', 'not for as long as they were apart');
    const far = waits.map((one) => ({ ...one, untilMs: one.untilMs + 200 }));
    t.equal(check(900, far).outcome, 'fail', 'who holds itself up');
  },
);

t.test('a wait counts as far as it lies in the stretch', async (t) => {
  const journal = trace(makeJournal(), {
    accepts: {},
    waits: [
      { fromMs: 10, untilMs: 20 },
      { fromMs: 30, untilMs: 60, waitedMs: 5 },
      { thread: 2, fromMs: 0, untilMs: 14 },
    ],
  });
  const get = (from: number, until: number) => getWaitedNs(journal, toNs(from), toNs(until)) / 1e6;
  t.equal(get(0, 100), 15);
  t.equal(get(15, 32), 7);
  t.equal(get(0, 12), 12);
  t.equal(get(70, 90), 0);
  const less = change(journal, 'tracing', () => ({ without: ['waits'] }));
  t.equal(getWaitedNs(less, 0, toNs(100)), 0, 'as the samples tell, where they are not all told');
  const sampled = change(journal, 'tracing', () => ({ exact: false, because: 'no tracefs' }));
  t.equal(getWaitedNs(sampled, 0, toNs(100)), 0, 'as the samples tell');
});
