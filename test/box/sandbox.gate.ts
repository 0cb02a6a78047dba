/**
 * The walls around strangers' programs hold: real attacks, each in namespaces as a Mininet host has
 * them, with a bystander outside who must survive. Needs root and bubblewrap.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { limits } from '../../lab/grade/sandbox.ts';
import { markVariable } from '../../lab/grade/set-up.ts';
import { openWalls } from '../../lab/grade/walls.ts';
import { getRoles } from '../../lab/model/submission.ts';

const work = await mkdtemp(path.join(os.tmpdir(), 'lab-sandbox-test-'));
t.teardown(() => rm(work, { recursive: true, force: true }));
await chmod(work, 0o755);
const box = await openLocalBox();
const walls = await openWalls(
  (argv, options) => box.run(argv, options),
  work,
  getRoles(firstReceived),
);
t.teardown(async () => {
  await walls.close();
  await box.close();
});
const secret = path.join(work, 'grader-secret');
await writeFile(secret, 'points', { mode: 0o644 });

/** As the stage is to its programs: process 1, with a bystander that lives on. */
const outside = `sleep 1000 & bystander=$!
"$@"; echo "ended $?"
kill -0 $bystander && echo bystander alive
kill -9 $bystander; wait $bystander 2>/dev/null
# The kernel ends what is left of a namespace a moment after its first process: so wait, for 10 s.
count() { ls /proc | grep -c '^[0-9]'; }
tries=0; while [ $(count) -gt 5 ] && [ $tries -lt 200 ]; do sleep 0.05; tries=$((tries + 1)); done
echo "processes left: $(count)"`;

interface Attack {
  stdout: string;
  stderr: string;
  /** Whether the set-up was done, as the mark says. */
  isBegun: boolean;
}

/**
 * Runs a Python program within the walls, as the server; gives what all printed. `broken` are shell
 * commands that break something of the set-up, for this program only.
 */
async function attack(program: string, broken = '', place?: string): Promise<Attack> {
  const folder = place ?? (await mkdtemp(path.join(work, 'submission-')));
  await chmod(folder, 0o755);
  await writeFile(path.join(folder, 'attack.py'), program, { mode: 0o644 });
  const namespaces = ['--net', '--pid', '--mount', '--ipc', '--uts', '--fork', '--kill-child'];
  const inside = walls.wrapLine('exec python3 attack.py', { folder, role: 'server' });
  // The first process there is the stage's, which has a /sys and a /run of its own.
  const mounts = `mount -t sysfs sysfs /sys; mount -t tmpfs tmpfs /run; ${broken}exec "$@"`;
  const mark = `${folder}.mark`;
  await writeFile(mark, '');
  const env = { ...process.env, [markVariable]: mark };
  const argv = [...namespaces, '--mount-proc', 'sh', '-c', mounts, 'sh', 'sh', '-c', outside, 'sh'];
  argv.push('sh', '-c', inside);
  return new Promise((resolve) => {
    execFile('unshare', argv, { timeout: 60_000, env }, (_error, stdout, stderr) => {
      resolve({ stdout, stderr, isBegun: readFileSync(mark, 'utf8') === 'up\n' });
    });
  });
}

async function assertStopped(t: Test, program: string, printed: RegExp): Promise<void> {
  const { stdout, stderr } = await attack(program);
  t.match(stdout, printed, stderr);
  t.match(stdout, /^bystander alive$/m, 'nobody outside was hurt');
  // The shell, and those that count: its copies, ls and grep.
  const left = Number(/^processes left: (\d+)$/m.exec(stdout)?.[1]);
  t.ok(left <= 5, `nothing stays behind: ${left}`);
}

t.test('it reads nothing of the grader, the system or other submissions', async (t) => {
  const paths = [secret, work, '/etc/shadow', '/root', '/var', '/proc/1/environ'];
  const program = `
import os
for path in ${JSON.stringify(paths)}:
    try:
        print("read", path, os.listdir(path) if os.path.isdir(path) else open(path).read())
    except OSError as error:
        print("refused", type(error).__name__)
print("seen", sorted(os.listdir("/")))
print("submission", os.listdir("/submission"))
`;
  const { stdout } = await attack(program);
  t.match(stdout, /^submission \['attack\.py'\]$/m);
  t.notMatch(stdout, /points|root:|submission-/);
  // Process 1 there is bwrap, whose environment it can read, and in which there is nothing.
  t.match(stdout, /^read \/proc\/1\/environ PATH=[/:\w]*\0?$/m);
  t.ok((stdout.match(/^refused /gm) ?? []).length >= 5, stdout);
});

