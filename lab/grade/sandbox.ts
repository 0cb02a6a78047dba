/**
 * The walls around a program of somebody else, put up inside the namespaces of its Mininet host:
 * bubblewrap (bwrap(1)) under a user of its own, so that the program sees the system read-only, its
 * own submission, and nothing else: no other role, no other submission, nothing of the grader.
 */
import type { BoxedRole, Users } from './claim-users.ts';
import { quoteWord } from './quote-word.ts';
import { openMark, writeMark } from './set-up.ts';

/** What one program may use; prlimit(1). */
export const limits = {
  /** Where control groups hold, they stop a program a little sooner, and count that. */
  processes: 320,
  fileBytes: 64 << 20,
  /** Private writable memory (RLIMIT_DATA): runtimes reserve far more addresses than they use. */
  memoryBytes: 2 ** 31,
  cpuSeconds: 60,
  openFiles: 512,
  scratchBytes: 64 << 20,
} as const;

/** Where a submission lies within the walls. */
const inside = '/submission';

/** The system's programs and libraries as bwrap(1) shows them, read-only. */
export const systemView = [
  ...['--ro-bind', '/usr', '/usr'],
  ...['bin', 'sbin', 'lib', 'lib64'].flatMap((name) => ['--symlink', `usr/${name}`, `/${name}`]),
];

/** Of /etc, what runtimes need to start. */
const etc = ['alternatives', 'ld.so.cache', 'ssl/certs', 'passwd', 'group', 'nsswitch.conf'];

/**
 * Which of the names in /etc belong to a runtime in /usr, which leads there for its settings:
 * Debian has a folder for each version, `java-25-openjdk` or `python3.13`. Without its own a JDK 25
 * opens no socket (java.security), and 17 does not start (jvm.cfg). Mono's compiler without its own
 * says that the source was not found.
 */
export function findRuntimeSettings(names: readonly string[]): string[] {
  return names.filter((name) => /^(java-\d+-\w+|python\d(\.\d+)?|mono)$/.test(name)).sort();
}

/**
 * Shell commands that put a program into its control group. It enters when the sandbox is up, as
 * the last that is done for it: so whatever a submission's other programs use up there, they cannot
 * make the setting up of the next one fail.
 */
export interface Entering {
  /** Given as root, before the sandbox: opens what is written to within. */
  open: string;
  /** Given within, by the shell that becomes the program. */
  enter: string;
}

export interface SandboxOptions {
  /** The submission's folder on the box. */
  folder: string;
  role: BoxedRole;
  users: Users;
  /** What is in /etc for the runtimes that are there: findRuntimeSettings. */
  settings: readonly string[];
  /** A file that becomes /etc/hosts. */
  hosts?: string;
  /** Shell commands that go before, as root: redirections. */
  before?: string;
  /** Folders with runtimes, outside of the system: they are there within, where they are here. */
  runtimes?: readonly string[];
  /** True to give it a copy of the folder, in which it may write; gone when it ends. */
  writes?: boolean;
  /** How a program gets into its control group: lab/grade/control-group.ts. */
  enter?: Entering;
}

