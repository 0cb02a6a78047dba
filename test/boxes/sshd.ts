/**
 * Real boxes for tests: an sshd of our own on 127.0.0.1, with keys, configuration and trust of its
 * own in a temporary folder, and ordinary users who may use sudo. Nothing of the machine's SSH is
 * used or changed. Works as root, or with a sudo that asks for no password.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const binary = '/usr/sbin/sshd';

export interface TestSshd {
  /** `ssh://root@127.0.0.1:43210` */
  address: string;
  port: number;
  /** A private key that may log in. */
  keyPath: string;
  /** A store for the lab, not there yet. */
  knownHostsPath: string;
  /** The private host key; the public one has `.pub` behind it. */
  hostKeyPath: string;
  /** Root's home in sessions of this sshd: empty at first. */
  home: string;
  /** The temporary folder, which stop() removes. */
  folder: string;
  /** The processes of sshd that carry sessions now: killing them cuts the connections. */
  getSessions(): Promise<number[]>;
  /** Ends it and its sessions. */
  stop(): Promise<void>;
}

export interface SshdOptions {
  /** Default: a free one. */
  port?: number;
  /** Who the address names, and who may log in with the key. Default: root. */
  user?: string;
  /** Lines for sshd_config(5). */
  config?: readonly string[];
  /** Called when the host key is made and sshd not yet started; more lines for sshd_config(5). */
  prepare?: (hostKeyPath: string) => Promise<readonly string[]>;
  /** Words before the command that starts it: what they change holds in its sessions. */
  before?: readonly string[];
  /** A type for the host key; default ed25519. */
  hostKeyType?: 'ed25519' | 'ecdsa' | 'rsa';
}

/** Runs a command as root. */
export async function runAsRoot(argv: readonly string[]): Promise<string> {
  const [program = '', ...rest] = process.getuid?.() === 0 ? argv : ['sudo', '-n', '--', ...argv];
  return (await execute(program, rest)).stdout;
}

/** Makes a key pair at this path; see ssh-keygen(1). */
export async function makeKey(file: string, type = 'ed25519', passphrase = ''): Promise<void> {
  const bits = type === 'rsa' ? ['-b', '2048'] : [];
  const words = ['-q', '-t', type, ...bits, '-N', passphrase, '-C', 'test', '-f', file];
  await execute('ssh-keygen', words);
}

/** Starts an sshd and waits until it says that it listens. */
export async function startSshd(options: SshdOptions = {}): Promise<TestSshd> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-sshd-'));
  const keyPath = path.join(folder, 'id_test');
  const hostKeyPath = path.join(folder, 'host_key');
  try {
    if (!(await exists('/run/sshd'))) await runAsRoot(['mkdir', '-p', '-m', '755', '/run/sshd']);
    await Promise.all([makeKey(keyPath), makeKey(hostKeyPath, options.hostKeyType)]);
    // What sshd reads as the user who logs in lies in a folder that everybody may enter.
    await runAsRoot(['chmod', '755', folder]);
    await writeFile(path.join(folder, 'authorized_keys'), await readFile(`${keyPath}.pub`), {
      mode: 0o644,
    });
    await mkdir(path.join(folder, 'home'), { mode: 0o700 });
    const more = (await options.prepare?.(hostKeyPath)) ?? [];
    const config = [...(options.config ?? []), ...more];
    const { port, pid } = await launch(folder, hostKeyPath, { ...options, config });
    const getSessions = async () => (await findDescendants(pid)).filter((found) => found.isSshd);
    return {
      address: `ssh://${options.user ?? 'root'}@127.0.0.1:${port}`,
      port,
      keyPath,
      knownHostsPath: path.join(folder, 'lab', 'known_hosts'),
      hostKeyPath,
      home: path.join(folder, 'home'),
      folder,
      getSessions: async () => (await getSessions()).map((session) => session.pid),
      stop: async () => {
        const pids = [pid, ...(await getSessions()).map((session) => session.pid)];
        for (const one of pids) await runAsRoot(['kill', '-KILL', String(one)]).catch(() => {});
        await runAsRoot(['rm', '-rf', folder]);
      },
    };
  } catch (error) {
    await runAsRoot(['rm', '-rf', folder]);
    throw error;
  }
}

async function launch(
  folder: string,
  hostKeyPath: string,
  options: SshdOptions,
): Promise<{ port: number; pid: number }> {
  for (let turn = 1; ; turn += 1) {
    const port = options.port ?? (await getFreePort());
    const config = path.join(folder, 'sshd_config');
    await writeFile(config, (await makeConfig(folder, hostKeyPath, port, options)).join('\n'));
    try {
      return { port, pid: await listen(config, folder, options.before) };
    } catch (error) {
      // Somebody else may take a free port between the look and the bind.
      if (turn === 5 || !/already in use/i.test(String(error))) throw error;
    }
  }
}

