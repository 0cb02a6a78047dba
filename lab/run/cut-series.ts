/**
 * Cuts what a series sends into one journal for each trial, as it comes. The stage's own entries
 * arrive trial by trial; the wire is one stream for all, and a connection belongs to the trial in
 * which it began. A trial's journal is whole once the wire shows something later than its end.
 */
import type { EventOf, JournalEvent } from '../model/journal.ts';
import { getDriftNs, getEvents, sortEvents } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import type { TrialMessage } from '../stage/protocol.ts';
import { visitCapture, type WireEvent } from './capture.ts';
import { describeDrift, isMarker, mapAddresses, placeEvents } from './finish-journal.ts';

/** A trial with its whole journal, times from its epoch on. */
export interface CutTrial {
  number: number;
  plan: Plan;
  events: JournalEvent[];
  /** Why it did not come to its end; null if it did. */
  because: string | null;
}

/** What a series is handed to, in the order in which it comes. */
export interface SeriesCutter {
  addEvent(event: JournalEvent): void;
  addTrial(trial: TrialMessage): void;
  addBytes(data: Uint8Array): void;
  /** No more will come: `whole` if the series was told to its end. Gives what is missing of all. */
  end(whole: boolean): Promise<EventOf<'gap'>[]>;
}

/** Entries from before the first trial that are true of every trial. */
const sharedKinds: ReadonlySet<string> = new Set(['environment', 'started', 'listener', 'gap']);

/** `plans` by the trials' numbers, all on one network. `onTrial` gets each in the order played. */
export function makeSeriesCutter(
  plans: ReadonlyMap<number, Plan>,
  onTrial: (trial: CutTrial) => void,
): SeriesCutter {
  const shared: JournalEvent[] = [];
  const waiting: TrialMessage[] = [];
  let wire = makeWire();
  let isBegun = false;
  const flush = (isOver: (untilNs: number) => boolean) => {
    for (let [trial] = waiting; trial; [trial] = waiting) {
      const untilNs = trial.untilNs - getShiftNs(shared, trial.events);
      if (!isOver(untilNs)) return;
      waiting.shift();
      const plan = plans.get(trial.number);
      const taken = wire.take(untilNs);
      if (plan) onTrial(makeTrial(trial, plan, shared, taken));
    }
  };
  const isSeen = (untilNs: number) => wire.seenNs() > untilNs;
  return {
    addEvent(event) {
      if (isBegun ? event.kind === 'gap' : true) shared.push(event);
    },
    addTrial(trial) {
      isBegun = true;
      waiting.push(trial);
      flush(isSeen);
    },
    addBytes(data) {
      if (!wire.isOpen()) wire = openWire(shared, plans, () => flush(isSeen));
      wire.add(data);
    },
    async end(whole) {
      const before = shared.filter(({ kind }) => kind !== 'gap').length;
      const gaps = await wire.close();
      if (whole) flush(() => true);
      const late = getEvents(shared.slice(before), 'gap');
      return whole ? [...late, ...gaps.map((because) => makeGap(because))] : [];
    },
  };
}

function makeGap(because: string, atNs = 0): EventOf<'gap'> {
  return { atNs, witness: 'stage', kind: 'gap', of: 'wire', because };
}

/** One trial's journal: what all share, its own entries, and its part of the wire. */
function makeTrial(
  { number, events, because }: TrialMessage,
  plan: Plan,
  shared: readonly JournalEvent[],
  wire: readonly WireEvent[],
): CutTrial {
  const [start, end] = getClocks(events);
  // The clocks are read together in every trial anew, so that no drift adds up over a series.
  const driftNs = getShiftNs(shared, events);
  const own = wire.map((event) => ({ ...event, atNs: event.atNs + driftNs }));
  const common = shared.filter(({ kind }) => sharedKinds.has(kind));
  const placed = placeEvents(plan, [...common, ...events, ...own], mapAddresses(plan, shared));
  const drift = start && end ? describeDrift(start, end) : 'the clocks were not read';
  if (drift) placed.push(makeGap(drift));
  return { number, plan, events: sortEvents(placed), because };
}

