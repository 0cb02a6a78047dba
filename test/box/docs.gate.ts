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
    const isRight = status === example.exit;
    const why = isRight ? '' : `, not ${status}: ${getTroubles(output)}`;
    t.ok(isRight, `it exits with ${example.exit}${why}`) || t.comment(output);
    const missing = findMissing(example.shown ?? '', output, 'play');
    const told = missing.length === 0 ? '' : `: ${getTroubles(output)}`;
    t.same(missing, [], `it prints what the docs show${told}`) || t.comment(output);
  });
}

/**
 * The lines of a play's output that say what went wrong, as one: a failure's name is all that some
 * places show of it.
 */
function getTroubles(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const told = lines.filter((line) => /^[✗?!] /.test(line));
  return (told.length > 0 ? told : lines.filter((line) => line !== '').slice(-4))
    .slice(0, 8)
    .map((line) => line.replaceAll(/\s+/g, ' ').slice(0, 160))
    .join(' | ');
}
