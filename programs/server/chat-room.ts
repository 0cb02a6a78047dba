/**
 * A chat: what one client says goes to all others, with its name in front, and everybody gets all
 * lines in one and the same order, that of their arrival (sequence.ts), less its own.
 *
 * It begins when all clients are connected. Their first messages are relayed like all that follows,
 * and they are also what the assignment asks about: when the last of them came, everybody is told
 * which was received first. Bye, the end of a client's side or a lost connection ends its part; the
 * others are told; and when only one is left, there is nobody to talk to, and its part ends, too.
 *
 * WHO MUST WAIT FOR A SLOW READER. Nobody who talks to somebody faster. A client is read as long as
 * one of those who get its lines keeps up: so the fastest of them sets the pace, and with two
 * clients a sender is simply held back by its receiver, as TCP would do it without us. Whoever
 * falls behind the fastest has a bounded outbox to catch up (outbox.ts), and is let go beyond it:
 * with bounded memory and without making the others wait, there is no third way.
 */
import { hasJournal, writeNote } from '../shared/journal.ts';
import { escapeText, hasUnprintable, printLine } from '../shared/print.ts';
import { describeLeaving, type Leaving } from './leavings.ts';
import { closeOutbox, createOutbox, type Outbox, putBytes } from './outbox.ts';
import { type Room, type Seat, steerReading, tellSeat } from './seat.ts';
import {
  addPlace,
  createSequence,
  dropPlaces,
  fillPlace,
  type HeardWord,
  type Sequence,
  takeNext,
} from './sequence.ts';

interface Member {
  readonly seat: Seat;
  readonly outbox: Outbox;
  name: string;
  hasSpoken: boolean;
}

interface Chat {
  /** Those whose part is not over. */
  readonly members: Map<Seat, Member>;
  readonly sequence: Sequence<Seat>;
  /** The first message of each client, in the order in which they were received. */
  readonly firsts: Uint8Array[];
  readonly clients: number;
}

/** Opens a chat of these clients; what their threads hear goes through what is returned. */
export function openRoom(seats: readonly Seat[], patienceMs: number): Room {
  const chat: Chat = {
    members: new Map(),
    sequence: createSequence(),
    firsts: [],
    clients: seats.length,
  };
  for (const seat of seats) chat.members.set(seat, createMember(chat, seat, patienceMs));
  return {
    expect: (seat, ticket) => addPlace(chat.sequence, seat, ticket),
    hear(seat, word) {
      fillPlace(chat.sequence, seat, word);
      relayAll(chat);
    },
    lose(seat) {
      dropPlaces(chat.sequence, seat);
      const member = chat.members.get(seat);
      // Whoever found the fault ends the connection.
      if (member !== undefined) removeMember(chat, member, 'fault', { isToEnd: false });
      relayAll(chat);
    },
  };
}

function createMember(chat: Chat, seat: Seat, patienceMs: number): Member {
  const outbox = createOutbox(seat.socket, patienceMs, {
    changed: () => holdSenders(chat),
    lost() {
      const member = chat.members.get(seat);
      if (member !== undefined) removeMember(chat, member, 'slow', { isToEnd: true });
      seat.socket.destroy();
    },
  });
  return { seat, outbox, name: `client ${seat.partner.index + 1}`, hasSpoken: false };
}

/** Relays whatever has its turn. */
function relayAll(chat: Chat): void {
  for (let next = takeNext(chat.sequence); next !== null; next = takeNext(chat.sequence)) {
    const member = chat.members.get(next.who);
    if (member !== undefined) relay(chat, member, next.word);
    else if (next.word.said.length > 0) {
      printEach(`Not relayed, from ${next.who.partner.label}, after the end`, next.word.said);
    }
  }
}

