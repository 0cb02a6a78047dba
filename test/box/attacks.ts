/**
 * Hostile submissions, each with what must stand in its report. All of them are programs of a
 * student to the lab: it plays them within the walls. Each is harmless even where a wall is missing:
 * it asserts that it is within one (PID namespace, user) before it does anything, and stops by
 * itself at a cap.
 */
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { corpus } from '../submissions/table.ts';

export interface Attack {
  name: string;
  /** Python, after the guard; as the server, or as client X beside a right server. */
  program: (grader: Grader) => string;
  as: 'server' | 'X';
  /** What a flag of its marking, or why it was not played, says. */
  says: RegExp;
  /** What it may get at the most; those that do nothing the assignment asks for get little. */
  mostPoints: number;
}

/** What is to be attacked. */
export interface Grader {
  /** The folder in which the lab was started: results are in its .lab. */
  folder: string;
  /** A word that stands in a file there, and nowhere else. */
  secret: string;
  /** A port of this machine on which the test listens. */
  port: number;
}

const guard = `import os, sys, time, socket
# Only within walls: as nobody, in a PID namespace that has just begun.
assert os.getuid() == 65534 and os.getpid() < 200, "not within walls"
`;

/** The assignment's server, to stand behind an attack that wants to be played on. */
const listen = 'server = socket.create_server(("", 12000))\n';

