/** Reading what servers state: a table of texts as students write them. */
import t from 'tap';
import {
  isExactVerdict,
  isRepeated,
  parseVerdict,
} from '../../../../lab/assignments/first-received/evidence/statement.ts';
import { players } from '../../../../lab/assignments/first-received/players.ts';

const two = [
  { role: 'X', text: 'X: Alice' },
  { role: 'Y', text: 'Y: Bob' },
];

const table: [string, string | null][] = [
  ['X: Alice received before Y: Bob', 'XY'],
  ['Y: Bob received before X: Alice', 'YX'],
  ['  x:ALICE   Recieved  BEFORE y :bob  ', 'XY'],
  ['X: Alice recived befor Y: Bob', 'XY'],
  ["b'X: Alice' received before b'Y: Bob'", 'XY'],
  ['"Y: Bob" received before "X: Alice"', 'YX'],
  ['From server: Y: Bob received before X: Alice', 'YX'],
  ['X: Alice received before Y: BobX: Alice received before Y: Bob', 'XY'],
  ['Hello X! Y: Bob received before X: Alice', 'YX'],
  ['Client Y received before client X', 'YX'],
  ['Client X message was received before Client Y message', 'XY'],
  ['Alice received before Bob', 'XY'],
  ['X: Al received before Y: Bob', 'XY'],
  ['Y: Bob was received after X: Alice', 'XY'],
  ['X arrived earlier than Y', 'XY'],
  ['X was first', 'XY'],
  ['The first message was Y: Bob', 'YX'],
  ['X: Alice received first, then Y: Bob', 'XY'],
  ['First: Y, second: X', 'YX'],
  ['Second: Y, first: X', 'XY'],
  ['Y: Bob first and X: Alice second', 'YX'],
  ['X was not received before Y', null],
  ['Before Y: Bob, X: Alice was received', null],
  ['X: Alice and Y: Bob', null],
  ['X: Alice received before X: Alice', null],
  ['X: Alice received before', null],
  ['received before', null],
  ['first', null],
  ['You were first', null],
  ['Message received', null],
  ['', null],
];

t.test('texts as students write them', async (t) => {
  for (const [text, order] of table) {
    t.equal(parseVerdict(text, two)?.join('') ?? null, order, text || 'nothing');
  }
});

t.test('words within messages are not those of the statement', async (t) => {
  const odd = [
    { role: 'X', text: 'X: first before all' },
    { role: 'Y', text: 'Y: (a+b)*' },
  ];
  t.same(parseVerdict('Y: (a+b)* received before X: first before all', odd), ['Y', 'X']);
  t.equal(parseVerdict('X: first before all and Y: (a+b)*', odd), null);
  const nested = [
    { role: 'X', text: 'Al' },
    { role: 'Y', text: 'Alice' },
  ];
  t.same(parseVerdict('Alice received before Al', nested), ['Y', 'X']);
});

t.test('equal messages are told apart by their letters only', async (t) => {
  const same = [
    { role: 'X', text: 'hello' },
    { role: 'Y', text: 'hello' },
  ];
  t.equal(parseVerdict('hello received before hello', same), null);
  t.same(parseVerdict('Y: hello received before X: hello', same), ['Y', 'X']);
});

t.test('three clients, and letters that are words', async (t) => {
  const three = [
    { role: 'X', text: 'X: Alice' },
    { role: 'Y', text: 'Y: Bob' },
    { role: 'A', text: 'A: Carol' },
  ];
  const text = 'Y: Bob received before A: Carol received before X: Alice';
  t.same(parseVerdict(text, three), ['Y', 'A', 'X']);
  t.equal(parseVerdict('Y: Bob received before A: Carol, X: Alice', three), null);
  t.equal(parseVerdict('X sent a message before Y', three), null);
  t.equal(parseVerdict('X: Alice received before Y: Bob', three.slice(0, 1)), null);
});

t.test('a megabyte is read, and so is one of names', async (t) => {
  t.equal(parseVerdict('a'.repeat(1_000_000), two), null);
  t.same(parseVerdict(`X: Alice received before Y: Bob ${'X: Alice '.repeat(50_000)}`, two), [
    'X',
    'Y',
  ]);
});

t.test('to the letter, for any number of messages', async (t) => {
  const three = ['X: a', 'Y: b received before Z: c', 'Z: c'];
  const exact = 'Z: c received before Y: b received before Z: c received before X: a';
  t.equal(isExactVerdict(exact, three), true);
  t.equal(isExactVerdict('X: a received before Z: c', three), false);
  t.equal(isExactVerdict(`${exact} `, three), false);
});

t.test('a text that repeats itself', async (t) => {
  t.equal(isRepeated('ab ab ab '), false);
  t.equal(isRepeated('abab'), true);
  t.equal(isRepeated('aba'), false);
  t.equal(isRepeated(''), false);
});

t.test('as many as there are letters', async (t) => {
  const all = players.map(({ role, name }) => ({ role, text: `${role}: ${name}` }));
  const backwards = [...all].reverse();
  const text = backwards.map((one) => one.text).join(' received before ');
  t.same(
    parseVerdict(text, all),
    backwards.map(({ role }) => role),
  );
  t.ok(
    isExactVerdict(
      text,
      all.map((one) => one.text),
    ),
  );
  const letters = backwards.map(({ role }) => `client ${role}`).join(' before ');
  t.same(
    parseVerdict(letters, all),
    backwards.map(({ role }) => role),
    'by their letters alone',
  );
  t.equal(parseVerdict(text.replace('Q: Trent received before ', ''), all), null, 'Q is missing');
  // Messages that are all the same can be put in 26! orders: only one of them is tried.
  const same = all.map(() => 'hello');
  t.notOk(isExactVerdict(`${same.join(' received before ')}!`, same));
  t.ok(isExactVerdict(same.join(' received before '), same));
});
