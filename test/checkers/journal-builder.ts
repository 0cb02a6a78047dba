/**
 * Literal journals for the tests of the checkers: the whole journal of a play in which all is
 * right, for any plan, from which a test then changes one thing: what the server did (`Conduct`),
 * or single entries (`without`, `change`, `add`). All times are ms since the epoch.
 */

import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import { type JournalEvent, type JournalEventKind, sortEvents } from '../../lab/model/journal.ts';
import { isEarlyLeaver, type Plan, type PlannedClient } from '../../lab/model/plan.ts';
import { type ScenarioInput, scenarioSchema } from '../../lab/model/scenario.ts';
import type { Journal } from '../../lab/model/verdict.ts';
import { makeStage, toNs } from './journal-stage.ts';

export { toNs };

/** What the server did, where it is not what a right one does. */
export interface Conduct {
  /** When it accepted each client; Infinity for never. Default: as soon as it connected. */
  acceptMs?: Record<string, number>;
  /** When it began to read from each client. Default: once all are accepted. */
  readMs?: Record<string, number>;
  /** What it told each client, and when. Default: the verdict, once all messages are complete. */
  told?: Record<string, { atMs: number; text: string }[]>;
}

/** How long everything takes that is not planned. */
const moment = 0.1;
/** The kernel is sampled on this grid; off the round ms, as real samples are. */
const sampleMs = 2;
const firstSampleMs = -20.7;

/** The plan of one of our scenarios, or of a change of it. */
export function makePlan(name: string, change: Partial<ScenarioInput> = {}): Plan {
  return planScenario(scenarioSchema.parse({ ...scenarios.get(name), ...change }));
}

/** The journal of a play of a plan; of a right server unless `conduct` says otherwise. */
export function makeJournal(
  plan: Plan = makePlan('x-connects-x-sends'),
  conduct: Conduct = {},
): Journal {
  const talks = plan.clients.map((client, index) => makeTalk(client, index));
  const stayers = talks.filter(({ client }) => !isEarlyLeaver(client));
  const acceptMs = (role: string) => {
    const talk = talks.find(({ client }) => client.role === role);
    return conduct.acceptMs?.[role] ?? (talk?.client.connectMs ?? 0) + moment;
  };
  const lastAcceptMs = Math.max(...stayers.map(({ client }) => acceptMs(client.role)));
  const deserted = stayers.length < talks.length;
  const order = [...stayers].sort((a, b) => a.completeMs - b.completeMs);
  const verdict = order.map(({ client }) => client.message).join(' received before ');
  const answer = deserted ? 'No verdict: the other client left' : verdict;
  const lastMs = Math.max(...order.map(({ completeMs }) => completeMs));
  const toldMs = deserted ? lastAcceptMs + moment : lastMs + moment;
  const getTold = (role: string) => conduct.told?.[role] ?? [{ atMs: toldMs, text: `${answer}\n` }];
  const endMs = Math.max(
    lastMs,
    ...stayers.flatMap((t) => getTold(t.client.role).map((l) => l.atMs)),
  );
  const wire = talks.flatMap((talk) => {
    const told = isEarlyLeaver(talk.client) ? [] : getTold(talk.client.role);
    return makeWire(talk, told, endMs + 5);
  });
  const kernel = talks.flatMap((talk) =>
    sampleSocket(talk, {
      acceptMs: acceptMs(talk.client.role),
      readMs: conduct.readMs?.[talk.client.role] ?? lastAcceptMs + moment,
      goneMs: endMs + 6,
    }),
  );
  const printed = stayers.flatMap(({ client, completeMs }) =>
    [
      { atMs: completeMs, text: client.message },
      ...getTold(client.role).map(({ atMs, text }) => ({ atMs, text: text.trim() })),
    ].flatMap(({ atMs, text }) => [
      makeLine(client.role, atMs, `${client.role}> ${text}`),
      makeLine('server', atMs + moment, `server: ${text}`),
    ]),
  );
  const events = [...makeStage(plan, endMs + 10), ...wire, ...kernel, ...printed];
  return { plan, events: numberFrames(sortEvents(events)) };
}

interface Talk {
  client: PlannedClient;
  stream: number;
  endpoint: string;
  pieces: { atMs: number; text: string }[];
  completeMs: number;
}

function makeTalk(client: PlannedClient, index: number): Talk {
  const text = client.framing === 'raw' ? client.message : `${client.message}\n`;
  const cuts = Array.from({ length: client.pieces + 1 }, (_, piece) =>
    Math.ceil((piece * text.length) / client.pieces),
  );
  const pieces = cuts.slice(1).map((end, piece) => ({
    atMs: client.sendMs + piece * client.pieceGapMs + moment,
    text: text.slice(cuts[piece], end),
  }));
  const completeMs = pieces.at(-1)?.atMs ?? client.sendMs;
  const endpoint = `10.0.0.${index + 2}:${40_001 + index}`;
  return { client, stream: index, endpoint, pieces, completeMs };
}

