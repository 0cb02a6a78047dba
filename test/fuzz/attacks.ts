/**
 * What ill-behaved clients do to a server, as data that fast-check draws, and its performance over
 * a real TCP socket: random bytes, odd segments, half closes, resets, endless slowness, floods.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';

/** One thing that a client does. */
export type Action =
  | { kind: 'send'; bytes: Uint8Array }
  /** Each byte in a segment of its own. */
  | { kind: 'trickle'; bytes: Uint8Array; everyMs: number }
  | { kind: 'wait'; ms: number }
  /** FIN, and it goes on listening. */
  | { kind: 'half-close' }
  /** RST (SO_LINGER 0, socket(7)). */
  | { kind: 'reset' }
  /** From here on it reads nothing. */
  | { kind: 'stop-reading' };

export type Attack =
  | { kind: 'client'; actions: Action[] }
  /** So many connections at once, which then all leave in the same way. */
  | { kind: 'flood'; count: number; leave: 'reset' | 'close' | 'half-close' };

const text = fc
  .string({ unit: 'binary', maxLength: 40 })
  .map((line) => new TextEncoder().encode(`${line}\n`));

/** Beginnings of characters, line ends of all kinds, lines that look like the server's own. */
const nasty = fc.constantFrom(
  ...['\n', '\r\n', '\r', '\n\n\n', '\r\n\r', '\0', 'Bye\n', ' bYe \n', '* X left\n', 'X: \n'],
  ...['No verdict: \n', 'a received before b\n', '\u001b]0;x\u0007\u001b[2J\n', '\u2028\u202e\n'],
);

const bytes = fc.oneof(
  { weight: 4, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 300 }) },
  { weight: 3, arbitrary: text },
  { weight: 3, arbitrary: nasty.map((line) => new TextEncoder().encode(line)) },
  // Characters that are cut, over-long forms, surrogates (RFC 3629, 3 and 10).
  {
    weight: 2,
    arbitrary: fc.constantFrom('f09f98', 'e282', 'c3', 'c080', 'eda080', 'fffe', 'efbbbf0a'),
  },
  // Around the longest message that there may be, and far beyond.
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(65_534, 65_535, 65_536, 65_537, 300_000), fc.constantFrom(120, 10, 13))
      .map(([length, byte]) => new Uint8Array(length).fill(byte)),
  },
);

const anyBytes = bytes.map((value) =>
  typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'hex')) : value,
);

const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('send' as const), bytes: anyBytes }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('trickle' as const),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 30 }),
      everyMs: fc.constantFrom(0, 1, 40),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.integer({ max: 250, min: 0 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'half-close' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reset' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'stop-reading' as const }) },
);

const attack: fc.Arbitrary<Attack> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('client' as const),
      actions: fc.array(action, { maxLength: 12 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('flood' as const),
      count: fc.integer({ min: 5, max: 120 }),
      leave: fc.constantFrom('reset' as const, 'close' as const, 'half-close' as const),
    }),
  },
);

/** The attack of this number; the same seed and number give the same. */
export function drawAttack(seed: number, number: number): Attack {
  const [drawn] = fc.sample(attack, { seed: seed + number, numRuns: 1 });
  if (!drawn) throw new Error('no attack was drawn');
  return drawn;
}

/** How long an attacker stays if nobody ends the connection. */
const stayMs = 1_500;

/** Holds the door while somebody connects: who comes next to whom is then known (right-pair.ts). */
export type Door = <Result>(enter: () => Promise<Result>) => Promise<Result>;

/** Performs an attack to its end. Whatever the server answers is its right. */
export async function performAttack(attack: Attack, port: number, door: Door): Promise<void> {
  if (attack.kind === 'flood') {
    const sockets = await door(() =>
      Promise.all(Array.from({ length: attack.count }, () => openSocket(port))),
    );
    await delay(20);
    for (const socket of sockets) leave(socket, attack.leave);
    await Promise.all(sockets.map(waitForEnd));
    return;
  }
  const socket = await door(() => openSocket(port));
  for (const each of attack.actions) {
    if (socket.destroyed) return;
    await act(socket, each);
  }
  await waitForEnd(socket);
}

async function openSocket(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
  socket.on('error', () => {});
  socket.resume();
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => {});
  return socket;
}

type Performers = {
  [Kind in Action['kind']]: (
    socket: Socket,
    action: Extract<Action, { kind: Kind }>,
  ) => Promise<unknown>;
};

const performers: Performers = {
  send: (socket, { bytes }) => send(socket, bytes),
  trickle: async (socket, { bytes, everyMs }) => {
    for (const byte of bytes) {
      if (socket.destroyed) return;
      await send(socket, Uint8Array.of(byte));
      await delay(everyMs);
    }
  },
  wait: (_socket, { ms }) => delay(ms),
  'half-close': async (socket) => leave(socket, 'half-close'),
  reset: async (socket) => leave(socket, 'reset'),
  'stop-reading': async (socket) => socket.pause(),
};

async function act(socket: Socket, action: Action): Promise<void> {
  const perform = performers[action.kind] as (s: Socket, a: Action) => Promise<unknown>;
  await perform(socket, action);
}

function leave(socket: Socket, how: 'reset' | 'close' | 'half-close'): void {
  // libuv refuses to reset what is being shut down, and Node then keeps the handle for ever.
  if (how === 'reset' && !socket.writableEnded) socket.resetAndDestroy();
  else if (how !== 'half-close') socket.destroy();
  else socket.end();
}

/** Sends, and waits a moment at most: a server that does not read must not hold the attacker. */
async function send(socket: Socket, bytes: Uint8Array): Promise<void> {
  if (socket.writableEnded || socket.destroyed) return;
  const isTaken = socket.write(bytes);
  if (!isTaken) await Promise.race([once(socket, 'drain').catch(() => {}), delay(100)]);
}

async function waitForEnd(socket: Socket): Promise<void> {
  if (socket.destroyed) return;
  const stopped = new AbortController();
  const options = { signal: stopped.signal };
  const late = delay(stayMs, undefined, options).catch(() => {});
  await Promise.race([once(socket, 'close', options).catch(() => {}), late]);
  stopped.abort();
  socket.destroy();
}
