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
  /** The deadline of a play. A chat of people has a day; a timer of Node ends at 24 of them. */
  limitMs: { min: 1, max: 86_400_000 },
  /** All trials of one part of a sweep: each has its plan in memory from the start. */
  trials: { min: 1, max: 250_000 },
} as const satisfies Record<string, Range>;

/** Our programs wait for this long after all are connected before they send. */
export const sendAfterConnectMs = 300;

/** Where something is made to go wrong, our server waits for this share of the play's limit. */
export const serverShare = 0.4;

/** When a client does what, ms after the epoch; what is left out has the usual time. */
export interface ClientTimes {
  role: string;
  name: string;
  connectMs: number;
  sendMs?: number | undefined;
  leaveMs?: number | undefined;
  pieces: number;
  pieceGapMs: number;
  acts?: readonly { atMs: number; line?: string | undefined }[] | undefined;
}

export interface TimeTrouble {
  /** Of the client, and its key that says the time. */
  index: number;
  key: string;
  because: string;
}

/**
 * Why the times of a scenario cannot be played, as a sentence; null if they can. Nobody can speak
 * or leave before the own connection, and no program can do what is planned for after the play's
 * end. Equal times are right.
 */
export function findTimeTrouble(
  clients: readonly ClientTimes[],
  limitMs: number,
): TimeTrouble | null {
  const usualMs = Math.max(...clients.map(({ connectMs }) => connectMs)) + sendAfterConnectMs;
  for (const [index, client] of clients.entries()) {
    for (const [key, what, atMs] of listTimes(client, usualMs)) {
      const begin = `${client.role} ${what} at ${formatMs(atMs)} ms`;
      const { connectMs } = client;
      if (atMs < connectMs) {
        return { index, key, because: `${begin}, before it connects at ${formatMs(connectMs)} ms` };
      }
      if (atMs > ranges.ms.max) {
        return { index, key, because: `${begin}, and ${ranges.ms.max} ms is the latest` };
      }
      if (atMs >= limitMs) {
        return { index, key, because: `${begin}, but the play ends at ${formatMs(limitMs)} ms` };
      }
    }
  }
  return null;
}

type PlannedTime = [key: string, what: string, atMs: number];

function listTimes(client: ClientTimes, usualMs: number): PlannedTime[] {
  const { role, name, sendMs = usualMs, leaveMs, pieceGapMs, acts = [] } = client;
  // A message is never cut into more pieces than it has bytes.
  const pieces = Math.min(client.pieces, new TextEncoder().encode(`${role}: ${name}`).length);
  const wholeMs = sendMs + (pieces - 1) * pieceGapMs;
  const isEarly = leaveMs !== undefined && leaveMs <= wholeMs;
  return [
    ['sendMs', 'sends', sendMs],
    ...(pieces > 1 && !isEarly
      ? [['pieceGapMs', 'sends its last piece', wholeMs] as PlannedTime]
      : []),
    ...(leaveMs === undefined ? [] : [['leaveMs', 'leaves', leaveMs] as PlannedTime]),
    ...acts.flatMap(({ atMs, line }): PlannedTime[] =>
      line === undefined ? [] : [['acts', 'types a line', atMs]],
    ),
  ];
}

/** Sums of fractions come out as 0.30000000000000004. */
function formatMs(ms: number): string {
  return String(Number(ms.toFixed(3)));
}
