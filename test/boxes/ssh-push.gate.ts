/** Files on a box: sent once, verified, mended, and safe from others. */
import { chmod, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { openSshBox } from '../../lab/boxes/ssh.ts';
import { startRelay } from './proxy.ts';
import { makeFolder, makeSudoUser, runAsRoot, startSshd } from './sshd.ts';

const sshd = await startSshd();
t.teardown(() => sshd.stop());
const relay = await startRelay(sshd.port);
t.teardown(() => relay.stop());
const user = await makeSudoUser();
t.teardown(() => user.remove());
const folder = await makeFolder();
t.teardown(() => rm(folder, { recursive: true }));
const options = {
  identityFiles: [sshd.keyPath],
  knownHostsPath: sshd.knownHostsPath,
  userKnownHostsPath: path.join(sshd.folder, 'none'),
};
const openRoot = () => openSshBox(`ssh://root@127.0.0.1:${relay.port}`, options);
const openUser = () => openSshBox(`ssh://${user.name}@127.0.0.1:${relay.port}`, options);

const big = path.join(folder, 'bundle.mjs');
const small = path.join(folder, 'small one');
await writeFile(big, Buffer.from(Array.from({ length: 500_000 }, (_, i) => (i * 7919) % 251)));
await writeFile(small, 'small\n');

/** Pushes, and counts what went over the wire for it. */
async function pushCounted(box: Awaited<ReturnType<typeof openRoot>>, files: { path: string }[]) {
  const before = relay.getSentBytes();
  const paths = await box.push(files);
  return { paths, bytes: relay.getSentBytes() - before };
}

t.test('sent once; unchanged: not again; damaged: again', async (t) => {
  const box = await openRoot();
  const files = [{ path: big, mode: 0o755 }, { path: small }, { path: big, mode: 0o755 }];
  const first = await pushCounted(box, files);
  t.ok(first.bytes > 500_000 && first.bytes < 1_000_000, 'the same file twice is sent once');
  const [onBox = '', smallOnBox = '', twin = ''] = first.paths;
  t.equal(twin, onBox);
  t.ok((await readFile(onBox)).equals(await readFile(big)));
  t.equal(await readFile(smallOnBox, 'utf8'), 'small\n');
  const before = await stat(onBox);
  t.equal(before.mode & 0o7777, 0o755);
  t.equal((await stat(smallOnBox)).mode & 0o7777, 0o644);
  t.equal((await stat(path.dirname(path.dirname(onBox)))).mode & 0o7777, 0o700);

  const second = await pushCounted(box, files);
  t.same(second.paths, first.paths);
  t.ok(second.bytes < 20_000, 'nothing of the content is sent');
  const after = await stat(onBox);
  t.same([after.ino, after.mtimeMs], [before.ino, before.mtimeMs]);

  const damaged = await readFile(onBox);
  damaged[123_456] = (damaged[123_456] ?? 0) ^ 1;
  await writeFile(onBox, damaged);
  const third = await pushCounted(box, files);
  t.ok(third.bytes > 500_000 && third.bytes < 1_000_000);
  t.ok((await readFile(onBox)).equals(await readFile(big)));

  // One byte less, a folder, or a link to elsewhere in its place are mended too.
  await writeFile(onBox, damaged.subarray(1));
  await rm(smallOnBox);
  await mkdir(smallOnBox);
  await writeFile(path.join(smallOnBox, 'x'), '');
  await pushCounted(box, files);
  t.equal(await readFile(smallOnBox, 'utf8'), 'small\n');
  await rm(onBox);
  await symlink(folder, onBox);
  await pushCounted(box, files);
  t.ok((await readFile(onBox)).equals(await readFile(big)));
  t.ok((await stat(path.join(folder, 'bundle.mjs'))).isFile());

  // The same content under another name, or with another mode.
  const renamed = path.join(folder, 'renamed');
  await writeFile(renamed, 'small\n');
  await chmod(renamed, 0o600);
  const [again = ''] = await box.push([{ path: renamed, mode: 0o700 }]);
  t.equal(path.basename(again), 'renamed');
  t.equal((await stat(again)).mode & 0o777, 0o700);
  t.equal(await readFile(smallOnBox, 'utf8'), 'small\n');
  await box.close();
});

t.test('two at the same time, and more files than one command can name', async (t) => {
  const many = Array.from({ length: 120 }, (_, index) => path.join(folder, `file ${index}`));
  await Promise.all(many.map((file) => writeFile(file, `content of ${file}\n`)));
  const files = [{ path: big }, ...many.map((file) => ({ path: file }))];
  await rm(path.join(sshd.home, '.cache'), { recursive: true, force: true });
  const boxes = await Promise.all([openRoot(), openRoot()]);
  const [one = [], other = []] = await Promise.all(boxes.map((box) => box.push(files)));
  t.same(one, other);
  for (const [index, file] of files.entries()) {
    if (!(await readFile(one[index] ?? '')).equals(await readFile(file.path))) t.fail(file.path);
  }
  const cache = path.join(sshd.home, '.cache', 'mininet-lab');
  t.equal(await runAsRoot(['find', cache, '-name', '.push.*']), '', 'nothing is left of sending');
  await Promise.all(boxes.map((box) => box.close()));
});

t.test('a home that cannot be written: /var/tmp, but never what is not ours', async (t) => {
  const box = await openUser();
  const uid = (await box.run(['id', '-u'])).stdout.trim();
  const fallback = `/var/tmp/mininet-lab-${uid}`;
  t.teardown(() => runAsRoot(['rm', '-rf', fallback]));
  t.ok((await box.push([{ path: small }]))[0]?.startsWith(`${user.home}/.cache/mininet-lab/`));

  await runAsRoot(['rm', '-rf', `${user.home}/.cache`]);
  await runAsRoot(['chown', 'root:root', user.home]);
  const [there = ''] = await box.push([{ path: small }]);
  t.ok(there.startsWith(`${fallback}/`), there);
  t.equal((await box.run(['cat', there])).stdout, 'small\n');
  t.equal((await box.run(['stat', '-c', '%a', fallback])).stdout, '700\n');

  // Somebody else was first: refused, whether it is a folder or a link.
  await runAsRoot(['rm', '-rf', fallback]);
  await runAsRoot(['mkdir', '-m', '777', fallback]);
  await t.rejects(box.push([{ path: small }]), {
    code: 'PUSH_FAILED',
    message: new RegExp(`${fallback} is not a folder of this user alone`),
  });
  await runAsRoot(['rm', '-rf', fallback]);
  const own = (await box.run(['mktemp', '-d'])).stdout.trim();
  t.teardown(() => runAsRoot(['rm', '-rf', own]));
  await runAsRoot(['ln', '-s', own, fallback]);
  await t.rejects(box.push([{ path: small }]), { code: 'PUSH_FAILED' });
  t.equal(await runAsRoot(['find', own, '-mindepth', '1']), '', 'nothing went through the link');
  await box.close();
});

t.test('a disk that is full is told, and nothing half is left', async (t) => {
  await runAsRoot(['rm', '-rf', sshd.home]);
  await runAsRoot(['mkdir', '-m', '700', sshd.home]);
  await runAsRoot(['mount', '-t', 'tmpfs', '-o', 'size=256k', 'lab-test', sshd.home]);
  t.teardown(() => runAsRoot(['umount', sshd.home]));
  const box = await openRoot();
  await t.rejects(box.push([{ path: big }]), {
    code: 'PUSH_FAILED',
    message: /No space left on device/,
  });
  t.equal(await runAsRoot(['find', sshd.home, '-type', 'f']), '');
  t.match((await box.push([{ path: small }]))[0], /small one$/);
  await box.close();
});