function relay(chat: Chat, member: Member, word: HeardWord): void {
  const { said, first, reply, leaving } = word;
  if (first !== undefined) {
    member.name = first.name;
    member.hasSpoken = true;
    chat.firsts.push(first.message);
  }
  if (first !== undefined && chat.firsts.length === chat.clients) {
    sayToOthers(chat, member, said.subarray(0, first.bytes));
    acknowledge(chat);
    sayToOthers(chat, member, said.subarray(first.bytes));
  } else {
    sayToOthers(chat, member, said);
  }
  if (reply !== undefined) {
    printEach(`Sent to ${member.seat.partner.label}`, reply);
    putBytes(member.outbox, reply);
  }
  if (leaving !== undefined) removeMember(chat, member, leaving, { isToEnd: true });
}

function sayToOthers(chat: Chat, member: Member, said: Uint8Array): void {
  if (said.length === 0) return;
  const others = [...chat.members.values()].filter((other) => other !== member);
  const lines = printEach(`Relayed to ${describeAll(others)}`, said);
  for (const line of hasJournal() ? lines : []) {
    writeNote('server', { what: 'relayed', client: member.seat.partner.endpoint, text: line });
  }
  for (const { outbox } of others) putBytes(outbox, said);
}

/** All have spoken: everybody is told which message was received first, as the assignment wants. */
function acknowledge(chat: Chat): void {
  const line = chat.firsts.map((bytes) => Buffer.from(bytes).toString()).join(' received before ');
  printLine(`Verdict: ${escapeText(line)}`);
  writeNote('server', { what: 'verdict', text: line });
  sayToAll(chat, line);
}

/** A line of the server's own. */
function sayToAll(chat: Chat, line: string): void {
  const members = [...chat.members.values()];
  if (members.length === 0) return;
  printLine(`Sent to ${describeAll(members)}: ${escapeText(line)}`);
  for (const { outbox, seat } of members) {
    putBytes(outbox, Buffer.from(`${line}\n`));
    writeNote('server', { what: 'sent', client: seat.partner.endpoint, text: line });
  }
}

/** Ends a client's part: the others are told, and where only one is left, its part ends, too. */
function removeMember(
  chat: Chat,
  member: Member,
  leaving: Leaving,
  { isToEnd }: { isToEnd: boolean },
): void {
  const { seat, name, hasSpoken } = member;
  if (!chat.members.delete(seat)) return;
  const line = describeLeaving(leaving, name);
  if (line !== null) sayToAll(chat, line);
  writeNote('server', { what: 'left', client: seat.partner.endpoint, text: leaving });
  if (!hasSpoken && chat.firsts.length < chat.clients) {
    printLine(`No verdict: ${seat.partner.label} left before it sent a message.`);
  }
  tellSeat(seat, { kind: 'over' });
  if (isToEnd) closeOutbox(member.outbox);
  // From here on it is read only to see it leave.
  seat.isHeld = false;
  steerReading(seat);
  const [last] = chat.members.values();
  if (chat.members.size !== 1 || last === undefined) holdSenders(chat);
  else endLast(chat, last);
}

function endLast(chat: Chat, { seat, outbox }: Member): void {
  chat.members.delete(seat);
  tellSeat(seat, { kind: 'over' });
  closeOutbox(outbox);
  seat.isHeld = false;
  steerReading(seat);
}

/** Holds whoever would speak only to clients that are behind, and nobody else. */
function holdSenders({ members }: Chat): void {
  let behind = 0;
  for (const { outbox } of members.values()) behind += outbox.isBehind ? 1 : 0;
  for (const { seat, outbox } of members.values()) {
    const others = behind - (outbox.isBehind ? 1 : 0);
    seat.isHeld = others > 0 && others === members.size - 1;
    steerReading(seat);
  }
}

function describeAll(members: readonly Member[]): string {
  const [only] = members;
  if (members.length === 1 && only !== undefined) return only.seat.partner.label;
  return `${members.length} clients`;
}

/** Prints each line of these bytes behind the words; returns the lines. */
function printEach(words: string, bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  const lines = text.split('\n').slice(0, -1);
  const shown = hasUnprintable(text) ? lines.map(escapeText) : lines;
  printLine(`${words}: ${shown.join(`\n${words}: `)}`);
  return lines;
}
