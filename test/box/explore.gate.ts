/** Explorations on real Mininet: a fault is found, made small, and repeated; ours has none. */
import t from 'tap';
import { type Explored, explored, getExploreFlags } from '../wrong/explored.ts';
import { assertRepeats, explore } from './explore.ts';
import { makeLabFolder, slowMachineMs } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

t.test('a fault of the order is found, made small, and played again from its file', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const row = explored.find(({ file }) => file === 'order-of-strings.mjs') as Explored;
  const { status, document, stderr } = await explore(getExploreFlags(row), folder);
  t.equal(status, 1, stderr);
  t.match(document, { outcome: 'fail', fault: { check: 'order-follows-wire' } });
  t.same(
    document.fault?.changes.map(({ name }) => name),
    ['delayX'],
    'Y has to be first: all else is as usual',
  );
  await assertRepeats(t, document, folder);
  await assertNothingLeft(t, before);
});

t.test('our server keeps all promises, in the schedules of a seed', async (t) => {
  const folder = await makeLabFolder(t);
  const flags = ['--explore', '--schedules', '40', '--seed', '5'];
  const { document, stderr } = await explore(flags, folder);
  t.match(document, { schedules: 40, fault: null, seed: 5 }, stderr);
  t.ok(document.held > 15, `${document.held} of 40 held, the rest had no order`);
});

t.test('time that is up ends it undecided, and a wrong flag at once', async (t) => {
  const folder = await makeLabFolder(t);
  const flags = ['--explore', '--schedules', '100000', '--limit', '4'];
  const { status, document } = await explore(flags, folder);
  t.equal(status, 2);
  t.match(document, { outcome: 'unknown', planned: 100_000, fault: null });
  for (const wrong of [
    ['--gaps', '1', '--explore'],
    ['--limit', '4'],
  ]) {
    await t.rejects(explore(wrong, folder), { message: /--explore/ });
  }
});
