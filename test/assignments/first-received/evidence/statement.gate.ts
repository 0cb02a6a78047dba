/** Reading what servers state: a table of texts as students write them. */
import t from 'tap';
import {
  isExactVerdict,
  isRepeated,
  isTorn,
  parseList,
  parseTold,
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
  // In the languages of students.
  ['Y: Bob ricevuto prima di X: Alice', 'YX'],
  ['X: Alice recu avant Y: Bob', 'XY'],
  ['Y: Bob recebida antes de X: Alice', 'YX'],
  ['X: Alice recibido antes que Y: Bob', 'XY'],
  ['Y: Bob odebrano przed X: Alice', 'YX'],
  ['X: Alice wurde vor Y: Bob empfangen', 'XY'],
  ['Y: Bob wurde nach X: Alice empfangen', 'XY'],
  ['Y: Bob mesaji X: Alice mesajindan once alindi', 'YX'],
  ['Y: Bob mesajı X: Alice mesajından sonra alındı', 'XY'],
  ['X: Alice nhan truoc Y: Bob', 'XY'],
  ['Primero: Y: Bob, segundo: X: Alice', 'YX'],
  ['Zuerst kam Y: Bob, dann X: Alice', 'YX'],
  ['X: Alice wurde nicht vor Y: Bob empfangen', null],
  ['X: Alice y Y: Bob', null],
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

/** As other people write them: each with the order that a person reads, or none. */
const others: [string, string | null][] = [
  // "first" and "second" bind to the name in their clause.
  ['The first message received was from X: Alice, the second from Y: Bob', 'XY'],
  ['The first message received was from Y: Bob, X: Alice', 'YX'],
  ['First message: Y: Bob Second message: X: Alice', 'YX'],
  ['1st: X: Alice | 2nd: Y: Bob', 'XY'],
  ['Alice was first Bob was second', 'XY'],
  ['Bob was received second, Alice was received first', 'XY'],
  ['The second was Bob and Alice was first', 'XY'],
  ['client Y sent the first message, client X the second', 'YX'],
  ['Messages of X: Alice and Y: Bob received, Y: Bob was the first', 'YX'],
  ['Of X and Y the first to send was Y', 'YX'],
  ['Alice came first', 'XY'],
  ['I got Bob firstly and Alice lastly', 'YX'],
  ['Bob arrived earlier, Alice arrived later', 'YX'],
  ['The message which was received first is Y: Bob', 'YX'],
  ['>> first received: X: Alice <<', 'XY'],
  // Words between the two.
  ['Alice then Bob', 'XY'],
  ['Y: Bob, followed by X: Alice', 'YX'],
  ['I heard from Bob and afterwards from Alice', 'YX'],
  ['Bob followed Alice', 'XY'],
  ['X: Alice was preceded by Y: Bob', 'YX'],
  ['X preceded Y', 'XY'],
  ["Alice's message was received before Bob's", 'XY'],
  ["Bob's message reached me sooner than Alice's message", 'YX'],
  ['After X: Alice came Y: Bob', 'XY'],
  ['X: X: Alice recieved before Y: Y: Bob', 'XY'],
  ['Client X: Alice received BEFORE Client Y: Bob.', 'XY'],
  ['x was received before y (Alice, Bob)', 'XY'],
  // Numbers, times, lists in order.
  ['1. Bob 2. Alice', 'YX'],
  ['1) X: Alice\n2) Y: Bob', 'XY'],
  ['#1 Y: Bob, #2 X: Alice', 'YX'],
  ['No. 2: Alice; No. 1: Bob', 'YX'],
  ['Alice was received at 10:00:01, Bob at 10:00:02', 'XY'],
  ['[10:00:02.5] X: Alice [10:00:02.1] Y: Bob', 'YX'],
  ['X: Alice at 1:05:00 PM, Y: Bob at 11:59:00 AM', 'YX'],
  ['Order of messages: Bob, Alice', 'YX'],
  ['X: Alice, Y: Bob (in order of arrival)', 'XY'],
  // Beside something else.
  ['Both messages are here. Will you chat? Y: Bob received before X: Alice. Goodbye', 'YX'],
  ['Client X connected first. Y: Bob received before X: Alice', 'YX'],
  ['X: Alice received before Y: Bob, and you will be disconnected now', 'XY'],
  ['The messages are in, so Y: Bob was first, but chat if you like', 'YX'],
  // To be left unread: negations, questions, what is supposed or still to come.
  ['X: Alice was never received before Y: Bob', null],
  ["Alice wasn't first", null],
  ['Was X: Alice received before Y: Bob?', null],
  ['Which message was first, X: Alice or Y: Bob?', null],
  ['I will tell whether X or Y was first', null],
  ['If X sends before Y, X wins', null],
  ['X: Alice received. Waiting for Y: Bob then', null],
  // Of connections, not of messages.
  ['Client X connected first', null],
  ['Welcome X, you are the first client', null],
  ['Y joined after X', null],
  ['Hello client X! You are the first.', null],
  ['You are client X, the first of two', null],
  ["You're second, Y", null],
  ['First client: X, second client: Y', null],
  // An echo, or a list.
  ['Message from X: Alice', null],
  ['Received X: Alice', null],
  ['Enter your first name, X', null],
  ['X: Alice, Y: Bob', null],
  ['Client 1: Alice, Client 2: Bob', null],
  ['Alice and Bob in no particular order', null],
  ['Messages in reverse order: Alice, Bob', null],
  ['Alice was received at 10:00:01, Bob at 10:00:01', null],
  // Two orders are none.
  ['Alice was first and Bob was first', null],
  ['X: Alice received before Y: BobY: Bob received before X: Alice', null],
];

t.test('texts as other people write them', async (t) => {
  for (const [text, order] of others) {
    t.equal(parseVerdict(text, two)?.join('') ?? null, order, text);
  }
  t.ok(isTorn('X: Alice received before Y: BobY: Bob received before X: Alice', two));
});

t.test('what is told to one client of itself', async (t) => {
  const toY: [string, string | null][] = [
    ['Your message was received first', 'YX'],
    ['You were first!', 'YX'],
    ['Your message was received second', 'XY'],
    ['You came after X: Alice', 'XY'],
    ['Your message was received before the other client', 'YX'],
    ['The other client was first', 'XY'],
    ["The first message was the other client's, yours was second", 'XY'],
    ['The first message was yours', 'YX'],
    ['You were second', 'XY'],
    ['Thank you. X was first', 'XY'],
    ['Your message was not received first', null],
    ['Were you first?', null],
    ['You are the first client', null],
    ['You connected first', null],
    ['You sent Y: Bob', null],
    ['Thank you', null],
  ];
  for (const [text, order] of toY) {
    t.equal(parseTold(text, 'Y', two)?.join('') ?? null, order, text);
  }
  t.equal(parseVerdict('You were first!', two), null, 'nobody is "you" to everybody');
});

t.test('a bare list has an order, and states none', async (t) => {
  const lists: [string, string | null][] = [
    ['Y : "Bob", X : "Alice"', 'YX'],
    ['Alice Bob', 'XY'],
    ["['X: Alice', 'Y: Bob']", 'XY'],
    ['From server: Bob -> Alice', 'YX'],
    ['Message 1: Bob | Message 2: Alice', 'YX'],
    ['The winner of Alice and Bob is Alice', null],
    ['Alice is here, and I have not seen Bob', null],
    ['Alice', null],
    ['X: Alice received before Y: Bob', null],
  ];
  for (const [text, order] of lists) {
    t.equal(parseList(text, two)?.join('') ?? null, order, text);
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
