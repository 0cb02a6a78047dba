/** Control groups of others are cleared only where nobody can need them any more. Needs root. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rmdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { getOwnerMark } from '../../lab/boxes/owner.ts';
import { findHierarchies, makeControlGroup } from '../../lab/grade/control-group.ts';
import { getRoles } from '../../lab/model/submission.ts';

/** A group as a lab with this mark makes it, of a submission that has no program yet. */
async function makeGroup(mark: string): Promise<{ folders: string[]; remove(): Promise<void> }> {
  const mounts = findHierarchies(await readFile('/proc/self/mountinfo', 'utf8'));
  const folders = mounts.map(({ mount }) => path.join(mount, `mininet-lab-${mark}-test`));
  const roles = folders.map((folder) => path.join(folder, 'server'));
  for (const role of roles) await mkdir(role, { recursive: true });
  return {
    folders,
    remove: async () => {
      for (const folder of [...roles, ...folders]) await rmdir(folder).catch(() => {});
    },
  };
}

/** What a lab does before it marks a submission; then the group of that. */
async function clear(): Promise<void> {
  const group = await makeControlGroup(['build', ...getRoles(firstReceived)]);
  await group.remove();
}

const [pid, start, , boot] = getOwnerMark().split('.');
const marks = {
  dead: getOwnerMark().replace(/^\d+/, '999999999'),
  alive: getOwnerMark(),
  /** As on 2026-11-29: a chroot in a PID namespace of its own, on a machine with another lab. */
  elsewhere: `999999999.${start}.4026539999.${boot}`,
  old: `${pid}`,
};

for (const [whose, isCleared] of [
  ['dead', true],
  ['alive', false],
  ['elsewhere', false],
  ['old', false],
] as const) {
  t.test(
    `an empty group is ${isCleared ? '' : 'not '}cleared: its owner is ${whose}`,
    async (t) => {
      const { folders, remove } = await makeGroup(marks[whose]);
      t.teardown(remove);
      t.ok(folders.length > 0);
      await clear();
      t.same(folders.filter((folder) => existsSync(folder)).length, isCleared ? 0 : folders.length);
    },
  );
}

t.test(
  'a group whose owner cannot be seen is cleared once it is a day old and empty',
  async (t) => {
    const { folders, remove } = await makeGroup(marks.elsewhere);
    t.teardown(remove);
    const old = new Date(Date.now() - 48 * 3_600_000);
    for (const folder of folders) await utimes(folder, old, old);
    const sleeper = spawn('unshare', ['--pid', '--fork', '--kill-child', 'sleep', '1000']);
    t.teardown(() => sleeper.kill('SIGKILL'));
    await once(sleeper, 'spawn');
    for (const folder of folders) {
      await writeFile(path.join(folder, 'server', 'cgroup.procs'), `${sleeper.pid}`);
    }
    await clear();
    for (const folder of folders) t.ok(existsSync(path.join(folder, 'server')), 'in use');
    sleeper.kill('SIGKILL');
    await once(sleeper, 'exit');
    for (const folder of folders) await utimes(folder, old, old);
    const deadlineMs = Date.now() + 10_000;
    // The kernel ends the sleeper's namespace a moment after its first process.
    while (existsSync(folders[0] ?? '') && Date.now() < deadlineMs) await clear();
    t.same(
      folders.filter((folder) => existsSync(folder)),
      [],
    );
  },
);
