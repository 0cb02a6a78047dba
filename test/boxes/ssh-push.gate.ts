/** Files on a box: sent once, verified, mended, and safe from others. */
import { createHash } from 'node:crypto';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { openSshBox } from '../../lab/boxes/ssh.ts';
import { mountDyingDisk } from './dying-disk.ts';
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

/** What lies on the box belongs to root, and need not be readable for who runs the tests. */
async function hashOnBox(file: string): Promise<string> {
  return (await runAsRoot(['sha256sum', '--', file])).split(' ')[0]?.replace('\\', '') ?? '';
}

async function hash(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

async function statOnBox(format: string, file: string): Promise<string> {
  return (await runAsRoot(['stat', '-c', format, '--', file])).trim();
}

t.test('sent once; unchanged: not again; damaged: again', async (t) => {
  const box = await openRoot();
  const files = [{ path: big, mode: 0o755 }, { path: small }, { path: big, mode: 0o755 }];
  const first = await pushCounted(box, files);
  t.ok(first.bytes > 500_000 && first.bytes < 1_000_000, 'the same file twice is sent once');
  const [onBox = '', smallOnBox = '', twin = ''] = first.paths;
  t.equal(twin, onBox);
  t.equal(await hashOnBox(onBox), await hash(big));
  t.equal(await hashOnBox(smallOnBox), await hash(small));
  t.equal(await statOnBox('%a', onBox), '755');
  t.equal(await statOnBox('%a', smallOnBox), '644');
  t.equal(await statOnBox('%a', path.dirname(path.dirname(onBox))), '700');

  const before = await statOnBox('%i %y', onBox);
  const second = await pushCounted(box, files);
  t.same(second.paths, first.paths);
  t.ok(second.bytes < 20_000, 'nothing of the content is sent');
  t.equal(await statOnBox('%i %y', onBox), before, 'nor is it written again');

  const damaged = path.join(folder, 'damaged');
  const content = await readFile(big);
  content[123_456] = (content[123_456] ?? 0) ^ 1;
  await writeFile(damaged, content);
  await runAsRoot(['cp', damaged, onBox]);
  const third = await pushCounted(box, files);
  t.ok(third.bytes > 500_000 && third.bytes < 1_000_000);
  t.equal(await hashOnBox(onBox), await hash(big));

  // One that is too short, a folder, or a link to elsewhere in its place are mended too.
  await runAsRoot(['truncate', '-s', '-1', onBox]);
  await runAsRoot(['rm', smallOnBox]);
  await runAsRoot(['mkdir', '-p', path.join(smallOnBox, 'deep')]);
  await box.push(files);
  t.equal(await hashOnBox(onBox), await hash(big));
  t.equal(await hashOnBox(smallOnBox), await hash(small));
  await runAsRoot(['ln', '-sfn', folder, onBox]);
  await box.push(files);
  t.equal(await statOnBox('%F', onBox), 'regular file');
  t.equal(await hashOnBox(onBox), await hash(big));

  // The same content under another name, or with another mode.
  const renamed = path.join(folder, 'renamed');
  await writeFile(renamed, 'small\n');
  await chmod(renamed, 0o600);
  const [again = ''] = await box.push([{ path: renamed, mode: 0o700 }]);
  t.equal(path.basename(again), 'renamed');
  t.equal(await statOnBox('%a', again), '700');
  t.equal(await hashOnBox(smallOnBox), await hash(small));
  await box.close();
});

t.test('a large file is hashed once, and anew when it was changed', async (t) => {
  const large = path.join(folder, 'node');
  await writeFile(large, Buffer.alloc(5_000_000, 'a program '));
  const box = await openRoot();
  const files = [{ path: large, mode: 0o755 }];
  const [onBox = ''] = (await pushCounted(box, files)).paths;
  t.equal(await runAsRoot(['cat', `${onBox}.stamp`]), `${await statOnBox('%s %i %y', onBox)}\n`);
  // Bytes that changed, where nothing else shows it: only hashing would tell.
  const time = await statOnBox('%y', onBox);
  const change = async (byte: string) =>
    runAsRoot(['sh', '-c', `printf ${byte} | dd of="$0" bs=1 conv=notrunc 2>/dev/null`, onBox]);
  await change('b');
  await runAsRoot(['touch', '-d', time, onBox]);
  t.ok((await pushCounted(box, files)).bytes < 20_000, 'it was not hashed');
  await change('a');
  t.ok((await pushCounted(box, files)).bytes < 20_000, 'hashed, and found as it was');
  await change('b');
  t.ok((await pushCounted(box, files)).bytes > 5_000_000, 'hashed, and found changed');
  t.equal(await hashOnBox(onBox), await hash(large));
  await box.close();
});

t.test('what nobody has asked for in a month goes, what was asked for stays', async (t) => {
  const box = await openRoot();
  const [kept = '', left = ''] = await box.push([{ path: big }, { path: small }]);
  const folders = [kept, left].map((file) => path.dirname(file));
  await runAsRoot(['touch', '-d', '40 days ago', ...folders]);
  await box.push([{ path: big }]);
  const fresh = path.join(folder, 'fresh');
  await writeFile(fresh, 'never sent before\n');
  await box.push([{ path: fresh }]);
  t.equal(await hashOnBox(kept), await hash(big));
  t.equal(await runAsRoot(['find', path.dirname(folders[1] ?? ''), '-path', folders[1] ?? '']), '');
  await box.close();
});

t.test('two at the same time, and more files than one command can name', async (t) => {
  const many = Array.from({ length: 120 }, (_, index) => path.join(folder, `file ${index}`));
  await Promise.all(many.map((file) => writeFile(file, `content of ${file}\n`)));
  const files = [{ path: big }, ...many.map((file) => ({ path: file }))];
  await runAsRoot(['rm', '-rf', path.join(sshd.home, '.cache')]);
  const boxes = await Promise.all([openRoot(), openRoot()]);
  const [one = [], other = []] = await Promise.all(boxes.map((box) => box.push(files)));
  t.same(one, other);
  const sums = (await runAsRoot(['sha256sum', '--', ...one])).trim().split('\n');
  t.same(
    sums.map((line) => line.split(' ')[0]),
    await Promise.all(files.map((file) => hash(file.path))),
  );
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

t.test('a disk that dies is told; files that lie there already are still found', async (t) => {
  await runAsRoot(['rm', '-rf', sshd.home]);
  await runAsRoot(['mkdir', '-m', '700', sshd.home]);
  const disk = await mountDyingDisk(sshd.home);
  t.teardown(() => disk.stop());
  const box = await openRoot();
  await box.push([{ path: small }]);
  await disk.strike();
  await t.rejects(box.push([{ path: big }]), {
    code: 'PUSH_FAILED',
    message: /Input\/output error/,
  });
  await disk.stop();
  t.match((await box.push([{ path: big }]))[0], /bundle\.mjs$/, 'the next one works at once');
  await box.close();
});
