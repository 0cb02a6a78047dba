/** How long a stage may take for what it is asked, before it counts as lost. */
import type { PlayRequest } from './protocol.ts';

export interface StageLimits {
  readyMs: number;
  /** Without a word of progress. */
  buildMs: number;
  /** On top of the play's own limits: collecting, and the way back. */
  collectMs: number;
}

const usual: StageLimits = { readyMs: 30_000, buildMs: 90_000, collectMs: 30_000 };

/** On an emulated box, beside other work of its host, minutes are no sign of trouble. */
export const slowFactor = 6;

export function getStageLimits(isSlow = false): StageLimits {
  const factor = isSlow ? slowFactor : 1;
  return {
    readyMs: usual.readyMs * factor,
    buildMs: usual.buildMs * factor,
    collectMs: usual.collectMs * factor,
  };
}

/** The most that a play may take by its own limits, all that is held on a slow box included. */
export function getPlayLimitMs({ listenMs, limitMs, settle }: PlayRequest): number {
  return listenMs + limitMs + (settle ? settle.connects.length * settle.mostMs : 0);
}
