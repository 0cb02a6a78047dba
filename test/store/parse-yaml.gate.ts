/** Files that would take the parser for ever, or the process with them, are refused in a sentence. */
import t from 'tap';
import { parseYaml } from '../../lab/store/parse-yaml.ts';

const keys = (count: number) => Array.from({ length: count }, (_, key) => `k${key}: 1`).join('\n');

const refused: readonly [what: string, text: string, because: RegExp][] = [
  // 30,000 of them ended Node itself: a regular expression was compiled at the end of the stack.
  ['brackets without end', '['.repeat(30_000), /^my\.yaml: nested more than 64 deep$/],
  ['braces without end', '{"a":'.repeat(20_000), /nested more than 64 deep$/],
  ['lists within lists', '- '.repeat(5_000), /nested more than 64 deep$/],
  ['keys without end', keys(10_000), /more than 5000 values$/],
  ['a book', 'x'.repeat(300_000), /too long: 300000 characters, more than 262144$/],
  ['faults without end', `x: "${'\\x'.repeat(5_000)}`, /Invalid escape sequence/],
];

for (const [what, text, because] of refused) {
  t.test(what, async (t) => {
    t.throws(() => parseYaml(text, 'my.yaml', 'as it is'), {
      code: 'FILE_WRONG',
      message: because,
      hint: 'as it is',
    });
  });
}

t.test('what people write is read', async (t) => {
  const text = `a:\n  - {b: [1, 2]}\n  - "${'long '.repeat(13_000)}"\n${keys(1_000)}\n`;
  t.match(parseYaml(text, 'my.yaml', ''), { a: [{ b: [1, 2] }, String], k999: 1 });
});
