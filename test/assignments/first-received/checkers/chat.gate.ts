/** The checkers of the chat: each passes, fails and stays undecided where it has to. */
import t from 'tap';
import { checkers } from '../../../../lab/assignments/first-received/checkers/index.ts';
import type { JournalEvent } from '../../../../lab/model/journal.ts';
import { type ChatFacts, makeChat, makeGap, rightWords, type Word } from './chat-journal.ts';

const names = [...checkers.keys()].filter((name) => name.startsWith('chat-'));

/** What each checker of the chat answers: its name and the first letter of its outcome. */
function judge(facts: ChatFacts = {}): Record<string, string> {
  const journal = makeChat(facts);
  return Object.fromEntries(
    names.map((name) => [name, checkers.get(name)?.check(journal).outcome ?? '']),
  );
}

/** A right chat; nobody leaves without a Bye. */
const right = { ...Object.fromEntries(names.map((name) => [name, 'pass'])) };
const good = { ...right, 'chat-leaver-told': 'unknown' };

function without(text: string): Word[] {
  return rightWords.filter((word) => word[2] !== text);
}

t.test('a right chat passes', async (t) => {
  t.same(judge(), good);
});

t.test('a cut capture leaves all undecided; one of a client, only who speaks past', async (t) => {
  t.same([...new Set(Object.values(judge({ more: [makeGap()] })))], ['unknown']);
  const there = judge({ more: [makeGap('h2')] });
  t.same(there, { ...good, 'chat-only-through-server': 'unknown' });
});

t.test('a packet from client to client fails, even where the capture is cut', async (t) => {
  const bypass: JournalEvent = {
    ...{ atNs: 7e8, witness: 'wire', kind: 'bypass', role: 'X', host: 'h2', frame: 9 },
    ...{ protocol: 'udp', from: '10.0.0.2:4000', to: '10.0.0.3:9999', bytes: 5, text: 'psst' },
  };
  const failed = { ...good, 'chat-only-through-server': 'fail' };
  t.same(judge({ more: [bypass] }), failed);
  t.same(judge({ more: [bypass, makeGap('h3')] }), failed);
});

t.test('a line that is lost, doubled, or late is named', async (t) => {
  const failed = { ...good, 'chat-relayed-in-order': 'fail' };
  const lost = without('X: first of X\n');
  t.same(judge({ words: lost }), failed);
  t.match(checkers.get('chat-relayed-in-order')?.check(makeChat({ words: lost })), {
    because: 'Y never got 1 of 2 lines of X: “first of X”',
  });
  const doubled: Word[] = [...rightWords, [602, 'Y<', 'X: first of X\n']];
  t.same(judge({ words: doubled }), failed);
  const late: Word[] = [...without('X: first of X\n'), [900, 'Y<', 'X: first of X\n']];
  t.same(judge({ words: late }), failed);
});

t.test('a line that comes in two segments far apart, to a slow reader, is one', async (t) => {
  const torn: Word[] = [
    ...without('X: first of X\n'),
    [601, 'Y<', 'X: fir'],
    [1100, 'Y<', 'st of X\nX: second of X\n'],
  ];
  const words = torn.filter(([atMs]) => atMs !== 801);
  t.same(judge({ words, shown: { Y: rightWords.map(([, , text]) => text.trim()) } }), good);
});

t.test('lines of programs without line ends may stand together, in their order', async (t) => {
  const bare = (words: Word[]) => words.map(([ms, who, text]): Word => [ms, who, text.trim()]);
  const glue = (text: string): Word[] =>
    bare(rightWords.filter(([, , each]) => !/^X: (?:first|second)/.test(each))).concat([
      [801, 'Y<', text],
    ]);
  const check = 'chat-relayed-in-order';
  t.equal(judge({ words: glue('X says: first of Xsecond of X') })[check], 'pass');
  t.equal(judge({ words: glue('first of X second of X') })[check], 'pass');
  t.equal(judge({ words: glue('X says: second of Xfirst of X') })[check], 'fail', 'their order');
  t.equal(judge({ words: glue('X says: first of X') })[check], 'fail', 'both of them');
});

t.test('what came just before the other said Bye need not arrive', async (t) => {
  const words: Word[] = [...rightWords, [1150, 'Y>', 'too late of Y\n']];
  t.same(judge({ words }), good);
  const soon: Word[] = [...rightWords, [900, 'Y>', 'in time of Y\n']];
  t.same(judge({ words: soon }), { ...good, 'chat-relayed-in-order': 'fail' });
});

