/**
 * Reading what the client printed, in its own words: which lines tell a round trip, which a
 * timeout, and what stands in the summary. Where lines can be read in more than one way, there are
 * more or fewer of them than pings, and checkers leave it open.
 */
import { type EventOf, getEvents } from '../../../model/journal.ts';
import type { Journal } from '../../../model/verdict.ts';
import { type Quantity, readQuantities } from './quantities.ts';

export type Line = EventOf<'line'>;

/** What was printed of one ping. */
export type Outcome = { line: Line } & (
  | { kind: 'timeout' }
  | { kind: 'round-trip'; value: Quantity }
);

export const statisticNames = ['minimum', 'maximum', 'average'] as const;
export type StatisticName = (typeof statisticNames)[number];

export interface Printed {
  lines: Line[];
  /** In the order in which they were printed. */
  outcomes: Outcome[];
  statistics: Partial<Record<StatisticName, { line: Line; value: Quantity }>>;
  /** Lines of the summary that speak of losses. */
  losses: Line[];
}

const timeoutWords = /time[sd]?[\s-]*out(?![a-z])/i;
const lossWords = /loss|lost/i;
const roundTripWords = /rtt|round|trip|time|delay|latency/i;
/** What statistics are called; the deviation is known so that it is not taken for another. */
const statisticWords: readonly [StatisticName | 'deviation', string][] = [
  ['minimum', 'min(?:imum|imal)?|shortest|lowest|fastest'],
  ['maximum', 'max(?:imum|imal)?|longest|highest|slowest'],
  ['average', 'avg|average|mean'],
  ['deviation', 'mdev|std-?dev|stddev|standard deviation'],
];
const statisticPattern = new RegExp(
  `(?<![a-z])(?:${statisticWords.map(([, words]) => `(${words})`).join('|')})(?![a-z])`,
  'gi',
);

/** All that the client printed, read as far as it can be. */
export function readPrinted({ events, plan }: Journal): Printed {
  const [client] = plan.clients;
  const lines = getEvents(events, 'line').filter(({ role }) => role === client?.role);
  const outcomes = readOutcomes(lines);
  const printed: Printed = { lines, outcomes, statistics: {}, losses: [] };
  const last = outcomes.at(-1);
  const summary = last ? lines.slice(lines.indexOf(last.line) + 1) : lines;
  printed.losses = summary.filter(({ text }) => lossWords.test(text));
  for (const line of lines) readStatistics(line, printed);
  return printed;
}

/** Lines that name a round trip count before others with a time, if there are such. */
function readOutcomes(lines: readonly Line[]): Outcome[] {
  const found = lines.flatMap((line): Outcome[] => {
    const { text } = line;
    const times = readQuantities(text);
    if (timeoutWords.test(text)) {
      // "Timeout: 1 s" says how long it would wait.
      const isOne = times.length === 0 || /request/i.test(text);
      return isOne ? [{ kind: 'timeout', line }] : [];
    }
    if (nameStatistics(text).length > 0 || lossWords.test(text)) return [];
    const [value, second] = times;
    return value && !second ? [{ kind: 'round-trip', line, value }] : [];
  });
  const isNamed = (one: Outcome) => one.kind === 'timeout' || roundTripWords.test(one.line.text);
  const named = found.filter(isNamed);
  return named.some(({ kind }) => kind === 'round-trip') ? named : found;
}

function nameStatistics(text: string): (StatisticName | 'deviation')[] {
  // "minRTT" has two words, too.
  const words = text.replace(/([a-z])([A-Z])/g, '$1 $2');
  return [...words.matchAll(statisticPattern)].map((match) => {
    const index = match.slice(1).findIndex((group) => group !== undefined);
    return statisticWords[index]?.[0] ?? 'deviation';
  });
}

/** Names and times of a line belong together one by one, or not at all. */
function readStatistics(line: Line, { statistics }: Printed): void {
  const found = nameStatistics(line.text);
  const times = readQuantities(line.text);
  if (found.length !== times.length) return;
  for (const [index, name] of found.entries()) {
    const value = times[index];
    if (value && name !== 'deviation') statistics[name] = { line, value };
  }
}

/** Every way in which a line tells how many of `of` were lost, as shares; empty: none. */
export function readShares(text: string, of: number): { share: number; digit: number }[] {
  const percents = [...text.matchAll(/(\d+(?:[.,](\d+))?)\s*(?:%|percent)/gi)];
  if (percents.length > 0) {
    return percents.map(([, value = '', decimals = '']) => ({
      share: Number(value.replace(',', '.')) / 100,
      digit: 10 ** -decimals.length / 100,
    }));
  }
  const parts = /(\d+)\s*(?:\/|(?:out )?of)\s*(\d+)/i.exec(text);
  if (parts) return [{ share: Number(parts[1]) / Number(parts[2]), digit: 0 }];
  return [...text.matchAll(/\d+(?:[.,](\d+))?/g)].flatMap(([value, decimals = '']) => {
    const bare = Number(value.replace(',', '.'));
    const digit = 10 ** -decimals.length;
    // A number alone may be a count, a share or a percentage.
    return [
      { share: bare / of, digit: 0 },
      { share: bare, digit },
      { share: bare / 100, digit: digit / 100 },
    ];
  });
}
