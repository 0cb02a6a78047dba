/**
 * Why a client does not reach the server: each cause is made in a real network, and the hint names
 * it (stage_unreached.py). That a stage says so, after 15 s, is shown by unreachable.nightly.ts.
 */
import path from 'node:path';
import t from 'tap';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { root, slowMachineMs } from '../box/lab-command.ts';
import { assertNothingLeft } from '../box/leftovers.ts';
import { getStageOptions, markProcesses } from './real-stage.ts';

t.setTimeout(slowMachineMs);

const { before } = await markProcesses(t);
const box = await openLocalBox();
t.teardown(() => box.close());
const { elevate } = await getStageOptions();

const unshare = [
  ...['unshare', '--net', '--pid', '--mount', '--ipc', '--uts'],
  ...['--fork', '--kill-child', '--mount-proc'],
];

async function findCauses(kind: string, names: readonly string[]): Promise<Map<string, string>> {
  const python = ['env', `PYTHONPATH=${path.join(root, 'lab/stage')}`, '/usr/bin/python3', '-B'];
  const helper = path.join(root, 'test/stage/find_causes.py');
  const argv = [...elevate, ...unshare, ...python, helper, kind, ...names];
  const { status, stdout, stderr } = await box.run(argv, { limitMs: slowMachineMs });
  t.equal(status, 0, stderr);
  return new Map(Object.entries(JSON.parse(stdout) as Record<string, string>));
}

const causes: [name: string, hint: RegExp][] = [
  ['Unlinked', /No way of links leads from h2, which is linked with s2, to h1: add a link/],
  ['IdleSwitch', /No way of links leads from h2.*switch s2 has no link at all/],
  ['NoRoute', /h2 has no route to 10\.0\.1\.1 \(h1\): give it one, .*defaultRoute/],
  ['WrongRoute', /route of h2 to 10\.0\.1\.1 leads to 10\.0\.2\.253, which no host has/],
  ['NoForwarding', /r0, the router between h2 and h1, forwards nothing/],
  ['Port', /to-h1 is no port of switch s1: Mininet's Linux bridge joins only interfaces that bear/],
  ['PortOfOther', /uplink is no port of switch s1/],
  ['SameAsAnother', /h2 and h4 have the same address, 10\.0\.0\.9/],
  ['DownSwitch', /Switch s1 is down/],
  ['DownPort', /s1-eth3 of s1 is down/],
  ['SlowSwitch', /spanning tree of s1 is not ready \(s1-eth1 is listening\)/],
];

t.test('the hint names the cause that was measured', async (t) => {
  const found = await findCauses('lxbr', [...causes.map(([name]) => name), 'Reached']);
  for (const [name, hint] of causes) {
    const said = found.get(name) ?? '';
    t.match(said, hint, name);
    t.match(said, /^STAGE_FAILED: h2 did not reach h1 within 0 s/);
    t.notMatch(said, /A loop of switches/, 'which was the guess for all of them');
  }
  t.equal(found.get('Reached'), 'reached', 'a right router is no cause');
});

t.test('with Open vSwitch', async (t) => {
  const found = await findCauses('ovs', ['SecureSwitch']);
  t.match(found.get('SecureSwitch'), /Switch s1 waits for an OpenFlow controller/);
  const joined = await findCauses('ovs', ['Port']);
  t.equal(joined.get('Port'), 'reached', 'it joins ports of any name');
});

t.test('nothing is left', { buffered: false }, async (t) => {
  await assertNothingLeft(t, before);
});
