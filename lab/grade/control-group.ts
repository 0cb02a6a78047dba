/**
 * A control group for one submission: what all its processes together may use of memory, processes
 * and the processors (cgroups(7)). Version 2 of cgroups where it has these controllers, else
 * version 1; where neither can be used, what prlimit(1) gives each process has to do.
 *
 * Programs are started in namespaces in which /sys/fs/cgroup is not there: the shell that becomes a
 * program mounts the hierarchy, enters the group, and takes the mount away again.
 */
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { quoteWord } from './quote-word.ts';

/** What one submission may use; all its plays that go on at the same time share it. */
export const groupLimits = {
  memoryBytes: 2 << 30,
  processes: 768,
  /** Against 1024 of a single process outside (cpu.shares), and 100 in version 2 (cpu.weight). */
  shares: 2048,
} as const;

export interface ControlGroup {
  /** What limits are held by it, for a person: `memory, processes, processors`. */
  holds: readonly string[];
  /** Shell commands, given as root, that put the shell itself into the group; '' for none. */
  enter: string;
  remove(): Promise<void>;
}

interface Hierarchy {
  type: 'cgroup' | 'cgroup2';
  /** Where it is mounted here. */
  mount: string;
  /** As mount(8) asks for it: in version 1 the controllers that are mounted together. */
  options: string;
  files: readonly (readonly [string, string])[];
  holds: readonly string[];
}

const { memoryBytes, processes, shares } = groupLimits;

/** For each controller of version 1, what is held and by which file. */
const first: readonly (readonly [string, string, readonly (readonly [string, string])[]])[] = [
  ['memory', 'memory', [['memory.limit_in_bytes', `${memoryBytes}`]]],
  ['pids', 'processes', [['pids.max', `${processes}`]]],
  ['cpu', 'processors', [['cpu.shares', `${shares}`]]],
];
const second: readonly (readonly [string, string])[] = [
  ['memory.max', `${memoryBytes}`],
  ['memory.swap.max', '0'],
  ['pids.max', `${processes}`],
  ['cpu.weight', `${Math.round((shares * 100) / 1024)}`],
];

const prefix = 'mininet-lab-';

/** Makes the group; what cannot be made is left out, and `holds` does not name it. */
export async function makeControlGroup(): Promise<ControlGroup> {
  const found = findHierarchies(await readFile('/proc/self/mountinfo', 'utf8').catch(() => ''));
  const name = `${prefix}${process.pid}-${Math.random().toString(36).slice(2, 10)}`;
  const made: Hierarchy[] = [];
  for (const hierarchy of found) {
    await removeStale(hierarchy.mount);
    if (await makeIn(hierarchy, name)) made.push(hierarchy);
  }
  return {
    holds: made.flatMap(({ holds }) => holds),
    enter: made.map((hierarchy) => enterLine(hierarchy, name)).join(''),
    remove: async () => {
      for (const { mount } of made) await removeGroup(path.join(mount, name));
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
  const old = first.flatMap(([controller, holds, files]): Hierarchy[] => {
    const mount = mounts.find(({ type, options }) => {
      return type === 'cgroup' && options.includes(controller);
    });
    if (!mount) return [];
    const options = mount.options.filter((option) => !['rw', 'ro', 'xattr'].includes(option));
    return [
      { type: 'cgroup', mount: mount.mount, options: options.join(','), files, holds: [holds] },
    ];
  });
  // A controller is in one of the two versions only: where version 1 has memory, 2 has it not.
  const unified = mounts.find(({ type }) => type === 'cgroup2');
  if (old.length > 0 || !unified) return old;
  const holds = first.map(([, what]) => what);
  return [{ type: 'cgroup2', mount: unified.mount, options: '', files: second, holds }];
}

async function makeIn({ type, mount, files }: Hierarchy, name: string): Promise<boolean> {
  const folder = path.join(mount, name);
  try {
    if (type === 'cgroup2') {
      await writeFile(path.join(mount, 'cgroup.subtree_control'), '+memory +pids +cpu');
    }
    await mkdir(folder);
    for (const [file, value] of files) {
      // Without swap there is no such file, and nothing to be held.
      const isOptional = file === 'memory.swap.max';
      await writeFile(path.join(folder, file), value).catch((error: unknown) => {
        if (!isOptional) throw error;
      });
    }
    return true;
  } catch {
    await rmdir(folder).catch(() => {});
    return false;
  }
}

/** `exit 125` is nobody's status but ours: openWalls tries it before any program is started. */
function enterLine({ type, options }: Hierarchy, name: string): string {
  const folder = '/run/lab-walls';
  const how = options === '' ? '' : ` -o ${quoteWord(options)}`;
  return (
    `mkdir -p ${folder} && mount -t ${type}${how} ${type} ${folder} && ` +
    `echo $$ >${folder}/${name}/cgroup.procs && umount ${folder} || exit 125; `
  );
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

/** Groups of labs that were killed before they could remove them; one in use cannot be removed. */
async function removeStale(mount: string): Promise<void> {
  const names = await readdir(mount).catch((): string[] => []);
  for (const name of names) {
    const pid = /^mininet-lab-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || Number(pid) === process.pid || isAlive(Number(pid))) continue;
    await rmdir(path.join(mount, name)).catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
