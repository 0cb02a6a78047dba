/** Lines out of a stream, however it is cut, and the bound on what is held. */
import fc from 'fast-check';
import t from 'tap';
import { makeLineSplitter } from '../../lab/stage/lines.ts';

/** What comes out when a text goes in, cut after each of these counts of bytes. */
function split(text: string, cuts: readonly number[], limitBytes = 1000): string[] {
  const lines: string[] = [];
  const take = makeLineSplitter((line) => lines.push(line), limitBytes);
  let rest = Buffer.from(text);
  for (const cut of cuts) {
    take(rest.subarray(0, cut));
    rest = rest.subarray(cut);
  }
  take(rest);
  return lines;
}

t.test('lines come whole, however the stream is cut', async (t) => {
  const texts = fc.array(fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll('\n', '')));
  fc.assert(
    fc.property(texts, fc.array(fc.nat({ max: 9 })), (lines, cuts) => {
      const text = lines.map((line) => `${line}\n`).join('');
      const got = split(text, cuts);
      return got.length === lines.length && got.every((line, index) => line === lines[index]);
    }),
  );
  t.same(split('a\n\nb', [1]), ['a', ''], 'what has no newline yet is held back');
  t.same(split('Grüße 👋\n', [3, 1, 5, 1]), ['Grüße 👋'], 'a character that is cut is whole again');
});

t.test('a line beyond the limit is refused, finished or not', async (t) => {
  t.same(split('12345\n', [], 5), ['12345']);
  t.throws(() => split('123456\n', [], 5), RangeError);
  t.throws(() => split('123456\n', [3], 5), RangeError);
  t.throws(() => split('123456', [3], 5), RangeError, 'before its end is there');
});