/** A command of the submission as the arguments that run it within the walls. */
export function wrapCommand(command: string, options: SandboxOptions): string[] {
  const { folder, role, users, settings, hosts, runtimes = [], writes } = options;
  const id = users[role];
  if (id === undefined) throw new Error(`No user was claimed for ${role}`);
  const user = `${id}`;
  const scratch = ['--size', `${limits.scratchBytes}`, '--tmpfs'];
  const bind = role === 'build' || writes ? '--bind' : '--ro-bind';
  const source = writes ? getOwnFolder(folder, role) : folder;
  return [
    ...['setpriv', '--reuid', user, '--regid', user, '--clear-groups', '--no-new-privs', '--'],
    ...['prlimit', `--nproc=${limits.processes}`, `--fsize=${limits.fileBytes}`, '--core=0'],
    ...[`--data=${limits.memoryBytes}`, `--cpu=${limits.cpuSeconds}`],
    ...[`--nofile=${limits.openFiles}`, '--'],
    // Process 1 within is bwrap, whose own environment a program there can read (proc_pid_environ).
    ...['env', '-i', `PATH=${path}`, 'bwrap', '--unshare-user', '--disable-userns'],
    ...['--unshare-pid', '--unshare-ipc', '--unshare-uts'],
    ...['--uid', '65534', '--gid', '65534', '--cap-drop', 'ALL', '--die-with-parent'],
    ...(role === 'build' ? ['--unshare-net'] : []),
    ...['--hostname', hostName, ...systemView],
    ...[...etc, ...settings].flatMap((name) => {
      return ['--ro-bind-try', `/etc/${name}`, `/etc/${name}`];
    }),
    ...(hosts === undefined ? [] : ['--ro-bind', hosts, '/etc/hosts']),
    ...['--dev', '/dev', '--proc', '/proc', ...scratch, '/tmp', ...scratch, '/home'],
    ...['--dir', '/home/student', bind, source, inside, ...scratch, '/dev/shm'],
    ...runtimes.flatMap((runtime, index) => [
      ...['--ro-bind', getRuntimeMount(folder, index), runtime],
    ]),
    // What bwrap made itself has no size: nobody fills the machine's memory through it.
    ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', inside, '--clearenv'],
    ...['--setenv', 'HOME', '/home/student', '--setenv', 'USER', 'student'],
    ...['--setenv', 'LANG', 'C.UTF-8', '--setenv', 'TERM', 'xterm'],
    ...['--setenv', 'PATH', [path, ...runtimes.map((runtime) => `${runtime}/bin`)].join(':')],
    ...['sh', '-c', `${options.enter?.enter ?? ''}${writeMark}exec sh -c "$1"`, 'sh', command],
  ];
}

/** Where a runtime is mounted first: the users within may not go through the home that it is in. */
function getRuntimeMount(folder: string, index: number): string {
  return `${folder}-runtime-${index}`;
}

/** Mounts it in a namespace of its own, which ends with the program, and goes on with a command. */
const mountRuntime =
  'mkdir -p "$2" && mount --bind -o ro "$1" "$2" || exit 125; shift 2; exec "$@"';

/** Where a program's own copy of the folder is, seen by nobody else. */
function getOwnFolder(folder: string, role: BoxedRole): string {
  return `${folder}-of-${role}`;
}

/** Copies it into memory, for one user, in a namespace that ends with the program. */
const mountOwn =
  'mkdir -p "$2" && mount -t tmpfs -o size="$4",mode=700 tmpfs "$2" && cp -Rp "$1/." "$2" && ' +
  'chown -R "$3:$3" "$2" || exit 125; shift 4; exec "$@"';

const path = '/usr/local/bin:/usr/bin:/bin';

/** What gethostname(2) gives there; the hosts file says which address it has. */
export const hostName = 'mininet-host';

/** As wrapCommand, as one line for a shell; placeholders of the command stay as they are. */
export function wrapLine(command: string, options: SandboxOptions): string {
  const { before = '', enter, folder, runtimes = [], role, users, writes } = options;
  const inNamespace = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c'];
  const mounting = [
    ...runtimes.flatMap((runtime, index) => [
      ...[...inNamespace, mountRuntime, 'sh', runtime, getRuntimeMount(folder, index)],
    ]),
    ...(writes
      ? [
          ...[...inNamespace, mountOwn, 'sh', folder, getOwnFolder(folder, role)],
          ...[`${users[role]}`, `${2 * limits.scratchBytes}`],
        ]
      : []),
  ];
  const words = [...mounting, ...wrapCommand(command, options)].map(quoteWord);
  return `${openMark}${before}${enter?.open ?? ''}exec ${words.join(' ')}`;
}
