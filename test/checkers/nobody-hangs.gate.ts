/** nobody-hangs: how the programs ended, where faults may have ended some. */
import t from 'tap';
import { nobodyHangs } from '../../lab/checkers/nobody-hangs.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import type { Journal } from '../../lab/model/verdict.ts';
import { makeJournal as makePinged } from '../assignments/udp-pinger/pings.ts';
import { add, change, makeGap, makeJournal, toNs, without } from './journal-builder.ts';

const fault = (role: string, what: string): JournalEvent => ({
  ...{ atNs: toNs(400), witness: 'stage', kind: 'fault', role, what, when: 'begin' },
  text: `${what} ${role} at 400`,
});

const begun = add(makeJournal(), {
  ...{ atNs: 0, witness: 'stage', kind: 'phase', name: 'epoch' },
});

t.test('passes where all ended, whatever their status, or were ended by a fault', async (t) => {
  const one = change(makeJournal(), 'exited', ({ role }) => (role === 'X' ? { status: 1 } : {}));
  t.match(nobodyHangs.check(one), { outcome: 'pass', because: /X exited with 1/ });
  const killed = change(makeJournal(), 'exited', ({ role }) =>
    role === 'server' ? { status: null, signal: 'SIGKILL' } : {},
  );
  t.match(nobodyHangs.check(killed), { outcome: 'fail', because: /was ended by SIGKILL/ });
  t.equal(nobodyHangs.check(add(killed, fault('server', 'kill'))).outcome, 'pass');
});

t.test('fails where one still ran at the end, unless it was stopped for good', async (t) => {
  const late = change(begun, 'exited', ({ role }) =>
    role === 'Y' ? { status: null, signal: 'SIGTERM', byStage: true } : {},
  );
  t.match(nobodyHangs.check(late), { outcome: 'fail', because: 'Y still ran at the end' });
  t.equal(nobodyHangs.check(add(late, fault('Y', 'pause'))).outcome, 'unknown');
  const unasked = without(late, ({ kind }) => kind === 'phase');
  t.equal(nobodyHangs.check(unasked).outcome, 'pass', 'its epoch never came');
});

t.test('lets a server wait for a first client that never comes', async (t) => {
  const alone = without(
    change(begun, 'exited', ({ role }) =>
      role === 'server' ? { status: null, signal: 'SIGTERM', byStage: true } : {},
    ),
    ({ kind }) => kind === 'established',
  );
  t.match(nobodyHangs.check(alone), { outcome: 'pass', because: /server had nothing to wait for/ });
});

t.test('cannot tell where the end was not seen', async (t) => {
  t.equal(nobodyHangs.check(add(makeJournal(), makeGap('stage'))).outcome, 'unknown');
  const unseen = without(makeJournal(), (event) => event.kind === 'exited' && event.role === 'Y');
  t.match(nobodyHangs.check(unseen), { outcome: 'unknown', because: /end of Y was not seen/ });
});

t.test('over UDP a server was met once a datagram of a client came', async (t) => {
  const hung = (journal: Journal) =>
    nobodyHangs.check(
      change(
        add(journal, { atNs: 0, witness: 'stage', kind: 'phase', name: 'epoch' }),
        'exited',
        (one) => (one.role === 'server' ? { status: null, signal: 'SIGTERM', byStage: true } : {}),
      ),
    );
  t.match(hung(makePinged()), { outcome: 'fail', because: 'the server still ran at the end' });
  t.equal(hung(makePinged([])).outcome, 'pass', 'nobody came');
});
