/**
 * One SSH connection, and the only file that knows ssh2: straight to a host, or through another
 * connection to a host behind it (RFC 4254, 7.2). Who the host is, is verified before anything is
 * proved to it (host-key-store.ts). ssh.ts makes a box of the last connection of a route.
 */
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import ssh2, { type AnyAuthMethod, type Client, type ServerHostKeyAlgorithm } from 'ssh2';
import { LabError } from '../model/errors.ts';
import { getKnownKeyTypes, trustHostKey } from './host-key-store.ts';
import { waitAtMost } from './run-command.ts';
import {
  BusyError,
  explainBreak,
  explainFailure,
  explainNoChannel,
  explainNoWay,
} from './ssh-errors.ts';
import { listenForGreeting } from './ssh-greeting.ts';
import { findIdentities, type Identity } from './ssh-keys.ts';
import { type Attempts, makeChooser, type Way } from './ssh-methods.ts';
import type { Channel } from './ssh-process.ts';
import type { Hop } from './ssh-route.ts';

type ParsedKey = Exclude<ReturnType<typeof ssh2.utils.parseKey>, Error>;

/**
 * A host that is silent is lost after the fourth keepalive that would follow: within 24 s, so that
 * nothing hangs beyond 30 s. An emulated box is given longer by SshOptions.keepaliveMs.
 */
const keepaliveMs = 6_000;
const keepaliveMisses = 3;

/** One connection with its socket, and the one promise that everybody watches for its loss. */
export interface Connection {
  /** Resolves if the connection breaks; never while close() was not called and all is well. */
  readonly lost: Promise<LabError>;
  /** Starts a command; `wrap` is called in the turn in which its channel opens. */
  exec<Result>(line: string, wrap: (channel: Channel) => Result): Promise<Result>;
  /** A stream to a host and port that this host can reach. */
  forward(host: string, port: number): Promise<Duplex>;
  /** Says goodbye and hangs up; waits for no answer. */
  close(): Promise<void>;
}

const [maxRetries, busyWaitMs] = [2, 500];
/** How long the last words may take to be handed to the system. */
const goodbyeLimitMs = 1_000;

/** Connects to each hop through the one before, and gives the last. Errors as openSshBox has. */
export async function openRoute(hops: readonly Hop[]): Promise<Connection> {
  const open: Connection[] = [];
  const closeAll = async () => {
    for (const connection of open.toReversed()) await connection.close();
  };
  try {
    for (const hop of hops) open.push(await openPatiently(hop, open.at(-1)));
  } catch (error) {
    await closeAll();
    throw error;
  }
  const last = open.at(-1);
  if (last === undefined) throw new Error('A route has at least one hop');
  return { ...last, close: closeAll };
}

/**
 * A host that has too many connections at the moment is asked again, twice and ever later; no other
 * host is, least of all one that has locked us out.
 */
async function openPatiently(hop: Hop, before: Connection | undefined): Promise<Connection> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await openHop(hop, before);
    } catch (error) {
      if (!(error instanceof BusyError) || turn > maxRetries) throw error;
      const waitMs = 2 ** turn * busyWaitMs * (1 + Math.random());
      const seconds = (waitMs / 1_000).toFixed(1);
      hop.options.say?.(`${error.message} Asking again in ${seconds} s (${turn} of ${maxRetries})`);
      await delay(waitMs);
    }
  }
}

async function openHop(hop: Hop, before: Connection | undefined): Promise<Connection> {
  const { address, options } = hop;
  const known = await getKnownKeyTypes(address, options);
  const identities = await findIdentities<ParsedKey>(options, ssh2.utils.parseKey);
  if (before === undefined) {
    const socket = connect({ host: address.host, port: address.port });
    socket.setNoDelay(true);
    return authenticate(hop, socket, { known, identities });
  }
  const stream = await before
    .forward(address.host, address.port)
    .catch((error: Error) => Promise.reject(explainNoWay(hop.name, address, error)));
  return authenticate(hop, stream, { known, identities });
}

interface Credentials {
  /** The types of the host keys that are known. */
  known: readonly string[];
  identities: Identity<ParsedKey>[];
}

