/** Marking, end to end: one right submission, adapted and walled in; a wrong one; one refused. */
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
  const names = ['python-one-machine', 'wrong-alphabet', 'wrong-python2'];
  const rows = submissionRows.filter(({ name }) => names.includes(name));
  t.equal(rows.length, names.length);
  for (const row of rows) await assertMarked(t, row, folder);
});
