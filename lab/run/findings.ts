/**
 * What a look at a box means: pure, from the facts that examine.ts gathered to findings, each with
 * what it is needed for and the command that mends it. `zx lab/box.mjs doctor` prints them.
 */
import type { Examination } from './examination.ts';

/** One thing that a box has or lacks. */
export interface Finding {
  id: string;
  title: string;
  /** `missing` keeps the lab from running; `lacking` only what `neededFor` says. */
  state: 'there' | 'missing' | 'lacking';
  found: string;
  neededFor: string;
  /** A command for the box, where one helps. */
  mend?: string;
}

/** The folders need as much, in MiB: a pushed Node, bundles, captures. */
const neededMib = 256;
const minimumNode = 18;
const minimumPython = [3, 8] as const;
/** Reading these costs a microsecond and more each time; jiffies are not even fine enough. */
const slowClocks = ['hpet', 'acpi_pm', 'jiffies', 'refined-jiffies'];

/** All findings, in the order in which they are read. */
export function findAll(facts: Examination): Finding[] {
  return [
    ...findSystem(facts),
    findRoot(facts),
    findNamespaces(facts),
    ...findNetwork(facts),
    ...findClock(facts),
    ...findRoom(facts),
  ];
}

/** Whether the lab can play there, with Linux bridges and plain links at least. */
export function canPlay(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state !== 'missing');
}

function findSystem(facts: Examination): Finding[] {
  const node = Number(/^v(\d+)/.exec(facts.node)?.[1] ?? 0);
  return [
    judge('linux', 'Linux', facts.system === 'Linux', {
      found: `${facts.system} ${facts.kernel} ${facts.machine}`,
      neededFor: 'everything: Mininet is made of network namespaces of the Linux kernel',
    }),
    judge('mininet', 'Mininet', facts.mininet !== '' && has(facts, 'mnexec'), {
      found: facts.mininet,
      neededFor: 'the networks',
      ...install(facts, 'mininet'),
    }),
    judge('python', 'Python', isNewEnough(facts.python), {
      found: facts.python,
      neededFor: `the stage: ${minimumPython.join('.')} or later, the one that has Mininet`,
      ...install(facts, 'python3'),
    }),
    judge('node', 'Node', node >= minimumNode, {
      isOptional: true,
      found: facts.node,
      neededFor: `our server and clients: ${minimumNode} or later; else the lab brings its own`,
      ...install(facts, 'nodejs'),
    }),
    judge(
      'tools',
      'System tools',
      systemTools.every((tool) => has(facts, tool)),
      {
        found: describeTools(facts, systemTools),
        neededFor: 'the namespaces of a stage, its terminals and addresses',
        ...install(facts, 'iproute2 util-linux mount procps'),
      },
    ),
  ];
}

function findRoot({ root, asksPassword, canAsk }: Examination): Finding {
  const asks = canAsk
    ? 'sudo asks for a password; the lab asks for it here, once a run, and stores it nowhere'
    : 'sudo asks for a password, which the lab can ask for at a terminal only and not in CI';
  const found = {
    root: 'the user is root',
    sudo: 'sudo without a password',
    namespace: asksPassword
      ? 'sudo asks for a password; a user namespace stands in'
      : 'neither root nor sudo; a user namespace stands in',
    none: asksPassword ? asks : '',
  }[root];
  return judge('root', 'Root', root !== 'none' || (asksPassword && canAsk), {
    found,
    neededFor: 'making networks: root, sudo, or a user namespace',
    mend: `echo "$(id -un) ALL=(ALL) NOPASSWD: ALL" | sudo tee /etc/sudoers.d/mininet-lab`,
  });
}

