/**
 * Reading the wire: what each planned client and the server said to each other, put together from
 * the journal's `wire` entries. Pure; the checkers and the report's timing build on it.
 *
 * A client's message is the bytes it sent up to the first newline. A peer that sends none has
 * ended its message at a lull of 200 ms, at its FIN, or at the end of the journal. It is complete
 * when its last byte arrived, the newline included: that is the order that decides. What a
 * server said before a message was complete is no part of what it said of that message.
 */
import { isStreamHeader, unframe } from './frames.ts';
import { type EventOf, getEvents } from './journal.ts';
import { memoize } from './memoize.ts';
import { getName, isEarlyLeaver, type PlannedClient } from './plan.ts';
import { lullNs } from './resolution.ts';
import type { Journal } from './verdict.ts';

export type DataEvent = EventOf<'data'>;

/** A message or a line: its text without the line end, and the entries that hold its ends. */
export interface WireText {
  text: string;
  first: DataEvent;
  last: DataEvent;
  completeAtNs: number;
  /** True if a newline ended it. */
  newline: boolean;
}

/** What a planned client and the server exchanged on one TCP connection. */
export interface Conversation {
  role: string;
  client: PlannedClient;
  /** How many connections the role opened; this is the first that carried data. */
  connections: number;
  syn?: EventOf<'syn'>;
  established?: EventOf<'established'>;
  toServer: DataEvent[];
  toClient: DataEvent[];
  closings: EventOf<'closed'>[];
  /** What the client said first; absent if nothing came. */
  message?: WireText;
  /** All that the client was told, line by line; empty lines are left out. */
  lines: WireText[];
}

/** The conversation of each planned client, in the plan's order, those that never came included. */
export const readConversations = memoize((journal: Journal): Conversation[] => {
  const names = journal.plan.clients.map(getName);
  const conversations = journal.plan.clients.map((client) =>
    readConversation(journal, client, names),
  );
  readFrames(conversations, journal.plan.server.command !== undefined);
  return conversations;
});

/** Puts together what each client was told, and takes off the frames of others' programs. */
function readFrames(conversations: readonly Conversation[], isServerTheirs: boolean): void {
  const arrivals = conversations.flatMap(({ message }) => message?.completeAtNs ?? []);
  const framed = conversations.filter(({ client }) => client.command ?? client.replay);
  const spoken = framed.flatMap(({ role, message }) => (message ? { role, message } : []));
  const plain = unframe(spoken.map(({ role, message }) => ({ role, text: message.text })));
  for (const [index, { message }] of spoken.entries()) {
    message.text = plain.messages[index] ?? message.text;
  }
  for (const one of conversations) {
    const told = splitTexts(one.toClient, 'none', arrivals);
    const lines = isServerTheirs
      ? told.map((line) => ({ ...line, text: plain.read(line.text) }))
      : told;
    one.lines = lines.filter(({ text }) => text !== '');
  }
}

/** The clients that are planned to stay until they are told; the others leave early. */
export function getStayers(journal: Journal): Conversation[] {
  return readConversations(journal).filter(({ client }) => !isEarlyLeaver(client));
}

/** Roles in the order in which their messages were complete on the wire. */
export function getWireOrder(journal: Journal): string[] {
  return sortByArrival(getStayers(journal)).map(({ role }) => role);
}

/** ms from the first complete message to the last; null with fewer than two. */
export function getWireGapMs(journal: Journal): number | null {
  const times = sortByArrival(getStayers(journal)).map(({ message }) => message.completeAtNs);
  if (times.length < 2) return null;
  // Stamps of two processors may go back by some µs where the frames do not.
  return (Math.max(...times) - Math.min(...times)) / 1e6;
}

/** ms between the two neighbours on the wire that were the closest; null with fewer than two. */
export function getClosestGapMs(journal: Journal): number | null {
  const times = sortByArrival(getStayers(journal)).map(({ message }) => message.completeAtNs);
  if (times.length < 2) return null;
  const steps = times.slice(1).map((ns, index) => Math.abs(ns - (times[index] ?? ns)));
  return Math.min(...steps) / 1e6;
}