async function makeConfig(
  folder: string,
  hostKeyPath: string,
  port: number,
  options: SshdOptions,
): Promise<string[]> {
  // The first value for a keyword holds (sshd_config(5)).
  const lines = [
    ...(options.config ?? []),
    'ListenAddress 127.0.0.1',
    `Port ${port}`,
    `HostKey ${hostKeyPath}`,
    `PidFile ${folder}/pid`,
    `AuthorizedKeysFile ${folder}/authorized_keys`,
    'UsePAM no',
    'PermitRootLogin prohibit-password',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'StrictModes no',
    'UseDNS no',
    'MaxStartups 100',
    'LogLevel INFO',
  ];
  // Root gets an empty home: neither its profile nor its cache takes part in a test.
  const home = ['Match User root', `  SetEnv HOME=${folder}/home`, ''];
  // OpenSSH 9.8 and later would lock 127.0.0.1 out after the tests with wrong keys.
  const penalties = 'PerSourcePenalties no';
  await writeFile(`${folder}/probe`, `HostKey ${hostKeyPath}\n${penalties}\n`);
  const probe = runAsRoot([binary, '-t', '-f', `${folder}/probe`]);
  return (await probe.then(() => true).catch(() => false))
    ? [...lines, penalties, ...home]
    : [...lines, ...home];
}

/** Resolves with the pid of sshd once it says that it listens; rejects with what it said instead. */
async function listen(
  config: string,
  folder: string,
  before: readonly string[] = [],
): Promise<number> {
  const command = [...before, binary, '-D', '-e', '-f', config];
  const [program = '', ...rest] =
    process.getuid?.() === 0 ? command : ['sudo', '-n', '--', ...command];
  const child = spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => reject(new Error(`sshd ended: ${said.join('\n')}`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (said.push(line) > 100) said.shift();
      if (line.includes('Server listening on')) resolve();
    });
  });
  // Tests end while it runs; it is stopped by its pid.
  child.unref();
  (child.stderr as unknown as { unref(): void }).unref();
  if (process.getuid?.() === 0) return child.pid ?? 0;
  // Behind sudo it is another process, which writes its pid a moment after it listens.
  for (const deadline = performance.now() + 10_000; performance.now() < deadline; ) {
    const pid = Number((await readFile(`${folder}/pid`, 'utf8').catch(() => '')).trim());
    if (pid > 0) return pid;
    await delay(5);
  }
  throw new Error('sshd wrote no pid');
}

/** A TCP port on 127.0.0.1 that nobody listens on at this moment. */
export async function getFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

interface Descendant {
  pid: number;
  isSshd: boolean;
}

/** All processes below this one, from /proc/<pid>/stat (proc(5)). */
async function findDescendants(root: number): Promise<Descendant[]> {
  const pids = (await readdir('/proc')).filter((name) => /^[0-9]+$/.test(name));
  const all = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const [, name = '', parent = ''] = /^\d+ \((.*)\) \S (\d+)/s.exec(text) ?? [];
      return { pid: Number(pid), parent: Number(parent), isSshd: name.startsWith('sshd') };
    }),
  );
  const found: Descendant[] = [];
  const parents = new Set([root]);
  for (let before = 0; before < parents.size; ) {
    before = parents.size;
    for (const one of all) {
      if (!parents.has(one.parent) || parents.has(one.pid)) continue;
      parents.add(one.pid);
      found.push(one);
    }
  }
  return found;
}

export interface TestUser {
  name: string;
  home: string;
  remove(): Promise<void>;
}

let usersMade = 0;

/** Makes an ordinary user, who may not use sudo; useradd(8). */
export async function makeUser(shell = '/bin/sh'): Promise<TestUser> {
  usersMade += 1;
  const name = `labtest${process.pid}${usersMade === 1 ? '' : `x${usersMade}`}`;
  const home = `/home/${name}`;
  const remove = async () => {
    // useradd(8) gives the next user the same number: what still runs by it would be that one's.
    await endProcesses(name);
    await runAsRoot(['userdel', '-f', '-r', name]).catch(() => {});
    await runAsRoot(['rm', '-rf', home]);
  };
  try {
    // `*` is no password, but not a locked account either: sshd refuses those without PAM.
    await runAsRoot(['useradd', '-m', '-d', home, '-s', shell, '-p', '*', name]);
    return { name, home, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Ends all that a user has running, as sessions that are just ending, and waits until it has. */
async function endProcesses(name: string): Promise<void> {
  const script = 'while pkill -KILL -u "$1"; do sleep 0.02; done';
  await runAsRoot(['timeout', '10', 'sh', '-c', script, 'sh', name]).catch(() => {});
}

/** Makes an ordinary user who may use sudo without a password; sudoers(5). */
export async function makeSudoUser(shell = '/bin/sh'): Promise<TestUser> {
  return allowSudo(await makeUser(shell), 'NOPASSWD:');
}

/** Writes the user's rule for sudo, with a tag of sudoers(5) or none; it goes with the user. */
export async function allowSudo(user: TestUser, tag: string): Promise<TestUser> {
  const rule = `/etc/sudoers.d/${user.name}`;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-user-'));
  const remove = async () => {
    await runAsRoot(['rm', '-f', rule]);
    await user.remove();
  };
  try {
    await writeFile(path.join(folder, 'rule'), `${user.name} ALL=(ALL) ${tag} ALL\n`);
    // A rule that sudo cannot read would take sudo away from everybody here.
    await runAsRoot(['visudo', '-q', '-c', '-f', path.join(folder, 'rule')]);
    await runAsRoot(['install', '-m', '440', path.join(folder, 'rule'), rule]);
    return { ...user, remove };
  } catch (error) {
    await remove();
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** Makes a folder for a test's files, as `t.testdir()` does, but outside the checkout. */
export async function makeFolder(prefix = 'lab-test-'): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), prefix));
  await mkdir(folder, { recursive: true });
  return folder;
}
