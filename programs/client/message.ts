/** The client's message as the bytes that go out, and the lines that come in. */
import { TextDecoder } from 'node:util';

/**
 * The bytes of a message, cut into `pieces` of equal size (the first ones a byte longer where it
 * does not divide), with no regard to characters: an emoji may be cut in half. A message of fewer
 * bytes than pieces is cut into single bytes.
 */
export function cutMessage(text: string, framing: string, pieces: number): Uint8Array[] {
  const bytes = new TextEncoder().encode(framing === 'line' ? `${text}\n` : text);
  const count = Math.max(1, Math.min(pieces, bytes.length));
  const short = Math.floor(bytes.length / count);
  const longer = bytes.length % count;
  return Array.from({ length: count }, (_, index) => {
    const from = index * short + Math.min(index, longer);
    return bytes.slice(from, from + short + (index < longer ? 1 : 0));
  });
}

/** Collects what the server sends into lines; a character may be cut by a segment here, too. */
export interface LineReader {
  readonly decoder: TextDecoder;
  rest: string;
}

export function createLineReader(): LineReader {
  return { decoder: new TextDecoder('utf-8', { ignoreBOM: true }), rest: '' };
}

/** What a server leaves without a newline is taken as it stands after so many ms without a byte. */
export const lullMs = 200;
/** A line that is longer than this is taken in parts: no server can fill our memory. */
export const maxLineLength = 1_048_576;

/** The lines that these bytes complete, without their line ends. */
export function readLines(reader: LineReader, bytes: Uint8Array): string[] {
  const lines = (reader.rest + reader.decoder.decode(bytes, { stream: true })).split('\n');
  reader.rest = lines.pop() ?? '';
  return lines.map((line) => line.replace(/\r$/, ''));
}

/** What stands there without a line end, for servers that send none; null if nothing does. */
export function takeRest(reader: LineReader): string | null {
  const { rest } = reader;
  reader.rest = '';
  return rest === '' ? null : rest;
}
