/**
 * A connection by the ssh program itself, for what ssh2 has no part of: certificates of users and
 * hosts, ProxyCommand, security keys, questions at a terminal. One ssh is the connection and lends
 * it to others, one for each command (ControlMaster, ssh_config(5)). Its configuration is the
 * user's own, and before it what the lab insists on: host keys are checked, in the lab's store
 * too, and nothing is forwarded.
 */
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Duplex, PassThrough, type Readable } from 'node:stream';
import { LabError } from '../model/errors.ts';
import { canAsk } from './ask-password.ts';
import { waitAtMost } from './run-command.ts';
import { usualNames } from './ssh-certificates.ts';
import { NoRoomError } from './ssh-channels.ts';
import { findConfigFiles } from './ssh-config.ts';
import type { Connection } from './ssh-connection.ts';
import type { Channel } from './ssh-process.ts';
import { explainProgram, readWords } from './ssh-program-words.ts';
import type { Hop, SshOptions } from './ssh-route.ts';

/** What the connection says on its standard output when it is there (LocalCommand). */
const readyMark = 'mininet-lab-ready';
const keepaliveMs = 6_000;
const keepaliveMisses = 3;
/** How long a person may take to answer ssh's questions. */
const askLimitMs = 120_000;
const closeLimitMs = 2_000;
/** How long after its commands the connection itself may take to be seen as broken. */
const lossLimitMs = 1_000;

/** Connects to the hop, by whatever way its configuration says. Errors as openSshBox has. */
export async function openByProgram(hop: Hop): Promise<Connection> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-ssh-'));
  const socket = path.join(folder, 's');
  try {
    const config = path.join(folder, 'config');
    await writeFile(config, await makeConfig(hop), { mode: 0o600 });
    const master = startMaster(hop, config, socket);
    await waitUntilReady(hop, master);
    return watch(hop, master, { folder, socket });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The first value that is given for a keyword holds, so the user's own files come last. */
async function makeConfig({ options, asked, address, hasAuthority }: Hop): Promise<string> {
  const store = path.resolve(options.knownHostsPath ?? '.lab/known_hosts');
  await mkdir(path.dirname(store), { recursive: true });
  const known = [options.userKnownHostsPath ?? path.join(os.homedir(), '.ssh/known_hosts')].flat();
  const { keepaliveMs: everyMs = keepaliveMs } = options;
  const identityFiles = [
    ...(options.identityFiles ?? usualNames.map(getUsualPath)),
    ...(process.env.LAB_SSH_KEY ? [process.env.LAB_SSH_KEY] : []),
  ];
  const lines: string[][] = [
    ['StrictHostKeyChecking', options.strict === true ? 'yes' : 'accept-new'],
    ['UserKnownHostsFile', [store, ...known].map(quote).join(' ')],
    ['GlobalKnownHostsFile', 'none'],
    ...['UpdateHostKeys', 'HashKnownHosts', 'VerifyHostKeyDNS'].map((key) => [key, 'no']),
    ...['NoHostAuthenticationForLocalhost', 'CheckHostIP'].map((key) => [key, 'no']),
    ...['ForwardAgent', 'ForwardX11', 'Tunnel', 'RequestTTY'].map((key) => [key, 'no']),
    ['ClearAllForwardings', 'yes'],
    ['ServerAliveInterval', String(Math.ceil(everyMs / 1_000))],
    ['ServerAliveCountMax', String(keepaliveMisses)],
    ['ConnectTimeout', String(Math.ceil((options.readyLimitMs ?? 20_000) / 1_000))],
    ['BatchMode', canAsk() ? 'no' : 'yes'],
    ...(options.identityAgent === undefined
      ? []
      : [['IdentityAgent', quote(options.identityAgent)]]),
    ...(options.identitiesOnly === true ? [['IdentitiesOnly', 'yes']] : []),
    ...identityFiles.map((file) => ['IdentityFile', quote(path.resolve(file))]),
    ...(asked?.hasConfig === true ? await findConfigFiles() : []).map((file) => [
      ...['Include', quote(file)],
    ]),
  ];
  // Where an authority signs the host's keys, one that it did not sign is not taken at first use.
  const host = asked?.hasConfig === true ? asked.host : address.host;
  const first = hasAuthority === true ? `Host ${host}\nStrictHostKeyChecking yes\n` : '';
  return `${first}Match all\n${lines.map(([key, value]) => `${key} ${value}\n`).join('')}`;
}

function getUsualPath(name: string): string {
  return path.join(os.homedir(), '.ssh', name);
}

/** A path in ssh_config(5): in double quotes, and its percent signs doubled. */
function quote(text: string): string {
  return `"${text.replaceAll('%', '%%')}"`;
}

interface Master {
  child: ChildProcess;
  /** All that it has said so far, with its debugging lines. */
  getText(): string;
  /** What it prints; the mark among it says that it is ready. */
  output: Readable;
  /** Resolves when it has ended; never rejects. */
  ended: Promise<void>;
}

function startMaster(hop: Hop, config: string, socket: string): Master {
  const { asked, address, username } = hop;
  const words = [
    ...['-v', '-N', '-T', '-M', '-F', config, '-S', socket],
    ...['-o', 'ControlPersist=no', '-o', 'RemoteCommand=none'],
    ...['-o', 'PermitLocalCommand=yes', '-o', `LocalCommand=echo ${readyMark}`],
    ...(asked?.hasConfig !== true || asked.user !== undefined ? ['-l', username] : []),
    ...(asked?.hasConfig !== true || asked.port !== undefined ? ['-p', String(address.port)] : []),
    ...['--', asked?.hasConfig === true ? asked.host : address.host],
  ];
  const { LAB_SSH_PASSPHRASE: _secret, ...env } = process.env;
  // Ctrl-C is the lab's: it ends its commands first. With the lab its connection ends.
  const launcher =
    'trap "" INT; setpriv --pdeathsig KILL true 2>/dev/null && ' +
    'exec setpriv --pdeathsig KILL ssh "$@"; exec ssh "$@"';
  const child = spawn('/bin/sh', ['-c', launcher, 'sh', ...words], {
    env: { ...env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Whoever is asked at a terminal must be in its foreground.
    detached: !canAsk(),
  });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-65_536);
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      process.removeListener('exit', kill);
      resolve();
    });
    child.once('error', () => resolve());
  });
  return { child, output: child.stdout, getText: () => text, ended };
}

