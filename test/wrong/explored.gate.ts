/** The table of what explorations find is whole: every wrong server, checks that it may fail. */
import t from 'tap';
import { explored, listWrongServers } from './explored.ts';
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
