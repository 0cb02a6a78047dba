/** With privileges the autograder marks a submission as Gradescope hands it over. */
import t from 'tap';
import { grade, skip, unpack } from './gradescope.ts';
import { slowMachineMs } from './lab-command.ts';

t.setTimeout(slowMachineMs);

t.test('with privileges it marks', { skip }, async (t) => {
  const results = await grade(await unpack(t), []);
  t.equal(results.score, 100, JSON.stringify(results).slice(0, 2_000));
  t.equal(results.tests.length, 10);
  t.equal(results.tests[0].max_score, 10);
});
