/** Each kind of link alone, on our own box; qemu-kernel.gate.ts has two at a time. */
import t from 'tap';
import {
  assertPassed,
  assertRight,
  countRetransmissions,
  getEnvironment,
  isDelayed,
  makeScenario,
  play,
  withMachine,
} from './real-kernel.ts';

// On a quiet host with two cores all of it takes four minutes; a busy one takes what it takes.
t.setTimeout(1_500_000);

const scenarios = [
  makeScenario('ovs', { switch: 'ovs' }),
  makeScenario('delay', { links: { delayMs: 50 } }),
  makeScenario('bandwidth', { links: { bandwidthMbit: 1 } }),
  makeScenario('loss', { links: { lossPercent: 20 }, limitMs: 60_000 }),
];

t.test('a kernel of its own, one kind of link at a time', async (t) => {
  await withMachine(t, async (place) => {
    const known = await play(t, place, { flags: ['--box', 'qemu'], scenarios });
    for (const name of ['ovs', 'delay', 'bandwidth']) assertRight(t, known(name));
    t.match(getEnvironment(known('ovs')), { switchKind: 'ovs/kernel', kernel: /cloud-amd64/ });
    const delay = known('delay');
    t.ok(isDelayed(delay), `${delay.roundTripsMs} ms of round trip: 200 within 5 %`);
    assertPassed(t, known('loss'));
    t.ok(countRetransmissions(known('loss')) > 0, 'the capture shows what was sent again');
  });
});
