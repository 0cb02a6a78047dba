/** Literal journals of a chat, for the tests of its checkers; each says who said what when. */

import { planScenario } from '../../../../lab/assignments/first-received/plan.ts';
import { type JournalEvent, sortEvents } from '../../../../lab/model/journal.ts';
import { scenarioSchema } from '../../../../lab/model/scenario.ts';
import type { Journal } from '../../../../lab/model/verdict.ts';

/** [ms, role, text]: with `>` the role tells the server, with `<` it is told. */
export type Word = [number, `${'X' | 'Y'}${'>' | '<'}`, string];

export interface ChatFacts {
  words?: Word[];
  /** When the server closes each connection, in ms; null: never. */
  closes?: { X: number | null; Y: number | null };
  /** What each terminal shows; default: all that went by. */
  shown?: { X?: string[]; Y?: string[] };
  /** When the play was over, in ms. */
  endMs?: number;
  more?: JournalEvent[];
}

/** X says two lines and Bye, Y one line, and all is right. */
export const rightWords: Word[] = [
  [300, 'X>', 'X: Alice\n'],
  [300, 'Y>', 'Y: Bob\n'],
  [301, 'Y<', 'X: Alice\n'],
  [301, 'X<', 'Y: Bob\n'],
  [600, 'X>', 'first of X\n'],
  [601, 'Y<', 'X: first of X\n'],
  [700, 'Y>', 'only of Y\n'],
  [701, 'X<', 'Y: only of Y\n'],
  [800, 'X>', 'second of X\n'],
  [801, 'Y<', 'X: second of X\n'],
  [1200, 'X>', 'Bye\n'],
  [1201, 'Y<', 'X: Bye\n'],
];

const ns = (ms: number) => Math.round(ms * 1e6);

/** The journal of a chat. */
export function makeChat(facts: ChatFacts = {}): Journal {
  const { words = rightWords, closes = { X: 1202, Y: 1202 }, endMs = 3000, more = [] } = facts;
  const plan = planScenario(
    scenarioSchema.parse({
      name: 'chat',
      title: 'chat',
      chat: true,
      clients: [
        { role: 'X', name: 'Alice', acts: [{ atMs: 590, line: 'first of X' }] },
        { role: 'Y', name: 'Bob' },
      ],
      checks: ['chat-printed-all'],
    }),
  );
  const events = (['X', 'Y'] as const).flatMap((role, stream): JournalEvent[] => {
    const wire = { witness: 'wire' as const, frame: 1, stream, role };
    const ends = { client: `10.0.0.${stream + 2}:40000`, server: '10.0.0.1:12000' };
    const own = words.filter(([, who]) => who.startsWith(role));
    const closeMs = closes[role];
    const shown = facts.shown?.[role] ?? own.map(([, , text]) => text.trim());
    return [
      { ...wire, kind: 'syn', atNs: ns(1), ...ends },
      { ...wire, kind: 'established', atNs: ns(2), ...ends },
      ...own.map(([atMs, who, text]): JournalEvent => {
        const direction = who.endsWith('>') ? 'to-server' : 'to-client';
        return { ...wire, kind: 'data', atNs: ns(atMs), direction, offset: 0, bytes: 1, text };
      }),
      ...(closeMs === null
        ? []
        : (['to-client', 'to-server'] as const).map((direction, index): JournalEvent => {
            return { ...wire, kind: 'closed', atNs: ns(closeMs + index), direction, how: 'fin' };
          })),
      ...shown.map((text): JournalEvent => {
        return { atNs: ns(endMs), witness: 'printed', kind: 'line', role, text, complete: true };
      }),
      {
        ...{ atNs: ns(endMs), witness: 'wire', kind: 'watched', role },
        ...{ host: `h${stream + 2}`, withServer: 20, pastServer: 0 },
      },
    ];
  });
  const typed: JournalEvent = {
    ...{ atNs: ns(590), witness: 'stage', kind: 'typed', role: 'X' },
    text: 'first of X\n',
  };
  const over: JournalEvent = {
    ...{ atNs: ns(endMs), witness: 'stage', kind: 'phase', name: 'collecting' },
  };
  return { plan, events: sortEvents([typed, ...events, ...more, over]) };
}

/** A gap, at the server or at a host. */
export function makeGap(host?: string): JournalEvent {
  const because = 'the capture is cut off';
  return {
    ...{ atNs: 1, witness: 'stage', kind: 'gap', of: 'wire', because },
    ...(host !== undefined && { host }),
  };
}
