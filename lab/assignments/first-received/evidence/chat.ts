/**
 * Reading a chat from the wire: what each client said to the server, what the server told it, who
 * said Bye first, and which lines carry what somebody else said. Pure; the checkers of a chat build
 * on it.
 *
 * A server may put what it likes around a line that it relays ("X: hello", "[10:22] Alice> hello"),
 * so a line carries what was said if it ends with it behind something that is no word, or, where
 * none does, has it within. Behind the last newline that ends a segment each segment is a text.
 */
import {
  type Conversation,
  readConversations,
  splitTexts,
  type WireText,
} from '../../../model/conversation.ts';
import { readLine } from '../../../model/frames.ts';
import { type EventOf, getEvents } from '../../../model/journal.ts';
import { memoize } from '../../../model/memoize.ts';
import { lullNs } from '../../../model/resolution.ts';
import { getLongestGapNs } from '../../../model/sockets.ts';
import type { Journal } from '../../../model/verdict.ts';

/** What one client said: a line, or, of one who sends no newline, a segment. */
export interface Said extends WireText {
  role: string;
  isBye: boolean;
  /** By which it said who it is: what a server makes of it is the server's own matter. */
  isIntroduction: boolean;
}

/** One client of a chat, as seen at the server's interface. */
export interface ChatSide {
  role: string;
  conversation: Conversation;
  said: Said[];
  heard: WireText[];
  /** When nothing more can be asked of its connection: it closed, or the play was over. */
  overNs: number;
}

export interface Chat {
  sides: ChatSide[];
  /** The first Bye that reached the server. */
  bye: Said | undefined;
  /** When the stage began to end the programs: what closes after that says nothing of them. */
  endNs: number;
}

/** How long a server may take for what the textbook ones do at once. */
const patienceNs = 1_000_000_000;
/** Or so many times as long as the machine kept the lab's own sampler, which wants milliseconds. */
const patienceShare = 10;

/** How long a server may take on this machine before it is held not to do it. */
export function getPatienceNs(journal: Journal): number {
  return Math.max(patienceNs, patienceShare * getLongestGapNs(journal));
}

export const readChat = memoize((journal: Journal): Chat => {
  const collecting = getEvents(journal.events, 'phase').findLast(
    ({ name }) => name === 'collecting',
  );
  const endNs = collecting?.atNs ?? journal.events.at(-1)?.atNs ?? 0;
  const sides = readConversations(journal).map((one) => readSide(journal, one, endNs));
  const byes = sides.flatMap(({ said }) => said.filter(({ isBye }) => isBye));
  return { sides, bye: byes.sort((a, b) => a.completeAtNs - b.completeAtNs)[0], endNs };
});

function readSide(journal: Journal, one: Conversation, endNs: number): ChatSide {
  const { role, client } = one;
  const typed = new Set(getTypedLines(journal, role).map(({ text }) => text));
  const texts = splitSide(one.toServer, one).filter(({ text }) => text.trim() !== '');
  const carry = carryTexts([...typed]);
  // A program of others may say more than its message before anybody types a line of the chat.
  const isTyped = ({ text }: WireText) => carry(text.trim()) !== undefined;
  const first = client.command === undefined ? 1 : Math.max(1, texts.findIndex(isTyped));
  const said = texts.map((each, index): Said => {
    const whole = each.text.trim();
    // Whatever a program of others puts around a line, the line is what was typed.
    const text = client.command === undefined ? whole : (carry(whole) ?? whole);
    const isOwn = typed.size > 0 && !isTyped(each);
    const isIntroduction = index < first && (text === client.message || isOwn);
    return { ...each, text, role, isBye: isBye(whole) || isBye(text), isIntroduction };
  });
  const heard = splitSide(one.toClient, one).filter(({ text }) => text.trim() !== '');
  const closing = one.closings.find(({ atNs }) => atNs < endNs);
  return { role, conversation: one, said, heard, overNs: closing?.atNs ?? endNs };
}

/** What went one way, text by text; without the frames that programs of others put around it. */
function splitSide(
  data: Conversation['toServer'],
  { role, client }: Pick<Conversation, 'role' | 'client'>,
): WireText[] {
  // An answer may have lines within, or a greeting end with one, where what follows has none.
  const count = data.findLastIndex(({ text }) => text.endsWith('\n')) + 1;
  const lines = count === 0 ? [] : splitTexts(data.slice(0, count), 'lines');
  const segments = data.slice(count).map((event): WireText => {
    const { text, atNs: completeAtNs } = event;
    return { text, first: event, last: event, completeAtNs, newline: false };
  });
  const read = (text: string) => (client.command === undefined ? text : readLine(role, text));
  return [...lines, ...segments].map((each) => ({ ...each, text: read(each.text) }));
}

/** Bye alone, in any case, perhaps behind a name: "Bye", "X: bye", "[Alice] BYE!", "X says Bye". */
export function isBye(text: string): boolean {
  const before = String.raw`.{0,40}(?:[:>\])|-]|\b(?:says?|said|sent|sends|wrote|from \S+))\s*`;
  return new RegExp(`^(?:${before})?["']?bye["']?\\s*[.!]?$`, 'i').test(text.trim());
}

