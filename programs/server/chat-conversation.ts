/**
 * The worker thread of one client in a chat: puts the client's bytes together to lines, prints
 * them, finds the client's name in the first one, puts it in front of each, and sees who says Bye.
 * What goes to whom, and in which order, is the room's business (chat-room.ts, main thread).
 */
import { hasJournal, writeNote } from '../shared/journal.ts';
import { escapeBytes, escapeText, printLine } from '../shared/print.ts';
import { decodeText, getIntroducedName, isBye, noticeMark } from '../shared/text.ts';
import { createFramer, type Frame, type Framer, readChunk, readEnd, readLull } from './framer.ts';
import { describeOwnLeaving, type Leaving } from './leavings.ts';
import { takePlainLines } from './plain-lines.ts';
import {
  type LaterWord,
  type Partner,
  type SomeWord,
  tellMain,
  type WorkerWord,
} from './thread-words.ts';

/** Of what is not relayed, so many bytes are printed. */
const maxShownBytes = 200;
const lineFeed = 10;
const notText = `${noticeMark}Not relayed: your line is not UTF-8`;

interface Talker {
  readonly partner: Partner;
  readonly framer: Framer;
  /** What stands in front of its lines. */
  name: string;
  hasSpoken: boolean;
  /** It ended a line with a newline, so it always will: no lull ends one. */
  endsLines: boolean;
  /** Its part in the chat is over; what it still sends is not relayed. */
  isOver: boolean;
  ignoredBytes: number;
}

/** What comes of one word of the main thread: the parts of a `heard`, and what is printed. */
interface Outcome {
  readonly ticket: number | null;
  /** Of the chunk that it is the answer to. */
  readonly taken: number;
  readonly said: Uint8Array[];
  first?: { message: Uint8Array; name: string; bytes: number };
  readonly replies: string[];
  leaving?: Leaving;
  readonly printed: string[];
}

/** Begins a chat with one client; what it returns hears all further words of the main thread. */
export function beginChat({ partner }: SomeWord<'begin'>): (word: LaterWord) => void {
  const talker: Talker = {
    partner,
    framer: createFramer(),
    name: `client ${partner.index + 1}`,
    hasSpoken: false,
    endsLines: false,
    isOver: false,
    ignoredBytes: 0,
  };
  return (word) => {
    // As in conversation.ts: that kind and case belong together is beyond TypeScript.
    (listeners[word.kind] as (talker: Talker, word: LaterWord) => void)(talker, word);
  };
}

type Listeners = {
  [Kind in LaterWord['kind']]: (talker: Talker, word: SomeWord<Kind>) => void;
};

/** What each word of the main thread means in a chat. */
const listeners: Listeners = {
  chunk: (talker, { bytes, ticket }) => {
    const outcome = createOutcome(ticket, bytes.length);
    if (talker.isOver) ignoreBytes(talker, bytes);
    else hearChunk(talker, outcome, bytes, ticket);
    tellOutcome(talker, outcome);
  },
  lull: (talker) => {
    if (talker.isOver || talker.endsLines) return;
    const outcome = createOutcome(null);
    hearFrame(talker, outcome, readLull(talker.framer));
    if (outcome.printed.length > 0) tellOutcome(talker, outcome);
  },
  end: (talker) => {
    if (talker.isOver) return;
    const outcome = createOutcome(null);
    hearFrame(talker, outcome, readEnd(talker.framer));
    outcome.leaving ??= 'left';
    tellOutcome(talker, outcome);
  },
  broke: (talker, { code }) => {
    printLine(`The connection to ${talker.partner.label} broke (${code}).`);
    note(talker, 'broke', code);
    if (!talker.isOver) tellOutcome(talker, { ...createOutcome(null), leaving: 'broken' });
  },
  over: (talker) => {
    talker.isOver = true;
  },
  closed: (talker, { forced }) => {
    const { label } = talker.partner;
    if (talker.ignoredBytes > 0) {
      printLine(`Not relayed, from ${label}, after the end: ${talker.ignoredBytes} bytes in all.`);
    }
    printLine(forced ? `Closed ${label}, which stayed.` : `Closed ${label}.`);
    note(talker, 'closed');
    talker.isOver = true;
    tellMain({ kind: 'done' });
  },
  // Nothing is sent from here, and silence has no limit.
  sent: () => {},
  limit: () => {},
};

