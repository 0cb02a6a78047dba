/** Every wrong server of the test set is explored, and ours in 500 schedules of several seeds. */
import t from 'tap';
import { explored } from '../wrong/explored.ts';
import { assertFound, explore } from './explore.ts';
import { makeLabFolder } from './lab-command.ts';

t.setTimeout(3_600_000);

for (const row of explored) {
  t.test(`${row.file}: ${row.checks.join(' or ')}`, async (t) => {
    await assertFound(t, row);
  });
}

for (const seed of [1, 2]) {
  t.test(`ours keeps all promises in 500 schedules, seed ${seed}`, async (t) => {
    const folder = await makeLabFolder(t);
    const { status, document, stderr } = await explore(['--explore', '--seed', `${seed}`], folder);
    t.equal(status, 0, stderr, { document });
    t.match(document, { outcome: 'pass', schedules: 500, fault: null });
  });
}
