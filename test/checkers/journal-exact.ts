/** What the kernel tells where it is traced, added to a literal journal of journal-builder.ts. */
import { getEvents, type JournalEvent } from '../../lab/model/journal.ts';
import type { Journal } from '../../lab/model/verdict.ts';
import { add, toNs } from './journal-builder.ts';

export interface Told {
  /** When accept(2) gave each client's connection, in ms; none: it was not traced. */
  accepts: Record<string, number>;
  /**
   * When bytes of each client were copied to the server, how many, and for how long who took them
   * had been awake; absent: not said.
   */
  reads?: { role: string; atMs: number; bytes?: number; awakeNs?: number }[];
  /** What was traced no more. */
  without?: ('waits' | 'copies')[];
  /** When a thread was ready, and when it ran. */
  waits?: { thread?: number; fromMs: number; untilMs: number; waitedMs?: number }[];
}

export function trace(
  journal: Journal,
  { accepts, reads = [], waits = [], without = [] }: Told,
): Journal {
  const remotes = new Map(getEvents(journal.events, 'syn').map((syn) => [syn.role, syn.client]));
  const common = { witness: 'kernel', thread: 1 } as const;
  const getEnds = (role: string) => {
    return { role, local: '10.0.0.1:12000', remote: remotes.get(role) ?? '' };
  };
  const told: JournalEvent[] = [
    { witness: 'kernel', kind: 'tracing', atNs: toNs(5000), exact: true, events: 100, without },
    ...Object.entries(accepts).map(([role, atMs]): JournalEvent => {
      return { ...common, kind: 'accepted', atNs: toNs(atMs), ...getEnds(role) };
    }),
    ...reads.map(({ role, atMs, ...size }): JournalEvent => {
      return { ...common, kind: 'received', atNs: toNs(atMs), ...getEnds(role), ...size };
    }),
    ...waits.map(({ thread = 1, fromMs, untilMs, waitedMs = untilMs - fromMs }): JournalEvent => {
      const [atNs, previousAtNs, waitedNs] = [toNs(untilMs), toNs(fromMs), toNs(waitedMs)];
      return { ...common, kind: 'waited', thread, atNs, previousAtNs, waitedNs };
    }),
  ];
  return add(journal, ...told);
}
