/** accepted-before-received: the kernel's samples of receive queues and accepted connections. */
import t from 'tap';
import { acceptedBeforeReceived } from '../../../../lab/assignments/first-received/checkers/accepted-before-received.ts';
import { scenarios } from '../../../../lab/assignments/first-received/scenarios/index.ts';
import type { JournalEvent } from '../../../../lab/model/journal.ts';
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

const isX = ({ role }: { role?: string | undefined }) => role === 'X';
const check = (name: string, conduct: Conduct = {}) =>
  acceptedBeforeReceived.check(makeJournal(makePlan(name), conduct));

t.test('passes for a right server in every scenario with two messages', async (t) => {
  const names = ['x-connects-x-sends', 'x-connects-y-sends', 'y-connects-x-sends'];
  for (const name of [...names, 'y-connects-y-sends', 'x-at-once', 'y-at-once', 'simultaneous']) {
    t.equal(check(name).outcome, 'pass', name);
  }
  t.equal(check('pieces').outcome, 'pass', 'pieces');
});

t.test('fails where a client is read while the other is not connected', async (t) => {
  const found = check('x-at-once', { readMs: { X: 0 } });
  t.match(found, {
    outcome: 'fail',
    because: "the server read X's message while Y was not yet connected",
    evidence: [
      { kind: 'socket', role: 'X' },
      { kind: 'data', role: 'X' },
    ],
  });
  t.equal(check('y-at-once', { readMs: { Y: 0 } }).outcome, 'fail');
});

t.test('fails where a client is read while the other waits to be accepted', async (t) => {
  const found = check('x-connects-x-sends', { acceptMs: { Y: 700 }, readMs: { X: 0, Y: 700.1 } });
  t.match(found, { outcome: 'fail', because: /read X's message while Y was not yet accepted/ });
});

t.test('fails where only a part of a message is read before', async (t) => {
  const conduct = { acceptMs: { Y: 700 }, readMs: { X: 0, Y: 700.1 } };
  t.equal(check('pieces', conduct).outcome, 'fail');
});

t.test('fails where the other is never accepted at all', async (t) => {
  const never = Number.POSITIVE_INFINITY;
  const found = check('x-connects-x-sends', { acceptMs: { Y: never }, readMs: { X: 0, Y: never } });
  t.match(found, { outcome: 'fail', because: /while Y was not yet accepted/ });
});

t.test('passes where the bytes lie unread until long after the last accept', async (t) => {
  const late = { acceptMs: { X: 1200, Y: 1300 }, readMs: { X: 1400, Y: 1400 } };
  const told = { X: [{ atMs: 1401, text: 'ok' }], Y: [{ atMs: 1401, text: 'ok' }] };
  t.equal(check('x-connects-x-sends', { ...late, told }).outcome, 'pass');
});

t.test('passes where the last client is read as soon as it is accepted', async (t) => {
  const { clients = [] } = scenarios.get('x-connects-x-sends') ?? {};
  const hasty = clients.map((one) => (one.role === 'Y' ? { ...one, sendMs: 300 } : one));
  const journal = makeJournal(makePlan('x-connects-x-sends', { clients: hasty }));
  const found = acceptedBeforeReceived.check(journal);
  t.match(found, { outcome: 'pass', because: /^Y, accepted last,/ });
  const both = clients.map((one) => ({ ...one, connectMs: 300, sendMs: 300 }));
  const together = makeJournal(makePlan('x-connects-x-sends', { clients: both }));
  t.equal(acceptedBeforeReceived.check(together).outcome, 'unknown', 'not if both are last');
});

t.test('is undecided where accept and read fall within one sample', async (t) => {
  const plan = makePlan('simultaneous', {
    clients: [
      { role: 'X', name: 'Alice', connectMs: 0, sendMs: 0 },
      { role: 'Y', name: 'Bob', connectMs: 0, sendMs: 0 },
    ],
  });
  const found = acceptedBeforeReceived.check(makeJournal(plan));
  const because = /fell within one sample of 2.0 ms$/;
  t.match(found, { outcome: 'unknown', because, disturbed: undefined });
  const { events } = makeJournal(plan);
  const late = events.flatMap((event): JournalEvent[] =>
    event.kind === 'socket' && event.accepted
      ? [{ ...event, kind: 'blind', lateNs: 2e6 } as JournalEvent]
      : [],
  );
  const stalled = acceptedBeforeReceived.check({ plan, events: [...events, ...late] });
  t.match(stalled, { outcome: 'unknown', because, disturbed: true }, 'a sample that came late');
});

t.test('does not hold a late accept for a reaction to the connection', async (t) => {
  // The server sleeps, then accepts and reads both at once: nobody saw in which order.
  const late = { acceptMs: { X: 1900, Y: 1900 }, readMs: { X: 1900.1, Y: 1900.1 } };
  const told = { X: [{ atMs: 1901, text: 'ok' }], Y: [{ atMs: 1901, text: 'ok' }] };
  t.equal(check('x-connects-x-sends', { ...late, told }).outcome, 'unknown');
});

t.test('does not blame a server for a sampler that was held up', async (t) => {
  // The files were read before the bytes arrived at 0.1 ms, but the sample was stamped at 5.3 ms.
  const plan = makePlan('x-at-once');
  const early = change(makeJournal(plan), 'socket', (event) =>
    event.role === 'X' && event.unreadBytes === 9 && event.atNs < toNs(10)
      ? { unreadBytes: 0, atNs: toNs(5.3) }
      : {},
  );
  const next = early.events.find((event) => event.kind === 'socket' && event.role === 'X');
  t.ok(next);
  if (next?.kind !== 'socket') return;
  const again = { ...next, atNs: toNs(7.3), previousAtNs: toNs(5.3), unreadBytes: 9 };
  t.equal(acceptedBeforeReceived.check(add(early, again)).outcome, 'pass');
});

t.test('does not blame a server for a client that came and went between two samples', async (t) => {
  const brief = without(makeJournal(makePlan('y-at-once')), (e) => e.kind === 'socket' && isX(e));
  const found = acceptedBeforeReceived.check(brief);
  t.match(found, { outcome: 'unknown', because: /^X was never seen accepted/ });
});

t.test('is undecided without the witnesses, and without two clients that stay', async (t) => {
  const check = acceptedBeforeReceived.check;
  t.equal(check(add(makeJournal(), makeGap('kernel'))).outcome, 'unknown');
  t.equal(check(add(makeJournal(), makeGap('wire'))).outcome, 'unknown');
  const unseen = without(makeJournal(), ({ witness }) => witness === 'kernel');
  t.match(check(unseen), { outcome: 'unknown', because: /kernel showed no connection/ });
  const silent = without(makeJournal(), ({ kind }) => kind === 'data');
  t.match(check(silent), { outcome: 'unknown', because: /no client sent anything/ });
  t.match(check(makeJournal(makePlan('x-leaves'))), { outcome: 'unknown', because: /only one/ });
});

t.test('says of a submission whether it was put to the test', async (t) => {
  const submission = { folder: '/f', sourceFolder: '/s', sources: {} };
  const show = (name: string) =>
    acceptedBeforeReceived.check(makeJournal({ ...makePlan(name), submission })).shows;
  t.equal(show('x-at-once'), 'early', 'X spoke before Y was there');
  t.equal(show('y-at-once'), 'early');
  t.equal(show('x-connects-y-sends'), undefined, 'both were there before anybody spoke');
});
