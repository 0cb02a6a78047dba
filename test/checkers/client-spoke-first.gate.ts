/** client-spoke-first: who sent the first byte of payload on each connection. */
import t from 'tap';
import { clientSpokeFirst } from '../../lab/assignments/first-received/checkers/client-spoke-first.ts';
import { clientSpokeFirst as plainly } from '../../lab/checkers/client-spoke-first.ts';
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

/** Y, or both, are told something as soon as all are connected; X speaks at 600 ms, Y at 900. */
const opened = (toY: string, { toX = '', atMs = 301 } = {}) => {
  const verdict = { atMs: 901, text: 'X: Alice received before Y: Bob\n' };
  const open = (text: string) => (text === '' ? [] : [{ atMs, text }]);
  const told = { X: [...open(toX), verdict], Y: [...open(toY), verdict] };
  return makeJournal(makePlan('x-connects-x-sends'), { told });
};

t.test('a greeting or a question of the server is for a person to see', async (t) => {
  for (const text of [
    'Welcome, client 2\n',
    'Client Y connected',
    'You are client Y. You are the first client!\n',
    'Enter username:',
    'Please send your message, X or Y: ',
    '220 ready\r\n',
  ]) {
    const found = clientSpokeFirst.check(opened(text));
    const review = `the server greeted Y with “${text.trim()}”`;
    t.match(found, { outcome: 'pass', because: /that is no answer$/, review }, text);
  }
  const both = clientSpokeFirst.check(opened('Welcome Y', { toX: 'Welcome X' }));
  t.match(both.review, /greeted X with “Welcome X”; the server greeted Y/);
});

t.test('who passes on what the other client said does not answer either', async (t) => {
  const relay = clientSpokeFirst.check(opened('X: Alice\n', { atMs: 650 }));
  t.match(relay, {
    outcome: 'pass',
    review: 'the server passed “X: Alice” on to Y before that spoke',
  });
});

t.test('fails where the server begins with an answer, or with a message', async (t) => {
  const found = clientSpokeFirst.check(opened('X received before Y\n'));
  t.match(found, {
    outcome: 'fail',
    because: 'the server spoke first: “X received before Y” to Y',
    evidence: [{ kind: 'data', direction: 'to-client', role: 'Y' }],
  });
  for (const text of [
    'Alice was first',
    'Y: Bob received before X: Alice',
    'Y: Bob',
    'x: alice?',
  ]) {
    t.match(clientSpokeFirst.check(opened(text)), { outcome: 'fail' }, text);
  }
  const late = clientSpokeFirst.check(opened('Y: Bob', { atMs: 650 }));
  t.match(late, { outcome: 'fail' }, 'its own message, before it has said it');
  t.equal(plainly.check(opened('Alice was first')).outcome, 'pass', 'whose words are not known');
});

t.test('fails where a greeting is all that was said', async (t) => {
  const mute = without(opened('Welcome'), (e) => {
    return (e.kind === 'data' && e.role === 'Y' && e.direction === 'to-server') || isClosingOfY(e);
  });
  t.match(clientSpokeFirst.check(mute), { outcome: 'fail', because: /^Y was connected for/ });
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
