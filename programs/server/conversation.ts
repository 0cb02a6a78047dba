/**
 * The worker thread: one conversation with one client, from its first byte to its last.
 *
 * It puts the client's message together, prints it, enters it into the ledger, sleeps until all
 * others have done the same, reads the verdict from the ledger, and has it sent. Every thread
 * composes the verdict for itself; they agree because the ledger is the same. Afterwards the thread
 * is free for a conversation of another session.
 */
import { writeNote } from '../shared/journal.ts';
import { escapeBytes, escapeText, printLine } from '../shared/print.ts';
import { decodeText } from '../shared/text.ts';
import { createFramer, type Frame, type Framer, readChunk, readEnd, readLull } from './framer.ts';
import {
  type Decision,
  getDecision,
  type Ledger,
  openLedger,
  putMessage,
  putTrouble,
  waitForDecision,
} from './ledger.ts';
import type { Span } from './pulse.ts';
import {
  type LaterWord,
  type Partner,
  type SocketWord,
  type SomeWord,
  tellMain,
} from './thread-words.ts';
import { describeOthersTrouble, describeOwnTrouble, type Trouble, troubles } from './trouble.ts';

/** Of what is not part of a message, so many chunks are printed, and so many bytes of each. */
const maxIgnoredLines = 5;
const maxIgnoredBytes = 200;

/** What all are told where nobody can know who was first. */
const unsureLine =
  'No verdict: this server was kept from running while the messages came, ' +
  'and cannot tell which was first';

interface Conversation {
  readonly partner: Partner;
  readonly ledger: Ledger;
  readonly framer: Framer;
  /** Between which two moments the last chunk came. */
  span: Span;
  /** What was decided, and the line that the client is told of it, once it is known. */
  decided: Decision['kind'] | null;
  line: string | null;
  sent: boolean;
  closed: boolean;
  ignoredChunks: number;
  ignoredBytes: number;
}

/** Begins a conversation; what it returns hears all further words of the main thread. */
export function beginConversation({
  partner,
  memory,
  clients,
}: SomeWord<'begin'>): (word: LaterWord) => void {
  const conversation: Conversation = {
    partner,
    ledger: openLedger(memory, clients),
    framer: createFramer(),
    span: { fromMs: Number.NEGATIVE_INFINITY, untilMs: 0 },
    decided: null,
    line: null,
    sent: false,
    closed: false,
    ignoredChunks: 0,
    ignoredBytes: 0,
  };
  return (word) => hear(conversation, word);
}

type Listeners = {
  [Kind in LaterWord['kind']]: (c: Conversation, word: SomeWord<Kind>) => void;
};

/** What each word of the main thread means for the conversation. */
const listeners: Listeners = {
  chunk: (c, { bytes, ticket, span }) => {
    tellMain({ kind: 'taken', bytes: bytes.length });
    c.span = span;
    if (c.line === null) settle(c, readChunk(c.framer, bytes, ticket));
    else ignoreBytes(c, bytes);
  },
  lull: (c) => {
    if (c.line === null) settle(c, readLull(c.framer));
  },
  end: (c) => {
    if (c.line !== null) return;
    settle(c, readEnd(c.framer));
    if (c.line === null) giveUp(c, 'left');
  },
  broke: (c, { code }) => {
    printLine(`The connection to ${c.partner.label} broke (${code}).`);
    note(c, { what: 'broke', text: code });
    if (c.line === null) giveUp(c, 'broken');
  },
  limit: (c) => {
    if (c.line === null) giveUp(c, 'silent');
  },
  over: (c) => {
    const decision = getDecision(c.ledger);
    if (c.line === null && decision !== null) announce(c, decision);
  },
  sent: (c, { problem }) => {
    const line = c.line ?? '';
    if (problem === undefined) {
      printLine(`Sent to ${c.partner.label}: ${escapeText(line)}`);
      note(c, { what: 'sent', text: line });
    } else {
      printLine(`Could not tell ${c.partner.label}: ${problem}.`);
      note(c, { what: 'unsent', text: problem });
    }
    c.sent = true;
    finish(c);
  },
  closed: (c, { forced }) => {
    const { label } = c.partner;
    printLine(forced ? `Closed ${label}, which stayed.` : `Closed ${label}.`);
    note(c, { what: 'closed' });
    c.closed = true;
    finish(c);
  },
};

