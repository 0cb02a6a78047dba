/** order-follows-wire: the order that is stated against the order of arrival. */
import t from 'tap';
import { orderFollowsWire } from '../../../../lab/assignments/first-received/checkers/order-follows-wire.ts';
import { scenarios } from '../../../../lab/assignments/first-received/scenarios/index.ts';
import type { JournalEvent } from '../../../../lab/model/journal.ts';
import type { Plan } from '../../../../lab/model/plan.ts';
import type { Journal } from '../../../../lab/model/verdict.ts';
import type { Conduct } from '../../../checkers/journal-builder.ts';
import {
  add,
  change,
  makeGap,
  makeJournal,
  makePlan,
  toNs,
  without,
} from '../../../checkers/journal-builder.ts';

const tell = (text: string, atMs = 901): Conduct => ({
  told: { X: [{ atMs, text: `${text}\n` }], Y: [{ atMs, text: `${text}\n` }] },
});
const xFirst = 'X: Alice received before Y: Bob';
const yFirst = 'Y: Bob received before X: Alice';
const check = (name: string, conduct: Conduct = {}) =>
  orderFollowsWire.check(makeJournal(makePlan(name), conduct));

t.test('passes for a right server wherever an order is asked', async (t) => {
  for (const [name, { checks }] of scenarios) {
    if (!checks.includes('order-follows-wire')) continue;
    t.equal(check(name).outcome, 'pass', name);
  }
});

t.test('fails, crossing by crossing, for a server that goes by something else', async (t) => {
  const crossings = [
    { name: 'x-connects-x-sends', connected: xFirst, sent: xFirst },
    { name: 'x-connects-y-sends', connected: xFirst, sent: yFirst },
    { name: 'y-connects-x-sends', connected: yFirst, sent: xFirst },
    { name: 'y-connects-y-sends', connected: yFirst, sent: yFirst },
  ];
  for (const { name, connected, sent } of crossings) {
    const outcomeOf = (text: string) => check(name, tell(text)).outcome;
    t.equal(outcomeOf(connected), connected === sent ? 'pass' : 'fail', `${name}, by connecting`);
    t.equal(outcomeOf(xFirst), xFirst === sent ? 'pass' : 'fail', `${name}, by letter`);
  }
});

t.test('says who arrived when, and what was told', async (t) => {
  const found = check('x-connects-y-sends', tell('Client X recieved before client Y'));
  t.equal(found.outcome, 'fail');
  t.equal(
    found.because,
    'Y arrived 300.0 ms before X, but X and Y were told “Client X recieved before client Y”',
  );
  t.match(found.evidence?.[0], { kind: 'data', direction: 'to-client' });
});

t.test('goes by the last byte of a message, not by the first', async (t) => {
  const longer = 'X: Alice Liddell received before Y: Bob';
  t.equal(check('pieces', tell(longer)).outcome, 'fail');
});

t.test('fails where one client of two is told the wrong order', async (t) => {
  const told = { X: [{ atMs: 901, text: xFirst }], Y: [{ atMs: 901, text: yFirst }] };
  t.match(check('x-connects-x-sends', { told }), { outcome: 'fail', because: /but Y was told/ });
});

t.test('fails for a silent server, and for one that states nothing', async (t) => {
  const silent = check('x-connects-x-sends', { told: { X: [], Y: [] } });
  t.match(silent, { outcome: 'fail', because: /told nobody which came first/ });
  t.match(check('x-connects-x-sends', tell('OK')), { outcome: 'fail', because: /“OK”/ });
});

t.test('leaves to a person what names both but cannot be read', async (t) => {
  const found = check('x-connects-x-sends', tell('The winner of Alice and Bob is Alice'));
  t.match(found, { outcome: 'unknown', because: /names all clients/ });
});