t.test('it writes nothing but its own scratch', async (t) => {
  const program = `
import os
for path in ("/x", "/usr/x", "/etc/x", "/dev/x", "/submission/x", "/submission/attack.py", "/lib/x"):
    try:
        open(path, "w").write("x"); print("wrote", path)
    except OSError as error:
        print("refused", path)
for path in ("/tmp/x", "/home/student/x"):
    open(path, "w").write("x")
print("scratch works")
`;
  const { stdout } = await attack(program);
  t.match(stdout, /^scratch works$/m);
  t.notMatch(stdout, /^wrote/m);
});

t.test('a fork bomb ends at its limit, and leaves no process', async (t) => {
  const program = `
import os, time
count = 0
try:
    while True:
        if os.fork() == 0:
            time.sleep(1000)
        count += 1
except OSError:
    print("stopped", count < ${limits.processes}, flush=True)
`;
  await assertStopped(t, program, /^stopped True$/m);
});

t.test('a memory hog, a disk filler and a huge file end at their limits', async (t) => {
  const hog = `
try:
    kept = [bytearray(1 << 26) for _ in range(64)]
    print("has 4 GiB")
except MemoryError:
    kept = None
    print("stopped")
`;
  // By the limit of its address space, or, where there are control groups, by the kernel's killer.
  await assertStopped(t, hog, /^(stopped|ended 137)$/m);
  const filler = `
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for name in range(4):
    try:
        with open("/tmp/%d" % name, "wb", 0) as file:
            for _ in range(40):
                file.write(b"x" * (1 << 20))
    except OSError as error:
        print("stopped", error.errno)
        break
else:
    print("filled")
`;
  await assertStopped(t, filler, /^stopped \d+$/m);
});

t.test('it kills every process that it can: its own', async (t) => {
  await assertStopped(t, 'import os\nos.kill(-1, 9)\nprint("alone")', /^(alone|ended \d+)$/m);
});

t.test('a daemon that it leaves goes with it', async (t) => {
  const program = `
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(1000)
    os._exit(0)
print("left a daemon", flush=True)
`;
  await assertStopped(t, program, /^left a daemon$/m);
});

t.test('it gets no privileges: no root, no mounts, no other user', async (t) => {
  const program = `
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
print("uid", os.getuid())
for what in (lambda: os.setuid(0), lambda: os.chroot("/tmp")):
    try:
        what(); print("allowed")
    except OSError:
        print("refused")
print("mount", libc.mount(b"none", b"/tmp", b"tmpfs", 0, None))
`;
  const { stdout } = await attack(program);
  t.match(stdout, /^uid 65534$/m);
  t.notMatch(stdout, /allowed/);
  t.match(stdout, /^mount -1$/m);
});

/** Puts something else in the place of a tool, for one program's set-up. */
const replace = (tool: string, script: string) =>
  `printf '%s\\n' '#!/bin/sh' '${script}' >/run/tool && chmod 755 /run/tool && ` +
  `mount --bind /run/tool $(command -v ${tool}) && `;

const denied = 'bwrap: No permissions to create new namespace';

t.test('what fails before the program began leaves no mark, and it never ran', async (t) => {
  const brokenSetUps: [string, string, RegExp][] = [
    ['bwrap is denied', replace('bwrap', `echo "${denied}" >&2; exit 1`), /No permissions/],
    ['prlimit fails', replace('prlimit', 'echo "prlimit: failed" >&2; exit 1'), /prlimit: failed/],
    ['setpriv is killed', replace('setpriv', 'kill -9 $$'), /ended 137/],
    ['the mount fails', replace('mount', 'echo "mount: denied" >&2; exit 32'), /mount: denied/],
    ['bwrap cannot be run', 'mount --bind /dev/null /usr/bin/bwrap; ', /ended 12[67]/],
    [
      'the disk with the mark is full',
      `mount -t tmpfs -o size=4k tmpfs /run && head -c 4096 /dev/zero >/run/full; ` +
        `export ${markVariable}=/run/mark; `,
      /ended (125|2)/,
    ],
  ];
  for (const [what, broken, said] of brokenSetUps) {
    const { stdout, stderr, isBegun } = await attack('print("ran")', broken);
    t.notOk(isBegun, what);
    t.notMatch(stdout, /^ran$/m, what);
    t.match(`${stdout}${stderr}`, said, what);
  }
});

