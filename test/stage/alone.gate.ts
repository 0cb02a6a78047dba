/** Each topology is usable alone, as its comment says: `mn --custom … --topo … --test pingall`. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { root, slowMachineMs } from '../box/lab-command.ts';
import { assertNothingLeft } from '../box/leftovers.ts';
import { getStageOptions, markProcesses } from './real-stage.ts';

t.setTimeout(slowMachineMs);

t.jobs = 2;
const { before } = await markProcesses(t);
const box = await openLocalBox();
t.teardown(() => box.close());
const { elevate } = await getStageOptions();
const files = (await readdir(path.join(root, 'topologies'))).filter((name) => name.endsWith('.py'));
t.ok(files.length >= 2);

/** Namespaces as the stage's, so that the machine's own network and Mininet are left alone. */
const unshare = [
  ...['unshare', '--net', '--pid', '--mount', '--ipc', '--uts'],
  ...['--fork', '--kill-child', '--mount-proc', 'sh', '-c'],
];

for (const file of files) {
  t.test(`${file}: every host reaches every other`, async (t) => {
    const mn = `exec mn --custom ${path.join(root, 'topologies', file)} \
--topo ${file.replace('.py', '')} --switch lxbr --controller none --test pingall`;
    const script = `mount --make-rprivate / && mount -t sysfs sysfs /sys \
&& mount -t tmpfs tmpfs /run && ip link set lo up && ${mn}`;
    const { status, stdout, stderr } = await box.run([...elevate, ...unshare, script], {
      limitMs: 60_000,
    });
    t.equal(status, 0, stderr);
    t.match(stdout + stderr, /Results: 0% dropped \((\d+)\/\1 received\)/);
  });
}

t.test('nothing is left', { buffered: false }, async (t) => {
  await assertNothingLeft(t, before);
});
