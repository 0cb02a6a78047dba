/** The docs' examples that need no Mininet do what the docs say. */
import t from 'tap';
import { findMissing, getExamples, runExample } from './examples.ts';

const examples = getExamples('run');

t.test('there are examples to run', async (t) => {
  t.ok(examples.length > 0);
});

for (const example of examples) {
  t.test(`${example.where} does what it shows`, async (t) => {
    const { status, output } = await runExample(example);
    t.equal(status, example.exit, `it exits with ${example.exit}`) || t.comment(output);
    const missing = findMissing(example.shown ?? '', output, 'run');
    t.same(missing, [], 'it prints what the docs show') || t.comment(output);
  });
}

t.test('a line that was not printed is missed, and one out of order too', async (t) => {
  t.same(findMissing('one\n…\ntwo', 'one\nmore\ntwo\n', 'run'), []);
  t.same(findMissing('two\none', 'one\ntwo', 'run'), ['one']);
  t.same(findMissing('✓ a 1.5 ms\n  why', '✓ a 2.25 ms\n', 'play'), []);
  t.same(findMissing('✗ a', '✓ a', 'play'), ['✗ a']);
});
