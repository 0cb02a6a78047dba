/**
 * Observe, then imitate: what a submission's own programs showed when they were played once, as a
 * person would play them. What was guessed from the source is a second opinion from then on. Pure:
 * a run in, data out.
 */
import {
  type Conversation,
  type DataEvent,
  getAnsweredNs,
  readConversations,
  sortByArrival,
} from '../model/conversation.ts';
import { getEvents } from '../model/journal.ts';
import { getName, type Replay } from '../model/plan.ts';
import type { RunReport } from '../model/report.ts';
import type { ClientRole } from '../model/submission.ts';
import { countWords, joinWords, quoteText } from '../model/wording.ts';

/** What one play has shown. */
export interface Learnt {
  /** The port that the server opened, where it opened one. */
  port?: number;
  /** What each client said, as bytes that a client of the lab can say again. */
  says: { [Role in ClientRole]?: Replay };
  /** True if they speak by datagrams, which a client of the lab does not say again. */
  isDatagrams: boolean;
  /** Whether each client was told something once all messages had arrived. */
  isAnswered: boolean;
  /** From the last message to the last client's answer, in ms; 0 where that was not seen. */
  answerMs: number;
  /**
   * The longest time in which nothing happened before the play was ended while programs still ran,
   * in ms; absent where they ended by themselves.
   */
  pauseMs?: number;
  /** Whether all clients go on after their answer: they may chat. */
  goesOn: boolean;
  /** The same in sentences, for the report. */
  sentences: string[];
}

/** What a play needs of a run. */
type Played = Pick<RunReport, 'plan' | 'events'>;

export function learnFrom(run: Played): Learnt {
  const conversations = readConversations(run);
  const arrived = sortByArrival(conversations);
  const last = arrived.at(-1);
  const isWhole = arrived.length === conversations.length;
  const arrivedNs = isWhole && last ? last.message.completeAtNs : Number.POSITIVE_INFINITY;
  const says: Learnt['says'] = {};
  const stays = doGoOn(run, conversations);
  const ports = arrived.map((one) => Number(/:(\d+)$/.exec(one.syn?.server ?? '')?.[1]));
  // A server may have a port for each client; where it has one, the plan says it.
  const isSeveral = new Set(ports).size > 1 && ports.every((each) => each > 0);
  for (const [index, one] of arrived.entries()) {
    const replay = readReplay(one, one.message.last.atNs, findTypedNs(run, one));
    const own = isSeveral && ports[index] !== undefined ? { port: ports[index] } : {};
    says[one.role as ClientRole] = { ...replay, ...(stays && { stays }), ...own };
  }
  const names = run.plan.clients.map(getName);
  const isTold = (one: Conversation) =>
    Number.isFinite(getAnsweredNs(one, names)) || one.toClient.some(({ atNs }) => atNs > arrivedNs);
  const port = findPort(run);
  const pauseMs = findPause(run);
  const isRelayed = conversations.every(({ toClient }) => toClient.length > 0);
  const isAnswered = isWhole && conversations.every(isTold);
  return {
    ...(port !== undefined && { port }),
    ...(pauseMs !== undefined && { pauseMs }),
    isDatagrams: conversations.some(({ syn, toServer }) => !syn && toServer.length > 0),
    // Who relays what each says, and states nothing of it, chats as well.
    ...{ says, isAnswered, goesOn: isWhole && stays && (isAnswered || isRelayed) },
    answerMs:
      Math.max(
        0,
        ...conversations
          .map((one) => getAnsweredNs(one, names) - arrivedNs)
          .filter(Number.isFinite),
      ) / 1e6,
    sentences: describe(run, conversations, port),
  };
}

/**
 * What a client said up to the end of its message, cut where the server had a word in between; the
 * last part is the message.
 */
function readReplay(
  { toServer, toClient }: Conversation,
  untilNs: number,
  typedNs: number,
): Replay {
  const all = [...toServer, ...toClient].sort((a, b) => a.atNs - b.atNs || a.frame - b.frame);
  const turns: { parts: DataEvent[]; waits: boolean }[] = [];
  let isHeard = false;
  for (const event of all.filter(({ atNs }) => atNs <= untilNs)) {
    if (event.direction === 'to-client') isHeard = true;
    else if (isHeard || turns.length === 0 || isTypedBetween(turns.at(-1)?.parts, event, typedNs)) {
      turns.push({ parts: [event], waits: isHeard });
      isHeard = false;
    } else turns.at(-1)?.parts.push(event);
  }
  const said = turns.map(({ parts, waits }) => {
    return { base64: Buffer.concat(parts.map(getBytes)).toString('base64'), waits };
  });
  const message = said.pop() ?? { base64: '', waits: false };
  const heardBytes = toClient
    .filter(({ atNs }) => atNs > untilNs)
    .reduce((sum, { bytes }) => sum + bytes, 0);
  return { turns: said, message, ...(heardBytes > 0 && { heardBytes }) };
}