function hear(c: Conversation, word: LaterWord): void {
  // The table has a case for each kind; that kind and case belong together is beyond TypeScript.
  (listeners[word.kind] as (c: Conversation, word: SocketWord) => void)(c, word);
}

/** The framer found the end of the message, or that it has none, or nothing yet (null). */
function settle(c: Conversation, frame: Frame | null): void {
  if (frame === null) return;
  if (frame.kind === 'too-long') {
    giveUp(c, 'too-long');
    return;
  }
  const { bytes, place, rest } = frame;
  printLine(`Received from ${c.partner.label}: ${escapeBytes(bytes)}`);
  const text = decodeText(bytes);
  if (text === null) {
    giveUp(c, 'not-text');
    return;
  }
  note(c, { what: 'received', text, ticket: place });
  if (rest.length > 0) ignoreBytes(c, rest);
  putMessage(c.ledger, c.partner.index, bytes, {
    ...{ place, span: c.span },
    hasMore: rest.length > 0,
  });
  // Here the thread sleeps, while the others listen, each in its own thread. The limit that the
  // main thread sets for every message is also the limit of this sleep.
  announce(
    c,
    waitForDecision(c.ledger, () => tellMain({ kind: 'doubt' })),
  );
}

/** This client's trouble ends the session for all: enters it, and wakes and tells the others. */
function giveUp(c: Conversation, trouble: Trouble): void {
  if (c.framer.length > 0) {
    const begun = escapeBytes(
      c.framer.bytes.subarray(0, Math.min(c.framer.length, maxIgnoredBytes)),
    );
    printLine(`Received from ${c.partner.label}, not whole: ${begun} (${c.framer.length} bytes)`);
  }
  printLine(`Trouble with ${c.partner.label}: it ${troubles[trouble].other}.`);
  note(c, { what: 'trouble', text: troubles[trouble].other });
  putTrouble(c.ledger, c.partner.index, trouble);
  tellMain({ kind: 'trouble' });
  announce(c, { kind: 'trouble', client: c.partner.index, trouble });
}

/** Has the client told what was decided: the one line that it waits for. */
function announce(c: Conversation, decision: Decision): void {
  const line = composeLine(c, decision);
  c.decided = decision.kind;
  c.line = line;
  if (decision.kind === 'order') {
    if (c.partner.index === 0) printLine(`Verdict: ${escapeText(line)}`);
    note(c, { what: 'verdict', text: line });
  }
  tellMain({ kind: 'say', bytes: new TextEncoder().encode(`${line}\n`) });
}

/** The messages exactly as they came, the one received first in front. */
function composeLine(c: Conversation, decision: Decision): string {
  if (decision.kind === 'order') {
    return decision.messages.map((bytes) => decodeText(bytes) ?? '').join(' received before ');
  }
  if (decision.kind === 'unsure') return unsureLine;
  const { client, trouble } = decision;
  return client === c.partner.index
    ? describeOwnTrouble(trouble)
    : describeOthersTrouble(trouble, client, c.ledger.clients);
}

/** What comes behind the first message, or after the session was decided, is said, not used. */
function ignoreBytes(c: Conversation, bytes: Uint8Array): void {
  c.ignoredChunks += 1;
  c.ignoredBytes += bytes.length;
  if (c.ignoredChunks > maxIgnoredLines) return;
  const text = escapeBytes(bytes.subarray(0, maxIgnoredBytes));
  const cut = bytes.length > maxIgnoredBytes ? ` … (${bytes.length} bytes)` : '';
  const why = c.decided === 'trouble' ? 'the end' : 'its message';
  printLine(`Ignored from ${c.partner.label}, after ${why}: ${text}${cut}`);
  note(c, { what: 'ignored', text: `${text}${cut}` });
}

function finish(c: Conversation): void {
  if (!c.sent || !c.closed) return;
  const { ignoredChunks, ignoredBytes, framer, partner } = c;
  if (ignoredChunks > maxIgnoredLines) {
    printLine(`Ignored from ${partner.label}: ${ignoredBytes} bytes in all.`);
  }
  if (framer.blankLines > 0) {
    printLine(`Ignored from ${partner.label}: ${framer.blankLines} empty lines.`);
  }
  tellMain({ kind: 'done' });
}

function note(c: Conversation, what: { what: string; text?: string; ticket?: number }): void {
  writeNote('server', { client: c.partner.endpoint, ...what });
}
