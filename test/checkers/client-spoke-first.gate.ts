/** client-spoke-first: who sent the first byte of payload on each connection. */
import t from 'tap';
import { clientSpokeFirst } from '../../lab/checkers/client-spoke-first.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { add, change, makeGap, makeJournal, makePlan, without } from './journal-builder.ts';

const isSpeechOfY = (event: JournalEvent) => event.kind === 'data' && event.role === 'Y';
const isByServer = (event: JournalEvent) =>
  event.kind === 'closed' && event.direction === 'to-client';
const isClosingOfY = (event: JournalEvent) => event.kind === 'closed' && event.role === 'Y';

t.test('passes where the clients began', async (t) => {
  const found = clientSpokeFirst.check(makeJournal());
  t.match(found, { outcome: 'pass', because: 'X and Y spoke before the server' });
});

t.test('fails where the server greets', async (t) => {
  const verdict = { atMs: 901, text: 'X: Alice received before Y: Bob\n' };
  const greeting = { atMs: 301, text: 'Welcome, client 2\n' };
  const told = { X: [verdict], Y: [greeting, verdict] };
  const found = clientSpokeFirst.check(makeJournal(makePlan('x-connects-x-sends'), { told }));
  t.match(found, {
    outcome: 'fail',
    because: 'the server spoke first: “Welcome, client 2” to Y',
    evidence: [{ kind: 'data', direction: 'to-client', role: 'Y' }],
  });
});

t.test('fails where a client could speak and did not', async (t) => {
  const silent = without(makeJournal(), (e) => isSpeechOfY(e) || isClosingOfY(e));
  t.match(clientSpokeFirst.check(silent), {
    outcome: 'fail',
    because: /^Y was connected for \d+\.\d ms and said nothing$/,
    evidence: [{ kind: 'established', role: 'Y' }],
  });
  const left = without(makeJournal(), (e) => isSpeechOfY(e) || (isClosingOfY(e) && isByServer(e)));
  t.match(clientSpokeFirst.check(left), {
    outcome: 'fail',
    because: 'Y closed its connection without a word',
  });
  const farewell = { atMs: 420, text: 'No verdict: the other client left\n' };
  const told = { X: [farewell], Y: [farewell] };
  const conduct = makeJournal(makePlan('x-connects-x-sends'), { told });
  const isSpeech = (e: JournalEvent) => e.kind === 'data' && e.direction === 'to-server';
  const leaving = change(conduct, 'closed', ({ role, direction }) =>
    role === 'Y' && direction === 'to-server' ? { atNs: 410e6 } : {},
  );
  t.match(
    clientSpokeFirst.check(without(leaving, isSpeech)),
    { outcome: 'fail', because: 'Y closed its connection without a word' },
    'the server may tell the others that one has left',
  );
});

t.test('is undecided where a client said nothing, or the capture has a gap', async (t) => {
  const cut = without(makeJournal(), isSpeechOfY);
  t.match(clientSpokeFirst.check(cut), {
    outcome: 'unknown',
    because: 'nothing was said on the connection of Y',
    evidence: [{ kind: 'syn', role: 'Y' }],
  });
  t.equal(clientSpokeFirst.check(add(makeJournal(), makeGap('wire'))).outcome, 'unknown');
});
