/** The docs' examples that play on real Mininet give the marks and verdicts that the docs show. */
import t from 'tap';
import { findMissing, getExamples, runExample } from '../docs/examples.ts';

const examples = getExamples('play');

t.jobs = 2;
t.test('there are examples to play', async (t) => {
  t.ok(examples.length > 0);
});

for (const example of examples) {
  t.test(`${example.where} gives what it shows`, { buffered: true }, async (t) => {
    const { status, output } = await runExample(example);
    t.equal(status, example.exit, `it exits with ${example.exit}`) || t.comment(output);
    const missing = findMissing(example.shown ?? '', output, 'play');
    t.same(missing, [], 'it prints what the docs show') || t.comment(output);
  });
}
