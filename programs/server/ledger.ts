/**
 * The ledger: the memory that all threads of one session share, and the only thing they share.
 *
 * It lies in a SharedArrayBuffer, as 32-bit words followed by the bytes of the messages:
 *
 *     word 0         news: goes up when all messages are in, at each trouble, and when the arbiter
 *                    has ruled; threads sleep on it
 *     word 1         the next ticket
 *     word 2         the arbiter: not asked, asked, has ruled, or cannot tell (arbiter.ts)
 *     word 3         how many messages are missing
 *     words 4 + 6c   client c: state (waiting, whole, or a trouble), place, length of its message,
 *                    between which two moments it came, in tenths of a ms (pulse.ts), and marks:
 *                    whether more came behind it, and whether it had waited
 *     then           client c's message, maxMessageBytes for each
 *
 * A client's state leaves `waiting` once and never changes again, and only compareExchange changes
 * it. So all threads that see the ledger decided see it decided alike: either all messages are
 * whole, or at least one client is in trouble for good. Where the tickets do not tell the order,
 * all threads see that alike, too, from the moments; they wait until the arbiter has put the places
 * right.
 */
import { maxMessageBytes } from '../shared/text.ts';
import { areAnyInDoubt, type Span } from './pulse.ts';
import { type Trouble, troubleCodes } from './trouble.ts';

const newsWord = 0;
const ticketWord = 1;
const arbiterWord = 2;
const missingWord = 3;
const firstClientWord = 4;
const wordsPerClient = 6;

const moreMark = 1;
const waitedMark = 2;

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
  const ledger = openLedger(new SharedArrayBuffer(size), clients);
  Atomics.store(ledger.words, missingWord, clients);
  return ledger;
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

/** Enters a client's whole message (at most maxMessageBytes) with its place; the last wakes all. */
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
  const marks = (hasMore ? moreMark : 0) + (span.hasWaited ? waitedMark : 0);
  Atomics.store(ledger.words, word + 5, marks);
  changeState(ledger, client, whole);
}

/** Enters that there will be no message of this client, and wakes all. */
export function putTrouble(ledger: Ledger, client: number, trouble: Trouble): void {
  changeState(ledger, client, firstTrouble + troubleCodes.indexOf(trouble));
}

/**
 * Waits until the session is decided: the textbook's condition variable, but that the thread's
 * other conversations go on meanwhile. `ask` is called in one of the threads, once, if the arbiter
 * is needed.
 */
export async function waitForDecision(ledger: Ledger, ask: () => void): Promise<Decision> {
  for (;;) {
    // The news are read before the states, so that none between the two is slept through.
    const news = Atomics.load(ledger.words, newsWord);
    const decision = getDecision(ledger);
    if (decision !== null) return decision;
    if (mustAsk(ledger)) ask();
    await Atomics.waitAsync(ledger.words, newsWord, news).value;
  }
}

/** The decision, or null while a message is missing and may still come. Never sleeps. */
export function getDecision(ledger: Ledger): Decision | null {
  // Read before the places: where it has ruled, they are right; else they are the tickets.
  const arbiter = Atomics.load(ledger.words, arbiterWord);
  let missing = 0;
  for (let client = 0; client < ledger.clients; client += 1) {
    const state = Atomics.load(ledger.words, getStateWord(client));
    if (state >= firstTrouble) {
      return { kind: 'trouble', client, trouble: troubleCodes[state - firstTrouble] ?? 'fault' };
    }
    if (state === waiting) missing += 1;
  }
  if (missing > 0) return null;
  if (arbiter === arbiterStates.unsure) return { kind: 'unsure' };
  if (arbiter !== arbiterStates.ruled && isInDoubt(ledger)) return null;
  const all = Array.from({ length: ledger.clients }, (_, client) => client);
  const getPlace = (client: number) => Atomics.load(ledger.words, getStateWord(client) + 1);
  all.sort((one, other) => getPlace(one) - getPlace(other));
  return { kind: 'order', messages: all.map((client) => getMessage(ledger, client)) };
}

function getMessage({ words, bytes }: Ledger, client: number): Uint8Array {
  const from = client * maxMessageBytes;
  return bytes.slice(from, from + Atomics.load(words, getStateWord(client) + 2));
}

/** When a client's message came, as far as it is known. */
export function getMoment(ledger: Ledger, client: number): Moment {
  const word = getStateWord(client);
  const from = Atomics.load(ledger.words, word + 3);
  const fromMs = from === ever ? Number.NEGATIVE_INFINITY : from / 10;
  const untilMs = Atomics.load(ledger.words, word + 4) / 10;
  const marks = Atomics.load(ledger.words, word + 5);
  return {
    place: Atomics.load(ledger.words, word + 1),
    span: { fromMs, untilMs, hasWaited: (marks & waitedMark) > 0 },
    hasMore: (marks & moreMark) > 0,
  };
}

/** Puts the places right, or enters that nobody can; and wakes all. For the arbiter only. */
export function putRuling(ledger: Ledger, order: readonly number[] | null): void {
  for (const [place, client] of (order ?? []).entries()) {
    Atomics.store(ledger.words, getStateWord(client) + 1, place);
  }
  const state = order === null ? arbiterStates.unsure : arbiterStates.ruled;
  Atomics.store(ledger.words, arbiterWord, state);
  wakeAll(ledger);
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
  return areAnyInDoubt(
    Array.from({ length: ledger.clients }, (_, each) => getMoment(ledger, each).span),
  );
}

function changeState(ledger: Ledger, client: number, state: number): void {
  const word = getStateWord(client);
  if (Atomics.compareExchange(ledger.words, word, waiting, state) !== waiting) return;
  // Who is not told of each message need not look at all of them each time.
  if (state !== whole || Atomics.sub(ledger.words, missingWord, 1) === 1) wakeAll(ledger);
}

function wakeAll({ words }: Ledger): void {
  Atomics.add(words, newsWord, 1);
  Atomics.notify(words, newsWord);
}

function getStateWord(client: number): number {
  return firstClientWord + client * wordsPerClient;
}

function getHeadBytes(clients: number): number {
  return 4 * getStateWord(clients);
}