async function waitUntilReady(hop: Hop, master: Master): Promise<void> {
  const { name, address, options } = hop;
  let printed = '';
  const ready = new Promise<boolean>((resolve) => {
    master.output.on('data', (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-4_096);
      if (printed.includes(readyMark)) resolve(true);
    });
    void master.ended.then(() => resolve(false));
  });
  const limitMs = canAsk() ? askLimitMs : (options.readyLimitMs ?? 20_000) * 2;
  let isReady: boolean | undefined;
  await waitAtMost(
    ready.then((value) => {
      isReady = value;
    }),
    limitMs,
  );
  if (isReady === true) return sayFirstUse(master.getText(), options);
  master.child.kill('SIGKILL');
  const how = { isTimeout: isReady === undefined, why: hop.programOnly ?? '' };
  throw explainProgram(name, address, master.getText(), how);
}

/** ssh tells of a key that it took at first use; so does the lab. */
function sayFirstUse(text: string, { say, knownHostsPath }: SshOptions): void {
  const store = path.resolve(knownHostsPath ?? '.lab/known_hosts');
  for (const [, name, type] of text.matchAll(/Permanently added '(.+?)' \((\S+)\) to the list/g)) {
    say?.(`First use of ${name}: its host key (${type}) is now in ${store}.`);
  }
}

function watch(
  { name }: Hop,
  master: Master,
  { folder, socket }: { folder: string; socket: string },
): Connection {
  let isClosing = false;
  const lost = master.ended.then(async () => {
    await rm(folder, { recursive: true, force: true });
    const because = isClosing ? 'was closed' : `broke: ${readWords(master.getText())}`;
    return new LabError('BOX_LOST', `The connection to ${name} ${because}.`, {
      hint: 'What ran there may have ended or not; see that the box is up, and run again.',
    });
  });
  return {
    lost,
    exec: (line, wrap) => execute({ name, socket, lost }, line, wrap),
    forward: () => Promise.reject(new Error('ssh goes the whole way itself')),
    close: async () => {
      isClosing = true;
      master.child.kill('SIGTERM');
      await waitAtMost(lost, closeLimitMs);
      master.child.kill('SIGKILL');
      await lost;
    },
  };
}

/** One command, through the connection that is there; it never makes one of its own. */
function execute<Result>(
  { name, socket, lost }: { name: string; socket: string; lost: Promise<LabError> },
  line: string,
  wrap: (channel: Channel) => Result,
): Promise<Result> {
  const words = ['-F', 'none', '-S', socket, '-T', '-o', 'ProxyCommand=exit 1', '--', 'lab', line];
  const child = spawn('ssh', words, { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const { channel, onEvent } = makeChannel(child);
  return new Promise((resolve, reject) => {
    let isOpen = false;
    /** ssh ends with 255 where the connection broke, too: then its command's end is not known. */
    const tellEnd = async (status: number | null, signal: NodeJS.Signals | null) => {
      let isLost = false;
      const waiting = lost.then(() => {
        isLost = true;
      });
      if (status === 255) await waitAtMost(waiting, lossLimitMs);
      if (isLost) return;
      channel.emit('exit', status, signal);
      channel.emit('close', status, signal ?? undefined);
    };
    const open = () => {
      if (isOpen) return;
      isOpen = true;
      resolve(wrap(channel));
    };
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_096);
    });
    child.once('error', reject);
    onEvent((event, status, signal) => {
      if (!isOpen && status === 255 && /mux_client|open refused|Control socket/.test(said)) {
        reject(new NoRoomError('COMMAND_FAILED', `${name} opened no channel: ${readWords(said)}`));
        return;
      }
      // The command's first line, or its end, says that the channel was opened.
      open();
      if (event === 'close') void tellEnd(status, signal);
    });
  });
}

type EventHandler = (
  event: 'data' | 'close',
  status: number | null,
  signal: NodeJS.Signals | null,
) => void;

/** The streams of one ssh as ssh2 has them: what it prints, and its end, are handed on in order. */
function makeChannel(child: ChildProcessWithoutNullStreams) {
  const { stdin, stdout, stderr } = child;
  const errors = new PassThrough();
  const channel = Object.assign(
    new Duplex({
      ...{ emitClose: false, autoDestroy: false },
      read: () => stdout.resume(),
      write: (chunk, _encoding, done) => stdin.write(chunk, () => done()),
      final: (done) => stdin.end(() => done()),
    }),
    { stderr: errors, close: () => child.kill('SIGKILL') },
  );
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {});
  stderr.pipe(errors);
  let handler: EventHandler = () => {};
  stdout.on('data', (chunk: Buffer) => {
    if (!channel.push(chunk)) stdout.pause();
    handler('data', null, null);
  });
  stdout.once('end', () => channel.push(null));
  child.once('close', (status, signal) => handler('close', status, signal));
  const onEvent = (handle: EventHandler) => {
    handler = handle;
  };
  return { channel: channel as unknown as Channel, onEvent };
}