function getClocks(events: readonly JournalEvent[]) {
  const clocks = getEvents(events, 'clock');
  return [clocks.find(({ when }) => when === 'start'), clocks.find(({ when }) => when === 'end')];
}

/** How far the wall clock has moved against the other since the series' first reading. */
function getShiftNs(shared: readonly JournalEvent[], events: readonly JournalEvent[]): number {
  const [first] = getEvents(shared, 'clock');
  const [start] = getClocks(events);
  if (!first || !start) return 0;
  return -getDriftNs(first, start);
}

function placeWall(first: EventOf<'clock'>, wallSec: number, wallNsec: number): number {
  return first.atNs + (wallSec - first.wallSec) * 1e9 + (wallNsec - first.wallNsec);
}

/** The capture, read while it comes. */
interface Wire {
  isOpen(): boolean;
  add(data: Uint8Array): void;
  /** The newest time that was seen; all before it have been. */
  seenNs(): number;
  /** Takes the entries of all connections that began up to a time. */
  take(untilNs: number): WireEvent[];
  /** Reads to the end, and says what the capture lacks. */
  close(): Promise<string[]>;
}

/** Before the first byte: nothing was seen. */
function makeWire(): Wire {
  return {
    isOpen: () => false,
    add: () => {},
    seenNs: () => Number.NEGATIVE_INFINITY,
    take: () => [],
    close: async () => ['nothing was captured'],
  };
}

function openWire(
  shared: readonly JournalEvent[],
  plans: ReadonlyMap<number, Plan>,
  onProgress: () => void,
): Wire {
  const [plan] = plans.values();
  const [first] = getEvents(shared, 'clock');
  const [environment] = getEvents(shared, 'environment');
  if (!plan || !first || !environment) return makeWire();
  const bytes = makeByteQueue();
  const begins = new Map<number, number>();
  let seenNs = Number.NEGATIVE_INFINITY;
  let events: WireEvent[] = [];
  const context = {
    port: plan.port,
    serverAddresses:
      environment.hosts.find(({ name }) => name === plan.server.host)?.addresses ?? [],
    roles: mapAddresses(plan, shared),
    toAtNs: (wallSec: number, wallNsec: number) => placeWall(first, wallSec, wallNsec),
  };
  const reading = visitCapture(bytes.read(), context, (event) => {
    if ('stream' in event && !begins.has(event.stream)) begins.set(event.stream, event.atNs);
    if (!isMarker(event)) events.push(event);
    seenNs = Math.max(seenNs, event.atNs);
    // Something new begins: what was before it is over.
    if (event.kind === 'syn') onProgress();
  }).then(
    ({ cut, gaps }) => [...(cut ? [cut.because] : []), ...gaps.map(({ because }) => because)],
    (error: Error) => [`the capture cannot be read: ${error.message}`],
  );
  const beginsBy = (event: WireEvent, untilNs: number) =>
    ('stream' in event ? (begins.get(event.stream) ?? 0) : event.atNs) < untilNs;
  return {
    isOpen: () => true,
    add: bytes.add,
    seenNs: () => seenNs,
    take(untilNs) {
      const taken = events.filter((event) => beginsBy(event, untilNs));
      events = events.filter((event) => !beginsBy(event, untilNs));
      return taken;
    },
    close() {
      bytes.end();
      return reading;
    },
  };
}

/** Bytes that are added on one side, and read on the other once they are there. */
function makeByteQueue() {
  const chunks: Uint8Array[] = [];
  let isEnded = false;
  let wake = () => {};
  const change = () => wake();
  return {
    add(data: Uint8Array) {
      if (data.length > 0) chunks.push(data);
      change();
    },
    end() {
      isEnded = true;
      change();
    },
    async *read(): AsyncGenerator<Uint8Array> {
      for (;;) {
        const chunk = chunks.shift();
        if (chunk) yield chunk;
        else if (isEnded) return;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
  };
}
