/**
 * The ledger: the memory that all threads of one session share, and the only thing they share.
 *
 * It lies in a SharedArrayBuffer, as 32-bit words followed by the bytes of the messages:
 *
 *     word 0         version: goes up with every change; threads sleep on it
 *     word 1         the next ticket
 *     words 2 + 3c   client c: state (waiting, whole, or a trouble), place, length of its message
 *     then           client c's message, maxMessageBytes for each
 *
 * A client's state leaves `waiting` once and never changes again, and only compareExchange changes
 * it. So all threads that see the ledger decided see it decided alike: either all messages are
 * whole, or at least one client is in trouble for good.
 */
import { maxMessageBytes } from '../shared/text.ts';
import { type Trouble, troubleCodes } from './trouble.ts';

const versionWord = 0;
const ticketWord = 1;
const firstClientWord = 2;
const wordsPerClient = 3;

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

export type Decision =
  /** The messages of all clients, as they came, in the order in which they were received. */
  | { kind: 'order'; messages: Uint8Array[] }
  /** There is no verdict, because of this client (from 0). */
  | { kind: 'trouble'; client: number; trouble: Trouble };

export function createLedger(clients: number): Ledger {
  const size = getHeadBytes(clients) + clients * maxMessageBytes;
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
  place: number,
): void {
  const word = getStateWord(client);
  ledger.bytes.set(message, client * maxMessageBytes);
  Atomics.store(ledger.words, word + 1, place);
  Atomics.store(ledger.words, word + 2, message.length);
  changeState(ledger, client, whole);
}

/** Enters that there will be no message of this client, and wakes all. */
export function putTrouble(ledger: Ledger, client: number, trouble: Trouble): void {
  changeState(ledger, client, firstTrouble + troubleCodes.indexOf(trouble));
}

/** Sleeps until the session is decided: the textbook's condition variable. For workers only. */
export function waitForDecision(ledger: Ledger): Decision {
  for (;;) {
    // The version is read before the states, so that no change between the two is slept through.
    const version = Atomics.load(ledger.words, versionWord);
    const decision = getDecision(ledger);
    if (decision !== null) return decision;
    Atomics.wait(ledger.words, versionWord, version);
  }
}

/** The decision, or null while a message is missing and may still come. Never sleeps. */
export function getDecision(ledger: Ledger): Decision | null {
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
  messages.sort((a, b) => a.place - b.place);
  return { kind: 'order', messages: messages.map(({ bytes }) => bytes) };
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
