/**
 * One order for all that is said in a chat. The main thread reads the sockets in the order in which
 * the kernel reports them ready (see main.ts) and hands each chunk to the thread of its client; the
 * threads answer in whatever order they were woken. Here every chunk has its place from when it was
 * read, and an answer waits until all chunks before it are answered, too.
 */
import type { WorkerWord } from './thread-words.ts';

export type HeardWord = Extract<WorkerWord, { kind: 'heard' }>;

interface Place<Who> {
  readonly who: Who;
  /** What the thread made of the chunk; null while it has not answered. */
  word: HeardWord | 'nothing' | null;
}

export interface Sequence<Who> {
  /** In order; those before `head` are done with. */
  places: Place<Who>[];
  head: number;
  readonly open: Map<number, Place<Who>>;
}

export function createSequence<Who>(): Sequence<Who> {
  return { places: [], head: 0, open: new Map() };
}

/** A chunk was read: its place is behind all that came so far. */
export function addPlace<Who>(sequence: Sequence<Who>, who: Who, ticket: number): void {
  const place: Place<Who> = { who, word: null };
  sequence.places.push(place);
  sequence.open.set(ticket, place);
}

/** An answer came: to the chunk of its ticket, or, without one, of something that happened now. */
export function fillPlace<Who>(sequence: Sequence<Who>, who: Who, word: HeardWord): void {
  const place = word.ticket === null ? undefined : sequence.open.get(word.ticket);
  if (place === undefined) {
    sequence.places.push({ who, word });
    return;
  }
  place.word = word;
  sequence.open.delete(word.ticket ?? -1);
}

/** There will be no answers of this one any more: nothing waits for them. */
export function dropPlaces<Who>(sequence: Sequence<Who>, who: Who): void {
  for (const [ticket, place] of sequence.open) {
    if (place.who !== who) continue;
    place.word = 'nothing';
    sequence.open.delete(ticket);
  }
}

/** The next answer whose turn it is, or null while one before it is missing. */
export function takeNext<Who>(sequence: Sequence<Who>): { who: Who; word: HeardWord } | null {
  for (;;) {
    const place = sequence.places[sequence.head];
    if (place === undefined || place.word === null) break;
    sequence.head += 1;
    if (place.word !== 'nothing') return { who: place.who, word: place.word };
  }
  // What is done with goes in one sweep, once it is most of what there is.
  if (sequence.head * 2 >= sequence.places.length) {
    sequence.places = sequence.places.slice(sequence.head);
    sequence.head = 0;
  }
  return null;
}
