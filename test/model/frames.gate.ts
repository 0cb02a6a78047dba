/** What programs put around what they say is taken off; what they say stays as it is. */
import t from 'tap';
import { readLine, unframe } from '../../lab/model/frames.ts';

function read(x: string, y: string, answer = '') {
  const plain = unframe([
    { role: 'X', text: x },
    { role: 'Y', text: y },
  ]);
  return { messages: plain.messages, answer: plain.read(answer) };
}

const verdict = 'X: Alice received before Y: Bob';
const alice = { messages: ['X: Alice', 'Y: Bob'], answer: verdict };

t.test('lengths before a text, in bytes and in digits', async (t) => {
  t.same(read('\0\x08X: Alice', '\0\x06Y: Bob', `\0\x1f${verdict}`), alice, 'writeUTF of Java');
  // As TextDecoder gives the bytes of an ObjectOutputStream; the class has two fields of String.
  const head = '\uFFFD\uFFFD\0\x05';
  const shape = 'sr\0\x07Message\0\0\0\0\0\0\0\x01\x02\0\x02L\0\x02idt\0\x12Ljava/lang/String;';
  const object = (id: string, name: string) =>
    `${head}${shape}L\0\x04textq\0~\0\x01xpt\0\x01${id}t\0${String.fromCharCode(name.length)}${name}`;
  const objects = read(object('X', 'Alice'), object('Y', 'Bob'), `t\0\x1f${verdict}`);
  t.same(objects, alice, 'objects of Java, and a string of one');
  const list = (id: string, name: string) =>
    `ur\0\x13[Ljava.lang.String;\uFFFD\x02\0\0xp\0\0\0\x02t\0\x01${id}t\0${String.fromCharCode(name.length)}${name}`;
  t.same(
    read(list('X', 'Alice'), list('Y', 'Bob')).messages,
    alice.messages,
    'an array of strings',
  );
  const cut = (id: string, name: string) => object(id, name).slice(object(id, name).indexOf('idt'));
  t.same(read(cut('X', 'Alice'), cut('Y', 'Bob'), `t\0\x1f${verdict}`), alice, 'cut by a newline');
  t.same(read('\0\0\0\x08X: Alice', '\0\0\0\x06Y: Bob', `\0\0\0\x1f${verdict}`), alice, '!I');
  t.same(read('\x08\0\0\0X: Alice', '\x06\0\0\0Y: Bob', `\x1f\0\0\0${verdict}`), alice, '<I');
  t.same(read('00008X: Alice', '00006Y: Bob', `00031${verdict}`), alice, 'zfill');
  t.same(read('8:X: Alice', '6:Y: Bob', `31:${verdict}`), alice, 'a netstring');
  const shout = 'A'.repeat(65);
  t.equal(read('a', 'b', `\0\0\0A${shout}`).answer, shout, 'a length that is a letter');
  t.same(read('5 is my number', '7', '2024 was first').messages, ['5 is my number', '7']);
});

t.test('signs behind all messages, which belong to none', async (t) => {
  t.same(read('X: Alice#', 'Y: Bob#', `${verdict}#`), alice);
  t.same(read('X: Alice<END>', 'Y: Bob<END>', `${verdict}<END>`), alice);
  t.same(read('X: Alice|', 'Y: Bob|', verdict), alice, 'of clients only');
  t.same(read('X: Alice\0', 'Y: Bob\0', `${verdict}\0`), alice);
  t.same(read('X: Alice#', 'Y: Bob').messages, ['X: Alice#', 'Y: Bob'], 'of one only');
  t.same(read('Alice!', 'Bob!').messages, ['Alice!', 'Bob!'], 'the end of a sentence');
});

t.test('fields are the letter and what it says', async (t) => {
  t.same(read('X|Alice', 'Y|Bob').messages, alice.messages);
  t.same(read('x,Alice', 'y,Bob').messages, alice.messages);
  t.same(read('Client X -> Alice', 'Client Y -> Bob').messages, alice.messages);
  t.same(read('Xavier, hello', 'Y2K').messages, ['Xavier, hello', 'Y2K'], 'words of their own');
  t.same(read('Y|Alice', 'X|Bob').messages, ['Y: Alice', 'X: Bob'], 'letters of the other');
  t.same(read('Y|Alice', 'Y|Bob').messages, ['Y|Alice', 'Y: Bob'], 'one letter for both');
});

t.test('objects of JSON are read out', async (t) => {
  const x = '{"type": "msg", "client": "X", "name": "Alice"}';
  const y = '{"type": "msg", "client": "Y", "name": "Bob"}';
  t.same(read(x, y, `{"type": "ack", "first": "X", "text": "${verdict}"}`), alice);
  t.same(read(`\0\0\0${String.fromCharCode(x.length)}${x}`, y).messages, alice.messages);
  t.same(read('["X", "Alice"]', '["Y", "Bob"]').messages, alice.messages, 'a list');
  t.same(read('{"msg": "X: Alice"}', '{"msg": "Y: Bob"}').messages, alice.messages);
  t.equal(read(x, y, '{"first": "X", "second": "Y"}').answer, 'first: X, second: Y');
  t.same(read('{not json}', '[1').messages, ['{not json}', '[1']);
  t.equal(readLine('X', '{"from": "X", "text": "Bye"}'), 'X: Bye');
  t.equal(readLine('X', 'plain'), 'plain');
});