t.test(
  'a list leans as it stands to the order of arrival, and says in which crossing',
  async (t) => {
    const shows = 'X connects first, Y sends first';
    const submission = { folder: '/', sourceFolder: '/', sources: {} };
    const listed = (name: string, text: string) => {
      const journal = makeJournal({ ...makePlan(name), submission }, tell(text));
      return orderFollowsWire.check(journal);
    };
    t.match(listed('x-connects-y-sends', 'Y : "Bob", X : "Alice"'), {
      ...{ outcome: 'unknown', leans: 'pass', shows },
      because: /lists the messages, in the order of arrival, but states none/,
    });
    t.match(listed('x-connects-y-sends', 'Alice Bob'), {
      outcome: 'unknown',
      leans: 'fail',
      shows,
    });
    const plain = listed('x-connects-x-sends', 'Alice & Bob');
    t.match(plain, { leans: 'pass', shows: undefined }, 'no crossing');
    t.match(listed('x-connects-y-sends', yFirst), { outcome: 'pass', shows });
    t.match(check('x-connects-y-sends'), { shows: undefined }, 'of a submission only');
  },
);

t.test('what each client is told of itself counts, once all messages are there', async (t) => {
  const tellEach = (x: string, y: string, atMs = 901): Conduct => ({
    told: { X: [{ atMs, text: `${x}\n` }], Y: [{ atMs, text: `${y}\n` }] },
  });
  const said = (x: string, y: string) => check('x-connects-y-sends', tellEach(x, y));
  t.match(said('You were second', 'You were first'), { outcome: 'pass' });
  t.match(said('Your message came after Bob', 'You came before Alice'), { outcome: 'pass' });
  t.match(said('You were first', 'You were second'), { outcome: 'fail' });
  t.match(said('Your message is here', 'Your message is here'), { outcome: 'fail' });
  const greeted = check('x-connects-y-sends', tellEach('You are first', 'You are second', 310));
  t.match(greeted, { outcome: 'fail', because: /states no order/ }, 'that is of the connection');
});

t.test('is undecided below the resolution', async (t) => {
  const plan = (sendMs: number) =>
    makePlan('x-connects-x-sends', {
      clients: [
        { role: 'X', name: 'Alice', connectMs: 0, sendMs: 600 },
        { role: 'Y', name: 'Bob', connectMs: 300, sendMs },
      ],
    });
  const close = orderFollowsWire.check(makeJournal(plan(600.05)));
  t.match(close, { outcome: 'unknown', because: /arrived within 0.050 ms, less than 0.100 ms/ });
  t.equal(orderFollowsWire.check(makeJournal(plan(600.11))).outcome, 'pass');

  // Where one processor does all of the server's receiving, the order of the frames is the one.
  const fine = (sendMs: number) => steer(makeJournal(plan(sendMs)));
  t.match(orderFollowsWire.check(fine(600.05)), { outcome: 'pass', because: /X/ });
  const same = orderFollowsWire.check(fine(600.0005));
  t.match(same, { outcome: 'unknown', because: /less than 0.001 ms/ });
  // Stamps of two processors may go back by some microseconds.
  const back = change(fine(600.05), 'data', ({ role, direction, atNs }) =>
    role === 'Y' && direction === 'to-server' ? { atNs: atNs - 80_000 } : {},
  );
  t.match(orderFollowsWire.check(back), { outcome: 'pass' }, 'frames decide, not stamps');
});

function steer(journal: Journal): Journal {
  return change(journal, 'environment', () => ({ steered: true }));
}

/** Both speak as they connect, and the server is told apart by when it accepts the last of them. */
function waitFor(acceptMs: number, text: string, name = 'x-connects-y-sends', waitedMs = 0) {
  const plan = makePlan(name);
  const clients = plan.clients.map((client) => {
    return { ...client, connectMs: client.connectMs, sendMs: client.role === 'X' ? 320 : 301 };
  });
  const conduct: Conduct = {
    acceptMs: { X: 0.1, Y: acceptMs },
    readMs: { X: acceptMs + 1, Y: acceptMs + 1 },
    ...tell(text, acceptMs + 2),
  };
  const journal = makeJournal({ ...plan, clients }, conduct);
  const waited = change(journal, 'socket', ({ role, accepted }) =>
    role === 'Y' && accepted ? { waitedNs: toNs(waitedMs) } : {},
  );
  return orderFollowsWire.check(waited);
}

t.test('is undecided where both messages waited for an accept that came promptly', async (t) => {
  for (const text of [xFirst, yFirst]) {
    const found = waitFor(340, text);
    t.match(found, { outcome: 'unknown', because: /nobody can know their order/ });
    t.match(found.evidence?.[0], { kind: 'socket', accepted: true });
    t.equal(waitFor(390, text).outcome, 'unknown', 'within 100 ms');
  }
});

