/**
 * Where a message ends. TCP carries bytes, not messages (RFC 9293, 3.8): what a client sent in one
 * piece may arrive in ten, and two messages may arrive in one. The framer of a client collects its
 * chunks until there is a message: up to a newline ("\n", or "\r\n"); and, for clients that send
 * none, up to the end of the stream or to a lull, which others notice and tell it.
 *
 * The place of a message among all messages is the ticket of the chunk that made it whole: the one
 * with its newline, or, without one, the one with its last byte. A message is not UTF-8-checked
 * here, because a chunk may end in the middle of a character.
 */

import { maxMessageBytes } from '../shared/text.ts';

const lineFeed = 10;
const carriageReturn = 13;

export interface Framer {
  /** Bytes of the message so far, in the first `length` bytes. */
  bytes: Uint8Array;
  length: number;
  /** The ticket of the chunk that came last. */
  place: number;
  /** Empty lines that were skipped: an empty line is no message. */
  blankLines: number;
}

/** What a chunk, a lull or the end of the stream led to; null if the message is not whole yet. */
export type Frame =
  | { kind: 'message'; bytes: Uint8Array; place: number; rest: Uint8Array }
  | { kind: 'too-long' };

const nothing = new Uint8Array(0);

/** The longest message, and one more byte for a "\r" at its end. */
const mostBytes = maxMessageBytes + 1;
/** Messages are short: room for the longest in each would be most of what a server holds. */
const usualBytes = 512;

export function createFramer(): Framer {
  return { bytes: new Uint8Array(usualBytes), length: 0, place: -1, blankLines: 0 };
}

/** Takes the next chunk. `rest` of a message is what came behind its newline in the same chunk. */
export function readChunk(framer: Framer, chunk: Uint8Array, ticket: number): Frame | null {
  framer.place = ticket;
  let from = 0;
  for (;;) {
    const newline = chunk.indexOf(lineFeed, from);
    const part = chunk.subarray(from, newline < 0 ? chunk.length : newline);
    if (framer.length + part.length > mostBytes) return { kind: 'too-long' };
    makeRoom(framer, part.length);
    framer.bytes.set(part, framer.length);
    framer.length += part.length;
    if (getContent(framer).length > maxMessageBytes) return { kind: 'too-long' };
    if (newline < 0) return null;
    from = newline + 1;
    if (getContent(framer).length > 0) return takeMessage(framer, chunk.subarray(from));
    framer.length = 0;
    framer.blankLines += 1;
  }
}

/**
 * No byte came for a while: what is there is the message, unless nothing is, or the last character
 * is not complete, which no client can have meant.
 */
export function readLull(framer: Framer): Frame | null {
  return endsInsideCharacter(framer.bytes.subarray(0, framer.length)) ? null : readEnd(framer);
}

/** No byte will come any more: what is there is the message. */
export function readEnd(framer: Framer): Frame | null {
  return getContent(framer).length === 0 ? null : takeMessage(framer, nothing);
}

function takeMessage(framer: Framer, rest: Uint8Array): Frame {
  const bytes = getContent(framer).slice();
  framer.length = 0;
  return { kind: 'message', bytes, place: framer.place, rest };
}

function makeRoom(framer: Framer, more: number): void {
  const { bytes, length } = framer;
  if (length + more <= bytes.length) return;
  const room = new Uint8Array(Math.min(mostBytes, Math.max(2 * bytes.length, length + more)));
  room.set(bytes.subarray(0, length));
  framer.bytes = room;
}

/** The bytes so far without one "\r" at their end, which belongs to a line end. */
function getContent({ bytes, length }: Framer): Uint8Array {
  return bytes.subarray(0, bytes[length - 1] === carriageReturn ? length - 1 : length);
}

/** Whether the last bytes begin a character of UTF-8 and do not complete it (RFC 3629, 3). */
function endsInsideCharacter(bytes: Uint8Array): boolean {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0x80 && byte < 0xc0) continue;
    if (byte >= 0xf0 && byte <= 0xf4) return back < 4;
    if (byte >= 0xe0 && byte < 0xf0) return back < 3;
    return byte >= 0xc2 && byte < 0xe0 && back < 2;
  }
  return false;
}