t.test('a program that prints the same and ends the same was begun', async (t) => {
  const words = `${denied}|sh: 1: cannot create /run/lab-walls/x/server/cgroup.procs|mount: denied`;
  for (const status of [1, 2, 32, 125, 126, 127]) {
    const program = `
import os, sys
print("${words}", flush=True)
for pid in [name for name in os.listdir("/proc") if name.isdigit()]:
    for number in range(3, 20):
        try:
            with open("/proc/%s/fd/%d" % (pid, number), "w") as file:
                print("open", os.readlink("/proc/%s/fd/%d" % (pid, number)))
        except OSError:
            pass
print([name for name in os.environ if "LAB" in name])
sys.stdout.flush()
os._exit(${status})`;
    const { stdout, stderr, isBegun } = await attack(program);
    t.ok(isBegun, `status ${status}`);
    t.match(stdout, new RegExp(`^ended ${status}$`, 'm'), stderr);
    t.notMatch(stdout, /^open .*(mark|cgroup)/m, 'nothing of the set-up is open');
    t.match(stdout, /^\[\]$/m, 'nothing of the set-up is in its environment');
  }
});

t.test('what a submission uses up does not make its next set-up fail', async (t) => {
  const bomb = `
import os, time
count = 0
try:
    while True:
        if os.fork() == 0:
            time.sleep(1000)
        count += 1
except OSError as error:
    print("full", count, flush=True)
    print(error, flush=True)
until = time.monotonic() + 40
while time.monotonic() < until and not os.path.exists("/submission/enough"):
    # It stays full: what was refused for want of something else is asked for again.
    try:
        if os.fork() == 0:
            time.sleep(1000)
    except OSError:
        time.sleep(0.1)
`;
  const folder = await mkdtemp(path.join(work, 'submission-'));
  const bombing = attack(bomb, '', folder);
  // One after another, until one of them has met the full group.
  const met: Attack[] = [];
  let isOver = false;
  void bombing.then(() => {
    isOver = true;
  });
  const hasMet = ({ stdout }: Attack) => !/^forked True$/m.test(stdout);
  while (!isOver) {
    met.push(await attack('import os; print("forked", os.fork() >= 0)'));
    if (met.some(hasMet)) await writeFile(path.join(folder, 'enough'), '');
  }
  const { stdout } = await bombing;
  t.match(stdout, /^full \d+$/m);
  t.ok(met.length > 0 && met.every(({ isBegun }) => isBegun), 'each was begun');
  t.ok(met.some(hasMet), 'and one at least met the limit', { stdout, tried: met.length });
});

t.test('a build whose sandbox cannot be set up is trouble; one that fails is not', async (t) => {
  const folder = await mkdtemp(path.join(work, 'submission-'));
  await walls.giveToBuilder(folder);
  const how = { folder, role: 'build', limitMs: 20_000 } as const;
  const ended = await walls.run(`echo "${denied}" >&2; exit 125`, how);
  t.equal(ended.status, 125);
  t.match(ended.stderr, denied);
  await t.rejects(walls.run('sleep 1000', { ...how, limitMs: 1_500 }), { code: 'COMMAND_FAILED' });
  await t.rejects(walls.run('true', { ...how, folder: path.join(work, 'gone') }), {
    code: 'SANDBOX_FAILED',
    message: /The sandbox of build could not be set up: bwrap: .*gone/,
  });
});

t.test('a control group that is removed behind its back is trouble', async (t) => {
  const other = await openWalls(
    (argv, options) => box.run(argv, options),
    work,
    getRoles(firstReceived),
  );
  t.teardown(() => other.close());
  const folder = await mkdtemp(path.join(work, 'submission-'));
  await chmod(folder, 0o755);
  const how = { folder, role: 'X', limitMs: 20_000 } as const;
  t.equal((await other.run('true', how)).status, 0);
  await other.close();
  await t.rejects(other.run('true', how), {
    code: 'SANDBOX_FAILED',
    message: /cannot create .*cgroup\.procs/,
  });
});
