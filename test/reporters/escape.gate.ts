/** Escaping and fitting: what a terminal shows is what is meant. */
import t from 'tap';
import { cutText, escapeControls, stringifySafely } from '../../lab/reporters/escape.ts';
import { fitText, getWidth, padText, wrapText } from '../../lab/reporters/wrap.ts';
import { dangerous } from './reports.ts';

t.test('controls become visible, all other text stays', async (t) => {
  t.equal(
    escapeControls('a\n\t\u001b[1m\u009b\u202e\u2028\ud800'),
    'a\\n\\t\\x1b[1m\\x9b\\u202e\\u2028\\ud800',
  );
  const fine = 'X: Alice … שלום 你好 \u{1f427} C:\\path #1';
  t.equal(escapeControls(fine), fine);
  for (let code = 0; code < 0xffff; code += 1) {
    const shown = escapeControls(String.fromCharCode(code));
    if (dangerous.test(shown) || shown.includes('\n')) t.fail(code.toString(16));
  }
});

t.test('JSON without controls parses to the same', async (t) => {
  const value = { 'a\u2028': ['\u0000\u007f\u009b\u202e\ud800 \u{1f427}', 1, null] };
  t.notMatch(stringifySafely(value, 2), dangerous);
  t.same(JSON.parse(stringifySafely(value, 2)), value);
});

t.test('a cut never halves a character', async (t) => {
  t.equal(cutText('ab', 2), 'ab');
  t.equal(cutText('a\u{1f427}bc', 2), 'a… (5 characters)');
});

t.test('widths as terminals have them', async (t) => {
  t.equal(getWidth('abc'), 3);
  t.equal(getWidth('你好'), 4);
  t.equal(getWidth('\u{1f427}'), 2);
  t.equal(getWidth('e\u0301'), 1);
  t.equal(fitText('你好吗', 5), '你好…');
  t.equal(fitText('abc', 3), 'abc');
  t.equal(padText('你', 4), '你  ');
});

t.test('wrapping keeps every character, and breaks what is too wide', async (t) => {
  t.same(wrapText('one two three', 8), ['one two', 'three']);
  t.same(wrapText('abcdefghijkl mn', 8), ['abcdefgh', 'ijkl mn']);
  t.same(wrapText('你好你好你好 x', 8), ['你好你好', '你好 x']);
  t.same(wrapText('', 8), ['']);
});
