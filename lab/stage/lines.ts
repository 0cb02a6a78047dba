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
