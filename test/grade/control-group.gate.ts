/** Control groups: found in both versions; users of two submissions are strangers. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { claimUsers, getUsers } from '../../lab/grade/claim-users.ts';
import { findHierarchies } from '../../lab/grade/control-group.ts';
import { getRoles } from '../../lab/model/submission.ts';

const roles = ['build', ...getRoles(firstReceived)] as const;

t.test('version 1 is found by its controllers, even where some are mounted together', async (t) => {
  const mounts = `30 23 0:28 / /sys/fs/cgroup ro,nosuid - tmpfs tmpfs ro,mode=755
32 30 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct
35 30 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
39 30 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids
41 30 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw`;
  const found = findHierarchies(mounts);
  t.same(
    found.map(({ type, mount, options }) => [type, mount, options]),
    [
      ['cgroup', '/sys/fs/cgroup/memory', 'memory'],
      ['cgroup', '/sys/fs/cgroup/pids', 'pids'],
      ['cgroup', '/sys/fs/cgroup/cpu,cpuacct', 'cpu,cpuacct'],
    ],
  );
});

t.test('version 2 is taken where it is alone; without either there is none', async (t) => {
  const mounts = '41 30 0:38 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate';
  t.match(findHierarchies(mounts), [{ type: 'cgroup2', mount: '/sys/fs/cgroup' }]);
  t.equal(findHierarchies(mounts)[0]?.controllers.length, 3);
  t.same(findHierarchies('30 23 0:28 / /sys rw - sysfs sysfs rw'), []);
  t.same(findHierarchies(''), []);
});

t.test('two submissions at the same time have no user in common', async (t) => {
  const claims = await Promise.all([claimUsers(roles), claimUsers(roles), claimUsers(roles)]);
  t.teardown(() => Promise.all(claims.map((claim) => claim.release())));
  const ids = claims.flatMap(({ users }) => Object.values(users));
  t.equal(new Set(ids).size, 12);
  t.ok(ids.every((id) => id >= 60_514 && id <= 61_183));
  t.equal(Math.max(...Object.values(getUsers(164, roles))), 61_179);
});

t.test('more roles take more users, and no stranger has them', async (t) => {
  const many = ['build', 'server', 'P', 'Q', 'R', 'S', 'T'] as const;
  const claims = await Promise.all([claimUsers(many), claimUsers(roles), claimUsers(many)]);
  t.teardown(() => Promise.all(claims.map((claim) => claim.release())));
  const ids = claims.flatMap(({ users }) => Object.values(users));
  t.equal(new Set(ids).size, 7 + 4 + 7);
  t.ok(ids.every((id) => id >= 60_514 && id <= 61_183));
});