function hearChunk(talker: Talker, outcome: Outcome, bytes: Uint8Array, ticket: number): void {
  let rest = bytes;
  let isPlain = !hasJournal();
  for (;;) {
    if (isPlain && talker.hasSpoken && talker.framer.length === 0) {
      // Once for a chunk: what it has that is not plain stays there.
      isPlain = false;
      rest = hearPlainLines(talker, outcome, rest);
    }
    const frame = readChunk(talker.framer, rest, ticket);
    hearFrame(talker, outcome, frame);
    if (frame?.kind !== 'message') return;
    talker.endsLines = true;
    rest = frame.rest;
    if (outcome.leaving === undefined) continue;
    if (rest.length > 0) ignoreBytes(talker, rest);
    return;
  }
}

/** Relays all whole lines at once, if they are plain; gives what is left of the chunk. */
function hearPlainLines(talker: Talker, outcome: Outcome, bytes: Uint8Array): Uint8Array {
  const words = `Received from ${talker.partner.label}`;
  const plain = takePlainLines(bytes, { name: talker.name, words });
  if (plain === null) return bytes;
  talker.endsLines = true;
  outcome.printed.push(plain.printed);
  outcome.said.push(plain.said);
  return plain.rest;
}

function hearFrame(talker: Talker, outcome: Outcome, frame: Frame | null): void {
  if (frame === null) return;
  const { label } = talker.partner;
  if (frame.kind === 'too-long') {
    const { bytes, length } = talker.framer;
    const begun = bytes.subarray(0, Math.min(length, maxShownBytes));
    outcome.printed.push(`Received from ${label}, without an end: ${escapeBytes(begun)} …`);
    outcome.leaving = 'too-long';
    return;
  }
  const { bytes } = frame;
  const text = decodeText(bytes);
  if (text === null) {
    outcome.printed.push(`Received from ${label}, not UTF-8, not relayed: ${escapeBytes(bytes)}`);
    outcome.replies.push(notText);
    return;
  }
  outcome.printed.push(`Received from ${label}: ${escapeText(text)}`);
  writeNote('server', {
    what: 'received',
    client: talker.partner.endpoint,
    text,
    ticket: frame.place,
  });
  hearLine(talker, outcome, bytes, text);
}

/** A whole line of text: what the others get of it, and what else it means. */
function hearLine(talker: Talker, outcome: Outcome, bytes: Uint8Array, text: string): void {
  if (isBye(text)) {
    outcome.said.push(composeLine(`${talker.name}: `, bytes));
    outcome.leaving = 'bye';
    return;
  }
  if (talker.hasSpoken) {
    outcome.said.push(composeLine(`${talker.name}: `, bytes));
    return;
  }
  talker.hasSpoken = true;
  const name = getIntroducedName(text);
  // Who introduces itself ("X: Alice") has put its name in front already.
  const line = composeLine(name === null ? `${talker.name}: ` : '', bytes);
  talker.name = name ?? talker.name;
  outcome.said.push(line);
  outcome.first = { message: bytes, name: talker.name, bytes: line.length };
}

function composeLine(prefix: string, bytes: Uint8Array): Uint8Array {
  const front = Buffer.from(prefix);
  const line = new Uint8Array(front.length + bytes.length + 1);
  line.set(front);
  line.set(bytes, front.length);
  line[line.length - 1] = lineFeed;
  return line;
}

function createOutcome(ticket: number | null, taken = 0): Outcome {
  return { ticket, taken, said: [], replies: [], printed: [] };
}

/** Prints what was heard, and hands it to the room; an empty answer counts, too, as an answer. */
function tellOutcome(talker: Talker, outcome: Outcome): void {
  const { ticket, taken, said, first, replies, leaving, printed } = outcome;
  if (printed.length > 0) printLine(printed.join('\n'));
  const word: Extract<WorkerWord, { kind: 'heard' }> = {
    ...{ kind: 'heard', ticket, taken },
    said: join(said),
  };
  if (first !== undefined) word.first = first;
  if (leaving !== undefined) {
    talker.isOver = true;
    word.leaving = leaving;
    const own = describeOwnLeaving(leaving);
    if (own !== null) replies.push(own);
  }
  if (replies.length > 0) word.reply = join([Buffer.from(`${replies.join('\n')}\n`)]);
  tellMain(word);
}

/** One array of its own memory: a message to another thread copies the whole memory of an array. */
function join(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  const isWhole = only !== undefined && only.length === only.buffer.byteLength;
  if (parts.length === 1 && isWhole) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function ignoreBytes(talker: Talker, bytes: Uint8Array): void {
  if (talker.ignoredBytes === 0) {
    const text = escapeBytes(bytes.subarray(0, maxShownBytes));
    printLine(`Not relayed, from ${talker.partner.label}, after the end: ${text}`);
    note(talker, 'ignored', text);
  }
  talker.ignoredBytes += bytes.length;
}

function note(talker: Talker, what: string, text?: string): void {
  writeNote('server', {
    what,
    client: talker.partner.endpoint,
    ...(text === undefined ? {} : { text }),
  });
}
