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
import { askArrivals, compareArrivals, type Look, type Read, type Seen, see } from './arrivals.ts';
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
const maxLooks = 5;
const quickMs = 15;
/** Of more clients than this a look is never quick: to look often would only take long. */
const manyClients = 16;
const maxLooksAtMany = 2;

/** The messages in order, as indexes; null where their order cannot be known. */
export type Ruling = number[] | null;

/** Asks the kernel, and rules. Says what it found. Never rejects. */
export async function arbitrate(port: number, heard: readonly Heard[]): Promise<Ruling> {
  const endpoints = heard.map(({ endpoint }) => endpoint);
  const looks: Look[] = [];
  const wanted = heard.length > manyClients ? maxLooksAtMany : maxLooks;
  do {
    const look = await askArrivals(port, endpoints);
    if (look === null) break;
    looks.push(look);
  } while (looks.length < wanted && !areAllTold(heard, looks));
  if (looks.length === 0) return orderBy(heard, (one, other) => one.place - other.place);
  const ruling = rule(heard, looks);
  const longest = Math.max(...heard.map(({ span }) => span.untilMs - span.fromMs));
  const why = heard.some(({ span }) => span.hasWaited)
    ? 'messages had waited before reading began'
    : `this server was kept from running for some ${Math.round(longest)} ms`;
  const said = looks.map(({ arrivals, tookMs }) => {
    const byAge = endpoints.map((each) => `${each} ${arrivals.get(each)?.ageMs ?? '?'} ms ago`);
    return `${byAge.join(', ')}, within ${Math.ceil(tookMs)} ms`;
  });
  printLine(`In doubt who was first: ${why}. The kernel says: ${said.join('; again: ')}.`);
  return ruling;
}

/** The order by the kernel's stamps where they tell it, and else by the tickets. */
export function rule(heard: readonly Heard[], looks: readonly Look[]): Ruling {
  const all = heard.map((one) => see(one, looks));
  /** It entered the kernel's queue with its message. */
  const isQueued = (one: Heard & Seen) =>
    !one.hasMore && one.wasEmpty && one.seen[0]?.segments === one.reads;
  const compare = (one: Heard & Seen, other: Heard & Seen): number => {
    const told = areInDoubt(one.span, other.span) ? compareStamps(looks, one, other) : null;
    return told ?? one.place - other.place;
  };
  const isSettled = (one: Heard & Seen, other: Heard & Seen) => {
    if (mayHaveWaited(one.span, other.span)) return isKnown(one) === isKnown(other);
    if (isQueued(one) && isQueued(other)) return true;
    return compareStamps(looks, one, other) !== null;
  };
  const isKnown = (one: Seen) => one.seen[0] !== undefined;
  if (!isEveryDoubt(all, isSettled)) return null;
  return orderBy(all, compare);
}

/** Whether to look again would tell no more. */
function areAllTold(heard: readonly Heard[], looks: readonly Look[]): boolean {
  if (looks.some(({ tookMs }) => tookMs <= quickMs)) return true;
  const all = heard.map((one) => see(one, looks));
  return isEveryDoubt(all, (one, other) => compareStamps(looks, one, other) !== null);
}

/** Whether this is so for each pair of which either may have come first. */
function isEveryDoubt<One extends Heard>(
  heard: readonly One[],
  isSo: (one: One, other: One) => boolean,
): boolean {
  // Of a thousand clients there are half a million pairs: none is made to be looked at later.
  return heard.every((one, index) => {
    for (let at = index + 1; at < heard.length; at += 1) {
      const other = heard[at];
      if (other && areInDoubt(one.span, other.span) && !isSo(one, other)) return false;
    }
    return true;
  });
}

/** By the kernel's stamps; null where they do not tell. */
function compareStamps(
  looks: readonly Look[],
  one: Heard & Seen,
  other: Heard & Seen,
): number | null {
  return one.hasMore || other.hasMore ? null : compareArrivals(looks, one, other);
}

function orderBy<One>(heard: readonly One[], compare: (one: One, other: One) => number): number[] {
  return heard
    .map((one, index) => ({ one, index }))
    .sort((a, b) => compare(a.one, b.one))
    .map(({ index }) => index);
}