export type Spoken = Conversation & { message: WireText };

/**
 * Those whose message is complete, by the frame of its last byte: stamps of frames that came on
 * different processors are not in order (pcap-tstamp(7)).
 */
export function sortByArrival(conversations: readonly Conversation[]): Spoken[] {
  return conversations
    .filter((conversation): conversation is Spoken => conversation.message !== undefined)
    .sort(
      (a, b) =>
        a.message.last.frame - b.message.last.frame ||
        a.message.completeAtNs - b.message.completeAtNs,
    );
}

function readConversation(
  { events }: Journal,
  client: PlannedClient,
  names: readonly string[],
): Conversation {
  const { role } = client;
  const isOurs = (event: { role?: string | undefined }) => event.role === role;
  const syns = getEvents(events, 'syn').filter(isOurs);
  const established = getEvents(events, 'established').filter(isOurs);
  const segments = getEvents(events, 'data').filter(isOurs);
  const isDatagrams = !events.some(({ kind }) => kind === 'syn' || kind === 'established');
  const data = isDatagrams && segments.length === 0 ? readDatagrams(events, role) : segments;
  const streams = new Set([...syns, ...established, ...data].map((event) => event.stream));
  const spoke = data.find((event) => event.direction === 'to-server') ?? data[0];
  const stream = spoke?.stream ?? [...streams][0];
  const isHere = (event: { stream: number }) => event.stream === stream;
  const here = data.filter(isHere);
  const conversation: Conversation = {
    role,
    client,
    connections: streams.size,
    toServer: here.filter((event) => event.direction === 'to-server'),
    toClient: here.filter((event) => event.direction === 'to-client'),
    closings: getEvents(events, 'closed').filter((event) => isOurs(event) && isHere(event)),
    lines: [],
  };
  const [syn, third] = [syns.find(isHere), established.find(isHere)];
  if (syn) conversation.syn = syn;
  if (third) conversation.established = third;
  // Our own client sends lines by plan, so its newline is known to come, however late.
  const patient = client.framing === 'line' && client.command === undefined;
  const texts = splitTexts(skipTurns(conversation.toServer, client), patient ? 'first' : 'none');
  const asked = texts.filter(({ first }) => first.atNs < getAnsweredNs(conversation, names));
  const message = findTyped(asked, client) ?? texts.find(({ text }) => !isStreamHeader(text));
  if (message) conversation.message = { ...message };
  return conversation;
}

/**
 * What was said by datagrams, where nobody opened a connection at all, as if it were on one:
 * programs that speak UDP where TCP was asked still say and answer something. Such entries stand in
 * no journal, so they are no evidence.
 */
function readDatagrams(events: Journal['events'], role: string): DataEvent[] {
  return getEvents(events, 'datagram')
    .filter((event) => event.role === role && event.bytes > 0)
    .map(({ atNs, frame, from, bytes, text }, _, all): DataEvent => {
      const direction = from === all[0]?.from ? 'to-server' : 'to-client';
      const facts = { witness: 'wire', kind: 'data', stream: 0, offset: 0 } as const;
      return { ...facts, atNs, frame, role, direction, bytes, text };
    });
}

/** What a client said behind all that went before its message, where the lab says it again. */
function skipTurns(data: readonly DataEvent[], { replay }: PlannedClient): readonly DataEvent[] {
  let left = (replay?.turns ?? []).reduce((sum, turn) => sum + atob(turn.base64).length, 0);
  if (left === 0) return data;
  // A turn ends before the server speaks, and so does its segment.
  return data.filter(({ bytes }) => {
    left -= bytes;
    return left < 0;
  });
}

/**
 * When a client was first told a text that names all of them: it is no question any more, and what
 * the client says from then on is not its message. Infinity if it never was.
 */
