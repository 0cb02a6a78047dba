/** Wrong servers are caught by exactly the checkers that should catch them (test/wrong/table.ts). */
import t from 'tap';
import { assertCaught } from '../wrong/play.ts';
import { getTitle, wrongPrograms } from '../wrong/table.ts';

// Most of a play is waiting, so several go on at once even on a small machine.
t.jobs = 4;
t.setTimeout(300_000);

for (const row of wrongPrograms.filter((one) => one.as === 'server')) {
  t.test(`${getTitle(row)}: ${row.fails.join(', ')}`, { buffered: true }, async (t) => {
    await assertCaught(t, row);
  });
}
