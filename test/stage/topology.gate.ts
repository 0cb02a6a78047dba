/**
 * Topologies on a real stage: what a user's code may do there, and what cannot be made of it. None
 * of these is built, but for the last; the stage stays of use.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { LabError } from '../../lab/model/errors.ts';
import { openStage, type Stage } from '../../lab/stage/stage.ts';
import { root, slowMachineMs } from '../box/lab-command.ts';
import { assertNothingLeft } from '../box/leftovers.ts';
import { hasNetem } from '../box/netem.ts';
import { getStageOptions, markProcesses, openRealStage, request } from './real-stage.ts';

t.setTimeout(slowMachineMs);

const { before } = await markProcesses(t);
t.jobs = 3;
const folder = path.join(root, 'test/stage/topologies');

/** The line of a file that ends with this comment. */
async function findLine(file: string, comment: string): Promise<number> {
  const lines = (await readFile(path.join(folder, file), 'utf8')).split('\n');
  return lines.findIndex((line) => line.endsWith(`# ${comment}`)) + 1;
}

/** What the build of a class says: its code, message and hint. */
async function build(stage: Stage, file: string, name: string, change = {}): Promise<LabError> {
  const where = { label: `${file}:${name}`, file: path.join(folder, file), class: name, args: '' };
  const built = stage.build({ ...request, topology: where, ...change });
  return built.then(
    () => new LabError('UNEXPECTED', `${name} was built`),
    (error) => error,
  );
}

/** A stage that waits a part as long for somebody's code to go on, and tells more often. */
async function openImpatientStage(t: Test, patience: number): Promise<Stage> {
  const box = await openLocalBox();
  t.teardown(() => box.close());
  const options = await getStageOptions();
  const elevate = [...options.elevate, 'env', `LAB_PATIENCE=${patience}`];
  const stage = await openStage(box, { ...options, elevate });
  t.teardown(() => stage.close());
  return stage;
}

t.test('code that ends, crashes or asks is told with its line', async (t) => {
  const stage = await openRealStage(t);
  const expect = async (name: string, message: RegExp, hint?: RegExp) => {
    const found = await build(stage, 'apart.py', name);
    const line = await findLine('apart.py', name);
    t.match(found, { code: 'TOPOLOGY_WRONG', message, ...(hint && { hint }) }, name);
    if (line > 0) t.match(found.message, new RegExp(`\\(line ${line}\\)`), name);
  };
  await expect('leave', /ended Python by sys\.exit\('no such switch'\)/, /__name__/);
  await expect('leave_at_once', /ended Python \(status 0\).*it printed:\nthe last words$/s);
  await expect('crash', /crashed Python \(SIGSEGV\)/);
  await expect('abort', /crashed Python \(SIGABRT\)/);
  await expect('be_killed', /crashed Python \(SIGKILL\)/);
  await expect('ask', /EOFError/, /no keyboard/);
  await expect('mini_edit', /makes a network of its own, Mininet\(\.\.\.\)/, /__main__/);
  await expect('leave_a_process', /ValueError: it is left/);
  await expect('Endless', /more than 10000 hosts, switches and links/);
  await expect('Numbers', /the name of a host or switch is text, not 1/);
  await expect('nothing', /gives 'NoneType', which is no mininet\.topo\.Topo/);
  await expect('None_such', /apart\.py has no attribute 'None_such'; its topologies are Right, En/);
});

t.test('code that never returns is told with its line', async (t) => {
  const stage = await openImpatientStage(t, 0.1);
  for (const name of ['hang', 'hang_in_c', 'sleep', 'stop']) {
    const found = await build(stage, 'apart.py', name);
    t.match(found, { code: 'TOPOLOGY_WRONG', message: /does not return/ }, name);
    const line = await findLine('apart.py', name);
    if (line > 0) t.match(found.message, new RegExp(`\\(line ${line}\\)`), name);
  }
  const hanging = await build(stage, 'checked.py', 'HangingHost');
  t.match(hanging, { code: 'TOPOLOGY_WRONG', message: /does not come to an end: addresses of h2/ });
  t.match(hanging.message, new RegExp(`\\(line ${await findLine('checked.py', 'Hanger')}\\)`));
});

t.test('what reads finds its standard input at its end, and is built', async (t) => {
  const stage = await openRealStage(t);
  t.match(await build(stage, 'apart.py', 'read_all'), { message: 'read_all was built' });
});

