/** threads-used: threads and processes in the kernel's samples, or in the server's own notes. */
import t from 'tap';
import { threadsUsed } from '../../lab/checkers/threads-used.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { add, change, makeGap, makeJournal, makePlan, toNs, without } from './journal-builder.ts';

const note = (client: string, thread: number): JournalEvent => ({
  witness: 'program',
  kind: 'note',
  atNs: toNs(901),
  role: 'server',
  what: 'received',
  client,
  thread,
});
const oneThread = change(makeJournal(), 'threads', () => ({ threads: 1 }));

t.test('passes where the server gained a thread for each client', async (t) => {
  const found = threadsUsed.check(makeJournal());
  t.match(found, { outcome: 'pass', because: /had 1 thread when .*, 3 with its clients/ });
});

t.test('passes where threads made beforehand served the clients', async (t) => {
  const own = add(oneThread, note('10.0.0.2:40001', 1), note('10.0.0.3:40002', 2));
  t.match(threadsUsed.check(own), { outcome: 'pass', because: /2 threads served its clients/ });
});

t.test('fails where there was no thread for each', async (t) => {
  t.equal(threadsUsed.check(oneThread).outcome, 'fail');
  const shared = add(oneThread, note('10.0.0.2:40001', 1), note('10.0.0.3:40002', 1));
  t.equal(threadsUsed.check(shared).outcome, 'fail');
});

t.test('is undecided where no thread had to wait long enough to be seen', async (t) => {
  const plan = makePlan('y-at-once');
  const found = threadsUsed.check(change(makeJournal(plan), 'threads', () => ({ threads: 1 })));
  t.match(found, { outcome: 'unknown', because: /^Y kept no thread waiting/ });
  t.match(found.evidence, [{ kind: 'data', role: 'Y' }]);
});

t.test('is undecided where the kernel did not watch', async (t) => {
  t.equal(threadsUsed.check(add(makeJournal(), makeGap('kernel'))).outcome, 'unknown');
  const unseen = without(makeJournal(), ({ kind }) => kind === 'threads');
  t.equal(threadsUsed.check(unseen).outcome, 'unknown');
  const deaf = without(makeJournal(), ({ kind }) => kind === 'listener');
  t.equal(threadsUsed.check(deaf).outcome, 'unknown');
});
