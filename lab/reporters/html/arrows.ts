/**
 * The arrows of a sequence diagram: connections, messages and answers, datagrams.
 *
 * An arrow leaves when its sender is known to have sent (its own note, or the line typed at it) and
 * arrives when its last byte was on the server's wire; an answer leaves with its stamp on the wire
 * and arrives when the client notes that it came. Where the other end's time is not known, the
 * arrow is level: the capture's own stamp stands for both.
 */
import { readConversations, sortByArrival } from '../../model/conversation.ts';
import { type EventOf, getEvents, type JournalEvent } from '../../model/journal.ts';
import type { Journal } from '../../model/verdict.ts';
import type { Arrow } from './parts.ts';

/** All arrows of a run, in the journal's order. */
export function getArrows(journal: Journal): Arrow[] {
  const look = makeLookup(journal);
  return journal.events.flatMap((event, entry): Arrow[] => {
    if (event.kind === 'syn') return [drawConnection(event, entry, look)];
    if (event.kind === 'data')
      return event.role === undefined ? [] : [drawData(event, entry, look)];
    if (event.kind === 'datagram') return drawDatagram(event, entry, journal);
    return [];
  });
}

type DataEvent = EventOf<'data'>;

/** What an arrow needs to know of the rest of the journal, found once. */
interface Lookup {
  entries: ReadonlyMap<JournalEvent, number>;
  established: ReadonlyMap<number, EventOf<'established'>>;
  before: ReadonlyMap<DataEvent, DataEvent>;
  after: ReadonlyMap<DataEvent, DataEvent>;
  /** When each client sent or was typed at, and when it says that something came. */
  sent: ReadonlyMap<string, number[]>;
  came: ReadonlyMap<string, number[]>;
  /** The entries at which the clients' messages were complete, and which of them was first. */
  places: ReadonlyMap<JournalEvent, number>;
}

function makeLookup(journal: Journal): Lookup {
  const { events } = journal;
  const last = new Map<string, DataEvent>();
  const [before, after] = [new Map<DataEvent, DataEvent>(), new Map<DataEvent, DataEvent>()];
  for (const event of getEvents(events, 'data')) {
    const key = `${event.role} ${event.direction}`;
    const previous = last.get(key);
    if (previous) before.set(event, previous);
    if (previous) after.set(previous, event);
    last.set(key, event);
  }
  const arrived = sortByArrival(readConversations(journal));
  return {
    entries: new Map(events.map((event, index) => [event, index])),
    established: new Map(getEvents(events, 'established').map((event) => [event.stream, event])),
    ...{ before, after },
    sent: getTimes(events, (event) => event.kind === 'typed' || isNote(event, 'sent')),
    came: getTimes(events, (event) => isNote(event, 'received')),
    places: new Map(arrived.map(({ message }, index) => [message.last, index + 1])),
  };
}

function isNote(event: JournalEvent, what: string): boolean {
  return event.kind === 'note' && event.what === what;
}

function getTimes(
  events: readonly JournalEvent[],
  isOne: (event: JournalEvent) => boolean,
): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const event of events) {
    if (!isOne(event) || !('role' in event) || event.role === undefined) continue;
    times.set(event.role, [...(times.get(event.role) ?? []), event.atNs]);
  }
  return times;
}

function drawConnection(syn: EventOf<'syn'>, entry: number, look: Lookup): Arrow {
  const { stream, role = syn.client } = syn;
  const done = look.established.get(stream);
  return {
    kind: 'arrow',
    look: done ? 'connect' : 'refused',
    entry: done ? (look.entries.get(done) ?? entry) : entry,
    witness: 'wire',
    label: done ? 'connects' : 'SYN, no connection',
    from: role,
    to: 'server',
    departNs: syn.atNs,
    arriveNs: done?.atNs ?? syn.atNs,
  };
}

function drawData(event: DataEvent, entry: number, look: Lookup): Arrow {
  const { role = '', atNs, text } = event;
  const place = look.places.get(event);
  const base = { kind: 'arrow' as const, entry, witness: 'wire' as const, label: showBytes(text) };
  if (event.direction === 'to-server') {
    const afterNs = look.before.get(event)?.atNs ?? Number.NEGATIVE_INFINITY;
    const sent = look.sent.get(role)?.findLast((ns) => ns > afterNs && ns <= atNs);
    const ends = { departNs: sent ?? atNs, arriveNs: atNs, ...(place !== undefined && { place }) };
    return { ...base, look: 'message', from: role, to: 'server', ...ends };
  }
  const beforeNs = look.after.get(event)?.atNs ?? Number.POSITIVE_INFINITY;
  const came = look.came.get(role)?.find((ns) => ns >= atNs && ns < beforeNs);
  const ends = { departNs: atNs, arriveNs: came ?? atNs };
  return { ...base, look: 'answer', from: 'server', to: role, ...ends };
}

function drawDatagram(event: EventOf<'datagram'>, entry: number, { plan }: Journal): Arrow[] {
  const { role, atNs, to, text } = event;
  if (role === undefined) return [];
  const toServer = to.endsWith(`:${plan.port}`);
  return [
    {
      kind: 'arrow',
      look: 'datagram',
      entry,
      witness: 'wire',
      label: `UDP ${showBytes(text)}`,
      from: toServer ? role : 'server',
      to: toServer ? 'server' : role,
      departNs: atNs,
      arriveNs: atNs,
    },
  ];
}

/** A newline at the end is so usual that it gets a small sign; all else is shown as it is. */
function showBytes(text: string): string {
  return text.endsWith('\n') ? `${text.slice(0, -1)} ↵` : text;
}
