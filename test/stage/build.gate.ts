/** Building networks on real stages: what they say of themselves, every kind, and wrong ones. */
import { readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import type { TopologyRequest } from '../../lab/stage/protocol.ts';
import { root, slowMachineMs } from '../box/lab-command.ts';
import { assertNothingLeft } from '../box/leftovers.ts';
import { markProcesses, openRealStage, request } from './real-stage.ts';

t.setTimeout(slowMachineMs);

const { folder, before } = await markProcesses(t);
// Others are told apart by their mark, so it is set before the first stage and never changed.
t.jobs = 3;

t.test('the network describes itself', async (t) => {
  const stage = await openRealStage(t);
  const found = await stage.build(request);
  t.match(found.mininet, /^\d+\.\d+/);
  t.match(found.python, /^3\.\d+\.\d+$/);
  t.equal(found.switchKind, 'lxbr');
  t.match(
    found.hosts.map(({ name, interface: device, addresses }) => [name, device, addresses[0]]),
    [
      ['h1', 'h1-eth0', '10.0.0.1'],
      ['h2', 'h2-eth0', '10.0.0.2'],
      ['h3', 'h3-eth0', '10.0.0.3'],
    ],
  );
  const places = [...found.hosts.map(({ netns }) => netns), found.stageNetns];
  const own = await readlink('/proc/self/ns/net');
  t.equal(new Set([...places, own]).size, 5, 'each host, the stage, and this: five namespaces');
  t.same(await stage.build(request), found, 'who asks for the same again gets it');
  const other = { ...request, links: { bandwidthMbit: 1 } };
  await t.rejects(stage.build(other), { code: 'STAGE_FAILED' }, 'a stage has one network');
});

const others: readonly [what: string, change: Partial<typeof request>, address: string][] = [
  [
    'a router',
    {
      topology: { label: 'routed', file: path.join(root, 'topologies/routed.py'), name: 'routed' },
    },
    '10.0.1.1',
  ],
  [
    "a tree of Mininet's own",
    { topology: { label: 't', module: 'mininet.topolib', class: 'TreeTopo', args: '2, fanout=2' } },
    '10.0.0.1',
  ],
  ['Open vSwitch', { switch: 'ovs' }, '10.0.0.1'],
  ['links with a bandwidth', { links: { bandwidthMbit: 10 } }, '10.0.0.1'],
  ['five clients', { clients: ['h2', 'h3', 'h4', 'h5', 'h6'] }, '10.0.0.1'],
];

for (const [what, change, address] of others) {
  t.test(`${what} is built and probed end to end`, async (t) => {
    const stage = await openRealStage(t);
    const found = await stage.build({ ...request, ...change });
    t.equal(found.hosts[0]?.addresses[0], address);
    t.equal(found.hosts.length, 1 + (change.clients ?? request.clients).length);
    t.match(found.switchKind, change.switch === 'ovs' ? /^ovs\/(kernel|user)$/ : /^lxbr$/);
  });
}

const head = 'from mininet.topo import Topo\n';
const sources = {
  'syntax.py': `${head}\nclass Mine(Topo):\n    def build(self)\n        pass\n`,
  'raises.py': `${head}\nclass Mine(Topo):\n    def build(self):\n        raise ValueError("no")\n`,
  'one-host.py': `${head}\nclass Mine(Topo):\n    def build(self):\n        self.addHost("h1")\n`,
};

t.test('a wrong topology is said with its line, and the stage stays of use', async (t) => {
  for (const [name, text] of Object.entries(sources)) {
    await writeFile(path.join(folder, name), text);
  }
  const stage = await openRealStage(t);
  const wrong = (topology: TopologyRequest) => stage.build({ ...request, topology });
  const mine = (name: keyof typeof sources, args = '') =>
    wrong({ label: name, file: path.join(folder, name), class: 'Mine', args });
  const expect = async (building: Promise<unknown>, message: RegExp) =>
    t.rejects(building, { code: 'TOPOLOGY_WRONG', message });
  await expect(mine('syntax.py'), /syntax\.py cannot be loaded: SyntaxError: .*\(line 4\)/);
  await expect(mine('raises.py'), /ValueError: no \(line 5\)/);
  await expect(mine('one-host.py'), /has no host h2 and no h3; its hosts are h1/);
  await expect(mine('raises.py', '__import__("os")'), /ValueError: malformed node/);
  await expect(
    wrong({ label: 'x', module: 'mininet.topolib', class: 'NoTopo', args: '' }),
    /has no attribute 'NoTopo'/,
  );
  await expect(
    wrong({ label: 'x', module: 'no_such_module', class: 'X', args: '' }),
    /No module named 'no_such_module'/,
  );
  await expect(
    wrong({ label: 'x', module: 'mininet.topolib', class: 'TreeTopo', args: 'depth=' }),
    /SyntaxError/,
  );
  t.equal((await stage.build(request)).hosts.length, 3, 'a right one can follow');
});

t.test('nothing is left of any of them', { buffered: false }, async (t) => {
  await assertNothingLeft(t, before);
});
