/**
 * Splits a byte stream into lines, with a bound on what a malicious or broken box can make us hold.
 */

/** Calls `onLine` for each line (without its newline); throws if one grows beyond `limitBytes`. */
export function makeLineSplitter(
  onLine: (line: string) => void,
  limitBytes: number,
): (chunk: Buffer) => void {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  return (chunk) => {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(0x0a, start);
      if (end < 0) break;
      const piece = chunk.subarray(start, end);
      const line = pendingBytes === 0 ? piece : Buffer.concat([...pending, piece]);
      pending = [];
      pendingBytes = 0;
      start = end + 1;
      if (line.length > limitBytes) throw new RangeError(`a line of ${line.length} bytes`);
      onLine(line.toString('utf8'));
    }
    if (start < chunk.length) {
      pending.push(chunk.subarray(start));
      pendingBytes += chunk.length - start;
      if (pendingBytes > limitBytes) throw new RangeError(`a line of over ${limitBytes} bytes`);
    }
  };
}

/** What a box may make us hold of one play; a play with a flood of output takes some 50 MiB. */
const mostBytes = 256 << 20;
/** What an entry takes beside its text, roughly. */
export const lineCostBytes = 512;

/** Counts what came since it was renewed; `take` throws where that is too much. */
export function makeAllowance(): { take(bytes: number): void; renew(): void } {
  let takenBytes = 0;
  return {
    take(bytes) {
      takenBytes += bytes;
      if (takenBytes > mostBytes) throw new RangeError(`more than ${mostBytes >> 20} MiB`);
    },
    renew() {
      takenBytes = 0;
    },
  };
}
