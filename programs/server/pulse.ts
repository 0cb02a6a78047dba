/**
 * The pulse of the server: when the main thread last looked at its sockets, so that of every chunk
 * it is known between which two moments it came.
 *
 * Each turn of Node's loop looks once at all sockets (epoll(7)), and then runs its immediates; a
 * mark is the time of such an immediate. What was there at a mark, the next look finds, before the
 * next mark; so what is read behind a mark came after the mark before it. There is a mark every
 * 10 ms; and after every chunk and every new client one more look is taken at once, so that what
 * comes next is known to be later. What had waited before reading began came after its client did.
 */

const beatMs = 10;
/** Longer than this, and the process was kept from running: no ordinary delay takes so long. */
export const stalledMs = 100;

/** From here on the kernel's stamps tell messages apart: they are ticks of up to 4 ms. */
export const tellApartMs = 12;

/** Between which two moments something came, in ms. */
export interface Span {
  fromMs: number;
  untilMs: number;
  /** It may have lain there before reading began; then it was found in no order of arrival. */
  hasWaited: boolean;
}

export interface Pulse {
  /** Between which two moments came what is found now, by performance.now(). */
  getSpan(): { fromMs: number; untilMs: number };
  /** How many marks there were. Between two reads of a socket that are two marks apart lies a look
   * that found nothing on it. */
  getMarks(): number;
  stop(): void;
}

/** Starts to beat, before there is any socket: nothing can have come earlier. */
export function startPulse(): Pulse {
  let [before, last] = [performance.now(), performance.now()];
  let marks = 0;
  let isDue = false;
  let isToLookAgain = true;
  const request = () => {
    // Two marks in one turn would have no look between them.
    if (!isDue) setImmediate(mark);
    isDue = true;
  };
  const mark = () => {
    [before, last] = [last, performance.now()];
    marks += 1;
    isDue = false;
    if (isToLookAgain) request();
    isToLookAgain = false;
  };
  request();
  const timer = setInterval(request, beatMs);
  return {
    getSpan() {
      isToLookAgain = true;
      request();
      return { fromMs: before, untilMs: performance.now() };
    },
    getMarks: () => marks,
    stop: () => clearInterval(timer),
  };
}

/** Whether either may have come first by so much that it matters, though one was read first. */
export function areInDoubt(one: Span, other: Span): boolean {
  const overlap = one.fromMs < other.untilMs && other.fromMs < one.untilMs;
  if (!mayHaveWaited(one, other)) return overlap && (isLong(one) || isLong(other));
  // Nearer than this the kernel cannot tell them apart.
  return overlap && getGreatestLead(one, other) > tellApartMs;
}

/** How much earlier, at most, came the one that was read later, in ms. */
function getGreatestLead(one: Span, other: Span): number {
  if (one.untilMs === other.untilMs) return one.untilMs - Math.min(one.fromMs, other.fromMs);
  const [first, second] = one.untilMs < other.untilMs ? [one, other] : [other, one];
  return first.untilMs - second.fromMs;
}

/** Whether any two of them are in doubt. */
export function areAnyInDoubt(spans: readonly Span[]): boolean {
  return spans.some((one, index) => {
    // Where neither is, there is none.
    if (!one.hasWaited && !isLong(one)) return false;
    return spans.some((other, at) => at !== index && areInDoubt(one, other));
  });
}

/** Whether one of them may have waited since before reading began. */
export function mayHaveWaited(one: Span, other: Span): boolean {
  return one.hasWaited || other.hasWaited;
}

function isLong({ fromMs, untilMs }: Span): boolean {
  return untilMs - fromMs > stalledMs;
}
