/**
 * The ledger: the memory that all threads of one session share, and the only thing they share.
 *
 * It lies in a SharedArrayBuffer, as 32-bit words followed by the bytes of the messages:
 *
 *     word 0         version: goes up with every change; threads sleep on it
 *     word 1         the next ticket
 *     word 2         the arbiter: not asked, asked, has ruled, or cannot tell (arbiter.ts)
 *     words 3 + 6c   client c: state (waiting, whole, or a trouble), place, length of its message,
 *                    and between which two moments it came, in tenths of a ms (pulse.ts);
 *                    whether more came behind it
 *     then           client c's message, maxMessageBytes for each
 *
 * A client's state leaves `waiting` once and never changes again, and only compareExchange changes
 * it. So all threads that see the ledger decided see it decided alike: either all messages are
 * whole, or at least one client is in trouble for good. Where the tickets do not tell the order,
 * all threads see that alike, too, from the moments; they wait until the arbiter has put the places
 * right.
 */
import { maxMessageBytes } from '../shared/text.ts';
import { areInDoubt, type Span } from './pulse.ts';
import { type Trouble, troubleCodes } from './trouble.ts';

const versionWord = 0;
const ticketWord = 1;
const arbiterWord = 2;
const firstClientWord = 3;
const wordsPerClient = 6;

const arbiterStates = { idle: 0, asked: 1, ruled: 2, unsure: 3 } as const;

/** "Since ever", as a word. */
const ever = -(2 ** 31);

const waiting = 0;
const whole = 1;
/** States from here on are troubles: this plus the trouble's number. */
const firstTrouble = 2;

export interface Ledger {
  /** What is handed to another thread; openLedger makes a ledger of it there. */
  readonly memory: SharedArrayBuffer;
  readonly clients: number;
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
}

/** The place of a message, between which two moments it came, and whether more came behind it. */
export interface Moment {
  place: number;
  span: Span;
  hasMore: boolean;
}

export type Decision =
  /** The messages of all clients, as they came, in the order in which they were received. */
  | { kind: 'order'; messages: Uint8Array[] }
  /** All messages are whole, but nobody can know in which order they came. */
  | { kind: 'unsure' }
  /** There is no verdict, because of this client (from 0). */
  | { kind: 'trouble'; client: number; trouble: Trouble };

/** In a chat there is only the head: its messages go by the room (chat-room.ts). */
export function createLedger(clients: number, isForMessages = true): Ledger {
  const size = getHeadBytes(clients) + (isForMessages ? clients * maxMessageBytes : 0);
  return openLedger(new SharedArrayBuffer(size), clients);
}

export function openLedger(memory: SharedArrayBuffer, clients: number): Ledger {
  const head = getHeadBytes(clients);
  const words = new Int32Array(memory, 0, head / 4);
  return { memory, clients, words, bytes: new Uint8Array(memory, head) };
}

/** The next ticket, from 0. Who has the lower one was received first. */
export function takeTicket(ledger: Ledger): number {
  return Atomics.add(ledger.words, ticketWord, 1);
}

/** Enters a client's whole message (at most maxMessageBytes) with its place, and wakes all. */
export function putMessage(
  ledger: Ledger,
  client: number,
  message: Uint8Array,
  { place, span, hasMore }: Moment,
): void {
  const word = getStateWord(client);
  ledger.bytes.set(message, client * maxMessageBytes);
  Atomics.store(ledger.words, word + 1, place);
  Atomics.store(ledger.words, word + 2, message.length);
  const from = Math.max(ever, Math.floor(span.fromMs * 10));
  Atomics.store(ledger.words, word + 3, from);
  Atomics.store(ledger.words, word + 4, Math.ceil(span.untilMs * 10));
  Atomics.store(ledger.words, word + 5, hasMore ? 1 : 0);
  changeState(ledger, client, whole);
}

/** Enters that there will be no message of this client, and wakes all. */
export function putTrouble(ledger: Ledger, client: number, trouble: Trouble): void {
  changeState(ledger, client, firstTrouble + troubleCodes.indexOf(trouble));
}