/** What a client says by itself, before anybody has typed its message, is a turn of its own. */
function isTypedBetween(
  parts: readonly DataEvent[] | undefined,
  { atNs }: DataEvent,
  typedNs: number,
): boolean {
  const before = parts?.at(-1)?.atNs ?? Number.POSITIVE_INFINITY;
  return before < typedNs && typedNs <= atNs;
}

/** When the last line was typed before a client's message; -Infinity where nothing was. */
function findTypedNs({ events }: Played, { role, message }: Conversation): number {
  const untilNs = message?.last.atNs ?? Number.NEGATIVE_INFINITY;
  const typed = getEvents(events, 'typed').filter(
    (each) => each.role === role && each.atNs <= untilNs,
  );
  return typed.at(-1)?.atNs ?? Number.NEGATIVE_INFINITY;
}

function getBytes({ base64, text }: DataEvent): Buffer {
  return base64 === undefined ? Buffer.from(text) : Buffer.from(base64, 'base64');
}

/** The first port that a program opened on the server's host; the planned one where that is. */
function findPort({ plan, events }: Played): number | undefined {
  const ports = getEvents(events, 'listener')
    .filter(({ open }) => open)
    .map(({ local }) => Number(local.split(':').at(-1)));
  return ports.includes(plan.port) ? plan.port : ports[0];
}

/** What the stage writes by itself is no sign of a program (stage_performance.py, `emit`). */
const noSigns: readonly string[] = ['sampling', 'blind', 'waited', 'tracing'];

function findPause({ events }: Played): number | undefined {
  const limit = getEvents(events, 'limit')[0];
  if (!limit) return undefined;
  const times = events
    .filter(({ kind, atNs }) => !noSigns.includes(kind) && atNs >= 0 && atNs < limit.atNs)
    .map(({ atNs }) => atNs)
    .sort((a, b) => a - b);
  return Math.max(0, ...times.map((atNs, index) => atNs - (times[index - 1] ?? 0))) / 1e6;
}

/** Whether all clients and the server still ran when the play was ended, and stayed connected. */
function doGoOn({ plan, events }: Played, conversations: readonly Conversation[]): boolean {
  const alive = new Set(getEvents(events, 'limit').flatMap(({ roles }) => roles));
  const collecting = getEvents(events, 'phase').findLast(({ name }) => name === 'collecting');
  const endNs = collecting?.atNs ?? Number.POSITIVE_INFINITY;
  const isOpen = ({ closings }: Conversation) => closings.every(({ atNs }) => atNs >= endNs);
  const roles = ['server', ...plan.clients.map(({ role }) => role)];
  return roles.every((role) => alive.has(role)) && conversations.every(isOpen);
}

/** What a person wants to know of it, a sentence each. */
function describe(
  { plan }: Played,
  conversations: readonly Conversation[],
  port: number | undefined,
): string[] {
  const sentences: string[] = [];
  if (port === undefined) sentences.push('the server opened no port');
  else if (port !== plan.port) sentences.push(`the server listens on port ${port}`);
  for (const { role, message, toServer, toClient } of conversations) {
    const [first] = toServer;
    if (!message || !first) {
      sentences.push(`${role} sent nothing`);
      continue;
    }
    const greeting = toClient.find(({ atNs }) => atNs < first.atNs);
    if (greeting) sentences.push(`the server greets ${role}: ${quoteText(greeting.text.trim())}`);
    const before = toServer.filter(({ atNs }) => atNs < message.first.atNs).length;
    const more = before > 0 ? `, after ${countWords(before, 'segment')}` : '';
    const ending = message.newline ? ' and a newline' : '';
    sentences.push(`${role} sends ${quoteText(message.text)}${ending}${more}`);
  }
  const silent = conversations.filter(({ toClient }) => toClient.length === 0);
  if (silent.length > 0) {
    sentences.push(`the server told ${joinWords(silent.map(({ role }) => role))} nothing`);
  }
  return sentences;
}
