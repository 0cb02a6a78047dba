/** The words of a sequence diagram: what diagram.ts finds in a journal, and layout.ts places. */
import type { Witness } from '../../model/journal.ts';

/** A program's line through time. */
export interface Lane {
  role: string;
  host: string;
}

interface Item {
  /** The entry it stands for, as an index into the journal. */
  entry: number;
  witness: Witness;
  /** May hold text of programs. */
  label: string;
  /** How strongly it is drawn: it breaks an invariant, or it belongs to what does. */
  blame?: Blame;
}

export interface Blame {
  outcome: 'fail' | 'unknown';
  /** True for what is wrong itself, false for what it is compared with. */
  strong: boolean;
}

export interface Arrow extends Item {
  kind: 'arrow';
  look: 'connect' | 'refused' | 'message' | 'answer' | 'datagram';
  from: string;
  to: string;
  departNs: number;
  arriveNs: number;
  /** 1 for the message that was complete first on the wire, … */
  place?: number;
}

export interface Mark extends Item {
  kind: 'mark';
  look: 'state' | 'accepted' | 'received' | 'verdict' | 'closed' | 'exited' | 'printed' | 'fault';
  lane: string;
  /** The client that it is about, where it stands on the server's lane. */
  side?: string;
  atNs: number;
}

/** Something that concerns all lanes: the deadline, a gap in the evidence, what was left out. */
export interface Notice extends Item {
  kind: 'notice';
  look: 'limit' | 'gap' | 'folded';
  atNs: number;
}

export type DiagramItem = Arrow | Mark | Notice;

/** Bytes of a client that wait at the server, unread. */
export interface Bar extends Item {
  kind: 'bar';
  role: string;
  bytes: number;
  fromNs: number;
  toNs: number;
}

/** A sentence beside the place that shows why some verdicts are what they are. */
export interface Callout {
  entry: number;
  outcome: 'fail' | 'unknown';
  checks: string[];
  because: string;
}

export interface Diagram {
  lanes: Lane[];
  /** Arrows by when they arrive, the rest by when it was: in time. */
  items: DiagramItem[];
  bars: Bar[];
  callouts: Callout[];
  /** Idle stretches that are left out. */
  breaks: { fromNs: number; toNs: number }[];
  /** How many entries were drawn as one because they are alike. */
  folded: number;
}

/** When an item is over. */
export function getTimeNs(item: DiagramItem): number {
  return item.kind === 'arrow' ? item.arriveNs : item.atNs;
}
