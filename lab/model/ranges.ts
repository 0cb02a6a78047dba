/**
 * What numbers may be asked for: one range for a flag, a key of a file and a fault's words. Without
 * zod: whoever reads flags needs these, and loading it would cost `--help` a third of its time.
 */

export interface Range {
  min: number;
  max: number;
}

export const ranges = {
  /** A time in a play, or between two things in it: ten minutes at most. */
  ms: { min: 0, max: 600_000 },
  port: { min: 1, max: 65_535 },
  lossPercent: { min: 0, max: 100 },
  bandwidthMbit: { min: 0.001, max: 1000 },
  clients: { min: 1, max: 26 },
  pieces: { min: 1, max: 1000 },
  /** The deadline of a play. A chat of people has a day: a timer of Node ends at 24 of them. */
  limitMs: { min: 1, max: 86_400_000 },
} as const satisfies Record<string, Range>;

/** When a client does what, ms after the epoch; what is left out has the usual time. */
interface ClientTimes {
  role: string;
  connectMs: number;
  sendMs?: number | undefined;
  leaveMs?: number | undefined;
  acts?: readonly { atMs: number; line?: string | undefined }[] | undefined;
}

/** Our programs wait for this long after all are connected before they send (DESIGN, Time). */
export const sendAfterConnectMs = 300;

/**
 * Why the times of a scenario cannot be played, as a sentence; null if they can. Nobody can speak or
 * leave before the own connection, and no program can keep to a time beyond the play's end. Equal
 * times are right.
 */
export function findTimeTrouble(
  clients: readonly ClientTimes[],
  limitMs: number,
): { role: string; because: string } | null {
  const usualMs = Math.max(...clients.map(({ connectMs }) => connectMs)) + sendAfterConnectMs;
  for (const { role, connectMs, sendMs = usualMs, leaveMs, acts = [] } of clients) {
    const lines = acts.flatMap(({ atMs, line }) => (line === undefined ? [] : [atMs]));
    const done: [what: string, atMs: number][] = [
      ['sends', sendMs],
      ...(leaveMs === undefined ? [] : ([['leaves', leaveMs]] as [string, number][])),
      ...lines.map((atMs): [string, number] => ['types a line', atMs]),
    ];
    for (const [what, atMs] of done) {
      const begin = `${role} ${what} at ${formatMs(atMs)} ms`;
      if (atMs < connectMs) {
        return { role, because: `${begin}, before it connects at ${formatMs(connectMs)} ms` };
      }
      if (atMs > ranges.ms.max) {
        return { role, because: `${begin}; ${ranges.ms.max} ms is the latest` };
      }
      if (atMs >= limitMs) {
        return { role, because: `${begin}, and the play ends at ${formatMs(limitMs)} ms (limitMs)` };
      }
    }
  }
  return null;
}

/** Sums of fractions come out as 0.30000000000000004. */
function formatMs(ms: number): string {
  return String(Number(ms.toFixed(3)));
}
