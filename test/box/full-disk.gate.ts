/** A disk that becomes full while a scenario plays: trouble of the lab, exit 3, nothing left. */
import path from 'node:path';
import t from 'tap';
import { getMountWords } from '../store/private-mount.ts';
import { makeLabFolder, root, runLab, slowMachineMs } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

t.test('a full disk is said, and is nobody’s fault', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const words = await getMountWords(path.join(folder, 'bin'), 'size=48k');
  const command = [...words, process.execPath, path.join(root, 'lab/run.mjs')];
  const result = await runLab(['--delay-y', '50', '--json'], { folder, command });
  t.equal(result.status, 3);
  const document = JSON.parse(result.stdout);
  t.equal(document.outcome, 'trouble');
  t.match(document.runs[0].trouble, {
    code: 'STORE_FAILED',
    message: /ENOSPC/,
    hint: /^The disk is full: make room/,
  });
  const criteria: { outcome: string }[] = document.grade.criteria;
  t.notOk(criteria.some(({ outcome }) => outcome === 'fail'));
  await assertNothingLeft(t, before);
});