t.test('who lets the last client wait is not excused for it', async (t) => {
  for (const acceptMs of [450, 1000, 3000]) {
    t.equal(waitFor(acceptMs, xFirst).outcome, 'fail', `${acceptMs} ms`);
    t.equal(waitFor(acceptMs, yFirst).outcome, 'pass', 'what is right by luck is right here');
  }
  const patient = waitFor(1000, xFirst, 'x-connects-y-sends', 900);
  t.match(patient, { outcome: 'unknown' }, 'unless the machine kept it from accepting');
  t.equal(waitFor(1000, xFirst, 'x-connects-y-sends', 10).outcome, 'fail', 'for all that time');
  // Accept, receive, accept, receive: the order of connections, whatever came first.
  const turns = (name: string, text: string) =>
    check(name, {
      acceptMs: { X: 0.1, Y: 900.2 },
      readMs: { X: 0.2, Y: 900.3 },
      ...tell(text, 905),
    });
  t.equal(turns('x-connects-y-sends', xFirst).outcome, 'fail');
  t.equal(turns('x-connects-x-sends', xFirst).outcome, 'pass');
});

t.test('is undecided without the witnesses, and without both messages', async (t) => {
  const check = orderFollowsWire.check;
  t.equal(check(add(makeJournal(), makeGap('wire'))).outcome, 'unknown');
  t.match(check(add(makeJournal(), makeGap('kernel'))), { because: /kernel witness was lost/ });
  const mute = without(makeJournal(), (e) => e.kind === 'data' && e.role === 'Y');
  t.match(check(mute), { outcome: 'unknown', because: 'no message of Y arrived at the server' });
});

t.test(
  'is undecided where the server waited for a processor while both messages came',
  async (t) => {
    const late: Conduct = { readMs: { X: 905, Y: 905 }, ...tell(xFirst, 910) };
    const { plan, events } = makeJournal(makePlan('x-connects-y-sends'), late);
    const check = (waitedMs: number) => {
      const read = events.find(({ kind, atNs }) => kind === 'socket' && atNs >= 905e6);
      const told = events.map((event) =>
        event === read ? { ...event, waitedNs: waitedMs * 1e6 } : event,
      );
      return orderFollowsWire.check({ plan, events: told as typeof events });
    };
    t.match(check(301), {
      outcome: 'unknown',
      disturbed: true,
      because: /waited 301.0 ms for a processor/,
    });
    t.equal(check(200).outcome, 'fail', 'it had time to see the first of them');
    t.equal(check(0).outcome, 'fail');
  },
);

t.test('is undecided where nobody could look while both messages came', async (t) => {
  const plan = makePlan('x-connects-y-sends');
  const first = 600.1;
  const look = (text: string, stretch: { fromMs: number; untilMs: number; lateMs: number }) => {
    const blind = {
      ...({ witness: 'kernel', kind: 'blind', previousAtNs: toNs(stretch.fromMs) } as const),
      ...{ atNs: toNs(stretch.untilMs), lateNs: toNs(stretch.lateMs) },
    };
    return orderFollowsWire.check(add(makeJournal(plan, tell(text)), blind));
  };
  const all = { fromMs: first - 1, untilMs: 950, lateMs: 349 };
  t.match(look(xFirst, all), {
    outcome: 'unknown',
    disturbed: true,
    because: /the kernel sampler was stalled for 350.9 ms/,
    evidence: [{ kind: 'data' }, { kind: 'data' }, { kind: 'blind' }],
  });
  t.equal(look(yFirst, all).outcome, 'pass', 'what was stated rightly stays right');
  const fails = (change: Partial<typeof all>, why: string) =>
    t.equal(look(xFirst, { ...all, ...change }).outcome, 'fail', why);
  fails({ fromMs: first + 1 }, 'it could be let run when the first of them came');
  fails({ untilMs: 899 }, 'it could be let run before the second came');
  fails({ lateMs: 299 }, 'most of that time nobody was to look');
});

