/** What a look at a box gives: the facts that examine.ts gathers, and findings.ts judges. */
import type { RootWay } from './become-root.ts';

/** What examine.ts found; an empty text stands for what is missing. */
export interface Examination {
  box: string;
  isLocal: boolean;
  /** As uname(1) has them: `Linux`, `6.1.0`, `x86_64`. */
  system: string;
  kernel: string;
  machine: string;
  root: RootWay;
  /** Empty where user namespaces work, else why not. */
  namespaceTrouble: string;
  /** sudo is there, but asks for a password. */
  asksPassword: boolean;
  /** Somebody at a terminal can be asked for that password. */
  canAsk: boolean;
  mininet: string;
  /** Version of the Python that has Mininet, else of any. */
  python: string;
  /** `v20.19.0` */
  node: string;
  /** Names of commands that are not there. */
  missing: readonly string[];
  netem: boolean;
  kernelOpenVSwitch: boolean;
  tun: boolean;
  /** `yes` where the kernel can be traced, else why not. */
  tracing: string;
  /** /sys/devices/system/clocksource/clocksource0/current_clocksource */
  clockSource: string;
  synchronized: 'yes' | 'no' | 'unknown';
  /** Of CLOCK_MONOTONIC: steps back that were seen, and the smallest step forward in ns. */
  stepsBack: number;
  smallestStepNs: number;
  /** Room in the home folder, where files are pushed to, and in the folder for temporary files. */
  homeFreeMib: number;
  temporaryFreeMib: number;
  cgroups: 'v2' | 'v1' | '';
  /** /dev/kvm: absent, there but not for this user, or to be opened. */
  kvm: 'none' | 'denied' | 'open';
  hasApt: boolean;
}