/**
 * Sleeps until the session is decided: the textbook's condition variable. For workers only. `ask`
 * is called in one of the threads, once, if the arbiter is needed.
 */
export function waitForDecision(ledger: Ledger, ask: () => void): Decision {
  for (;;) {
    // The version is read before the states, so that no change between the two is slept through.
    const version = Atomics.load(ledger.words, versionWord);
    const decision = getDecision(ledger);
    if (decision !== null) return decision;
    if (mustAsk(ledger)) ask();
    Atomics.wait(ledger.words, versionWord, version);
  }
}

/** The decision, or null while a message is missing and may still come. Never sleeps. */
export function getDecision(ledger: Ledger): Decision | null {
  // Read before the places: where it has ruled, they are right; else they are the tickets.
  const arbiter = Atomics.load(ledger.words, arbiterWord);
  const messages: { place: number; bytes: Uint8Array }[] = [];
  for (let client = 0; client < ledger.clients; client += 1) {
    const word = getStateWord(client);
    const state = Atomics.load(ledger.words, word);
    if (state >= firstTrouble) {
      return { kind: 'trouble', client, trouble: troubleCodes[state - firstTrouble] ?? 'fault' };
    }
    if (state === waiting) continue;
    const place = Atomics.load(ledger.words, word + 1);
    const from = client * maxMessageBytes;
    const bytes = ledger.bytes.slice(from, from + Atomics.load(ledger.words, word + 2));
    messages.push({ place, bytes });
  }
  if (messages.length < ledger.clients) return null;
  if (arbiter === arbiterStates.unsure) return { kind: 'unsure' };
  if (arbiter !== arbiterStates.ruled && isInDoubt(ledger)) return null;
  messages.sort((a, b) => a.place - b.place);
  return { kind: 'order', messages: messages.map(({ bytes }) => bytes) };
}

/** When a client's message came, as far as it is known. */
export function getMoment(ledger: Ledger, client: number): Moment {
  const word = getStateWord(client);
  const from = Atomics.load(ledger.words, word + 3);
  const fromMs = from === ever ? Number.NEGATIVE_INFINITY : from / 10;
  const untilMs = Atomics.load(ledger.words, word + 4) / 10;
  return {
    place: Atomics.load(ledger.words, word + 1),
    span: { fromMs, untilMs },
    hasMore: Atomics.load(ledger.words, word + 5) === 1,
  };
}

/** Puts the places right, or enters that nobody can; and wakes all. For the arbiter only. */
export function putRuling(ledger: Ledger, order: readonly number[] | null): void {
  for (const [place, client] of (order ?? []).entries()) {
    Atomics.store(ledger.words, getStateWord(client) + 1, place);
  }
  const state = order === null ? arbiterStates.unsure : arbiterStates.ruled;
  Atomics.store(ledger.words, arbiterWord, state);
  Atomics.add(ledger.words, versionWord, 1);
  Atomics.notify(ledger.words, versionWord);
}

/** Whether all is there but the order, and the arbiter was not asked yet; true in one thread. */
function mustAsk(ledger: Ledger): boolean {
  for (let client = 0; client < ledger.clients; client += 1) {
    if (Atomics.load(ledger.words, getStateWord(client)) !== whole) return false;
  }
  // The last message may have come since: if no doubt came with it, others may have decided.
  if (!isInDoubt(ledger)) return false;
  const { idle, asked } = arbiterStates;
  return Atomics.compareExchange(ledger.words, arbiterWord, idle, asked) === idle;
}

function isInDoubt(ledger: Ledger): boolean {
  const spans = Array.from({ length: ledger.clients }, (_, each) => getMoment(ledger, each).span);
  return spans.some((one, index) => spans.slice(index + 1).some((other) => areInDoubt(one, other)));
}

function changeState(ledger: Ledger, client: number, state: number): void {
  Atomics.compareExchange(ledger.words, getStateWord(client), waiting, state);
  Atomics.add(ledger.words, versionWord, 1);
  Atomics.notify(ledger.words, versionWord);
}

function getStateWord(client: number): number {
  return firstClientWord + client * wordsPerClient;
}

function getHeadBytes(clients: number): number {
  return 4 * getStateWord(clients);
}
