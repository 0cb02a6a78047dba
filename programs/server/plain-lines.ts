/**
 * Lines of a chat that can be relayed without a look at each of them, as almost all can: whole, of
 * plain text, none of them Bye. A client that sends thousands of them a second is served several
 * times as fast by treating all lines of a chunk as one text. Whatever else there is in a chunk
 * sends it the long way (chat-conversation.ts), which comes to the same result.
 */

import { hasUnprintable } from '../shared/print.ts';
import { decodeText, maxMessageBytes } from '../shared/text.ts';

export interface PlainLines {
  /** Each line with `name` in front; of its own memory. */
  said: Uint8Array;
  /** Each line with `words` in front. */
  printed: string;
  /** What came behind the last newline. */
  rest: Uint8Array;
}

const lineFeed = 10;
const encoder = new TextEncoder();
/** As isBye, for any of many lines. Blanks are looked for within one line only: linear time. */
const someBye = /(?:^|\n)[^\S\n]*bye[^\S\n]*(?:\n|$)/i;

/** The lines of a chunk that begins with a new line; null where not all of them are plain. */
export function takePlainLines(
  chunk: Uint8Array,
  { name, words }: { name: string; words: string },
): PlainLines | null {
  const end = chunk.lastIndexOf(lineFeed);
  // No line is longer than the whole.
  if (end <= 0 || end > maxMessageBytes) return null;
  const text = decodeText(chunk.subarray(0, end));
  if (text === null || hasUnprintable(text) || someBye.test(text)) return null;
  // An empty line is nothing.
  if (text.startsWith('\n') || text.endsWith('\n') || text.includes('\n\n')) return null;
  const lines = text.split('\n');
  return {
    said: encoder.encode(`${name}: ${lines.join(`\n${name}: `)}\n`),
    printed: `${words}: ${lines.join(`\n${words}: `)}`,
    rest: chunk.subarray(end + 1),
  };
}
