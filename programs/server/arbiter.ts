/**
 * The arbiter: decides the order where the one in which the sockets were read does not tell it,
 * because this process was kept from running while the messages came, or they had waited before it
 * began to read. It asks the kernel how they arrived: by its stamps, or, where these are too near,
 * by its queue of sockets that became ready (epoll(7)). Such a queue is in the order of arrival as
 * far as a socket enters it with its message: not where an earlier look had found something on the
 * socket, which keeps its place until the next look, nor where the message came in more than one
 * segment, of which the first took the place. Where that does not tell either: of messages that had
 * waited, the order in which they were read stands, unless the kernel knows only one of them any
 * more (the other connection broke); of others, none is told. Where the kernel
 * cannot be asked (no ss), all is as if there were no arbiter: the order of reading stands.
 */
import { printLine } from '../shared/print.ts';
import { askArrivals, compareArrivals, type Look, type Read } from './arrivals.ts';
import { areInDoubt, mayHaveWaited, type Span } from './pulse.ts';

export interface Heard extends Read {
  /** The ticket of the last byte of its message. */
  place: number;
  span: Span;
  /** Whether more came behind its message: then the kernel's stamp is not that of the message. */
  hasMore: boolean;
  /** The look at its socket before the one that found its end had found nothing. */
  wasEmpty: boolean;
  /** How often something was read from its socket. */
  reads: number;
}

/** So often the kernel is asked, unless it was quick, or has told all. */
const mostLooks = 5;
const quickMs = 15;

/** The messages in order, as indexes; null where their order cannot be known. */
export type Ruling = number[] | null;

/** Asks the kernel, and rules. Says what it found. Never rejects. */
export async function arbitrate(port: number, heard: readonly Heard[]): Promise<Ruling> {
  const endpoints = heard.map(({ endpoint }) => endpoint);
  const looks: Look[] = [];
  do {
    const look = await askArrivals(port, endpoints);
    if (look === null) break;
    looks.push(look);
  } while (looks.length < mostLooks && !areAllTold(heard, looks));
  if (looks.length === 0) return orderBy(heard, (one, other) => one.place - other.place);
  const ruling = rule(heard, looks);
  const longest = Math.max(...heard.map(({ span }) => span.untilMs - span.fromMs));
  const why = Number.isFinite(longest)
    ? `this server was kept from running for some ${Math.round(longest)} ms`
    : 'messages had waited before reading began';
  const said = looks.map(({ arrivals, tookMs }) => {
    const byAge = endpoints.map((each) => `${each} ${arrivals.get(each)?.ageMs ?? '?'} ms ago`);
    return `${byAge.join(', ')}, within ${Math.ceil(tookMs)} ms`;
  });
  printLine(`In doubt who was first: ${why}. The kernel says: ${said.join('; again: ')}.`);
  return ruling;
}

/** The order by the kernel's stamps where they tell it, and else by the tickets. */
export function rule(heard: readonly Heard[], looks: readonly Look[]): Ruling {
  const [first] = looks;
  /** It entered the kernel's queue with its message. */
  const isQueued = (one: Heard) =>
    !one.hasMore && one.wasEmpty && first?.arrivals.get(one.endpoint)?.segments === one.reads;
  const compare = (one: Heard, other: Heard): number => {
    const told = areInDoubt(one.span, other.span) ? compareStamps(looks, one, other) : null;
    return told ?? one.place - other.place;
  };
  const isKnown = (one: Heard) => first?.arrivals.has(one.endpoint);
  const isOpen = findDoubts(heard).some(([one, other]) => {
    if (mayHaveWaited(one.span, other.span)) return isKnown(one) !== isKnown(other);
    if (isQueued(one) && isQueued(other)) return false;
    return compareStamps(looks, one, other) === null;
  });
  if (isOpen) return null;
  return orderBy(heard, compare);
}

/** Whether to look again would tell no more. */
function areAllTold(heard: readonly Heard[], looks: readonly Look[]): boolean {
  if (looks.some(({ tookMs }) => tookMs <= quickMs)) return true;
  return findDoubts(heard).every(([one, other]) => compareStamps(looks, one, other) !== null);
}

/** The pairs of which either may have come first. */
function findDoubts(heard: readonly Heard[]): [Heard, Heard][] {
  return heard.flatMap((one, index) =>
    heard
      .slice(index + 1)
      .filter((other) => areInDoubt(one.span, other.span))
      .map((other): [Heard, Heard] => [one, other]),
  );
}

/** By the kernel's stamps; null where they do not tell. */
function compareStamps(looks: readonly Look[], one: Heard, other: Heard): number | null {
  return one.hasMore || other.hasMore ? null : compareArrivals(looks, one, other);
}

function orderBy(heard: readonly Heard[], compare: (one: Heard, other: Heard) => number): number[] {
  return heard
    .map((one, index) => ({ one, index }))
    .sort((a, b) => compare(a.one, b.one))
    .map(({ index }) => index);
}
