/**
 * A box over SSH, and the only file that knows ssh2: one connection, whose channels carry all
 * commands. Who the box is, is verified before anything is proved to it (host-key-store.ts).
 */
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import os from 'node:os';
import ssh2, { type AnyAuthMethod, type Client, type ServerHostKeyAlgorithm } from 'ssh2';
import { LabError } from '../model/errors.ts';
import { type BoxAddress, parseBoxAddress } from './address.ts';
import type { Box, BoxProcess } from './box.ts';
import { getKnownKeyTypes, type TrustOptions, trustHostKey } from './host-key-store.ts';
import { quoteCommand, wrapForAnyShell } from './quote.ts';
import { describeCommand, runCommand, waitAtMost } from './run-command.ts';
import { ChannelPlaces } from './ssh-channels.ts';
import { explainFailure, explainNoChannel } from './ssh-errors.ts';
import { findIdentities, type Identity, type IdentityOptions } from './ssh-keys.ts';
import { getKillScript, getPreamble } from './ssh-kill.ts';
import { type Channel, makeProcess } from './ssh-process.ts';
import { pushFiles } from './ssh-push.ts';

export interface SshOptions extends TrustOptions, IdentityOptions {
  /** How long connecting and authenticating may take, in ms. Default 20,000. */
  readyLimitMs?: number;
}

type ParsedKey = Exclude<ReturnType<typeof ssh2.utils.parseKey>, Error>;

const keepaliveMs = 10_000;
const keepaliveMisses = 3;
/** How long commands that still run may take to be ended when a box is closed. */
const endLimitMs = 6_000;
/** How long a box may take to say goodbye. */
const closeLimitMs = 1_000;

/**
 * Connects to `ssh://user@host:port`. Rejects with LabError: FLAG_WRONG, BOX_UNREACHABLE,
 * BOX_UNTRUSTED or BOX_REFUSED.
 */
export async function openSshBox(address: string, options: SshOptions = {}): Promise<Box> {
  const connection = await openConnection(address, parseBoxAddress(address), options);
  const places = new ChannelPlaces(address);
  const killPlaces = new ChannelPlaces(address, 2);
  const own = new Set<BoxProcess>();
  const start = async (argv: readonly string[]): Promise<BoxProcess> => {
    const tag = randomUUID();
    const line = makeLine(address, argv, tag);
    return places.use(async (release) => {
      const running = await connection.exec(line, (channel) =>
        makeProcess(channel, {
          lost: connection.lost,
          killOnBox: () => killOnBox(connection, killPlaces, argv, tag),
        }),
      );
      own.add(running);
      void running.ended.then(() => {
        own.delete(running);
        release();
      });
      return running;
    });
  };
  const box = { name: address, start };
  return {
    ...box,
    kind: 'ssh',
    run: (argv, runOptions) => runCommand(box, argv, runOptions),
    push: (files) => pushFiles(box, files),
    close: async () => {
      const left = [...own];
      for (const running of left) running.kill();
      await waitAtMost(Promise.all(left.map((running) => running.ended)), endLimitMs);
      await connection.close();
    },
  };
}

/** One connection with its socket, and the one promise that everybody watches for its loss. */
interface Connection {
  /** Resolves if the connection breaks; never while close() was not called and all is well. */
  readonly lost: Promise<LabError>;
  /** Starts a command; `wrap` is called in the turn in which its channel opens. */
  exec<Result>(line: string, wrap: (channel: Channel) => Result): Promise<Result>;
  close(): Promise<void>;
}

async function openConnection(
  name: string,
  address: BoxAddress,
  options: SshOptions,
): Promise<Connection> {
  const username = address.user ?? (process.env.USER || os.userInfo().username);
  const known = await getKnownKeyTypes(address, options);
  const identities = await findIdentities<ParsedKey>(options, ssh2.utils.parseKey);
  const tried: string[] = [];
  const client = new ssh2.Client();
  const socket = connect({ host: address.host, port: address.port });
  socket.setNoDelay(true);
  let refusal: unknown;
  let accepted: Buffer | undefined;
  let isAuthenticating = false;
  let isExhausted = false;
  client.once('handshake', () => {
    isAuthenticating = true;
  });
  const isReady = new Promise<void>((resolve, reject) => {
    const fail = (error?: Error) => {
      reject(refusal ?? explainFailure(name, address, error, isAuthenticating ? tried : undefined));
      socket.destroy();
    };
    client.once('ready', resolve);
    client.once('close', () => fail());
    client.on('error', (error: Error & { level?: string }) => {
      // An agent that does not answer, or a key that cannot sign, is one way less, not the end.
      const isOneWayLess = error.level === 'agent' || error.level === 'client-authentication';
      if (!isOneWayLess || isExhausted) fail(error);
    });
  });
  client.connect({
    sock: socket,
    username,
    readyTimeout: options.readyLimitMs ?? 20_000,
    keepaliveInterval: keepaliveMs,
    keepaliveCountMax: keepaliveMisses,
    ...(known.length > 0 ? { algorithms: { serverHostKey: orderKeyTypes(known) } } : {}),
    hostVerifier: (key: Buffer, verify: (isTrusted: boolean) => void) => {
      // Keys are exchanged anew in a long connection: then only the same host key will do.
      if (accepted !== undefined) return verify(accepted.equals(key));
      trustHostKey(address, key, options).then(
        () => {
          accepted = key;
          verify(true);
        },
        (error: unknown) => {
          refusal = error;
          verify(false);
        },
      );
    },
    authHandler: (_left, _partial, next) => {
      const method = takeNextMethod(identities, username, tried);
      isExhausted = method === undefined;
      // The types do not say so, but `false` is how ssh2 is told that nothing is left.
      next(method ?? (false as unknown as AnyAuthMethod));
    },
  });
  await isReady;
  return watchConnection(name, client, socket);
}

