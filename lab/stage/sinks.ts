/** What a stage tells while it works, and who is told of it. */
import type { LabError } from '../model/errors.ts';
import type { JournalEvent } from '../model/journal.ts';
import type { BuildProgress, TrialMessage } from './protocol.ts';

/** Told now and then how far a network is that takes its time. */
export type BuildSink = (progress: BuildProgress) => void;

/** What a play left: whatever came, also where it came to an early end (`trouble`). */
export interface PlayResult {
  events: JournalEvent[];
  /** Contents by name: `h1.pcap`, `logs/server.log`, … */
  files: Map<string, Uint8Array>;
  trouble?: LabError;
}

/** Told of everything as it comes, for evidence that is to survive whatever happens next. */
export interface PlaySink {
  onEvent?: (event: JournalEvent) => void;
  onFile?: (name: string, data: Uint8Array) => void;
}

/** Told of a series as it comes. */
export interface SeriesSink extends Required<PlaySink> {
  onTrial: (trial: TrialMessage) => void;
}
