/** In a container without privileges the autograder gives a sentence, and no score like a mark. */
import t from 'tap';
import { grade, skip, unpack } from './gradescope.ts';
import { slowMachineMs } from './lab-command.ts';

t.setTimeout(slowMachineMs);

t.test('without privileges it says so, and gives no score', { skip }, async (t) => {
  const base = await unpack(t);
  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const results = await grade(base, [...nobody, '--no-new-privs', '--bounding-set=-all', '--']);
  t.notOk('score' in results);
  t.same(results.tests, []);
  t.match(results.output, /^Not marked, which is no fault of the submission: [^\n]+$/);
});