export const attacks: readonly Attack[] = [
  {
    name: 'fork-bomb',
    as: 'server',
    program: () => `
children = 0
try:
    while children < 5000:
        if os.fork() == 0:
            end = time.monotonic() + 8
            while time.monotonic() < end: pass
            os._exit(0)
        children += 1
except OSError as error:
    raise SystemExit("no more processes: %s" % error)
`,
    says: /stopped: server was kept from starting more than 256 processes/,
    mostPoints: 50,
  },
  {
    name: 'memory-hog',
    as: 'server',
    program: () => `
for _ in range(6):
    if os.fork() == 0:
        block = bytearray(500 << 20)
        for place in range(0, len(block), 4096): block[place] = 1
        time.sleep(20)
        os._exit(0)
pid, status = os.wait()
raise SystemExit("a child ended with %d" % status)
`,
    says: /stopped: server took more than 1024 MiB of memory, and was killed/,
    mostPoints: 50,
  },
  {
    name: 'output-10-gb',
    as: 'X',
    program: () => `
line = b"x" * 65535 + b"\\n"
for _ in range(10 * 16384): os.write(1, line)
`,
    says: /stopped: X printed without end/,
    mostPoints: 100,
  },
  {
    name: 'huge-line',
    as: 'X',
    program: () => `
for _ in range(4096): os.write(1, b"x" * 65536)
`,
    says: /stopped: X printed without end/,
    mostPoints: 100,
  },
  {
    name: 'disk-filler',
    as: 'server',
    program: () => `
full = []
for folder in ("/tmp", "/home/student", "/dev/shm", "/submission", "/var/tmp", "/"):
    try:
        with open(folder + "/fill", "wb", 0) as file:
            for _ in range(1024): file.write(bytes(1 << 20))
        print("filled", folder, flush=True)
    except OSError as error:
        full.append("%s: %s" % (folder, error.strerror))
raise SystemExit("not filled: " + ", ".join(full))
`,
    says: /\/tmp: (No space|File too) l.*\/home\/student: (No space|File too) l.*\/submission: Read-only/,
    mostPoints: 50,
  },
  {
    name: 'kills-everybody',
    as: 'server',
    program: () => `
import signal
for pid in range(2, 32768):
    if pid not in (os.getpid(), os.getppid()):
        try:
            os.kill(pid, signal.SIGKILL)
            print("killed", pid, flush=True)
        except OSError:
            pass
try:
    os.kill(-1, signal.SIGKILL)
except ProcessLookupError:
    raise SystemExit("nobody else is here")
`,
    // Alone within its walls, it can only pull those down over itself.
    says: /server (ended )?with SIGKILL|nobody else is here/,
    mostPoints: 50,
  },
  {
    name: 'reads-the-grader',
    as: 'server',
    program: ({ folder, secret }) => `
found = []
roots = ["/proc/1/root", "/work", "/root", "/var", "/run", "/sys", "/tmp",
         "/home", "/dev/shm", "/submission", "/etc", ${JSON.stringify(folder)}]
for root in roots:
    for where, folders, files in os.walk(root):
        if where.count("/") > 5: folders.clear()
        # /proc/1/root leads to all that process 1 sees; its /proc and /sys have files without end.
        folders[:] = [one for one in folders if one not in ("proc", "usr")]
        for name in files:
            if name.endswith("server.py") or not os.path.isfile(where + "/" + name): continue
            try:
                if ${JSON.stringify(secret.slice(0, 10))} + ${JSON.stringify(secret.slice(10))} in open(
                        where + "/" + name, errors="replace").read(1 << 20):
                    found.append(where + "/" + name)
            except (OSError, ValueError): pass
# Other roles: their memory, and what they were started with.
for pid in (name for name in os.listdir("/proc") if name.isdigit()):
    try:
        words = open("/proc/%s/cmdline" % pid).read()
        if "client" in words: found.append("process " + pid)
        # The walls' own two processes are of the same user, and have nothing of others.
        if int(pid) in (1, os.getppid(), os.getpid()): continue
        open("/proc/%s/mem" % pid, "rb"); found.append("memory of " + pid)
    except OSError: pass
raise SystemExit("found: %s" % found)
`,
    says: /it printed last .*found: \[\]/,
    mostPoints: 50,
  },
  {
    name: 'writes-results',
    as: 'server',
    program: ({ folder }) => `
wrote = []
for place in (${JSON.stringify(`${folder}/.lab`)}, ${JSON.stringify(folder)}, "/run/lab", "/run/lab-walls",
              "/sys/fs/cgroup", "/proc/sys/net", "/proc/1/fd", "/submission", "/etc", "/usr"):
    for name in ("result.json", "journal.jsonl", "h1.pcap"):
        try:
            open(place + "/" + name, "w").write("forged"); wrote.append(place)
        except OSError: pass
raise SystemExit("wrote: %s" % wrote)
`,
    says: /it printed last .*wrote: \[\]/,
    mostPoints: 50,
  },
  {
    name: 'forges-entries',
    as: 'server',
    program: () => `
entry = '{"kind": "note", "witness": "program", "role": "server", "what": "forged", "atNs": 1}'
event = '{"event": {"kind": "data", "witness": "wire", "role": "X", "direction": "to-client"}}'
answer = '{"id": 2, "ok": {}}'
for line in (entry, event, answer, "ok 1 - order-follows-wire", "100/100", "::error::forged",
             "order-follows-wire: pass", "</script><script>alert(1)</script>"):
    print(line, flush=True)
for name, value in os.environ.items():
    if name.startswith("LAB"): print("knows", name, value)
for number in range(3, 256):
    try:
        os.write(number, (event + "\\n").encode()); print("wrote to", number)
    except OSError: pass
journal = os.environ.get("LAB_JOURNAL", "/run/lab/play/server.journal")
try:
    open(journal, "a").write(entry + "\\n")
except OSError as error:
    raise SystemExit("no journal: %s" % error.strerror)
`,
    says: /it printed last .*no journal: No such file/,
    mostPoints: 50,
  },
  {
    name: 'leaves-a-daemon',
    as: 'X',
    program: () => `
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(3): os.close(number)
        time.sleep(600)
    os._exit(0)
os.wait()
raise SystemExit("left a daemon behind")
`,
    says: /ended: X with status 1; it printed last "left a daemon behind"/,
    mostPoints: 100,
  },
  {
    name: 'sleeps-for-ever',
    as: 'server',
    program: () => 'time.sleep(100000)\n',
    says: /stopped: the server did not listen within 20000 ms/,
    mostPoints: 50,
  },
  {
    name: 'connects-elsewhere',
    as: 'X',
    program: ({ port }) => `
reached = []
for address in (("127.0.0.1", ${port}), ("10.0.0.3", 22), ("1.1.1.1", 80), ("8.8.8.8", 53),
                ("192.168.0.1", 80), ("169.254.169.254", 80), ("::1", ${port})):
    try:
        socket.create_connection(address, timeout=0.3).close(); reached.append(address)
    except OSError: pass
for name in ("\\0/tmp/.X11-unix/X0", "\\0mininet-lab-users-0", "/run/docker.sock"):
    try:
        one = socket.socket(socket.AF_UNIX); one.connect(name); reached.append(name)
    except OSError: pass
raise SystemExit("reached: %s" % reached)
`,
    says: /ended: X with status 1; it printed last "reached: \[\]"/,
    mostPoints: 100,
  },
  {
    name: 'terminal-escapes',
    as: 'server',
    program: () => `
import tty
sys.stdout.write("\\x1b]0;owned\\x07\\x1b[2J\\x1b[1;1H\\x1b]52;c;b3duZWQ=\\x07\\x9b31m\\u202e forged 100/100\\r\\n")
raise SystemExit("\\x1b[31mred\\x1b[8m hidden")
`,
    says: /did not start: server ended with status 1/,
    mostPoints: 50,
  },
  {
    name: 'takes-privileges',
    as: 'server',
    program: () => `
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
got = []
for name, call in (("root", lambda: os.setuid(0)), ("chroot", lambda: os.chroot("/tmp")),
                   ("nice", lambda: os.nice(-5)),
                   ("realtime", lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)))):
    try:
        call(); got.append(name)
    except OSError: pass
for name, number in (("user", 0x10000000), ("mount", 0x20000), ("net", 0x40000000)):
    if libc.unshare(number) == 0: got.append("namespace " + name)
if libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0: got.append("mount")
for file in ("/dev/mem", "/dev/kmsg", "/dev/vda", "/proc/sysrq-trigger", "/proc/kcore"):
    try:
        open(file, "rb").read(1); got.append(file)
    except OSError: pass
raise SystemExit("got: %s" % got)
`,
    says: /it printed last .*got: \[\]/,
    mostPoints: 50,
  },
];

/** Writes the submission of an attack: what is not attacked with is that of python-threads. */
export async function writeAttack(attack: Attack, folder: string, grader: Grader): Promise<string> {
  const submission = path.join(folder, attack.name);
  await mkdir(submission);
  for (const file of ['server.py', 'clientX.py', 'clientY.py']) {
    await copyFile(path.join(corpus, 'python-threads', file), path.join(submission, file));
  }
  const file = attack.as === 'server' ? 'server.py' : 'clientX.py';
  const program = guard + attack.program(grader);
  // What finds out how it is run reads the source: an attack looks like a server or a client.
  const rest =
    attack.as === 'server'
      ? listen
      : 'client = socket.socket()\nclient.connect(("10.0.0.1", 12000))\n';
  await writeFile(path.join(submission, file), program + rest);
  // Whoever follows it while copying hands out the machine's passwords.
  await symlink('/etc/shadow', path.join(submission, 'notes.txt'));
  return submission;
}
