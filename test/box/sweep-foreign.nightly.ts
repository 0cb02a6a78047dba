/** Sweeps of servers that crash or flood, and of clients that hang; and one without root. */
import t from 'tap';
import { runLab, slowMachineMs } from './lab-command.ts';
import { getCommand, makeLabUser, makeUserFolder } from './lab-user.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';
import { foreign, sweepForeign } from './sweep-foreign.ts';

t.setTimeout(slowMachineMs);

for (const name of Object.keys(foreign) as (keyof typeof foreign)[]) {
  if (name !== 'hangs') t.test(`what ${name}`, (t) => sweepForeign(t, name));
}

t.test('a sweep without root', async (t) => {
  const user = await makeLabUser();
  const folder = await makeUserFolder(user);
  const before = await takeSnapshot([folder]);
  const command = getCommand(user, folder, '666', 'sweep');
  const flags = ['--gaps', '0,50', '--repeat', '3', '--stages', '2', '--json'];
  const { stdout, stderr } = await runLab(flags, { folder, command });
  const document = JSON.parse(stdout);
  t.match(document, { trials: 24, planned: 24, box: 'local' }, stderr);
  t.equal(document.gaps[1].disagreed, 0);
  t.ok(document.gaps[1].agreed > 0, `${document.gaps[1].agreed} of 12 agreed at 50 ms`);
  t.equal(document.examples.filter((each: { troubled: boolean }) => each.troubled).length, 0);
  await assertNothingLeft(t, before);
});
