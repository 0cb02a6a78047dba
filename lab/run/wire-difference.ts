/** Whether two readings of one wire agree: the journal's entries, and a capture read again. */
import type { JournalEvent } from '../model/journal.ts';

type WireEvent = Extract<JournalEvent, { witness: 'wire'; frame: number }>;

/** A capture that was saved anew may have microseconds only. */
const toleranceNs = 1_000;

/** The first difference in a sentence; undefined if both show the same. */
export function findDifference(
  journal: readonly JournalEvent[],
  capture: readonly JournalEvent[],
  file: string,
): string | undefined {
  const [written, read] = [sortWire(journal), sortWire(capture)];
  for (let at = 0; at < Math.max(written.length, read.length); at += 1) {
    const [one, other] = [written[at], read[at]];
    if (one && other && isSame(one, other)) continue;
    if (one && (!other || compare(one, other) < 0)) {
      return `the journal has ${describe(one)}, which ${file} does not have`;
    }
    if (other && (!one || compare(one, other) > 0)) {
      return `${file} has ${describe(other)}, which the journal does not have`;
    }
    if (one && other) return `the journal has ${describe(one)}, and ${file} ${describe(other)}`;
  }
  return undefined;
}

/** What was captured at the server; repeated segments tell nothing that was said. */
function sortWire(events: readonly JournalEvent[]): WireEvent[] {
  return events
    .filter((event): event is WireEvent => event.witness === 'wire' && 'frame' in event)
    .filter(({ kind }) => kind !== 'bypass' && kind !== 'retransmission')
    .sort(compare);
}

function compare(a: WireEvent, b: WireEvent): number {
  return a.frame - b.frame || a.kind.localeCompare(b.kind) || getOffset(a) - getOffset(b);
}

function getOffset(event: WireEvent): number {
  return event.kind === 'data' ? event.offset : 0;
}

function isSame(one: WireEvent, other: WireEvent): boolean {
  const [{ atNs: a, ...rest }, { atNs: b, ...others }] = [one, other];
  return Math.abs(a - b) < toleranceNs && toText(rest) === toText(others);
}

/** Independent of the order of the keys. */
function toText(value: object): string {
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)));
}

function describe(event: WireEvent): string {
  const { kind, frame, role, atNs } = event;
  const text = kind === 'data' ? ` ${JSON.stringify(event.text.slice(0, 40))}` : '';
  const of = role === undefined ? '' : ` of ${role}`;
  return `frame ${frame} (${kind}${of}${text} at ${(atNs / 1e6).toFixed(3)} ms)`;
}
