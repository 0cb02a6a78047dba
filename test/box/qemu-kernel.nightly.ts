/**
 * What only a real kernel shows, on our own box: Open vSwitch in the kernel, links that delay, lose
 * and are slow, and a machine on which Node takes seconds to start; as root, and as a user without
 * sudo. Emulated where there is no KVM: then all of it takes five minutes on a quiet host.
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
  makeScenario('ovs', { switch: 'ovs' }),
  makeScenario('delay', { links: { delayMs: 50 } }),
  makeScenario('bandwidth', { links: { bandwidthMbit: 1 } }),
  // Time for connections that begin anew.
  makeScenario('loss', { links: { lossPercent: 20 }, limitMs: 60_000 }),
];
const withoutRoot = [makeScenario('rootless', { switch: 'ovs', links: { delayMs: 5 } })];

t.test('a kernel of its own', async (t) => {
  await withMachine(t, async (place, port) => {
    const known = await play(t, place, { flags: ['--box', 'qemu'], scenarios: asRoot });
    for (const name of ['ovs', 'delay', 'bandwidth']) assertRight(t, known(name));
    t.match(getEnvironment(known('ovs')), { switchKind: 'ovs/kernel', kernel: /cloud-amd64/ });
    const delay = known('delay');
    t.ok(isDelayed(delay), `${delay.roundTripsMs} ms of round trip: 200 within 5 %`);
    assertPassed(t, known('loss'));
    t.ok(countRetransmissions(known('loss')) > 0, 'the capture shows what was sent again');

    const own = { ...place, env: { ...place.env, LAB_SSH_KEY: sshKey() } };
    const flags = ['--box', `ssh://student@127.0.0.1:${port}`];
    const rootless = (await play(t, own, { flags, scenarios: withoutRoot }))('rootless');
    assertRight(t, rootless);
    t.match(getEnvironment(rootless), { switchKind: 'ovs/kernel' });
    const witnesses = new Set(rootless.events.map(({ witness }) => witness));
    t.same([...witnesses].sort(), ['kernel', 'printed', 'program', 'stage', 'wire']);
  });
});