function findNamespaces(facts: Examination): Finding {
  const { namespaceTrouble, root, asksPassword, canAsk } = facts;
  const isAppArmor = /permission denied|not permitted/i.test(namespaceTrouble);
  return judge('namespaces', 'User namespaces', namespaceTrouble === '', {
    isOptional: root === 'none' ? asksPassword && canAsk : root !== 'namespace',
    found: namespaceTrouble === '' ? 'an ordinary user can make them' : namespaceTrouble,
    neededFor: 'playing without root',
    mend: isAppArmor
      ? 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'
      : 'sudo sysctl -w user.max_user_namespaces=10000',
  });
}

function findNetwork(facts: Examination): Finding[] {
  const hasDaemons = openVSwitchTools.every((tool) => has(facts, tool));
  const hasDatapath = facts.kernelOpenVSwitch || facts.tun;
  const datapath = facts.kernelOpenVSwitch ? "the kernel's datapath" : 'the datapath in user space';
  const isTraced = facts.tracing === 'yes';
  const extra = 'sudo apt-get install -y linux-modules-extra-$(uname -r)';
  return [
    judge(
      'bridge',
      'Linux bridges',
      bridgeTools.every((tool) => has(facts, tool)),
      {
        found: describeTools(facts, bridgeTools),
        neededFor: 'switches (--switch lxbr, the default)',
        ...install(facts, 'bridge-utils net-tools'),
      },
    ),
    judge('tcpdump', 'tcpdump', has(facts, 'tcpdump'), {
      found: describeTools(facts, ['tcpdump']),
      neededFor: 'the wire as a witness',
      ...install(facts, 'tcpdump'),
    }),
    judge('tracing', 'Kernel witness', isTraced, {
      isOptional: true,
      found: isTraced
        ? 'exact: the kernel can be traced'
        : `sampled: ${facts.tracing || 'why was not told'}`,
      neededFor:
        'the times of accepts and of received bytes in nanoseconds; sampled, some stay open',
    }),
    judge('openvswitch', 'Open vSwitch', hasDaemons && hasDatapath, {
      isOptional: true,
      found: hasDaemons
        ? hasDatapath
          ? datapath
          : 'no kernel module, and /dev/net/tun cannot be opened'
        : describeTools(facts, openVSwitchTools),
      neededFor: '--switch ovs',
      ...(hasDaemons
        ? { mend: 'sudo modprobe openvswitch || sudo chmod 0666 /dev/net/tun' }
        : install(facts, 'openvswitch-switch ethtool')),
    }),
    judge('netem', 'Kernel netem', facts.netem, {
      isOptional: true,
      found: facts.netem
        ? 'links can be late and lossy'
        : facts.root === 'none'
          ? 'not looked for: that takes root'
          : 'the kernel has no sch_netem',
      neededFor: '--link-delay and --link-loss (--link-bw works without)',
      mend: `sudo modprobe sch_netem || { ${extra}; sudo modprobe sch_netem; }`,
    }),
    judge('nftables', 'nftables', has(facts, 'nft'), {
      isOptional: true,
      found: describeTools(facts, ['nft']),
      neededFor: 'programs of others that have 127.0.0.1 written in',
      ...install(facts, 'nftables'),
    }),
    judge('bubblewrap', 'bubblewrap', has(facts, 'bwrap'), {
      isOptional: true,
      found: describeTools(facts, ['bwrap']),
      neededFor: 'marking submissions: their programs run within walls',
      ...install(facts, 'bubblewrap'),
    }),
    judge('archives', 'bsdtar', has(facts, 'bsdtar'), {
      isOptional: true,
      found: describeTools(facts, ['bsdtar']),
      neededFor: 'marking submissions that come as xz, bzip2, zstd, 7z or rar',
      ...install(facts, 'libarchive-tools'),
    }),
  ];
}

