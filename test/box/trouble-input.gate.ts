/**
 * Bad input and bad boxes: each ends with one clear message and the right exit code, before or
 * instead of a play, and leaves nothing.
 */
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { getFreePort, makeKey, runAsRoot, startSshd } from '../boxes/sshd.ts';
import { root, runLab } from './lab-command.ts';
import {
  assertClean,
  assertOneMessage,
  copyProject,
  getLabCommand,
  getOutput,
  getPrivateWords,
  makePlace,
  type Place,
} from './trouble.ts';

t.jobs = 3;
t.setTimeout(120_000);

interface Expected {
  status: number;
  message: RegExp;
  command?: readonly string[];
  env?: Record<string, string>;
  flags?: readonly string[];
}

/** Runs the lab, and asserts that nothing was played and nothing is left. */
async function refuse(t: Test, place: Place, expected: Expected): Promise<void> {
  const { status, message, command, env, flags = [] } = expected;
  const { folder } = place;
  const result = await runLab(['--delay-y', '50', ...flags], {
    folder,
    // On this machine, whatever other box the lab might find for somebody who has none.
    env: { ...place.env, LAB_BOX: 'local', ...env },
    ...(command && { command }),
  });
  t.equal(result.status, status, result.stderr);
  t.equal(result.stdout, '', 'nothing on standard output');
  assertOneMessage(t, result.stderr.replace('Bundled the programs\n', ''), message);
  const kept = await readdir(path.join(folder, '.lab'), { recursive: true }).catch(() => []);
  t.notOk(
    kept.some((name) => name.endsWith('.pcap')),
    'nothing was played',
  );
  await assertClean(t, place);
}

/** A line of sh that hides a command or a folder from whoever runs in the namespace. */
const hideFile = (file: string) => `mount --bind /dev/null ${file}`;
const hideFolder = (folder: string) => `mount -t tmpfs -o size=4k tmpfs ${folder}`;

const which = async (program: string) =>
  (await getOutput(['sh', '-c', `PATH=$PATH:/usr/sbin:/sbin; command -v ${program}`])).trim();

t.test('no Mininet: the command', async (t) => {
  const command = getLabCommand(getPrivateWords(hideFile(await which('mnexec'))));
  const message = /^lab: This machine lacks mnexec$/;
  await refuse(t, await makePlace(t), { status: 3, message, command });
});

t.test('no Mininet: the Python package', async (t) => {
  const find = 'import mininet, os; print(os.path.dirname(mininet.__file__))';
  const folder = (await getOutput(['/usr/bin/python3', '-c', find])).trim();
  const command = getLabCommand(getPrivateWords(hideFolder(folder)));
  const message = /^lab: This machine lacks Mininet for Python >= 3\.8$/;
  await refuse(t, await makePlace(t), { status: 3, message, command });
});

t.test('no Mininet, and no way to install it', async (t) => {
  const place = await makePlace(t);
  const script = [hideFile(await which('mnexec')), hideFile(await which('apt-get'))].join('\n');
  const words = getPrivateWords(script);
  const make = ['make', '--no-print-directory', '--directory', root, 'provision'];
  const { status, stdout, stderr } = await runLab([], {
    folder: place.folder,
    env: { ...place.env, LAB_BOX: 'local' },
    command: [...words, ...make],
  });
  t.not(status, 0, 'what make lab does first fails');
  t.match(
    `${stdout}${stderr}`,
    /missing here: mininet\n.*no apt-get here; install by hand: mininet/,
  );
  await assertClean(t, place);
});

t.test('no root, no sudo and no namespace of one’s own', async (t) => {
  const place = await makePlace(t);
  // A user other than root, whose sudo does not let it, in a root folder that is not the
  // machine's: there the kernel gives nobody a user namespace (user_namespaces(7), EPERM).
  const script = `mkdir "$TMPDIR/root" && mount --rbind / "$TMPDIR/root"
chmod 755 ${place.folder}
cd ${place.folder}`;
  const chroot = ['chroot', '--userspec=65534:65534', path.join(place.env.TMPDIR, 'root')];
  // A clean environment: what tap adds for coverage wants to write where this user may not.
  const clean = `cd ${place.folder} && exec env -i PATH="$PATH" TMPDIR="$TMPDIR" "$@"`;
  const enter = ['sh', '-c', clean, 'sh'];
  const command = getLabCommand([...getPrivateWords(script), ...chroot, ...enter]);
  await chmod(place.env.TMPDIR, 0o777);
  const flags = ['--delay-y', '50', '--box', 'local'];
  const result = await runLab(flags, { ...place, command });
  t.equal(result.status, 3, result.stderr);
  assertOneMessage(
    t,
    result.stderr,
    /^lab: (This machine .*root|sudo on this machine asks for a password.*at a terminal)/,
  );
  await runAsRoot(['rmdir', path.join(place.env.TMPDIR, 'root')]);
  await assertClean(t, place);
});

t.test('a topology that raises names its file and line', async (t) => {
  const place = await makePlace(t);
  const text = `from mininet.topo import Topo


class Mine(Topo):
    def build(self):
        raise ValueError("no luck")
`;
  await writeFile(path.join(place.folder, 'net.py'), text);
  const message = /^lab: Topology net\.py:Mine cannot be loaded: ValueError: no luck \(line 6\)$/;
  await refuse(t, place, { status: 64, message, flags: ['--topology', 'net.py:Mine'] });
});

t.test('a topology without h3 says which hosts it has', async (t) => {
  const place = await makePlace(t);
  const message =
    /^lab: Topology mininet.topo:LinearTopo\(2\) has no host h3; .* h1, h2: 3 are needed, 2 are there$/;
  const flags = ['--topology', 'mininet.topo:LinearTopo(2)'];
  await refuse(t, place, { status: 64, message, flags });
});