export function getAnsweredNs(
  { toClient }: Pick<Conversation, 'toClient'>,
  names: readonly string[],
): number {
  const answer = splitTexts(toClient, 'none').find(({ text }) =>
    names.every((name) => text.toLowerCase().includes(name.toLowerCase())),
  );
  return answer?.first.atNs ?? Number.POSITIVE_INFINITY;
}

/**
 * The text that carries what was typed as the message; undefined where nothing was typed, or it
 * went over the wire in a way that cannot be read. Who is asked for a name, or says hello by
 * itself, says more than the message.
 */
function findTyped(texts: readonly WireText[], client: PlannedClient): WireText | undefined {
  const { command, type, message } = client;
  if (command === undefined || type === undefined || texts.length < 2) return undefined;
  const typed = type.split('\n').at(-1) ?? '';
  const wanted = typed
    .replaceAll('{message}', message)
    .replaceAll('{name}', getName(client))
    .trim();
  if (wanted === '' || /[{}]/.test(wanted)) return undefined;
  const plain = wanted.toLowerCase();
  const isWhole = ({ text }: WireText) => text.trim().toLowerCase().endsWith(plain);
  return texts.findLast(isWhole) ?? texts.find(({ text }) => text.toLowerCase().includes(plain));
}

/**
 * Whether our own client, which sends lines, came to a halt within its line, so that a lull passed
 * before the server said a word: it was then free to take what was there for the message.
 */
export function isCutByLull({ client, message, toClient }: Conversation): boolean {
  if (client.command !== undefined || client.framing !== 'line') return false;
  if (message === undefined || message.newline || message.text === client.message) return false;
  const answer = toClient[0];
  return (
    client.message.startsWith(message.text) &&
    answer !== undefined &&
    answer.atNs - message.completeAtNs >= lullNs
  );
}

/**
 * Where no lull ends a text: nowhere; in the first text, of who is known to send its newline; or in
 * all behind a newline as well, since in a chat who ends one line with a newline ends them all so.
 */
export type Patience = 'none' | 'first' | 'lines';

/**
 * Cuts a stream of bytes into texts at each newline and, without patience, at each lull and where
 * one of `arrivals` lies between two segments.
 */
export function splitTexts(
  data: readonly DataEvent[],
  patience: Patience,
  arrivals: readonly number[] = [],
): WireText[] {
  const texts: WireText[] = [];
  let parts: Uint8Array[] = [];
  let first: DataEvent | undefined;
  let last: DataEvent | undefined;
  const end = (newline: boolean) => {
    if (first && last) {
      const text = decodeText(parts);
      texts.push({ text, first, last, completeAtNs: last.atNs, newline });
    }
    parts = [];
    first = undefined;
  };
  const newlines = data.some((event) => event.text.includes('\n'));
  const isLines = patience === 'lines';
  for (const event of data) {
    const before = texts.at(-1);
    const waits = newlines && (before ? isLines && before.newline : patience !== 'none');
    if (first && last && isCut(last.atNs, event.atNs, arrivals) && !waits) end(false);
    const bytes = getBytes(event);
    for (let start = 0; start < bytes.length || bytes.length === 0; ) {
      first ??= event;
      last = event;
      const at = bytes.indexOf(0x0a, start);
      parts.push(bytes.subarray(start, at < 0 ? bytes.length : at));
      if (at < 0) break;
      end(true);
      start = at + 1;
    }
  }
  end(false);
  return texts;
}

function isCut(lastNs: number, nextNs: number, arrivals: readonly number[]): boolean {
  return nextNs - lastNs >= lullNs || arrivals.some((atNs) => lastNs < atNs && atNs <= nextNs);
}

/** The bytes of a data entry: as captured where that is kept, else those of its text. */
function getBytes(event: DataEvent): Uint8Array {
  if (event.base64 === undefined) return new TextEncoder().encode(event.text);
  return Uint8Array.from(atob(event.base64), (character) => character.charCodeAt(0));
}

/** Bytes as UTF-8 without the carriage return of a CRLF; put together first, then decoded. */
function decodeText(parts: readonly Uint8Array[]): string {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(whole).replace(/\r$/, '');
}
