/**
 * Looks at a box before anything is started on it: what is there, what is missing, how to become
 * root. One command on the box; what is missing is said in one sentence, with the cure.
 */
import type { Box, Elevate } from '../boxes/box.ts';
import { LabError } from '../model/errors.ts';
import { getElevate, parseRootWay, type RootWay, rootScript } from './become-root.ts';
import { readAnswers, refuseAnswer } from './read-answers.ts';

/** What a box has. Paths are on the box; empty strings stand for what is missing. */
export interface BoxFacts {
  uid: number;
  root: RootWay;
  elevate: Elevate;
  /** Why there can be no user namespace; empty unless it was needed. */
  namespaceTrouble: string;
  /** sudo is there, but asks for a password. */
  asksPassword: boolean;
  /** Mininet's Python. */
  python: string;
  /** Empty where there is none that can run our programs (provide-node.ts). */
  node: string;
  /** Of the Node that was found, also of one that is too old. */
  nodeVersion: string;
  /** As uname(1) -m has it, and the version of glibc, empty where there is another C library. */
  machine: string;
  glibc: string;
  kernel: string;
  cores: number;
  /** Memory that is free, or would be if it were needed (proc_meminfo(5)). */
  freeMib: number;
  /** It is a machine that QEMU emulates, dozens of times slower than one of metal. */
  isEmulated: boolean;
  missing: string[];
  /** Whether the kernel has netem; undefined unless it was asked for. */
  netem?: boolean;
}

export interface Needs {
  /** Link delay or loss is wanted: the kernel must have netem (tc-netem(8)). */
  netem: boolean;
  openVSwitch: boolean;
  /** Our programs run: a Node is needed. */
  node: boolean;
}

const tools = ['mnexec', 'unshare', 'tcpdump', 'ip', 'setsid', 'mount'];
const linuxBridgeTools = ['brctl', 'ifconfig'];
const openVSwitchTools = ['ovs-vswitchd', 'ovsdb-server', 'ovs-vsctl', 'ovsdb-tool', 'ethtool'];

/** By its path: a shell passes over one for another processor and takes the next in PATH. */
const nodeScript = `node=$(command -v node)
echo node=$node
echo nodeVersion=$("$node" --version 2>/dev/null)`;

/** In a network namespace of its own. */
const netemProgram = 'ip link set lo up && tc qdisc add dev lo root netem delay 1ms';

/** Prints key=value lines. POSIX sh; nothing in it changes the box. */
function getScript(wanted: readonly string[], needs: Needs): string {
  return `PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
echo uid=$(id -u)
${rootScript}
echo kernel=$(uname -r)
echo machine=$(uname -m)
echo glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null)
echo cores=$(getconf _NPROCESSORS_ONLN)
sed -n 's/^MemAvailable: *\\([0-9]*\\).*/freeKib=\\1/p' /proc/meminfo
grep -q 'QEMU TCG' /proc/cpuinfo && echo emulated=yes
for python in /usr/bin/python3 python3; do
  if "$python" -c 'import importlib.util as u, sys
sys.exit(0 if u.find_spec("mininet.net") and sys.version_info >= (3, 8) else 1)' 2>/dev/null
  then echo python=$(command -v "$python"); break; fi
done
for tool in ${wanted.join(' ')}; do command -v $tool >/dev/null || echo missing=$tool; done
${needs.node ? nodeScript : ''}
${
  needs.netem
    ? `$as_root unshare --net sh -c '${netemProgram}' \\
  >/dev/null 2>&1 && echo netem=yes || echo netem=no`
    : ''
}`;
}

/** Looks at a box. Throws LabError BOX_LACKS, BOX_*, COMMAND_FAILED. */
export async function checkBox(box: Box, needs: Needs): Promise<BoxFacts> {
  const facts = await readFacts(box, needs);
  const where = box.kind === 'local' ? 'This machine' : `The box ${box.name}`;
  if (facts.missing.length > 0) {
    throw new LabError('BOX_LACKS', `${where} lacks ${facts.missing.join(', ')}`, {
      hint:
        box.kind === 'local'
          ? 'Install it with: sh lab/boxes/provision.sh'
          : 'Install it there: copy lab/boxes/provision.sh to the box and run it with sh.',
    });
  }
  if (facts.root === 'none' && facts.asksPassword) await becomeRoot(box, facts, needs);
  if (facts.root === 'none') throw refuseWithoutRoot(where, facts);
  if (needs.netem && facts.netem === false) {
    const message = `The kernel of ${box.name} (${facts.kernel}) has no netem`;
    throw new LabError(
      'BOX_LACKS',
      `${message}, so a link can have no delay, no loss and no faults like them there`,
      {
        hint: 'Leave --link-delay, --link-loss and such a --fault away, or take another --box.',
      },
    );
  }
  return facts;
}