t.test('a whole suite says it once', async (t) => {
  const place = await makePlace(t);
  const flags = ['--topology', 'mininet.topo:LinearTopo(2)'];
  const { status, stderr } = await runLab(flags, place);
  t.equal(status, 64);
  assertOneMessage(t, stderr, /has no host h3/);
  await assertClean(t, place);
});

t.test('a topology that has taken the server’s port', async (t) => {
  const place = await makePlace(t);
  const text = `from mininet.node import Node
from mininet.topo import Topo


class Busy(Node):
    def config(self, **params):
        super().config(**params)
        self.cmd("ncat -lk 12000 & until ss -Hltn | grep -q :12000; do sleep 0.01; done")


class Taken(Topo):
    def build(self):
        switch = self.addSwitch("s1")
        for name in ("h1", "h2", "h3"):
            self.addLink(self.addHost(name, cls=Busy if name == "h1" else None), switch)
`;
  await writeFile(path.join(place.folder, 'net.py'), text);
  const message = /^lab: ncat \(process \d+\) on h1 listens on .*:12000 .*before the server/;
  const flags = ['--topology', 'net.py:Taken'];
  await refuse(t, place, { status: 3, message, flags });
  await t.test('another port is free', async (t) => {
    await rm(path.join(place.folder, '.lab'), { recursive: true });
    const free = ['--delay-y', '50', ...flags, '--port', '12001'];
    const { status, stdout, stderr } = await runLab(free, place);
    t.equal(status, 0, stdout + stderr);
  });
});

t.test('a network that is not the planned one', async (t) => {
  const place = await makePlace(t);
  const text = `from mininet.node import Node
from mininet.topo import Topo


class Bare(Node):
    def config(self, **params):
        super().config(**params)
        self.cmd("ip -4 addr flush dev h3-eth0")


class Bared(Topo):
    def build(self):
        switch = self.addSwitch("s1")
        for name in ("h1", "h2", "h3"):
            self.addLink(self.addHost(name, cls=Bare if name == "h3" else None), switch)
`;
  await writeFile(path.join(place.folder, 'net.py'), text);
  const message = /^lab: h3-eth0 on h3 was to have the address 10\.0\.0\.3\/8, and has /;
  await refuse(t, place, { status: 3, message, flags: ['--topology', 'net.py:Bared'] });
});

t.test('a program that does not compile', async (t) => {
  const place = await makePlace(t);
  await copyProject(place.folder);
  const file = path.join(place.folder, 'programs/server/main.ts');
  await writeFile(file, `${await readFile(file, 'utf8')}\nconst = 1;\n`);
  const lines = (await readFile(file, 'utf8')).split('\n').length - 1;
  const command = [process.execPath, 'lab/run.mjs'];
  const flags = ['--delay-y', '50', '--box', 'local'];
  const result = await runLab(flags, { ...place, command });
  t.equal(result.status, 3, result.stderr);
  t.equal(result.stdout, '');
  t.match(result.stderr, /^lab: The programs do not compile:\n/);
  t.match(result.stderr, new RegExp(`programs/server/main\\.ts:${lines}:`), 'file and line');
  await assertClean(t, place);
});

for (const [what, server] of [
  ['a program that is not installed', 'no-such-program --port 1'],
  ['a program that is not there', './no-such-program'],
  ['a program behind an assignment', 'A=1 exec no-such-program'],
] as const) {
  t.test(what, async (t) => {
    const message = /^lab: There is no program (\.\/)?no-such-program on local/;
    await refuse(t, await makePlace(t), { status: 64, message, flags: ['--server', server] });
  });
}

t.test('a client’s file that does not exist', async (t) => {
  const flags = ['--client-y', 'python3 none.py {host}'];
  const message = /^lab: There is no file none\.py \(in python3 none\.py \{host\}\)$/;
  await refuse(t, await makePlace(t), { status: 64, message, flags });
});

t.test('a box that is not there', async (t) => {
  const box = `ssh://root@127.0.0.1:${await getFreePort()}`;
  const message = /^lab: No connection to ssh:\/\/root@127\.0\.0\.1:\d+ .*ECONNREFUSED/;
  await refuse(t, await makePlace(t), { status: 3, message, flags: ['--box', box] });
});

t.test('boxes with the wrong keys', { buffered: true }, async (t) => {
  const sshd = await startSshd();
  t.teardown(() => sshd.stop());
  const flags = ['--box', sshd.address];

  await t.test('a wrong key of ours', async (t) => {
    const place = await makePlace(t, [sshd.home]);
    const key = path.join(place.folder, 'other');
    await makeKey(key);
    const env = { LAB_SSH_KEY: key, HOME: place.folder, SSH_AUTH_SOCK: '' };
    const message = /^lab: ssh:\S+ did not let us in .*Tried: .*other/;
    await refuse(t, place, { status: 3, message, flags, env });
  });

  await t.test('another host key than the one that is known', async (t) => {
    const place = await makePlace(t, [sshd.home]);
    const env = { LAB_SSH_KEY: sshd.keyPath, HOME: place.folder };
    const other = path.join(place.folder, 'other');
    await makeKey(other);
    const [type, key] = (await readFile(`${other}.pub`, 'utf8')).split(' ');
    await mkdir(path.join(place.folder, '.lab'), { mode: 0o700 });
    const store = path.join(place.folder, '.lab/known_hosts');
    await writeFile(store, `[127.0.0.1]:${sshd.port} ${type} ${key}\n`, { mode: 0o600 });
    const message = /^lab: .*host key/i;
    await refuse(t, place, { status: 3, message, flags, env });
  });
});
