/**
 * Who made a thing that outlives its process: a lock, a folder in /tmp, a control group. Its name
 * or its text bears a mark, and what is cleared because nobody needs it any more asks here, always.
 *
 * A process id alone says little: it is used again, and another PID namespace (a container, a
 * chroot with processes of its own) has the same number for another process or for none, while /sys
 * and /tmp may be shared with it (pid_namespaces(7)).
 */
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * `elsewhere`: of another PID namespace, another machine, another boot, or without a mark that can
 * be read. Whether such an owner lives cannot be seen from here.
 */
export type OwnerState = 'alive' | 'dead' | 'elsewhere';

/** No lab works for so long on one thing, in whatever namespace its process counts. */
const abandonedMs = 24 * 3_600_000;

/** Process id, its start in clock ticks since boot, its PID namespace, and the boot. */
const pattern = /^(\d+)\.(\d+)\.(\d+)\.([0-9a-f]+)$/;

/** The mark of this process: digits, letters from a to f and dots; 60 characters at most. */
export function getOwnerMark(): string {
  return [process.pid, readStart(process.pid) ?? 0, readNamespace(), readBoot()].join('.');
}

/** What is known of the process that made a mark. */
export function findOwnerState(mark: string): OwnerState {
  const [, pid, start, namespace, boot] = pattern.exec(mark) ?? [];
  if (boot === undefined || boot !== readBoot()) return 'elsewhere';
  if (namespace === '0' || namespace !== readNamespace()) return 'elsewhere';
  if (!isThere(Number(pid))) return 'dead';
  // Where other users' processes are hidden (hidepid, proc(5)) nothing more can be seen.
  const found = readStart(Number(pid));
  return found === undefined || start === '0' || found === start ? 'alive' : 'dead';
}

/**
 * Whether what bears a mark may be cleared: its owner is surely dead, or cannot be seen from here
 * and the thing is a day old. `madeAtMs` is when it was made or changed last, as Date.now() has it.
 */
export function isAbandoned(mark: string, madeAtMs: number): boolean {
  const state = findOwnerState(mark);
  return state === 'dead' || (state === 'elsewhere' && Date.now() - madeAtMs >= abandonedMs);
}

/** kill(2) with signal 0. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Field 22 of proc_pid_stat(5); the name before it may hold blanks and brackets. */
function readStart(pid: number): string | undefined {
  const text = read(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19];
}

/** The inode of this process's PID namespace; '0' where /proc is not that of this namespace. */
function readNamespace(): string {
  try {
    if (readlinkSync('/proc/self') !== `${process.pid}`) return '0';
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

/** The first half of the boot's id, which random(4) makes anew with each boot. */
function readBoot(): string {
  const id = read('/proc/sys/kernel/random/boot_id') ?? '';
  return id.replace(/[^0-9a-f]/g, '').slice(0, 16) || '0';
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