/** Where sudo asks for a password, and somebody is there who can be asked for it. */
async function becomeRoot(box: Box, facts: BoxFacts, needs: Needs): Promise<void> {
  if ((await box.unlockSudo?.()) !== true) return;
  facts.root = 'sudo';
  facts.elevate = getElevate('sudo');
  if (!needs.netem) return;
  const tried = await box.run([...facts.elevate, 'unshare', '--net', 'sh', '-c', netemProgram]);
  facts.netem = tried.status === 0;
}

function refuseWithoutRoot(where: string, facts: BoxFacts): LabError {
  const { namespaceTrouble, asksPassword } = facts;
  const because = namespaceTrouble === '' ? '' : ` (${namespaceTrouble})`;
  if (asksPassword) {
    const asks = `sudo on ${where.replace(/^T/, 't')} asks for a password`;
    const message = `${asks}, which the lab can ask for at a terminal only and not in CI, and there is no user namespace`;
    return new LabError('BOX_LACKS', message + because, {
      hint: 'Run it at a terminal, or allow this user sudo without a password: box.mjs doctor has the line.',
    });
  }
  const message = `${where} gives us no root and no user namespace, and Mininet needs one of them`;
  return new LabError('BOX_LACKS', message + because, {
    hint: 'Run as root, or allow this user sudo without a password; box.mjs doctor tells more.',
  });
}

/** What a network with its programs and witnesses takes. */
const stageMib = 250;

/**
 * How many networks a box plays on at the same time: plays wait more than they work, but where
 * a program takes seconds to start, those of two plays would only delay each other.
 */
export function chooseStages({ cores, freeMib, isEmulated }: BoxFacts): number {
  if (isEmulated) return 1;
  return Math.max(1, Math.min(cores * 2, Math.floor(freeMib / stageMib)));
}

/** Half a second of work; an emulated box on a busy host takes a hundred times as long. */
const lookLimitMs = 120_000;

/** What every box has an answer to; without one of this form the look itself went wrong. */
const forms: Readonly<Record<string, RegExp>> = {
  ...{ uid: /^\d+$/, root: /^(root|sudo|namespace|none)$/, cores: /^[1-9]\d*$/ },
  ...{ kernel: /^\d/, machine: /^\w+$/ },
};

async function readFacts(box: Box, needs: Needs): Promise<BoxFacts> {
  const wanted = [...tools, ...(needs.openVSwitch ? openVSwitchTools : linuxBridgeTools)];
  const result = await box.run(['sh', '-c', getScript(wanted, needs)], { limitMs: lookLimitMs });
  const values = readAnswers(result.stdout, box.name);
  const get = (key: string) => values.get(key)?.[0] ?? '';
  const root = parseRootWay(get('root'));
  const isLocal = box.kind === 'local';
  // Here the Node that runs the lab will do; elsewhere one is brought where none is.
  const nodeVersion = isLocal ? process.version : get('nodeVersion');
  const isNodeFit = Number(/^v(\d+)\./.exec(nodeVersion)?.[1] ?? 0) >= 18;
  const missing = values.get('missing') ?? [];
  if (get('python') === '') missing.unshift('Mininet for Python >= 3.8');
  // Where much is missing, what looks may be missing as well, and that is said first.
  for (const [key, form] of missing.length === 0 ? Object.entries(forms) : []) {
    if (!form.test(get(key))) throw refuseAnswer(box.name, key, get(key));
  }
  return {
    uid: Number(get('uid') || 'NaN'),
    root,
    elevate: getElevate(root),
    namespaceTrouble: get('namespace'),
    asksPassword: get('sudo') === 'password',
    python: get('python'),
    node: isLocal ? process.execPath : isNodeFit ? get('node') : '',
    nodeVersion,
    machine: get('machine'),
    glibc: get('glibc').replace(/^glibc /, ''),
    kernel: get('kernel'),
    cores: Number(get('cores')) || 1,
    freeMib: Math.floor((Number(get('freeKib')) || 0) / 1024),
    isEmulated: get('emulated') === 'yes',
    missing,
    ...(needs.netem && { netem: get('netem') === 'yes' }),
  };
}