export interface TypedLine {
  text: string;
  event: EventOf<'typed'>;
}

/**
 * The lines that the plan had typed at a client's terminal, as far as they were; none where a
 * person typed, whose corrections are nobody's lines.
 */
export function getTypedLines({ plan, events }: Journal, role: string): TypedLine[] {
  const client = plan.clients.find((one) => one.role === role);
  if (!client?.acts) return [];
  const lines: TypedLine[] = [];
  // What is asked for before the chat, and the message, are no lines of it.
  let before = client.type?.split('\n').length ?? 0;
  let rest = '';
  for (const event of getEvents(events, 'typed').filter((one) => one.role === role)) {
    const parts = `${rest}${event.text}`.split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) {
      before -= 1;
      if (before >= 0) continue;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: keys are no part of a line.
      const plain = text.replace(/[\u0000-\u001f]/g, '').trim();
      if (plain !== '') lines.push({ text: plain, event });
    }
  }
  return lines;
}

/** A shorter text is only found where it stands alone behind a name: else it is in anything. */
const shortestWithin = 4;
const longestPrefix = 40;

/** Finds which of some texts a line carries; undefined if none. `expected` is tried first. */
export function carryTexts(
  texts: readonly string[],
): (line: string, expected?: string) => string | undefined {
  const all = new Set(texts);
  const byLength = [...all].sort((a, b) => b.length - a.length);
  return (line, expected) => {
    const plain = line.trim();
    for (let at = 0; at <= Math.min(longestPrefix, plain.length); at += 1) {
      if (!isEdge(plain, at)) continue;
      const rest = plain.slice(at);
      if (all.has(rest)) return rest;
    }
    const holds = (text: string) => {
      return text.length >= shortestWithin && plain.length > text.length && hasWord(plain, text);
    };
    if (expected !== undefined && holds(expected)) return expected;
    return byLength.find(holds);
  };
}

/** Whether a text may begin there: behind what is no letter and no digit. */
function isEdge(line: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(line[at - 1] ?? '');
}

function hasWord(line: string, text: string): boolean {
  for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1)) {
    if (isEdge(line, at) && !/^[\p{L}\p{N}]/u.test(line.slice(at + text.length))) return true;
  }
  return false;
}

/** A line that was heard, and what it carries of what another said. */
export interface Carried {
  text: string;
  heard: WireText;
}

/** What a client heard of another, in order; Bye and introductions are left out. */
export function getCarried(hearer: ChatSide, speaker: ChatSide): Carried[] {
  const messages = getMessages(speaker).map(({ text }) => text);
  const carry = carryTexts(messages);
  let next = 0;
  return hearer.heard.flatMap((heard) => {
    const carried: Carried[] = [];
    if (isAcknowledgement(heard.text, messages)) return [];
    let rest = heard.text;
    for (;;) {
      const glued = heard.newline ? undefined : findGlued(rest, messages.slice(next));
      const text = glued ?? carry(rest, messages[next]);
      if (text === undefined) break;
      carried.push({ text, heard });
      next = Math.max(next, messages.indexOf(text, messages[next] === text ? next : 0) + 1);
      // A segment without line ends may hold several texts.
      if (heard.newline) break;
      rest = rest.slice(rest.indexOf(text) + text.length);
    }
    return carried;
  });
}

/** "X says: Hello thereHow are you": the first of two messages that were sent without line ends. */
function findGlued(text: string, messages: readonly string[]): string | undefined {
  const [one, other] = messages;
  if (one === undefined || other === undefined) return undefined;
  const at = one.length < shortestWithin ? -1 : text.indexOf(one);
  return at >= 0 &&
    text
      .slice(at + one.length)
      .trimStart()
      .startsWith(other)
    ? one
    : undefined;
}

/** Which message was received first is said in the words of the messages, and relays none. */
function isAcknowledgement(text: string, messages: readonly string[]): boolean {
  const words = ' received before ';
  return text.includes(words) && !messages.some((message) => message.includes(words));
}

/** What is to be relayed of a client: all that it said before its first Bye. */
export function getMessages({ said }: ChatSide): Said[] {
  const end = said.findIndex(({ isBye }) => isBye);
  const before = end < 0 ? said : said.slice(0, end);
  return before.filter(({ isIntroduction }) => !isIntroduction);
}

/**
 * Whether a message had to reach a client: it was there before another said Bye and before either
 * connection ended, by a margin in which no server can be held to an order of two clients.
 */
export function isDue({ bye, endNs }: Chat, message: Said, hearer: ChatSide, speaker: ChatSide) {
  const at = message.completeAtNs + lullNs;
  if (bye?.role === speaker.role) {
    // Behind it on the same connection comes the Bye, so their order is certain.
    return hearer.overNs >= bye.completeAtNs || at <= hearer.overNs;
  }
  const resetNs = speaker.conversation.closings.find(({ how }) => how === 'reset')?.atNs ?? endNs;
  return at <= Math.min(bye?.completeAtNs ?? endNs, resetNs, hearer.overNs);
}