/** After 'ready': the connection as the box uses it. */
function watchConnection(name: string, client: Client, socket: Socket): Connection {
  let isClosing = false;
  let loss: LabError | undefined;
  let lose: (error: LabError) => void = () => {};
  const lost = new Promise<LabError>((resolve) => {
    lose = resolve;
  });
  let cause: Error | undefined;
  const setLost = () => {
    const what = isClosing
      ? 'was closed'
      : `broke${cause === undefined ? '' : `: ${cause.message}`}`;
    loss ??= new LabError('BOX_LOST', `The connection to ${name} ${what}.`, {
      hint: 'What ran there may have ended or not; see that the box is up, and run again.',
      cause,
    });
    lose(loss);
    return loss;
  };
  client.on('error', (error: Error) => {
    cause ??= error;
  });
  const closed = new Promise<void>((resolve) => {
    client.once('close', () => {
      setLost();
      resolve();
    });
  });
  return {
    lost,
    exec: (line, wrap) =>
      new Promise((resolve, reject) => {
        if (loss !== undefined || isClosing) return reject(setLost());
        try {
          client.exec(line, (error, channel) => {
            if (error === undefined) resolve(wrap(channel as unknown as Channel));
            else reject(loss ?? explainNoChannel(name, error));
          });
        } catch (error) {
          // ssh2 throws where the socket has ended and says so by 'close' a little later.
          cause ??= error as Error;
          reject(setLost());
        }
      }),
    close: async () => {
      isClosing = true;
      client.end();
      await waitAtMost(closed, closeLimitMs);
      socket.destroy();
    },
  };
}

/** The next way to authenticate; what was passed over and what is tried is noted by its label. */
function takeNextMethod(
  identities: Identity<ParsedKey>[],
  username: string,
  tried: string[],
): AnyAuthMethod | undefined {
  for (;;) {
    const identity = identities.shift();
    if (identity === undefined) return undefined;
    tried.push(identity.label);
    if (identity.kind === 'agent') return { type: 'agent', username, agent: identity.socket };
    if (identity.kind === 'key') return { type: 'publickey', username, key: identity.key };
  }
}

/** The host key algorithms to ask for: those of known keys first (RFC 8332 for RSA). */
function orderKeyTypes(known: readonly string[]): ServerHostKeyAlgorithm[] {
  const all: [type: string, algorithm: ServerHostKeyAlgorithm][] = [
    ['ssh-ed25519', 'ssh-ed25519'],
    ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp256'],
    ['ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp384'],
    ['ecdsa-sha2-nistp521', 'ecdsa-sha2-nistp521'],
    ['ssh-rsa', 'rsa-sha2-512'],
    ['ssh-rsa', 'rsa-sha2-256'],
    ['ssh-rsa', 'ssh-rsa'],
  ];
  const first = all.filter(([type]) => known.includes(type));
  const rest = all.filter(([type]) => !known.includes(type));
  return [...first, ...rest].map(([, algorithm]) => algorithm);
}

/** The one string that SSH carries; an argument that cannot be quoted is an error of the caller. */
function makeLine(name: string, argv: readonly string[], tag: string): string {
  try {
    return wrapForAnyShell(`${getPreamble(tag)}exec ${quoteCommand(argv)}`);
  } catch (cause) {
    const message = `On ${name}, ${describeCommand(argv)} cannot be run: ${(cause as Error).message}.`;
    throw new LabError('COMMAND_FAILED', message, { cause });
  }
}

/** Never rejects: a connection that broke meanwhile is told by the command itself. */
async function killOnBox(
  connection: Connection,
  places: ChannelPlaces,
  argv: readonly string[],
  tag: string,
): Promise<void> {
  const line = wrapForAnyShell(getKillScript(tag, argv[0] === 'sudo'));
  const wrap = (channel: Channel) =>
    makeProcess(channel, { lost: connection.lost, killOnBox: async () => {} });
  const work = async (release: () => void) => {
    const running = await connection.exec(line, wrap);
    running.stdin.end();
    running.stdout.resume();
    running.stderr.resume();
    await running.ended.then(release);
  };
  await places.use(work).catch(() => {});
}