t.test('a journal without such entries tells by what had changed meanwhile', async (t) => {
  const late: Conduct = { readMs: { X: 905, Y: 905 }, ...tell(xFirst, 902) };
  const { plan, events } = makeJournal(makePlan('x-connects-y-sends'), late);
  const check = (sinceMs: number) =>
    orderFollowsWire.check({
      plan,
      events: events.map((event) =>
        event.kind === 'socket' && event.atNs >= toNs(904)
          ? { ...event, previousAtNs: toNs(sinceMs) }
          : event,
      ),
    });
  t.match(check(598), { outcome: 'unknown', disturbed: true });
  t.equal(check(898).outcome, 'fail');
});

t.test('what was stated rightly stays right, however long the server waited', async (t) => {
  const late: Conduct = { readMs: { X: 905, Y: 905 }, ...tell(yFirst, 910) };
  const { plan, events } = makeJournal(makePlan('x-connects-y-sends'), late);
  const told = events.map((event) =>
    event.kind === 'socket' ? { ...event, waitedNs: 301e6 } : event,
  );
  t.equal(orderFollowsWire.check({ plan, events: told as typeof events }).outcome, 'pass');
});

t.test(
  'is undecided where a wrong order was stated of messages far closer than planned',
  async (t) => {
    const plan = makePlan('x-connects-x-sends');
    const come = (sendMs: number) => {
      const clients = plan.clients.map((client) =>
        client.role === 'Y' ? { ...client, sendMs } : client,
      );
      const told = tell(yFirst, sendMs + 10);
      return orderFollowsWire.check({ ...makeJournal({ ...plan, clients }, told), plan });
    };
    const [x] = plan.clients;
    if (x === undefined) return t.fail('no client');
    t.match(come(x.sendMs + 0.5), {
      outcome: 'unknown',
      because: /^planned 300.0 ms apart, .*0.500/,
    });
    t.equal(come(x.sendMs + 6).outcome, 'fail', 'far enough for any server');
  },
);

t.test('says where the machine made both messages wait for the accept', async (t) => {
  // Y connects at 860 ms, and both messages are there at 920.1 ms, when it is not accepted yet.
  const late: Conduct = { acceptMs: { X: 0.1, Y: 950 }, ...tell(xFirst, 955) };
  const plan = makePlan('x-connects-x-sends', {
    clients: [
      { role: 'X', name: 'Alice', connectMs: 0, sendMs: 600 },
      { role: 'Y', name: 'Bob', connectMs: 860, sendMs: 920 },
    ],
  });
  const check = (made: Plan, entry: { waitedMs?: number; isLate?: boolean }) => {
    const journal = makeJournal(made, late);
    const isAccept = (event: JournalEvent) =>
      event.kind === 'socket' && event.role === 'Y' && event.accepted;
    const accept = journal.events.find(isAccept);
    if (accept?.kind !== 'socket') throw new Error('Y was never accepted');
    const { atNs, previousAtNs } = accept;
    const waited = change(journal, 'socket', (event) =>
      event.atNs === atNs ? { waitedNs: toNs(entry.waitedMs ?? 0) } : {},
    );
    const blind = { witness: 'kernel', kind: 'blind', atNs, previousAtNs, lateNs: 31e6 } as const;
    return orderFollowsWire.check(entry.isLate ? add(waited, blind) : waited);
  };
  const machine = { outcome: 'unknown', disturbed: true, because: /had sent all when Y was seen/ };
  t.match(check(plan, { waitedMs: 60 }), machine, 'the server waited for a processor');
  t.match(check(plan, { isLate: true }), machine, 'the sample came late');
  const own = { outcome: 'unknown', disturbed: undefined };
  t.match(check(plan, {}), own, 'a server that accepts late by itself');
  t.match(check(plan, { waitedMs: 20 }), own, 'it would have been late anyway');
  const clients = plan.clients.map((client) => ({ ...client, command: 'python3 client.py' }));
  t.match(check({ ...plan, clients }, { isLate: true }), own, 'clients that send when they like');
  const typed = clients.map((client) => ({ ...client, type: client.message }));
  t.match(
    check({ ...plan, clients: typed }, { isLate: true }),
    machine,
    'clients that are typed at',
  );
});