/** A class of checked.py, and what is said of it. */
const refused: [name: string, message: RegExp, hint?: RegExp][] = [
  ['TooFast', /link h2-s1 of .* cannot have bw=2000: a bw is between 0 and 1000/],
  ['Text', /link h2-s1 of .* cannot have bw='10'/],
  ['LossOf150', /cannot have bw=10, loss=150: a loss is between 0 and 100/],
  ['OpenVSwitch', /switch s1 is an Open vSwitch/, /--switch ovs/],
  ['Reference', /switch s1 is a UserSwitch, .* OpenFlow controller/],
  ['Core', /switch core has no number in its name/, /core1/],
  ['NoId', /switch core has the datapath id 'east'/],
  ['LongSwitch', /name of switch switch-of-floor-12 has 18 letters, and Linux allows 15/],
  ['LongPort', /interface switch-east1-eth1 of switch-east1 has 17 letters/, /at most 10 letters/],
  ['LongHost', /client-of-alice-eth0 of client-of-alice has 20 letters/, /at most 10 letters/],
  ['LongName', /interface interface-of-h2-x of h2 has 17 letters/, /at most 15 letters/],
  ['Space', /cannot be called 's 1'/],
  ['Twice', /two interfaces are called s1-x/],
  ['NoAddress', /host h2 has no IPv4 address \(ip=None\)/, /IPv4/],
  ['Version6', /host h2 has an IPv6 address only \(ip='fd00::2\/64'\)/, /IPv4/],
  ['NoNumber', /host h2 has no IPv4 address: ip='10\.0\.0\.300\/8'/],
  ['NoLink', /host h2 has no link/],
];

t.test('what cannot be made of a topology is told before it is built', async (t) => {
  const stage = await openRealStage(t);
  for (const [name, message, hint] of refused) {
    const found = await build(stage, 'checked.py', name);
    t.match(found, { code: 'TOPOLOGY_WRONG', message, ...(hint && { hint }) }, name);
  }
  if (await hasNetem()) return;
  for (const [name, asked] of [
    ['Delay', "bw=5, delay='40ms'"],
    ['DelayAlone', "delay='40ms'"],
    ['DelayInPartial', "delay='40ms'"],
    ['LossAtOneEnd', 'loss=3'],
    ['QueueOfInterface', 'max_queue_size=10'],
  ] as const) {
    const found = await build(stage, 'checked.py', name);
    t.match(found, { code: 'BOX_LACKS', message: /has no netem, so the link h2-s1 of / }, name);
    t.ok(found.message.endsWith(`cannot have ${asked}`), found.message);
  }
  const asked = await build(stage, 'checked.py', 'Fine', { links: { delayMs: 5 } });
  t.match(asked, { code: 'BOX_LACKS', message: /has no netem, so the link .*delay='5ms'/ });
});

for (const [name, message] of [
  ['SilentHost', /host h2 has no IPv4 address on h2-eth0/],
  ['LeavingHost', /did not start .*: it ended Python by sys\.exit\(5\) \(line \d+\)/],
  ['SameAddress', /hosts h2 and h3 have the same address, 10\.0\.0\.9/],
] as const) {
  t.test(`${name} is told once it shows`, async (t) => {
    const stage = await openRealStage(t);
    t.match(await build(stage, 'checked.py', name), { code: 'TOPOLOGY_WRONG', message });
  });
}

t.test('what only looks like one of them is built, with its queues', async (t) => {
  const stage = await openRealStage(t);
  const where = { label: 'f', file: path.join(folder, 'checked.py'), class: 'Fine', args: '' };
  const { hosts } = await stage.build({ ...request, topology: where });
  t.same(
    hosts.map(({ interface: device, addresses }) => [device, addresses[0]]),
    [
      ['h1-eth0', '10.0.0.1'],
      ['eth0', '10.0.0.77'],
      ['h3-eth0', '10.0.0.3'],
    ],
  );
});

t.test('a network that takes its time tells its progress', async (t) => {
  const stage = await openImpatientStage(t, 0.3);
  const topology = { label: 's', module: 'mininet.topo', class: 'SingleSwitchTopo', args: '12' };
  const told: number[] = [];
  await stage.build({ ...request, topology }, ({ done, of }) => {
    if (of > 0) told.push(done / of);
  });
  t.ok(told.length > 0, `${told.length} times`);
  t.same(told, [...told].sort(), 'it grows');
  t.ok(told.every((share) => share >= 0 && share <= 1));
});

t.test('nothing is left of any of them', { buffered: false }, async (t) => {
  await assertNothingLeft(t, before);
});
