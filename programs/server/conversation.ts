/**
 * One conversation with one client, from its first byte to its last, in a worker thread.
 *
 * It puts the client's message together, prints it, enters it into the ledger, waits until all
 * others have done the same, reads the verdict from the ledger, and has it sent. Every thread
 * composes the verdict for itself; they agree because the ledger is the same.
 */
import { writeNote } from '../shared/journal.ts';
import { escapeBytes, printLine } from '../shared/print.ts';
import { decodeText } from '../shared/text.ts';
import { createFramer, type Frame, type Framer, readChunk, readEnd, readLull } from './framer.ts';
import { type Decision, getDecision, putMessage, putTrouble } from './ledger.ts';
import type { Span } from './pulse.ts';
import {
  awaitDecision,
  composeVerdict,
  getVerdict,
  type SessionView,
  type Verdict,
} from './session-view.ts';
import type {
  Hear,
  LaterWord,
  Partner,
  SocketWord,
  SomeWord,
  ThreadContext,
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
  readonly context: ThreadContext;
  readonly view: SessionView;
  readonly framer: Framer;
  /** What came while it waits for the decision; null: it does not wait. */
  unheard: LaterWord[] | null;
  /** Between which two moments the last chunk came. */
  span: Span;
  /** What was decided, and the line that the client is told of it, once it is known. */
  decided: Decision['kind'] | null;
  answer: Verdict | null;
  sent: boolean;
  closed: boolean;
  ignoredChunks: number;
  ignoredBytes: number;
}

/** Begins a conversation; what it returns hears all further words of the main thread. */
export function beginConversation({ partner }: SomeWord<'begin'>, context: ThreadContext): Hear {
  const conversation: Conversation = {
    ...{ partner, context, view: context.view },
    framer: createFramer(),
    unheard: null,
    span: { fromMs: Number.NEGATIVE_INFINITY, untilMs: 0, hasWaited: true },
    decided: null,
    answer: null,
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
    c.context.tell({ kind: 'taken', bytes: bytes.length });
    c.span = span;
    if (c.answer === null) settle(c, readChunk(c.framer, bytes, ticket));
    else ignoreBytes(c, bytes);
  },
  lull: (c) => {
    if (c.answer === null) settle(c, readLull(c.framer));
  },
  end: (c) => {
    if (c.answer !== null) return;
    const frame = readEnd(c.framer);
    if (frame === null) giveUp(c, 'left');
    else settle(c, frame);
  },
  broke: (c, { code }) => {
    printLine(`The connection to ${c.partner.label} broke (${code}).`);
    note(c, { what: 'broke', text: code });
    if (c.answer === null) giveUp(c, 'broken');
  },
  limit: (c) => {
    if (c.answer === null) giveUp(c, 'silent');
  },
  over: (c) => {
    const decision = getDecision(c.view.ledger);
    if (c.answer === null && decision !== null) announce(c, decision);
  },
  sent: (c, { problem }) => {
    const { line, shown } = c.answer ?? composeVerdict('');
    if (problem === undefined) {
      printLine(`Sent to ${c.partner.label}: ${shown}`);
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
  if (c.unheard !== null) {
    c.unheard.push(word);
    return;
  }
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
  putMessage(c.view.ledger, c.partner.index, bytes, {
    ...{ place, span: c.span },
    hasMore: rest.length > 0,
  });
  void waitForOthers(c).catch(c.context.fail);
}

/**
 * Waits for the decision, while the others speak. What comes of this client meanwhile is heard
 * afterwards: it is not read far ahead, and the limit for every message is that of this wait, too.
 */
async function waitForOthers(c: Conversation): Promise<void> {
  c.unheard = [];
  announce(c, await awaitDecision(c.view, () => c.context.tell({ kind: 'doubt' })));
  const later = c.unheard;
  c.unheard = null;
  for (const word of later) hear(c, word);
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
  putTrouble(c.view.ledger, c.partner.index, trouble);
  c.context.tell({ kind: 'trouble' });
  announce(c, { kind: 'trouble', client: c.partner.index, trouble });
}

/** Has the client told what was decided: the one line that it waits for. */
function announce(c: Conversation, decision: Decision): void {
  const answer = composeAnswer(c, decision);
  c.decided = decision.kind;
  c.answer = answer;
  if (decision.kind === 'order') {
    if (c.partner.index === 0) printLine(`Verdict: ${answer.shown}`);
    note(c, { what: 'verdict', text: answer.line });
  }
  c.context.tell({ kind: 'say', bytes: answer.bytes });
}

function composeAnswer(c: Conversation, decision: Decision): Verdict {
  if (decision.kind === 'order') return getVerdict(c.view, decision.messages);
  return composeVerdict(describeNoVerdict(c, decision));
}

function describeNoVerdict(
  c: Conversation,
  decision: Exclude<Decision, { kind: 'order' }>,
): string {
  if (decision.kind === 'unsure') return unsureLine;
  const { client, trouble } = decision;
  return client === c.partner.index
    ? describeOwnTrouble(trouble)
    : describeOthersTrouble(trouble, client, c.view.ledger.clients);
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
  c.context.tell({ kind: 'done' });
}

function note(c: Conversation, what: { what: string; text?: string; ticket?: number }): void {
  writeNote('server', { client: c.partner.endpoint, ...what });
}
