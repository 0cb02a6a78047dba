/**
 * How one becomes root on a box: by being it, by sudo, or in a user namespace, where an ordinary
 * user is root over networks, mounts and processes that are the namespace's own
 * (user_namespaces(7)). A part of the scripts by which preflight and doctor look at a box.
 */
import type { Elevate } from '../boxes/box.ts';
import { passwordWords, sudoWords } from '../boxes/sudo.ts';

/** The ways, the first that works is taken. */
export type RootWay = 'root' | 'sudo' | 'namespace' | 'none';

const words: Record<RootWay, Elevate> = {
  root: [],
  sudo: sudoWords,
  namespace: ['unshare', '--user', '--map-root-user', '--'],
  none: [],
};

/** The words before a command that is to run as root. */
export function getElevate(way: RootWay): Elevate {
  return words[way];
}

/** Reads what the script printed behind `root=`. */
export function parseRootWay(text: string): RootWay {
  return text in words ? (text as RootWay) : 'none';
}

/**
 * What a stage does first, in namespaces like a stage's; that a namespace can be made says little:
 * containers mask /proc or /sys, and AppArmor takes the rights away again (Ubuntu 23.10 and later).
 * Sets `because` to what failed.
 */
export const namespaceProbe = `because=$(LC_ALL=C ${words.namespace.join(' ')} \\
  unshare --net --pid --mount --ipc --uts --fork --kill-child --mount-proc sh -c '
    mount --make-rprivate / && mount -t sysfs sysfs /sys && mount -t tmpfs tmpfs /run &&
    ip link set lo up && ip link add lab0 type veth peer name lab1 && ip link add lab2 type bridge
  ' 2>&1 </dev/null)`;

/**
 * Sets `as_root` and prints `root=` with a way, and `namespace=` with why the last one fails, and
 * `sudo=password` where sudo is there but asks. POSIX sh; it changes nothing on the box.
 */
export const rootScript = `as_root=
if [ "$(id -u)" = 0 ]; then echo root=root
elif sudo_said=$(LC_ALL=C sudo -n true 2>&1 </dev/null); then
  as_root="${words.sudo.join(' ')}"; echo root=sudo
else
  printf '%s' "$sudo_said" | grep -qE '${passwordWords}' && echo sudo=password
  if ${namespaceProbe}; then as_root="${words.namespace.join(' ')}"; echo root=namespace
  else echo root=none; echo namespace=$(printf '%s' "$because" | tail -n 1); fi
fi`;
