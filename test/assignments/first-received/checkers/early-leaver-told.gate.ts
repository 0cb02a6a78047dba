/** early-leaver-told: the client that stays is told in one line, and nobody hangs. */
import t from 'tap';
import { earlyLeaverTold } from '../../../../lab/assignments/first-received/checkers/early-leaver-told.ts';
import type { JournalEvent } from '../../../../lab/model/journal.ts';
import type { Journal } from '../../../../lab/model/verdict.ts';
import {
  add,
  change,
  makeGap,
  makeJournal,
  makePlan,
  toNs,
  without,
} from '../../../checkers/journal-builder.ts';

const plan = makePlan('x-leaves');
const tell = (...texts: string[]) =>
  makeJournal(plan, { told: { Y: texts.map((text) => ({ atMs: 501, text: `${text}\n` })) } });
const isServerClose = (event: JournalEvent) =>
  event.kind === 'closed' && event.direction === 'to-client';
const hang = (journal: Journal) => {
  const open = without(journal, isServerClose);
  return change(open, 'exited', ({ role }) => ({ byStage: role === 'server' }));
};

t.test('passes where the other is told in one line', async (t) => {
  const found = earlyLeaverTold.check(makeJournal(plan));
  t.match(found, { outcome: 'pass', because: 'told to Y: “No verdict: the other client left”' });
});

t.test('passes where a server that goes on closes the connection', async (t) => {
  const running = change(makeJournal(plan), 'exited', () => ({ byStage: true }));
  t.equal(earlyLeaverTold.check(running).outcome, 'pass');
});

t.test('fails for silence, chatter, an order that nobody can know, and a hang', async (t) => {
  const check = earlyLeaverTold.check;
  t.match(check(tell()), { outcome: 'fail', because: /Y was not told/ });
  t.match(check(tell('X left', 'Good bye')), { outcome: 'fail', because: /told 2 lines/ });
  const claimed = check(tell('X: Alice received before Y: Bob'));
  t.match(claimed, { outcome: 'fail', because: /though one message never came/ });
  const limit = { witness: 'stage', kind: 'limit', atNs: toNs(15_000) } as const;
  const hung = add(hang(makeJournal(plan)), { ...limit, roles: ['server'], because: 'late' });
  t.match(check(hung), { outcome: 'fail', evidence: [{ kind: 'limit' }, { kind: 'data' }] });
});

t.test('is undecided where nobody left early, or the capture has a gap', async (t) => {
  t.equal(earlyLeaverTold.check(makeJournal()).outcome, 'unknown');
  const stayed = without(makeJournal(plan), (e) => e.kind === 'closed' && e.role === 'X');
  t.match(earlyLeaverTold.check(stayed), { outcome: 'unknown', because: /X did not leave early/ });
  t.equal(earlyLeaverTold.check(add(makeJournal(plan), makeGap('wire'))).outcome, 'unknown');
});
