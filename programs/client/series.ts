/**
 * A lab's series: this client stays, and plays trial after trial, each on a new connection and with
 * times of its own. What a trial is comes as a line of a FIFO: a JSON array of the epoch (decimal
 * ns, as in clock.ts) and of flags, which stand after those of the command line and so replace
 * them:
 *
 *     ["1819995013954", "--connect-ms", "5", "--send-ms", "60"]
 *
 * After each trial the client prints "Trial over." and notes `done`; it ends with the FIFO.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** One trial as the line has it; `args` are flags like those of the command line. */
export interface Trial {
  epochNs: bigint;
  args: string[];
}

/** What a client in a series prints last of each trial; whoever watches knows it by that. */
export const trialOver = 'Trial over.';

/** The trials of the FIFO, as they come, until whoever writes them closes it. */
export async function* readTrials(path: string): AsyncGenerator<Trial> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: 0 });
  for await (const line of lines) yield parseTrial(line);
}

/** Throws an Error that quotes the line where it is no trial. */
export function parseTrial(line: string): Trial {
  const words = parseWords(line);
  const [epoch, ...args] = words ?? [];
  if (epoch === undefined || !/^\d+$/.test(epoch)) throw new Error(`No trial: ${line}`);
  return { epochNs: BigInt(epoch), args };
}

function parseWords(line: string): string[] | null {
  try {
    const value: unknown = JSON.parse(line);
    return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : null;
  } catch {
    return null;
  }
}
