/**
 * The pulse of a session: when the main thread last looked at its sockets, so that of every chunk
 * it is known between which two moments it came.
 *
 * Each turn of Node's loop looks once at all sockets (epoll(7)), and then runs its immediates; a
 * mark is the time of such an immediate. What was there at a mark, the next look finds, before the
 * next mark; so what is read behind a mark came after the mark before it. There is a mark every
 * 10 ms; and after every chunk one more look is taken at once, so that what comes next is known to
 * be later.
 */

const beatMs = 10;
/** Longer than this, and the process was kept from running: no ordinary delay takes so long. */
export const stalledMs = 100;

/** Between which two moments a chunk came, in ms; -Infinity: it may have waited all along. */
export interface Span {
  fromMs: number;
  untilMs: number;
}

export interface Pulse {
  /** For what is read now. */
  getSpan(): Span;
  /** How many marks there were. Between two reads of a socket that are two marks apart lies a look
   * that found nothing on it. */
  getMarks(): number;
  stop(): void;
}

/** Starts to beat; what is read before the second mark may have come at any time. */
export function startPulse(): Pulse {
  const startedMs = performance.now();
  const since = () => performance.now() - startedMs;
  let [before, last] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let marks = 0;
  let isDue = false;
  let isRead = false;
  const request = () => {
    // Two marks in one turn would have no look between them.
    if (!isDue) setImmediate(mark);
    isDue = true;
  };
  const mark = () => {
    [before, last] = [last, since()];
    marks += 1;
    isDue = false;
    if (isRead) request();
    isRead = false;
  };
  const timer = setInterval(request, beatMs);
  return {
    getSpan() {
      isRead = true;
      request();
      return { fromMs: before, untilMs: since() };
    },
    getMarks: () => marks,
    stop: () => clearInterval(timer),
  };
}

/** Whether either may have come first, though one was read first. */
export function areInDoubt(one: Span, other: Span): boolean {
  const overlap = one.fromMs < other.untilMs && other.fromMs < one.untilMs;
  const longest = Math.max(one.untilMs - one.fromMs, other.untilMs - other.fromMs);
  return overlap && longest > stalledMs;
}

/** Whether one of them may have waited since before reading began. */
export function mayHaveWaited(one: Span, other: Span): boolean {
  return !Number.isFinite(Math.min(one.fromMs, other.fromMs));
}