function makeWire(
  { client, stream, endpoint, pieces }: Talk,
  told: { atMs: number; text: string }[],
  endMs: number,
): JournalEvent[] {
  const common = { witness: 'wire' as const, frame: 1, stream, role: client.role };
  const ends = { client: endpoint, server: '10.0.0.1:12000' };
  const connectNs = toNs(client.connectMs);
  const open: JournalEvent[] = [
    { ...common, kind: 'syn', atNs: connectNs + 30_000, ...ends },
    { ...common, kind: 'established', atNs: connectNs + 60_000, ...ends },
  ];
  const close = (direction: 'to-server' | 'to-client', atMs: number): JournalEvent => ({
    ...common,
    kind: 'closed',
    atNs: toNs(atMs),
    direction,
    how: 'fin',
  });
  if (isEarlyLeaver(client)) return [...open, close('to-server', client.leaveMs ?? 0)];
  const sent = makeData(common, 'to-server', pieces);
  const got = makeData(common, 'to-client', told);
  return [...open, ...sent, ...got, close('to-client', endMs), close('to-server', endMs + 0.1)];
}

function makeData(
  common: { witness: 'wire'; frame: number; stream: number; role: string },
  direction: 'to-server' | 'to-client',
  parts: { atMs: number; text: string }[],
): JournalEvent[] {
  let offset = 0;
  return parts.map(({ atMs, text }) => {
    const bytes = new TextEncoder().encode(text).length;
    const at = offset;
    offset += bytes;
    return { ...common, kind: 'data', atNs: toNs(atMs), direction, offset: at, bytes, text };
  });
}

/** What the samples of the kernel show of a connection: an entry for each change. */
function sampleSocket(
  { client, endpoint, pieces }: Talk,
  server: { acceptMs: number; readMs: number; goneMs: number },
): JournalEvent[] {
  const entries: JournalEvent[] = [];
  let before = '';
  for (let atMs = firstSampleMs; atMs <= server.goneMs + 10; atMs += sampleMs) {
    if (atMs < client.connectMs) continue;
    const left = isEarlyLeaver(client) && atMs > (client.leaveMs ?? 0);
    const gone = atMs > server.goneMs;
    const here = isEarlyLeaver(client) ? [] : pieces.filter((piece) => piece.atMs <= atMs);
    const unread = atMs >= server.readMs ? '' : here.map(({ text }) => text).join('');
    const look = {
      state: gone ? 'GONE' : left ? 'CLOSE_WAIT' : 'ESTABLISHED',
      accepted: atMs >= server.acceptMs,
      unreadBytes: gone ? 0 : new TextEncoder().encode(unread).length,
    };
    if (JSON.stringify(look) === before) continue;
    before = JSON.stringify(look);
    entries.push({
      witness: 'kernel',
      kind: 'socket',
      atNs: toNs(atMs),
      previousAtNs: toNs(atMs - sampleMs),
      local: '10.0.0.1:12000',
      remote: endpoint,
      role: client.role,
      ...look,
    });
  }
  return entries;
}

export function makeLine(role: string, atMs: number, text: string): JournalEvent {
  return { witness: 'printed', kind: 'line', atNs: toNs(atMs), role, text, complete: true };
}

export function makeGap(of: 'wire' | 'kernel' | 'printed' | 'stage'): JournalEvent {
  return { witness: 'stage', kind: 'gap', atNs: 0, of, because: `the ${of} witness was lost` };
}

/** The journal with more entries. */
export function add({ plan, events }: Journal, ...more: JournalEvent[]): Journal {
  return { plan, events: sortEvents([...events, ...more]) };
}

/** The journal without some of its entries. */
export function without(
  { plan, events }: Journal,
  drop: (event: JournalEvent) => boolean,
): Journal {
  return { plan, events: events.filter((event) => !drop(event)) };
}

/** The journal with the entries of one kind changed. */
export function change<Kind extends JournalEventKind>(
  { plan, events }: Journal,
  kind: Kind,
  edit: (
    event: Extract<JournalEvent, { kind: Kind }>,
  ) => Partial<Extract<JournalEvent, { kind: Kind }>>,
): Journal {
  const isKind = (event: JournalEvent): event is Extract<JournalEvent, { kind: Kind }> =>
    event.kind === kind;
  const edited = events.map((event) => (isKind(event) ? { ...event, ...edit(event) } : event));
  return { plan, events: sortEvents(edited) };
}

function numberFrames(events: JournalEvent[]): JournalEvent[] {
  let frame = 0;
  return events.map((event) => {
    if (event.witness !== 'wire') return event;
    frame += 1;
    return { ...event, frame };
  });
}
