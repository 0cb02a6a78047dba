/**
 * What only a real kernel shows, on our own box: Open vSwitch in the kernel, a link that delays, one
 * that loses and is slow, and a machine on which Node takes seconds to start; as root, and as a user
 * without sudo. Emulated where there is no KVM. qemu-kernel.nightly.ts has each of them alone.
 */
import t from 'tap';
import {
  assertPassed,
  assertRight,
  countRetransmissions,
  getEnvironment,
  isDelayed,
  makeScenario,
  play,
  sshKey,
  withMachine,
} from './real-kernel.ts';

t.setTimeout(1_500_000);

const asRoot = [
  makeScenario('delayed', { switch: 'ovs', links: { delayMs: 50 } }),
  // Time for connections that begin anew.
  makeScenario('lossy', { links: { lossPercent: 20, bandwidthMbit: 1 }, limitMs: 60_000 }),
];
const withoutRoot = [makeScenario('rootless', { switch: 'ovs', links: { delayMs: 5 } })];

t.test('a kernel of its own', async (t) => {
  await withMachine(t, async (place, port) => {
    const known = await play(t, place, { flags: ['--box', 'qemu'], scenarios: asRoot });
    const delayed = known('delayed');
    assertRight(t, delayed);
    t.match(getEnvironment(delayed), { switchKind: 'ovs/kernel', kernel: /cloud-amd64/ });
    t.ok(isDelayed(delayed), `${delayed.roundTripsMs} ms of round trip: 200 within 5 %`);
    const lossy = known('lossy');
    assertPassed(t, lossy);
    t.ok(countRetransmissions(lossy) > 0, 'the capture shows what was sent again');

    const own = { ...place, env: { ...place.env, LAB_SSH_KEY: sshKey() } };
    const flags = ['--box', `ssh://student@127.0.0.1:${port}`];
    const rootless = (await play(t, own, { flags, scenarios: withoutRoot }))('rootless');
    assertRight(t, rootless);
    t.match(getEnvironment(rootless), { switchKind: 'ovs/kernel' });
    const witnesses = new Set(rootless.events.map(({ witness }) => witness));
    t.same([...witnesses].sort(), ['kernel', 'printed', 'program', 'stage', 'wire']);
  });
});
