/** Lines of a chat that are relayed all at once: which are, and that they come out as the others. */
import t from 'tap';
import { takePlainLines } from '../../programs/server/plain-lines.ts';

const front = { name: 'X', words: 'Received from client 1' };
const take = (text: string | Uint8Array) =>
  takePlainLines(typeof text === 'string' ? Buffer.from(text) : text, front);
const read = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

t.test('whole lines get the name in front, and what is behind them is left', async (t) => {
  const plain = take('hello\n  two  \nby é\u{1f600}\nhalf');
  t.equal(read(plain?.said), 'X: hello\nX:   two  \nX: by é\u{1f600}\n');
  t.equal(plain?.printed.split('\n')[1], 'Received from client 1:   two  ');
  t.equal(read(plain?.rest), 'half');
  t.equal(plain?.said.length, plain?.said.buffer.byteLength, 'of its own memory');
  t.equal(read(take('one\n')?.rest), '');
});

t.test('what has to be looked at line by line is not taken', async (t) => {
  for (const text of [
    ...['', 'no end', '\n', '\nhello\n', 'a\n\nb\n', 'a\r\nb\n'],
    ...['Bye\n', 'a\n \u00a0bYE\t \nb\n', 'a\nbye\n', 'a\t\n', 'a\u001b[2Jb\n', 'a\u202eb\n'],
    ...[`${'x'.repeat(65_537)}\n`],
  ]) {
    t.equal(take(text), null, JSON.stringify(text.slice(0, 20)));
  }
  t.equal(take(Uint8Array.of(0xff, 0x0a)), null, 'what is not UTF-8');
  for (const text of ['goodbye\n', 'bye bye\n', 'Bye.\n']) t.not(take(text), null, text);
});

t.test('a chunk of blanks costs no more than its length', async (t) => {
  // Were blanks looked for across lines, this would take minutes.
  t.not(take(' \n'.repeat(32_000)), null);
  t.not(take(`${' '.repeat(64_000)}\n`), null);
});
