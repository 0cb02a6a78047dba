/** How verdicts put things: lists of roles, times, and texts that programs wrote. */
/** "X", "X and Y", "X, Y and Z". */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The first of many words, and how many more there are: "X, Y and 7 more". */
export function joinFirst(words: readonly string[], count: number): string {
  const rest = words.length - count;
  return joinWords(rest > 0 ? [...words.slice(0, count), `${rest} more`] : words);
}

/** Nanoseconds as ms with one decimal: "300.1 ms"; three decimals below 1 ms. */
export function formatMs(ns: number): string {
  const ms = ns / 1e6;
  return `${ms.toFixed(Math.abs(ms) < 1 ? 3 : 1)} ms`;
}

/** Of the messages of a play: roles in their order, ms from first to last, and what can be told. */
interface WireTiming {
  wireOrder: readonly string[];
  wireGapMs: number | null;
  resolutionMs: number;
}

/**
 * Who was first on the wire, and by how much: "X first by 300.0 ms"; of more than two, all in their
 * order: "X, Z and Y, within 600.0 ms". Null where fewer than two were seen.
 */
export function describeWireOrder({
  wireOrder: order,
  wireGapMs: gapMs,
  resolutionMs,
}: WireTiming): string | null {
  if (gapMs === null || order.length < 2) return null;
  if (gapMs < resolutionMs) {
    return `${order.length === 2 ? 'both' : 'all'} together, within ${gapMs.toFixed(3)} ms`;
  }
  const gap = `${gapMs.toFixed(gapMs < 1 ? 3 : 1)} ms`;
  return order.length === 2 ? `${order[0]} first by ${gap}` : `${joinWords(order)}, within ${gap}`;
}

/** "pings 10, lost 30 %". */
export function describeFacts(facts: readonly { label: string; value: string }[]): string {
  return facts.map(({ label, value }) => `${label} ${value}`).join(', ');
}

/** What a program wrote, in quotes, cut to a length that a sentence can bear; if it was far longer,
 * how long it was. */
export function quoteText(text: string, limit = 80): string {
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  if (characters.length <= limit && text.length <= 2 * limit) return `“${text}”`;
  const size = text.length > 4 * limit ? ` (${text.length} characters)` : '';
  return `“${characters.slice(0, limit).join('')}…”${size}`;
}

/** "1 thread", "2 threads". */
export function countWords(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
