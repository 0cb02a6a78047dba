/**
 * The structured journal of both programs, from any thread: if the environment names a file in
 * LAB_JOURNAL, every noteworthy moment is appended to it as one line of JSON. Without it, nothing
 * is written. The programs never read it; it is there for whoever wants to know what happened when.
 */
import { openSync, writeSync } from 'node:fs';
import { threadId } from 'node:worker_threads';

/** What a note can say; only `what` is always there. */
export interface Note {
  /** armed, listening, accepted, connected, reading, ticket, received, verdict, sent, closed … */
  what: string;
  /** The client's end of the connection: "10.0.0.2:41234" or "[fd00::2]:41234". */
  client?: string;
  text?: string;
  ticket?: number;
  /** With `armed`: what a rehearsed connection took, in ms. */
  tookMs?: number;
  /** CLOCK_MONOTONIC in ns, where the moment lies before the writing of the note. */
  atNs?: bigint;
}

/** The journal's file, or -1 if there is none. Opened once a thread, when it first has a note. */
let fd: number | undefined;

/**
 * Appends one note of `role` ("server", or a client's letter). `monoNs` is process.hrtime, which is
 * CLOCK_MONOTONIC and therefore the same clock in all processes of one kernel. Each note is one
 * write to a descriptor in append mode, so that lines of several threads and processes never mix.
 */
export function writeNote(role: string, { atNs, ...note }: Note): void {
  fd ??= openJournal();
  if (fd < 0) return;
  const monoNs = String(atNs ?? process.hrtime.bigint());
  try {
    writeSync(fd, `${JSON.stringify({ monoNs, role, thread: threadId, ...note })}\n`);
  } catch {
    // A full disk must not break the conversation; whoever reads the journal sees that it stops.
    fd = -1;
  }
}

/** Whether notes are written at all: where none are, none need be made. */
export function hasJournal(): boolean {
  fd ??= openJournal();
  return fd >= 0;
}

function openJournal(): number {
  const path = process.env.LAB_JOURNAL;
  if (path === undefined || path === '') return -1;
  try {
    return openSync(path, 'a');
  } catch {
    return -1;
  }
}
