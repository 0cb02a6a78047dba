/**
 * All that the main thread and a client's worker thread say to each other. The main thread owns the
 * socket and its clocks; the worker owns the conversation. Words arrive in the order of sending.
 */

import { parentPort } from 'node:worker_threads';
import type { Leaving } from './leavings.ts';
import type { Span } from './pulse.ts';

/** Who a conversation is with. */
export interface Partner {
  /** From 0, in the order in which the clients of the session connected. */
  index: number;
  /** How the log names it: "client 1 (10.0.0.2:41234)". */
  label: string;
  /** "10.0.0.2:41234". */
  endpoint: string;
}

/** From the main thread to the worker: what happened at the socket. */
export type SocketWord =
  /** A conversation begins; `memory` is the ledger of its session. */
  | { kind: 'begin'; partner: Partner; memory: SharedArrayBuffer; clients: number; chat: boolean }
  /** These bytes came; the buffer is the worker's own from here on. */
  | { kind: 'chunk'; ticket: number; span: Span; bytes: Uint8Array }
  /** No byte came for a lull. */
  | { kind: 'lull' }
  /** The client will send no more (FIN); it may still listen. */
  | { kind: 'end' }
  /** The connection broke (RST, or another error of the socket). */
  | { kind: 'broke'; code: string }
  /** The time for a whole message is over. */
  | { kind: 'limit' }
  /** Another client of the session is in trouble, as the ledger says; in a chat: its part ended. */
  | { kind: 'over' }
  /** The line to the client was handed to the kernel; `problem` if it could not be. */
  | { kind: 'sent'; problem?: string }
  /** The socket is closed; nothing follows. `forced`: the client did not end it in time. */
  | { kind: 'closed'; forced: boolean };

/** From the worker to the main thread: what to do at the socket. */
export type WorkerWord =
  /** So many bytes of chunks were taken; as many more may come. */
  | { kind: 'taken'; bytes: number }
  /** Send these bytes, then end our side of the connection. */
  | { kind: 'say'; bytes: Uint8Array }
  /** All messages are there, but their order is in doubt: the arbiter is to rule. */
  | { kind: 'doubt' }
  /** This client is in trouble: the others must be told that the session is over. */
  | { kind: 'trouble' }
  /**
   * In a chat: what the client said, in answer to the chunk of this ticket (null: to something
   * else), of which `taken` bytes were taken. `said` are the lines for the others, each with the
   * client's name in front and a newline behind; `first` is set where the client speaks for the
   * first time: its message as it came, the name that it has from here on, and how many bytes of
   * `said` are that message's line. `reply` is for the client itself; `leaving`, behind all this,
   * ends its part in the chat.
   */
  | {
      kind: 'heard';
      ticket: number | null;
      taken: number;
      said: Uint8Array;
      first?: { message: Uint8Array; name: string; bytes: number };
      reply?: Uint8Array;
      leaving?: Leaving;
    }
  /** The conversation is over; the worker is free for another. */
  | { kind: 'done' };

/** Says a word to the main thread; for workers only. */
export function tellMain(word: WorkerWord): void {
  parentPort?.postMessage(word);
}

export type SomeWord<Kind extends SocketWord['kind']> = Extract<SocketWord, { kind: Kind }>;
/** What a worker hears after the beginning. */
export type LaterWord = Exclude<SocketWord, SomeWord<'begin'>>;
