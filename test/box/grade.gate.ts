/**
 * Marking, end to end, of 4 of the corpus: a right submission, adapted and walled in; a cheat that
 * only plays close together find out; one refused; one that does not build. grade.nightly.ts has all.
 */
import t from 'tap';
import { findSubmissions, submissionRows } from '../submissions/table.ts';
import { assertMarked } from './grade-corpus.ts';
import { makeLabFolder, slowMachineMs } from './lab-command.ts';

t.setTimeout(slowMachineMs);

t.test('every submission of the corpus has a row, and every row its folder', async (t) => {
  t.same(submissionRows.map(({ name }) => name).sort(), findSubmissions());
});

t.test('some of the corpus come out as they must', async (t) => {
  const folder = await makeLabFolder(t);
  const names = ['python-one-machine', 'wrong-under-200-ms', 'wrong-python2', 'wrong-no-build'];
  const rows = submissionRows.filter(({ name }) => names.includes(name));
  t.equal(rows.length, names.length);
  for (const row of rows) await assertMarked(t, row, folder);
});
