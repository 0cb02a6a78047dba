/** What facts about a box mean: each of them alone, and whether the lab can play there. */
import { readFileSync } from 'node:fs';
import t from 'tap';
import type { Examination } from '../../lab/run/examination.ts';
import { tracedEvents } from '../../lab/run/examine.ts';
import { canPlay, findAll } from '../../lab/run/findings.ts';

/** Since Linux 6.3: how many bytes were copied. */
const mayLack = 'sock/sock_recv_length';

/** A box on which all is there. */
const good: Examination = {
  box: 'ssh://root@box',
  isLocal: false,
  system: 'Linux',
  kernel: '6.1.0',
  machine: 'x86_64',
  root: 'root',
  namespaceTrouble: '',
  asksPassword: false,
  canAsk: false,
  mininet: '2.3.0',
  python: '3.8.0',
  node: 'v18.0.0',
  missing: [],
  netem: true,
  kernelOpenVSwitch: true,
  tun: true,
  tracing: 'yes',
  clockSource: 'tsc',
  synchronized: 'yes',
  stepsBack: 0,
  smallestStepNs: 40,
  homeFreeMib: 5000,
  temporaryFreeMib: 5000,
  cgroups: 'v1',
  kvm: 'open',
  hasApt: true,
};

/** What is not there, by id, with its state. */
function findLacks(change: Partial<Examination>): string[] {
  const lacks = findAll({ ...good, ...change }).filter(({ state }) => state !== 'there');
  return lacks.map(({ id, state }) => `${id} ${state}`);
}

t.test('a good box lacks nothing, and says what all is for', async (t) => {
  t.same(findLacks({}), []);
  const findings = findAll(good);
  t.ok(canPlay(findings));
  for (const { id, neededFor, found, mend } of findings) {
    t.ok(neededFor.length > 5 && found.length > 0, id);
    t.equal(mend, undefined, 'nothing to mend');
  }
  const ids = findings.map(({ id }) => id);
  t.equal(new Set(ids).size, ids.length);
});

const cases: [change: Partial<Examination>, lacks: string[]][] = [
  [{ system: 'Darwin' }, ['linux missing']],
  [{ mininet: '' }, ['mininet missing']],
  [{ missing: ['mnexec'] }, ['mininet missing']],
  [{ python: '3.7.9' }, ['python missing']],
  [{ python: '' }, ['python missing']],
  [{ node: 'v16.20.2' }, ['node lacking']],
  [{ node: '' }, ['node lacking']],
  [{ missing: ['setsid'] }, ['tools missing']],
  [{ missing: ['brctl'] }, ['bridge missing']],
  [{ missing: ['tcpdump'] }, ['tcpdump missing']],
  [{ missing: ['nft'] }, ['nftables lacking']],
  [{ missing: ['bwrap'] }, ['bubblewrap lacking']],
  [{ missing: ['bsdtar'] }, ['archives lacking']],
  [{ missing: ['ovs-vswitchd'] }, ['openvswitch lacking']],
  [{ kernelOpenVSwitch: false }, []],
  [{ kernelOpenVSwitch: false, tun: false }, ['openvswitch lacking']],
  [{ netem: false }, ['netem lacking']],
  [{ tracing: 'mount: /tmp: permission denied.' }, ['tracing lacking']],
  [{ root: 'sudo' }, []],
  [{ root: 'namespace' }, []],
  [{ root: 'none', namespaceTrouble: 'no' }, ['root missing', 'namespaces missing']],
  [{ root: 'none', asksPassword: true }, ['root missing']],
  [{ root: 'none', asksPassword: true, canAsk: true }, []],
  [
    { root: 'none', asksPassword: true, canAsk: true, namespaceTrouble: 'no', netem: false },
    ['namespaces lacking', 'netem lacking'],
  ],
  [{ root: 'none', canAsk: true }, ['root missing']],
  [{ root: 'namespace', asksPassword: true }, []],
  [{ namespaceTrouble: 'unshare failed' }, ['namespaces lacking']],
  [{ stepsBack: 1 }, ['monotonic missing']],
  [{ smallestStepNs: 4_000_000 }, ['monotonic missing']],
  [{ smallestStepNs: Number.NaN }, ['monotonic missing']],
  [{ clockSource: 'hpet' }, ['clocksource lacking']],
  [{ synchronized: 'no' }, ['synchronized lacking']],
  [{ synchronized: 'unknown' }, []],
  [{ homeFreeMib: 3 }, ['disk missing']],
  [{ temporaryFreeMib: Number.NaN }, ['disk missing']],
  [{ cgroups: 'v2' }, ['cgroups lacking']],
  [{ kvm: 'denied' }, ['kvm lacking']],
  [{ kvm: 'none' }, ['kvm lacking']],
];

for (const [change, lacks] of cases) {
  t.test(`${JSON.stringify(change)} means ${lacks.join(' and ') || 'nothing'}`, async (t) => {
    t.same(findLacks(change), lacks);
    const canRun = !lacks.some((each) => each.endsWith('missing'));
    t.equal(canPlay(findAll({ ...good, ...change })), canRun);
  });
}

t.test('which kernel witness a box has is named, and why', async (t) => {
  const find = (tracing: string) =>
    findAll({ ...good, tracing }).find(({ id }) => id === 'tracing')?.found;
  t.equal(find('yes'), 'exact: the kernel can be traced');
  t.equal(find('this kernel has no event a/b'), 'sampled: this kernel has no event a/b');
  t.equal(find(''), 'sampled: why was not told');
});

t.test('what is looked for is what the stage asks the kernel for', async (t) => {
  const file = new URL('../../lab/stage/stage_trace.py', import.meta.url);
  const asked = [...readFileSync(file, 'utf8').matchAll(/^OTHERS = \{"(.*?)"|^ {4}"(.*?)": \(/gm)];
  const names = asked.map(([, other, own]) => other ?? own ?? '');
  t.same([...tracedEvents].sort(), names.filter((name) => name !== mayLack).sort());
  t.ok(names.includes(mayLack));
});

t.test('the cure is one for that box', async (t) => {
  const getCure = (change: Partial<Examination>) =>
    findAll({ ...good, ...change }).find(({ state }) => state !== 'there')?.mend;
  t.match(getCure({ mininet: '' }), /^sudo apt-get install .*mininet$/);
  t.equal(getCure({ mininet: '', isLocal: true }), 'sh lab/boxes/provision.sh');
  t.equal(getCure({ mininet: '', hasApt: false }), undefined, 'no package to name');
  const appArmor = { root: 'sudo', namespaceTrouble: 'mount: permission denied' } as const;
  t.match(getCure(appArmor), /apparmor_restrict_unprivileged_userns=0/);
});

t.test('sudo that asks for a password is said to be that', async (t) => {
  const say = (change: Partial<Examination>) =>
    findAll({ ...good, ...change }).find(({ id }) => id === 'root')?.found ?? '';
  t.match(say({ root: 'none', asksPassword: true }), /^sudo asks for a password.*terminal only/);
  t.match(say({ root: 'none', asksPassword: true, canAsk: true }), /the lab asks for it here/);
  t.match(say({ root: 'namespace', asksPassword: true }), /password.*user namespace stands in/);
  t.notMatch(say({ root: 'none' }), /password/);
});
