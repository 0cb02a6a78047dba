/**
 * The wire reader as a program, for the bench: `fields FILE` prints what
 * `tshark -r FILE -T fields -e frame.time_epoch -e tcp.stream -e tcp.len` prints; `journal FILE`
 * makes every journal entry and prints how many. The last line on stderr is the peak memory in KiB.
 */
import { writeSync } from 'node:fs';
import { visitCapture } from '../../lab/run/capture.ts';
import { visitFrames } from '../run/frames.ts';

const outputBytes = 1024 * 1024;
/** Room for the longest line: seconds, nanoseconds, stream, length. */
const lineBytes = 64;

async function printFields(path: string): Promise<void> {
  const output = Buffer.allocUnsafe(outputBytes);
  let at = 0;
  await visitFrames(path, (sec, nsec, stream, bytes) => {
    if (at + lineBytes > outputBytes) {
      writeSync(1, output, 0, at);
      at = 0;
    }
    at = putNumber(output, at, sec, 1);
    output[at] = 0x2e;
    at = putNumber(output, at + 1, nsec, 9);
    output[at] = 0x09;
    at = stream < 0 ? at + 1 : putNumber(output, at + 1, stream, 1);
    output[at] = 0x09;
    at = bytes < 0 ? at + 1 : putNumber(output, at + 1, bytes, 1);
    output[at] = 0x0a;
    at += 1;
  });
  writeSync(1, output, 0, at);
}

/** Writes decimal digits, at least `digits` of them, and returns where they end. */
function putNumber(output: Buffer, at: number, value: number, digits: number): number {
  let length = digits;
  for (let limit = 10 ** digits; value >= limit; limit *= 10) length += 1;
  let rest = value;
  for (let index = at + length - 1; index >= at; index -= 1) {
    const tenth = Math.floor(rest / 10);
    output[index] = 0x30 + (rest - 10 * tenth);
    rest = tenth;
  }
  return at + length;
}

async function countEntries(path: string): Promise<void> {
  let entries = 0;
  const context = {
    ...{ port: 12_000, serverAddresses: ['10.0.0.1'], roles: new Map([['10.0.0.2', 'X']]) },
    toAtNs: (sec: number, nsec: number) => (sec - 1_700_000_000) * 1e9 + nsec,
  };
  await visitCapture(path, context, () => {
    entries += 1;
  });
  console.log(entries);
}

const [mode, path = ''] = process.argv.slice(2);
await (mode === 'journal' ? countEntries(path) : printFields(path));
console.error(String(process.resourceUsage().maxRSS));
