/**
 * The arrows of a sequence diagram: connections, messages and answers, datagrams.
 *
 * An arrow leaves when its sender is known to have sent (its own note, or the line typed at it) and
 * arrives when its last byte was on the server's wire; an answer leaves with its stamp on the wire
 * and arrives when the client notes that it came. Datagrams are drawn in the same way. Where the
 * other end's time is not known, the arrow is level: the capture's own stamp stands for both.
 */
import { readConversations, sortByArrival } from '../../model/conversation.ts';
import { type EventOf, getEvents, type JournalEvent } from '../../model/journal.ts';
import type { Journal } from '../../model/verdict.ts';
import type { Arrow } from './parts.ts';
import { isToServer } from './talk.ts';

/** All arrows of a run, in the journal's order. */
export function getArrows(journal: Journal): Arrow[] {
  const look = makeLookup(journal);
  return journal.events.flatMap((event, entry): Arrow[] => {
    if (event.kind === 'syn') return [drawConnection(event, entry, look)];
    if (event.kind === 'data')
      return event.role === undefined ? [] : [drawData(event, entry, look)];
    if (event.kind === 'datagram') return drawDatagram(event, entry, journal, look);
    return [];
  });
}

type DataEvent = EventOf<'data'>;
/** What carries a text from one program to another. */
type Carrier = DataEvent | EventOf<'datagram'>;

/** What an arrow needs to know of the rest of the journal, found once. */
interface Lookup {
  entries: ReadonlyMap<JournalEvent, number>;
  established: ReadonlyMap<number, EventOf<'established'>>;
  /** What came next before and after it, on the same way. */
  before: ReadonlyMap<Carrier, Carrier>;
  after: ReadonlyMap<Carrier, Carrier>;
  /** When each client sent or was typed at, and when it says that something came. */
  sent: ReadonlyMap<string, number[]>;
  came: ReadonlyMap<string, number[]>;
  /** The entries at which the clients' messages were complete, and which of them was first. */
  places: ReadonlyMap<JournalEvent, number>;
}

function makeLookup(journal: Journal): Lookup {
  const { events } = journal;
  const last = new Map<string, Carrier>();
  const [before, after] = [new Map<Carrier, Carrier>(), new Map<Carrier, Carrier>()];
  for (const event of events) {
    if (event.kind !== 'data' && event.kind !== 'datagram') continue;
    const toServer = event.kind === 'data' ? event.direction : isToServer(event.to, journal);
    const key = `${event.kind} ${event.role} ${toServer}`;
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
  const { role = '', text } = event;
  const place = look.places.get(event);
  const base = { kind: 'arrow' as const, entry, witness: 'wire' as const, label: showBytes(text) };
  if (event.direction === 'to-server') {
    const ends = { ...findDeparture(event, role, look), ...(place !== undefined && { place }) };
    return { ...base, look: 'message', from: role, to: 'server', ...ends };
  }
  const ends = findArrival(event, role, look);
  return { ...base, look: 'answer', from: 'server', to: role, ...ends };
}

type Ends = Pick<Arrow, 'departNs' | 'arriveNs'>;

/** When the client sent what arrived at the server. */
function findDeparture(event: Carrier, role: string, { before, sent }: Lookup): Ends {
  const { atNs } = event;
  const afterNs = before.get(event)?.atNs ?? Number.NEGATIVE_INFINITY;
  const departNs = sent.get(role)?.findLast((ns) => ns > afterNs && ns <= atNs);
  return { departNs: departNs ?? atNs, arriveNs: atNs };
}

/** When the client says that what the server sent was there. */
function findArrival(event: Carrier, role: string, { after, came }: Lookup): Ends {
  const { atNs } = event;
  const beforeNs = after.get(event)?.atNs ?? Number.POSITIVE_INFINITY;
  const arriveNs = came.get(role)?.find((ns) => ns >= atNs && ns < beforeNs);
  return { departNs: atNs, arriveNs: arriveNs ?? atNs };
}

function drawDatagram(
  event: EventOf<'datagram'>,
  entry: number,
  journal: Journal,
  look: Lookup,
): Arrow[] {
  const { role, to, text } = event;
  if (role === undefined) return [];
  const toServer = isToServer(to, journal);
  const ends = toServer ? findDeparture(event, role, look) : findArrival(event, role, look);
  return [
    {
      ...{ kind: 'arrow', look: 'datagram', entry, witness: 'wire' },
      // In a play over UDP all are datagrams; elsewhere one is a stranger.
      label: journal.plan.transport === 'udp' ? showBytes(text) : `UDP ${showBytes(text)}`,
      from: toServer ? role : 'server',
      to: toServer ? 'server' : role,
      ...ends,
    },
  ];
}

/** A newline at the end is so usual that it gets a small sign; all else is shown as it is. */
function showBytes(text: string): string {
  return text.endsWith('\n') ? `${text.slice(0, -1)} ↵` : text;
}