t.test('a Bye that is not relayed; a play that was over by then', async (t) => {
  const words = without('X: Bye\n');
  t.same(judge({ words }), { ...good, 'chat-bye-relayed': 'fail' });
  const open = { X: null, Y: null };
  const short = judge({ words, closes: open, endMs: 1300 });
  t.match(short, { 'chat-bye-relayed': 'unknown', 'chat-both-closed': 'unknown' });
});

t.test('on a machine that stood still for long, a server gets more time', async (t) => {
  const sampling = (longestGapNs: number): JournalEvent => {
    const kernel = { atNs: 2.9e9, witness: 'kernel' as const, previousAtNs: 2.9e9 };
    return { ...kernel, kind: 'sampling', samples: 100, longestGapNs };
  };
  const open = { closes: { X: null, Y: 1202 } };
  t.match(judge({ ...open, more: [sampling(10e6)] }), { 'chat-both-closed': 'fail' });
  t.match(judge({ ...open, more: [sampling(200e6)] }), { 'chat-both-closed': 'unknown' });
  const words = rightWords.filter(([, , text]) => text !== 'X: Bye\n');
  t.match(judge({ words, more: [sampling(10e6)] }), { 'chat-bye-relayed': 'fail' });
});

t.test('what its client has reset, no server can close any more', async (t) => {
  const reset = (atMs: number): JournalEvent => {
    const wire = { witness: 'wire' as const, frame: 9, stream: 0, role: 'X' };
    return { ...wire, atNs: atMs * 1e6, kind: 'closed', direction: 'to-server', how: 'reset' };
  };
  const open = { closes: { X: null, Y: 1202 } };
  t.match(judge({ ...open, more: [reset(1900)] }), { 'chat-both-closed': 'unknown' });
  t.match(judge({ ...open, more: [reset(2700)] }), { 'chat-both-closed': 'fail' });
});

t.test('a connection that stays open, or is closed before any Bye', async (t) => {
  const failed = { ...good, 'chat-both-closed': 'fail' };
  t.same(judge({ closes: { X: 1202, Y: null } }), failed);
  t.match(judge({ closes: { X: 1202, Y: 1100 } }), { 'chat-both-closed': 'fail' });
});

t.test('what is not shown, and what was typed and not sent', async (t) => {
  const failed = { ...good, 'chat-printed-all': 'fail' };
  t.same(judge({ shown: { Y: ['only of Y', 'X: first of X'] } }), failed);
  t.same(judge({ shown: { X: ['Y: only of Y', 'second of X'] } }), failed);
  const lost: JournalEvent = {
    ...{ atNs: 1, witness: 'stage', kind: 'gap', of: 'printed', because: 'too much' },
  };
  const open = { ...good, 'chat-printed-all': 'unknown' };
  t.same(judge({ shown: { Y: [] }, more: [lost] }), open);
  const words = rightWords
    .filter(([, , text]) => !text.includes('first of X'))
    .map(([ms, who, text]): Word => [text.includes('Bye') ? ms + 900 : ms, who, text]);
  const unsent = judge({ words, closes: { X: 2200, Y: 2200 } });
  t.match(unsent, { 'chat-printed-all': 'fail', 'chat-relayed-in-order': 'pass' });
});

t.test('lines without newlines, behind a greeting or an answer that has some', async (t) => {
  const plain = rightWords.map(([ms, who, text]): Word => [ms, who, text.trim()]);
  const first = plain.slice(0, 4);
  for (const text of ['Welcome\n', 'Thank you.\nX: Alice received before Y: Bob']) {
    const words: Word[] = [...first, [400, 'X<', text], [400, 'Y<', text], ...plain.slice(4)];
    t.same(judge({ words }), good, JSON.stringify(text));
    const lost = words.filter(([, , said]) => said !== 'X: first of X');
    t.match(judge({ words: lost }), { 'chat-relayed-in-order': 'fail' });
  }
});

t.test('who leaves without a Bye is told of in one line', async (t) => {
  const words = rightWords.filter(([, , text]) => !text.includes('Bye'));
  const gone: JournalEvent = {
    ...{ atNs: 1e9, witness: 'wire', kind: 'closed', frame: 1, stream: 0, role: 'X' },
    ...{ direction: 'to-server', how: 'fin' },
  };
  const closes = { X: 1010, Y: 1010 };
  const told: Word = [1001, 'Y<', '* X left\n'];
  const ask = (more: Word[]) => {
    return judge({ words: [...words, ...more], closes, more: [gone] })['chat-leaver-told'];
  };
  t.equal(ask([told]), 'pass');
  t.equal(ask([]), 'fail');
  t.equal(ask([told, [1002, 'Y<', '* really\n']]), 'fail');
});
