/**
 * Two clients that keep to the protocol while others attack, and what each must be told: the order
 * in which their messages were received, or that there is no verdict; never anything else. In a
 * chat, also what the other one says, once and whole.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import type { Door } from './attacks.ts';
import type { FuzzedServer } from './fuzzed-server.ts';

/** What became of a pair; `wrong` is what must never be. */
export type PairResult = { kind: 'right' | 'none' } | { kind: 'wrong'; because: string };

/** What the two say, who speaks first, and where each message is cut into segments. */
export interface PairScript {
  messages: [string, string];
  first: 0 | 1;
  cuts: [number[], number[]];
}

// Any text on one line. What begins like a refusal could not be told from one.
const message = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) => `m${text.replace(/[\r\n]/g, ' ')}`);
const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 });
const script: fc.Arbitrary<PairScript> = fc.record({
  messages: fc.tuple(message, message),
  first: fc.constantFrom(0 as const, 1 as const),
  cuts: fc.tuple(cuts, cuts),
});

/** The script of a pair; the same seed and number give the same. */
export function drawPair(seed: number, number: number): PairScript {
  const [drawn] = fc.sample(script, { seed: seed + number, numRuns: 1 });
  if (!drawn) throw new Error('no pair was drawn');
  return drawn;
}

interface Client {
  socket: Socket;
  port: number;
  /** All that it was told until its connection ended. */
  answer: Promise<string>;
  read(): string;
}

/** Instead of an answer (programs/README.md); after a chat, why the other is gone. */
const isRefusal = (line: string) =>
  /^(No verdict: |No chat: |Refused: )/.test(line) || /^\* /.test(line);

/** Plays a pair. Anything but its answer, or a plain word that there is none, is wrong. */
export async function playPair(
  server: FuzzedServer,
  door: Door,
  { messages, first, cuts }: PairScript,
  isChat: boolean,
): Promise<PairResult> {
  const clients = await door(() => seatPair(server));
  if (clients === null) return { kind: 'none' };
  try {
    const order = first === 0 ? ([0, 1] as const) : ([1, 0] as const);
    for (const index of order) {
      const client = clients[index];
      await sendInPieces(client.socket, `${messages[index]}\n`, cuts[index]);
      // The second message is sent when the first has been received: so their order is certain.
      if (!(await server.waitForMessage(client.port))) return { kind: 'none' };
    }
    if (isChat) await endChat(clients, messages[order[1]]);
    const answers = await Promise.all(clients.map(({ answer }) => answer));
    const said = order.map((index) => messages[index]);
    const verdict = `${said[0]} received before ${said[1]}`;
    return isChat ? judgeChat(answers, messages, verdict) : judgeVerdict(answers, `${verdict}\n`);
  } finally {
    for (const { socket } of clients) socket.destroy();
  }
}

/** Two clients in one session, or null where the server let them not be. Called at the door. */
async function seatPair(server: FuzzedServer): Promise<[Client, Client] | null> {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const before = server.getSeated();
    const one = await enter(server.port);
    const seat = one && (await server.waitForSeat(one.port, before));
    if (!one || !seat) {
      one?.socket.destroy();
      return null;
    }
    if (seat.index === 1) {
      const two = await enter(server.port);
      const beside = two && (await server.waitForSeat(two.port, before));
      if (two && beside?.session === seat.session) return [one, two];
      two?.socket.destroy();
    }
    // It completed the session of an attacker, or nobody came in time.
    one.socket.destroy();
  }
  return null;
}

async function enter(port: number): Promise<Client | null> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
  socket.on('error', () => {});
  const parts: Buffer[] = [];
  socket.on('data', (part) => parts.push(part));
  const read = () => Buffer.concat(parts).toString();
  const answer = new Promise<string>((resolve) => {
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(read()));
  });
  const isConnected = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'close').then(() => false),
  ]).catch(() => false);
  return isConnected ? { socket, port: socket.localPort ?? 0, answer, read } : null;
}

/** Cuts anywhere, also inside a character. */
async function sendInPieces(socket: Socket, text: string, cuts: readonly number[]): Promise<void> {
  let rest = Buffer.from(text);
  for (const cut of cuts) {
    if (cut >= rest.length) break;
    socket.write(rest.subarray(0, cut));
    rest = rest.subarray(cut);
    await delay(1);
  }
  socket.write(rest);
}

/** Once both have the acknowledgement, one says Bye. */
async function endChat(clients: [Client, Client], last: string): Promise<void> {
  const limit = performance.now() + 8_000;
  const isTold = ({ read, socket }: Client) =>
    socket.destroyed || read().includes(` received before ${last}\n`);
  while (!clients.every(isTold) && performance.now() < limit) await delay(1);
  clients[0].socket.write('Bye\n');
}

function judgeVerdict(answers: readonly string[], verdict: string): PairResult {
  const wrong = answers.find((answer) => answer !== verdict && !isNone(answer));
  if (wrong !== undefined) return { kind: 'wrong', because: describe(wrong, verdict) };
  return { kind: answers.every((answer) => answer === verdict) ? 'right' : 'none' };
}

const isNone = (answer: string) =>
  answer === '' || (isRefusal(answer) && /^[^\n]*\n$/.test(answer));

/** In a chat each gets the other's line, the verdict, the other's Bye; no line of anybody else. */
function judgeChat(
  answers: readonly string[],
  messages: readonly [string, string],
  verdict: string,
): PairResult {
  const name = (index: number) => {
    const introduced = /^([\p{L}\p{N}]{1,16}): ./u.exec(messages[index] ?? '')?.[1];
    return introduced ?? `client ${index + 1}`;
  };
  const relay = (index: 0 | 1) =>
    /^[\p{L}\p{N}]{1,16}: ./u.test(messages[index])
      ? messages[index]
      : `${name(index)}: ${messages[index]}`;
  const wanted = ([0, 1] as const).map((index) => {
    const other = index === 0 ? 1 : 0;
    return [relay(other), verdict, ...(index === 1 ? [`${name(0)}: Bye`] : [])];
  });
  let isWhole = true;
  for (const [index, answer] of answers.entries()) {
    const lines = answer.split('\n').slice(0, -1);
    const own = lines.filter((line) => !isRefusal(line));
    const due = wanted[index] ?? [];
    if (own.some((line, at) => line !== due[at])) {
      return { kind: 'wrong', because: describe(answer, due.join('\n')) };
    }
    isWhole &&= own.length === due.length;
  }
  return { kind: isWhole ? 'right' : 'none' };
}

function describe(got: string, wanted: string): string {
  return `got ${JSON.stringify(got.slice(0, 400))}, wanted ${JSON.stringify(wanted.slice(0, 400))}`;
}
