/**
 * Looks at all of a box that the lab could ever use, for `zx lab/box.mjs doctor`: one script, whose
 * lines become the facts of findings.ts. It starts nothing that stays and changes nothing.
 */
import { canAskPassword } from '../boxes/ask-password.ts';
import type { Box } from '../boxes/box.ts';
import { namespaceProbe, parseRootWay, rootScript } from './become-root.ts';
import type { Examination } from './examination.ts';
import { bridgeTools, openVSwitchTools, systemTools } from './findings.ts';
import { readAnswers } from './read-answers.ts';

/** On an emulated box each Python takes a second. */
const limitMs = 120_000;

const tools = [
  'mnexec',
  'tcpdump',
  'nft',
  'bwrap',
  'bsdtar',
  ...systemTools,
  ...bridgeTools,
  ...openVSwitchTools,
];

/** Python prints what a shell cannot see. */
const clockProgram = `
import time
last, back, least = time.monotonic_ns(), 0, 10**9
for _ in range(20000):
    now = time.monotonic_ns()
    back += now < last
    if now > last:
        least = min(least, now - last)
    last = now
print("stepsBack=%d" % back)
print("smallestStepNs=%d" % least)`;

const mininetProgram = `
import sys
from mininet.net import VERSION
print("mininet=" + VERSION)
print("python=%d.%d.%d" % sys.version_info[:3])`;

/** What the kernel must be able to tell, so that it is traced (stage_trace.py). */
export const tracedEvents = [
  'syscalls/sys_exit_accept4',
  'syscalls/sys_exit_accept',
  'tcp/tcp_rcv_space_adjust',
  'sock/inet_sock_set_state',
  'sched/sched_process_fork',
  'sched/sched_process_exit',
  'sched/sched_waking',
  'sched/sched_wakeup_new',
  'sched/sched_switch',
];

/** Looks at tracefs as a stage would, mounted for this look alone; its last line says why not. */
const traceProbe = `unshare --mount sh -c '
  mount --make-rprivate / && mount -t tracefs tracefs /tmp && cd /tmp && cat trace_clock >/dev/null &&
  for event in ${tracedEvents.join(' ')}; do
    [ -e events/$event/format ] || { echo "this kernel has no event $event"; exit 1; }
  done'`;

const script = `export LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
has() { command -v "$1" >/dev/null 2>&1; }
echo system=$(uname -s); echo kernel=$(uname -r); echo machine=$(uname -m)
${rootScript}
${namespaceProbe} || echo namespaceTrouble=$(printf '%s' "$because" | tail -n 1)
for tool in ${tools.join(' ')}; do has $tool || echo missing=$tool; done
for python in /usr/bin/python3 python3; do
  "$python" -c '${mininetProgram}' 2>/dev/null && break
done
python3 -c 'import sys; print("python=%d.%d.%d" % sys.version_info[:3])' 2>/dev/null
python3 -c '${clockProgram}' 2>/dev/null
echo node=$("$(command -v node)" --version 2>/dev/null)
$as_root unshare --net sh -c 'ip link set lo up && tc qdisc add dev lo root netem delay 1ms' \\
  >/dev/null 2>&1 && echo netem=yes
[ -d /sys/module/openvswitch ] || modprobe -n -q openvswitch 2>/dev/null && echo openVSwitch=yes
$as_root sh -c ': <>/dev/net/tun' 2>/dev/null && echo tun=yes
tracing=$($as_root ${traceProbe} 2>&1 </dev/null) && echo tracing=yes ||
  echo tracing=$(printf '%s' "$tracing" | tail -n 1)
echo clockSource=$(cat /sys/devices/system/clocksource/clocksource0/current_clocksource 2>/dev/null)
echo synchronized=$(timedatectl show -p NTPSynchronized --value 2>/dev/null)
echo homeFreeMib=$(df -Pk "$HOME" 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }')
echo temporaryFreeMib=$(df -Pk /tmp 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }')
if [ -f /sys/fs/cgroup/cgroup.controllers ]; then echo cgroups=v2
elif [ -d /sys/fs/cgroup/cpu ]; then echo cgroups=v1; fi
if [ ! -e /dev/kvm ]; then echo kvm=none
elif [ -r /dev/kvm ] && [ -w /dev/kvm ]; then echo kvm=open; else echo kvm=denied; fi
has apt-get && echo apt=yes
true`;

/** Looks at a box. Throws LabError BOX_*, COMMAND_FAILED. */
export async function examineBox(box: Box): Promise<Examination> {
  const { stdout } = await box.run(['sh', '-c', script], { limitMs });
  return parseExamination(stdout, box);
}

/** Reads the script's lines; what it did not print is missing. LabError: readAnswers. */
export function parseExamination(
  text: string,
  { name, kind }: Pick<Box, 'name' | 'kind'>,
): Examination {
  const values = readAnswers(text, name);
  const get = (key: string) => values.get(key)?.[0] ?? '';
  const getNumber = (key: string) => Number(get(key) || 'NaN');
  const isLocal = kind === 'local';
  const [cgroups] = (['v2', 'v1'] as const).filter((each) => get('cgroups') === each);
  const [kvm] = (['open', 'denied'] as const).filter((each) => get('kvm') === each);
  const [synchronized] = (['yes', 'no'] as const).filter((each) => get('synchronized') === each);
  return {
    ...{ box: name, isLocal },
    ...{ system: get('system'), kernel: get('kernel'), machine: get('machine') },
    root: parseRootWay(get('root')),
    namespaceTrouble: get('namespaceTrouble'),
    asksPassword: get('sudo') === 'password',
    canAsk: canAskPassword(),
    ...{ mininet: get('mininet'), python: get('python') },
    // Here the Node that runs the lab plays, too.
    node: isLocal ? process.version : get('node'),
    missing: values.get('missing') ?? [],
    netem: get('netem') === 'yes',
    kernelOpenVSwitch: get('openVSwitch') === 'yes',
    tun: get('tun') === 'yes',
    tracing: get('tracing'),
    clockSource: get('clockSource'),
    synchronized: synchronized ?? 'unknown',
    stepsBack: getNumber('stepsBack'),
    smallestStepNs: getNumber('smallestStepNs'),
    homeFreeMib: getNumber('homeFreeMib'),
    temporaryFreeMib: getNumber('temporaryFreeMib'),
    cgroups: cgroups ?? '',
    kvm: kvm ?? 'none',
    hasApt: get('apt') === 'yes',
  };
}
