/**
 * Which entries of a journal belong together: all that the witnesses saw of one and the same text
 * on its way from a client to the server, or back. The report marks them together.
 *
 * A text has a key: "X>1" is the first that X said, "X<1" the first that X was told, "X=" is X's
 * connection itself. A datagram is a text of its own.
 */
import { type Conversation, readConversations, splitTexts } from '../../model/conversation.ts';
import { type EventOf, getEvents } from '../../model/journal.ts';
import type { Journal } from '../../model/verdict.ts';

interface Talk {
  key: string;
  role: string;
  direction: 'to-server' | 'to-client';
  text: string;
  firstFrame: number;
  lastFrame: number;
}

/** How many texts of one client, each way, are followed through the journal. */
const mostTexts = 50;

/** The keys of each entry, by its index in the journal; entries that belong to none are absent. */
export function relateEntries(journal: Journal): Map<number, string[]> {
  const conversations = readConversations(journal);
  const talks = [...conversations.flatMap(getTalks), ...getDatagrams(journal)];
  const ports = getPorts(journal);
  const keys = new Map<number, string[]>();
  for (const [index, event] of journal.events.entries()) {
    let found: string[] = [];
    if (event.kind === 'data') found = relateData(event, talks);
    else if (event.kind === 'datagram') found = relateDatagram(event, talks);
    else if (event.kind === 'note') found = relateNote(event, talks, ports);
    else if (event.kind === 'line') found = relateLine(event, talks, ports);
    else if (event.kind === 'socket' && event.role !== undefined) {
      found = [event.unreadBytes > 0 ? `${event.role}>1` : `${event.role}=`];
    } else if (event.kind === 'syn' || event.kind === 'established' || event.kind === 'closed') {
      found = event.role === undefined ? [] : [`${event.role}=`];
    }
    if (found.length > 0) keys.set(index, [...new Set(found)]);
  }
  return keys;
}

/** Each client's ports at its host, and whose they are: what a program says of "10.0.0.2:41234". */
export function getPorts(journal: Journal): Map<string, string> {
  const connected = readConversations(journal).flatMap(({ role, syn, established }) => {
    const client = (established ?? syn)?.client;
    return client === undefined ? [] : [[client, role] as const];
  });
  const sent = getEvents(journal.events, 'datagram').flatMap(({ role, from, to }) =>
    role === undefined ? [] : [[isToServer(to, journal) ? from : to, role] as const],
  );
  return new Map([...sent, ...connected]);
}

/** Whether this is where the server answers. */
export function isToServer(to: string, { plan }: Journal): boolean {
  return to.endsWith(`:${plan.port}`);
}

/** The datagrams between a planned client and the server, each way numbered. */
function getDatagrams(journal: Journal): Talk[] {
  const counts = new Map<string, number>();
  return getEvents(journal.events, 'datagram').flatMap(({ role, to, text, frame }): Talk[] => {
    if (role === undefined) return [];
    const isSent = isToServer(to, journal);
    const side = `${role}${isSent ? '>' : '<'}`;
    const count = (counts.get(side) ?? 0) + 1;
    counts.set(side, count);
    if (count > mostTexts) return [];
    const direction = isSent ? 'to-server' : 'to-client';
    const frames = { firstFrame: frame, lastFrame: frame };
    return [{ key: `${side}${count}`, role, direction, text: text.trim(), ...frames }];
  });
}

function getTalks(conversation: Conversation): Talk[] {
  const { role, client } = conversation;
  const patient = client.framing === 'line' && client.command === undefined;
  const said = splitTexts(conversation.toServer, patient ? 'first' : 'none');
  const told = splitTexts(conversation.toClient, 'none');
  const toTalks = (texts: typeof said, direction: Talk['direction']) =>
    texts.slice(0, mostTexts).map(({ text, first, last }, index) => ({
      key: `${role}${direction === 'to-server' ? '>' : '<'}${index + 1}`,
      ...{ role, direction, text: text.trim() },
      ...{ firstFrame: first.frame, lastFrame: last.frame },
    }));
  return [...toTalks(said, 'to-server'), ...toTalks(told, 'to-client')];
}

function relateData(event: EventOf<'data'>, talks: readonly Talk[]): string[] {
  return talks
    .filter(
      (talk) =>
        talk.role === event.role &&
        talk.direction === event.direction &&
        talk.firstFrame <= event.frame &&
        event.frame <= talk.lastFrame,
    )
    .map(({ key }) => key);
}

function relateDatagram({ frame }: EventOf<'datagram'>, talks: readonly Talk[]): string[] {
  return talks.filter(({ firstFrame }) => firstFrame === frame).map(({ key }) => key);
}

function relateNote(
  event: EventOf<'note'>,
  talks: readonly Talk[],
  ports: ReadonlyMap<string, string>,
): string[] {
  const atServer = event.role === 'server';
  const role = atServer ? ports.get(event.client ?? '') : event.role;
  if (event.what === 'accepted' || event.what === 'connected') {
    return role === undefined ? [] : [`${role}=`];
  }
  const text = event.text?.trim();
  const alike = talks.filter((talk) => talk.text === text);
  if (event.what === 'verdict') return alike.map(({ key }) => key);
  if (event.what === 'ticket') return role === undefined ? [] : [`${role}>1`];
  const toServer = (event.what === 'received') === atServer;
  return alike
    .filter((talk) => talk.role === role && (talk.direction === 'to-server') === toServer)
    .map(({ key }) => key);
}

/** A line belongs to the longest of the texts that it holds, since an answer quotes messages. */
function relateLine(
  event: EventOf<'line'>,
  talks: readonly Talk[],
  ports: ReadonlyMap<string, string>,
): string[] {
  const near = talks.filter(
    ({ role, text }) =>
      text !== '' && (event.role === 'server' || event.role === role) && event.text.includes(text),
  );
  const longest = Math.max(0, ...near.map(({ text }) => text.length));
  const found = near.filter(({ text }) => text.length === longest);
  const named = [...ports].filter(([endpoint]) => event.text.includes(endpoint));
  const roles = new Set(named.map(([, role]) => role));
  if (found.length === 0) return [...roles].map((role) => `${role}=`);
  const about = found.filter(({ role }) => roles.has(role));
  return (about.length > 0 ? about : found).map(({ key }) => key);
}
