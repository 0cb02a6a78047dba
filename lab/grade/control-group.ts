/**
 * A control group for one submission: what all its processes together may use of memory, processes
 * and the processors (cgroups(7)). Version 2 of cgroups where it has these controllers, else
 * version 1; where neither can be used, what prlimit(1) gives each process has to do.
 *
 * Programs are started in namespaces in which /sys/fs/cgroup is not there: a shell of root mounts
 * the hierarchy, opens the group's list of processes, and takes the mount away again; the shell
 * that becomes the program writes itself into that list once its sandbox is up.
 */
import { mkdir, readdir, readFile, rmdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { getOwnerMark, isAbandoned } from '../run/owner.ts';
import type { BoxedRole } from './claim-users.ts';
import { quoteWord } from './quote-word.ts';
import type { Entering } from './sandbox.ts';

/** What one submission may use; all its plays that go on at the same time share it. */
export const groupLimits = {
  memoryBytes: 2 ** 31,
  /** Of each role. */
  roleMemoryBytes: 2 ** 30,
  roleProcesses: 256,
  /** Against 1024 of a single process outside (cpu.shares), and 100 in version 2 (cpu.weight). */
  shares: 2048,
} as const;

export interface ControlGroup {
  /** What limits are held by it, for a person: `memory, processes, processors`. */
  holds: readonly string[];
  /** Shell commands that put a program into its role's group. */
  enter(role: BoxedRole): Entering;
  /** One sentence for each limit that a role ran into. */
  readHits(): Promise<string[]>;
  remove(): Promise<void>;
}

/** A file of a control group, and what is written into it. */
type Setting = readonly [string, string];

interface Controller {
  name: string;
  holds: string;
  /** Of the whole submission, and of each role. */
  whole: readonly Setting[];
  role: readonly Setting[];
  /** Where the kernel counts how often a limit was hit, and what that means. */
  hits?: { file: string; key: string; because: string };
}

interface Hierarchy {
  type: 'cgroup' | 'cgroup2';
  /** Where it is mounted here. */
  mount: string;
  /** As mount(8) asks for it: in version 1 the controllers that are mounted together. */
  options: string;
  controllers: readonly Controller[];
}

const { memoryBytes, roleMemoryBytes, roleProcesses, shares } = groupLimits;
const tooMuch = `took more than ${roleMemoryBytes / 2 ** 20} MiB of memory, and was killed`;
const tooMany = `was kept from starting more than ${roleProcesses} processes or threads`;

const first: readonly Controller[] = [
  {
    name: 'memory',
    holds: 'memory',
    whole: [['memory.limit_in_bytes', `${memoryBytes}`]],
    role: [['memory.limit_in_bytes', `${roleMemoryBytes}`]],
    hits: { file: 'memory.oom_control', key: 'oom_kill', because: tooMuch },
  },
  {
    name: 'pids',
    holds: 'processes',
    whole: [],
    role: [['pids.max', `${roleProcesses}`]],
    hits: { file: 'pids.events', key: 'max', because: tooMany },
  },
  { name: 'cpu', holds: 'processors', whole: [['cpu.shares', `${shares}`]], role: [] },
];
const second: readonly Controller[] = [
  {
    name: 'memory',
    holds: 'memory',
    whole: [
      ['memory.max', `${memoryBytes}`],
      ['memory.swap.max', '0'],
    ],
    role: [['memory.max', `${roleMemoryBytes}`]],
    hits: { file: 'memory.events', key: 'oom_kill', because: tooMuch },
  },
  {
    name: 'pids',
    holds: 'processes',
    whole: [],
    role: [['pids.max', `${roleProcesses}`]],
    hits: { file: 'pids.events', key: 'max', because: tooMany },
  },
  {
    name: 'cpu',
    holds: 'processors',
    whole: [['cpu.weight', `${Math.round((shares * 100) / 1024)}`]],
    role: [],
  },
];

const prefix = 'mininet-lab-';

/** Makes the group; what cannot be made is left out, and `holds` does not name it. */
export async function makeControlGroup(roles: readonly BoxedRole[]): Promise<ControlGroup> {
  const found = findHierarchies(await readFile('/proc/self/mountinfo', 'utf8').catch(() => ''));
  const name = `${prefix}${getOwnerMark()}-${Math.random().toString(36).slice(2, 10)}`;
  const made: Hierarchy[] = [];
  await removeStale(found.map(({ mount }) => mount));
  for (const hierarchy of found) {
    if (await makeIn(hierarchy, name, roles)) made.push(hierarchy);
  }
  return {
    holds: made.flatMap(({ controllers }) => controllers.map(({ holds }) => holds)),
    enter: (role) => ({
      open: made.map((one, index) => openLine(one, `${name}/${role}`, index)).join(''),
      enter: made.map((_, index) => enterLine(index)).join(''),
    }),
    readHits: async () => (await Promise.all(made.map((one) => readHits(one, name, roles)))).flat(),
    remove: async () => {
      for (const { mount } of made) {
        for (const role of roles) await removeGroup(path.join(mount, name, role));
        await removeGroup(path.join(mount, name));
      }
    },
  };
}

/** What /proc/self/mountinfo (proc_pid_mountinfo(5)) says can be used. Pure. */
export function findHierarchies(mountinfo: string): Hierarchy[] {
  const mounts = mountinfo.split('\n').flatMap((line) => {
    const [, mount, type, options] =
      /^\S+ \S+ \S+ \/ (\S+) .* - (cgroup2?) \S+ (\S+)$/.exec(line) ?? [];
    return mount && type && options ? [{ mount, type, options: options.split(',') }] : [];
  });
  const old = first.flatMap((controller): Hierarchy[] => {
    const found = mounts.find(({ type, options }) => {
      return type === 'cgroup' && options.includes(controller.name);
    });
    if (!found) return [];
    const options = found.options.filter((option) => !['rw', 'ro', 'xattr'].includes(option));
    const { mount } = found;
    return [{ type: 'cgroup', mount, options: options.join(','), controllers: [controller] }];
  });
  // A controller is in one of the two versions only: where version 1 has memory, 2 has it not.
  const unified = mounts.find(({ type }) => type === 'cgroup2');
  if (old.length > 0 || !unified) return old;
  return [{ type: 'cgroup2', mount: unified.mount, options: '', controllers: second }];
}

async function makeIn(
  { type, mount, controllers }: Hierarchy,
  name: string,
  roles: readonly BoxedRole[],
): Promise<boolean> {
  const folder = path.join(mount, name);
  const passOn = async (to: string) => {
    if (type === 'cgroup') return;
    await writeFile(path.join(to, 'cgroup.subtree_control'), '+memory +pids +cpu');
  };
  try {
    await passOn(mount);
    await mkdir(folder);
    await passOn(folder);
    const whole = controllers.flatMap((controller) => controller.whole);
    await set(folder, whole);
    for (const role of roles) {
      await mkdir(path.join(folder, role));
      const settings = controllers.flatMap((controller) => controller.role);
      await set(path.join(folder, role), settings);
    }
    return true;
  } catch {
    for (const role of roles) await rmdir(path.join(folder, role)).catch(() => {});
    await rmdir(folder).catch(() => {});
    return false;
  }
}

async function set(folder: string, settings: readonly Setting[]): Promise<void> {
  for (const [file, value] of settings) {
    await writeFile(path.join(folder, file), value).catch((error: unknown) => {
      // Without swap there is no such file, and nothing to be held.
      if (file !== 'memory.swap.max') throw error;
    });
  }
}

/** Where the list of a hierarchy is open; a shell takes one digit (POSIX.1-2017, 2.7). */
const firstDescriptor = 6;

function openLine({ type, options }: Hierarchy, name: string, index: number): string {
  const folder = '/run/lab-walls';
  const how = options === '' ? '' : ` -o ${quoteWord(options)}`;
  const list = `${folder}/${name}/cgroup.procs`;
  return (
    `mkdir -p ${folder} && mount -t ${type}${how} ${type} ${folder} && ` +
    `exec ${firstDescriptor + index}>${list} && umount --lazy ${folder} || exit 125; `
  );
}

/** 0 is whoever writes it (cgroups(7)); who may is asked where the list is opened: root. */
function enterLine(index: number): string {
  const list = firstDescriptor + index;
  return `echo 0 >&${list} && exec ${list}>&- || exit 125; `;
}

async function readHits(
  { mount, controllers }: Hierarchy,
  name: string,
  roles: readonly BoxedRole[],
): Promise<string[]> {
  const found: string[] = [];
  for (const { hits } of controllers) {
    if (!hits) continue;
    for (const role of roles) {
      const file = path.join(mount, name, role, hits.file);
      const text = await readFile(file, 'utf8').catch(() => '');
      const count = new RegExp(`^${hits.key} (\\d+)$`, 'm').exec(text)?.[1];
      if (count !== undefined && count !== '0') found.push(`${role} ${hits.because}`);
    }
  }
  return found;
}

const removeLimitMs = 3_000;

/** A group goes once its last process is gone, which the kernel may still be ending. */
async function removeGroup(folder: string): Promise<void> {
  const deadlineMs = Date.now() + removeLimitMs;
  for (;;) {
    const error = await rmdir(folder).then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error,
    );
    if (error?.code !== 'EBUSY' || Date.now() > deadlineMs) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Removes groups of labs that were killed before they could. Never one with a process in it: in
 * another PID namespace a lab may live whose programs are about to enter the rest of it.
 */
async function removeStale(mounts: readonly string[]): Promise<void> {
  const names = await Promise.all(mounts.map((mount) => readdir(mount).catch(() => [])));
  for (const name of new Set(names.flat().filter((one) => one.startsWith(prefix)))) {
    const mark = name.slice(prefix.length).split('-')[0] ?? '';
    const folders = mounts.map((mount) => path.join(mount, name));
    const facts = await Promise.all(folders.map((one) => stat(one).catch(() => undefined)));
    const madeAtMs = Math.max(0, ...facts.map((one) => one?.mtimeMs ?? 0));
    if (!isAbandoned(mark, madeAtMs) || (await hasProcesses(folders))) continue;
    for (const folder of folders) {
      for (const role of await listGroups(folder)) await rmdir(role).catch(() => {});
      await rmdir(folder).catch(() => {});
    }
  }
}

/** The groups of the roles of a submission, as paths: whatever roles its assignment had. */
async function listGroups(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name));
}

/**
 * Whether a process is in any of a submission's groups. Version 1 does not list processes of other
 * PID namespaces in cgroup.procs; pids.current counts them.
 */
async function hasProcesses(folders: readonly string[]): Promise<boolean> {
  const within = await Promise.all(folders.map(listGroups));
  for (const folder of [...folders, ...within.flat()]) {
    const [listed = '', count = ''] = await Promise.all(
      ['cgroup.procs', 'pids.current'].map((file) => {
        return readFile(path.join(folder, file), 'utf8').catch(() => '');
      }),
    );
    if (listed.trim() !== '' || Number(count) > 0) return true;
  }
  return false;
}
