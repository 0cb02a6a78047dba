/** Wrong clients in every scenario of the suite: what fails is what fails in the few of the gate. */
import t from 'tap';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import { assertCaught } from '../wrong/play.ts';
import { getTitle, wrongPrograms } from '../wrong/table.ts';

t.jobs = 2;
t.setTimeout(1_800_000);

/** Those that earn points; the robust ones are asked of the rows that name them. */
const graded = [...scenarios.values()].filter(({ robustness }) => !robustness);

for (const row of wrongPrograms.filter((one) => one.as === 'X')) {
  const names = new Set([...graded.map(({ name }) => name), ...row.scenarios]);
  t.test(getTitle(row), { buffered: true, timeout: 600_000 }, async (t) => {
    await assertCaught(t, row, [...names]);
  });
}
