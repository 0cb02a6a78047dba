/**
 * Watches for a lull: a time in which a peer sends no byte. Who sends no newline shows so that its
 * text is whole; see "The protocol" in programs/README.md.
 *
 * The time is counted in quarters, each begun when the one before is seen to be over. A process
 * that was stopped, or a machine whose processor was taken away, so counts at most one of them,
 * however long that took: the peer was perhaps kept from sending just as we were from reading, and
 * has the other three to go on in.
 */

const quarters = 4;

export interface Lull {
  /** A byte came, or nobody reads: the time begins anew. */
  refresh(): void;
  stop(): void;
}

/** Calls `isOver` once when no `refresh()` came for a lull; a refresh after that begins another. */
export function watchLull(lullMs: number, isOver: () => void): Lull {
  let left = quarters;
  const timer = setTimeout(() => {
    left -= 1;
    if (left > 0) timer.refresh();
    else isOver();
  }, lullMs / quarters);
  return {
    refresh() {
      left = quarters;
      timer.refresh();
    },
    stop: () => clearTimeout(timer),
  };
}
