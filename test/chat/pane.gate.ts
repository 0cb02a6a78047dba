/** What a program's terminal shows, for the view of a chat: wrapping, moves, erasing, width. */
import t from 'tap';
import { createPane, readRow, resizePane, writePane } from '../../lab/chat/pane.ts';
import { getWidth } from '../../lab/reporters/wrap.ts';

function show(text: string, { rows = 4, columns = 10 } = {}) {
  const pane = createPane(rows, columns);
  // Byte by byte: neither a character nor a sequence may need to come in one piece.
  for (const byte of Buffer.from(text)) writePane(pane, Uint8Array.of(byte));
  const read = () => Array.from({ length: pane.rows }, (_, row) => readRow(pane, row));
  return { pane, read, trimmed: () => read().map((row) => row.trimEnd()) };
}

t.test('lines, wrapping with the next character only, and scrolling', async (t) => {
  t.same(show('one\r\n0123456789\r\nthree').trimmed(), ['one', '0123456789', 'three', '']);
  t.same(show('0123456789ab\r\n3\r\n4\r\n5').trimmed(), ['ab', '3', '4', '5']);
  t.same(show('ab\rX\tY\bZ').trimmed(), ['Xb      Z', '', '', '']);
});

t.test('every row is as wide as the pane, whatever is in it', async (t) => {
  const { read } = show('a世界b\r\n12345678世\r\n123456789世e\u0301', { columns: 10 });
  t.same(read(), ['a世界b    ', '12345678世', '123456789 ', '世e\u0301       ']);
  const half = show('世界');
  writePane(half.pane, Buffer.from('\u001b[2GX'));
  t.equal(half.read()[0], ' X界      ', 'a half that stays is a blank');
});

t.test('what line editors write: moves and erasing', async (t) => {
  t.same(show('one\r\ntwo\u001b[A\u001b[1G\u001b[0JX: ').trimmed(), ['X:', '', '', '']);
  t.same(show('abcdef\u001b[3D\u001b[K').trimmed()[0], 'abc');
  t.same(show('abcdef\u001b[2D\u001b[1K').trimmed()[0], '     f');
  t.same(show('a\r\nb\u001b[2J\u001b[2;3HX').trimmed(), ['', '  X', '', '']);
  t.same(show('a\u001b[99B\u001b[99Cb').trimmed(), ['a', '', '', '         b']);
});

t.test('colours, titles and what it does not know are swallowed', async (t) => {
  t.equal(
    show('\u001b[1;31mred\u001b[0m \u001b]0;title\u0007\u001b[?25hend').trimmed()[0],
    'red end',
  );
  t.equal(show('a\u0007\u0001b\u001b(Bc\u001b=d').trimmed()[0], 'abcd');
});

t.test('a pane that shrinks keeps its newest rows and no half of a character', async (t) => {
  const { pane, read } = show('one\r\ntwo 世\r\nthree\r\nfour');
  resizePane(pane, 3, 5);
  t.same(read(), ['two  ', 'three', 'four ']);
  resizePane(pane, 4, 6);
  writePane(pane, Buffer.from('\r\nfive'));
  t.same(read(), ['two   ', 'three ', 'four  ', 'five  ']);
});

t.test('the width of characters: 0, 1 or 2 cells', async (t) => {
  for (const [width, text] of [
    [0, '\u0301\u200d\u{e0100}'],
    [1, 'aé±ß→│\u05d0'],
    [2, '世カ가ｅ\u{1f600}\u{20000}'],
  ] as const) {
    for (const character of text) t.equal(getWidth(character), width, character);
  }
});