function findClock(facts: Examination): Finding[] {
  const { clockSource, stepsBack, smallestStepNs, synchronized } = facts;
  const isSteady = stepsBack === 0 && smallestStepNs > 0 && smallestStepNs < 100_000;
  const words = `steps of ${smallestStepNs} ns, ${stepsBack} backwards`;
  return [
    judge('monotonic', 'Monotonic clock', isSteady, {
      found: Number.isNaN(smallestStepNs) ? '' : words,
      neededFor: 'the times of all that is witnessed',
    }),
    judge('clocksource', 'Clock source', !slowClocks.includes(clockSource), {
      isOptional: true,
      found: clockSource === '' ? 'not told' : clockSource,
      neededFor: 'times to the microsecond',
      mend: 'cat /sys/devices/system/clocksource/clocksource0/available_clocksource',
    }),
    judge('synchronized', 'Wall clock', synchronized !== 'no', {
      isOptional: true,
      found: { yes: 'synchronized', no: 'not synchronized', unknown: 'not told' }[synchronized],
      neededFor: 'dates in reports; one that is set during a play leaves the order undecided',
      mend: 'sudo timedatectl set-ntp true',
    }),
  ];
}

function findRoom(facts: Examination): Finding[] {
  const { homeFreeMib, temporaryFreeMib, cgroups, kvm } = facts;
  const hasRoom = Math.min(homeFreeMib, temporaryFreeMib) >= neededMib;
  return [
    judge('disk', 'Disk', hasRoom, {
      found: `${homeFreeMib} MiB free in the home folder, ${temporaryFreeMib} MiB in /tmp`,
      neededFor: `files that are pushed and kept: ${neededMib} MiB`,
      mend: 'rm -rf ~/.cache/mininet-lab',
    }),
    judge('cgroups', 'Control groups', cgroups === 'v1', {
      isOptional: true,
      found: cgroups === '' ? '' : `cgroup ${cgroups}`,
      neededFor: "Mininet's own limits of a host's share of the CPU (v1), which the lab never asks",
    }),
    judge('kvm', 'KVM', kvm === 'open', {
      isOptional: true,
      found: {
        none: 'no /dev/kvm',
        denied: '/dev/kvm is there, but not for this user',
        open: '/dev/kvm; whether it works is tried before it is used',
      }[kvm],
      neededFor: 'a qemu box at full speed (it is emulated otherwise)',
      ...(kvm === 'denied' && { mend: 'sudo usermod -aG kvm "$(id -un)"' }),
    }),
  ];
}

/** Commands by what they are for; examine.ts looks for all of them. */
export const systemTools = ['ip', 'unshare', 'setsid', 'mount', 'ps'] as const;
export const bridgeTools = ['brctl', 'ifconfig'] as const;
export const openVSwitchTools = [
  ...(['ovs-vswitchd', 'ovsdb-server', 'ovs-vsctl', 'ovsdb-tool', 'ethtool'] as const),
] as const;

function judge(
  id: string,
  title: string,
  isThere: boolean,
  about: { found: string; neededFor: string; mend?: string; isOptional?: boolean },
): Finding {
  const { isOptional = false, mend, neededFor } = about;
  const state = isThere ? 'there' : isOptional ? 'lacking' : 'missing';
  const found = about.found === '' ? 'nothing' : about.found;
  return { id, title, state, found, neededFor, ...(!isThere && mend !== undefined && { mend }) };
}

function has({ missing }: Examination, tool: string): boolean {
  return !missing.includes(tool);
}

function describeTools(facts: Examination, tools: readonly string[]): string {
  const lacking = tools.filter((tool) => !has(facts, tool));
  return lacking.length === 0 ? tools.join(', ') : `no ${lacking.join(', no ')}`;
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === minimumPython[0] && minor >= minimumPython[1];
}

/** How packages come to this box: by the script that knows them all here, by name elsewhere. */
function install({ isLocal, hasApt }: Examination, packages: string): { mend?: string } {
  if (isLocal && hasApt) return { mend: 'sh lab/boxes/provision.sh' };
  if (!hasApt) return {};
  return { mend: `sudo apt-get install -y --no-install-recommends ${packages}` };
}