async function authenticate(
  { name, address, username, options }: Hop,
  stream: Duplex,
  { known, identities }: Credentials,
): Promise<Connection> {
  const attempts: Attempts = { tried: [], wanted: [], questions: [] };
  const choose = makeChooser(identities, attempts);
  const readGreeting = listenForGreeting(stream);
  const client = new ssh2.Client();
  let refusal: unknown;
  let accepted: Buffer | undefined;
  let isAuthenticating = false;
  let isExhausted = false;
  client.once('handshake', () => {
    isAuthenticating = true;
  });
  const isReady = new Promise<void>((resolve, reject) => {
    const fail = (error?: Error) => {
      const about = { attempts: isAuthenticating ? attempts : undefined, said: readGreeting() };
      reject(refusal ?? explainFailure(name, address, error, about));
      stream.destroy();
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
    // The types ask for a socket; ssh2 itself takes any stream.
    sock: stream as Socket,
    username,
    readyTimeout: options.readyLimitMs ?? 20_000,
    keepaliveInterval: options.keepaliveMs ?? keepaliveMs,
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
    // The server's yes to a key comes before its yes to us, and may be all that comes.
    debug: (line) => {
      if (line.includes('Received USERAUTH_PK_OK')) attempts.accepted = attempts.tried.at(-1);
    },
    authHandler: (left, _partial, next) => {
      const method = makeMethod(choose(left), username, (questions) => {
        attempts.questions = questions;
        stream.destroy();
      });
      isExhausted = method === undefined;
      // The types do not say so, but `false` is how ssh2 is told that nothing is left.
      next(method ?? (false as unknown as AnyAuthMethod));
    },
  });
  await isReady;
  return watchConnection(name, client, stream);
}

/** After 'ready': the connection as the box uses it. */
function watchConnection(name: string, client: Client, stream: Duplex): Connection {
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
      : `broke${cause === undefined ? '' : `: ${explainBreak(cause)}`}`;
    loss ??= new LabError('BOX_LOST', `The connection to ${name} ${what}.`, {
      hint: 'What ran there may have ended or not; see that the box is up, and run again.',
      cause,
    });
    lose(loss);
    return loss;
  };
  client.on('error', (error: Error) => {
    cause ??= error;
    // What cannot be read any more is over: ssh2 itself would wait for the other end to hang up.
    stream.destroy();
  });
  client.once('close', setLost);
  const isOver = () => loss !== undefined || isClosing;
  /** ssh2 throws where its socket has ended and says so by 'close' a little later. */
  const attempt = (act: () => void, reject: (error: Error) => void) => {
    if (isOver()) return reject(setLost());
    try {
      act();
    } catch (error) {
      cause ??= error as Error;
      reject(setLost());
    }
  };
  return {
    lost,
    exec: (line, wrap) =>
      new Promise((resolve, reject) => {
        const done = (error: Error | undefined, channel: unknown) => {
          if (error === undefined) resolve(wrap(channel as Channel));
          else reject(loss ?? explainNoChannel(name, error));
        };
        attempt(() => client.exec(line, done), reject);
      }),
    forward: (host, port) =>
      new Promise((resolve, reject) => {
        const done = (error: Error | undefined, channel: Duplex) => {
          if (error === undefined) resolve(channel);
          else reject(loss ?? error);
        };
        attempt(() => client.forwardOut('127.0.0.1', 0, host, port, done), reject);
      }),
    close: async () => {
      isClosing = true;
      client.end();
      const isSaid = new Promise((resolve) => stream.once('finish', resolve));
      if (!stream.writableFinished && !stream.destroyed) await waitAtMost(isSaid, goodbyeLimitMs);
      stream.destroy();
      setLost();
    },
  };
}

/** A way as ssh2 has it. A question that nobody here may answer ends the attempt. */
function makeMethod(
  way: Way<ParsedKey> | undefined,
  username: string,
  onQuestions: (questions: string[]) => void,
): AnyAuthMethod | undefined {
  if (way === undefined) return undefined;
  if (way.kind === 'none') return { type: 'none', username };
  if (way.kind === 'keyboard-interactive') {
    // ssh2 answers by itself where there is no question (RFC 4256, 3.4).
    return {
      ...{ type: way.kind, username },
      prompt: (_name, _instructions, _language, prompts) =>
        onQuestions(prompts.map(({ prompt }) => prompt.trim())),
    };
  }
  const { identity } = way;
  if (identity.kind === 'key') return { type: 'publickey', username, key: identity.key };
  const { socket, only } = identity;
  const agent = only === undefined ? socket : new ChosenKeysAgent(socket, only);
  return { type: 'agent', username, agent };
}

/** An agent of which only some keys are offered (IdentitiesOnly, ssh_config(5)). */
class ChosenKeysAgent extends ssh2.OpenSSHAgent {
  readonly #only: readonly Buffer[];

  constructor(socket: string, only: readonly Buffer[]) {
    super(socket);
    this.#only = only;
  }

  override getIdentities(done: Parameters<ssh2.OpenSSHAgent['getIdentities']>[0]): void {
    super.getIdentities((error, keys) => {
      // The types have other forms of keys too; this agent gives parsed ones.
      const chosen = (keys as ParsedKey[] | undefined)?.filter((key) =>
        this.#only.some((one) => one.equals(key.getPublicSSH())),
      );
      done(error, chosen);
    });
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
