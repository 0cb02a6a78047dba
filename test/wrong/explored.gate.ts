/** The table of what explorations find is whole: every wrong server, checks that it may fail. */
import t from 'tap';
import { explored, listWrongServers, mostChanges, readMeasured } from './explored.ts';
import { wrongPrograms } from './table.ts';

t.test('every wrong server has a row', async (t) => {
  t.same(explored.map(({ file }) => file).sort(), listWrongServers().sort());
});

t.test('what it breaks, it may break by the table of wrong programs', async (t) => {
  for (const { file, checks } of explored) {
    const rows = wrongPrograms.filter((row) => row.file === file);
    const known = rows.flatMap(({ fails, mayFail = [] }) => [...fails, ...mayFail]);
    t.same(
      checks.filter((check) => !known.includes(check)),
      [],
      file,
    );
  }
});

t.test('as measured last, each fault was found within 60 s, small, and lasting', async (t) => {
  const measured = readMeasured();
  t.same(
    measured.map(({ file }) => file),
    explored.map(({ file }) => file),
  );
  for (const [index, one] of measured.entries()) {
    const row = explored[index];
    t.ok(row?.checks.includes(one.check ?? ''), `${one.file}: ${one.check}`);
    t.ok(one.foundMs !== null && one.foundMs <= 60_000, `${one.file}: after ${one.foundMs} ms`);
    t.ok(one.changes.length <= mostChanges, `${one.file}: ${one.changes.join()}`);
    t.ok(one.confirmed >= 5 && one.held === 0, `${one.file}: ${one.confirmed} times`);
  }
});
