/** Each entry of the journal in words: who, what, which text, and the facts that it carries. */
import type { EventOf, JournalEvent, JournalEventKind } from '../../model/journal.ts';
import { countWords, formatMs, joinWords } from '../../model/wording.ts';

export interface Description {
  /** What happened, in a few words of ours. */
  what: string;
  /** The role that it is about; empty if about none. */
  who: string;
  /** What a program wrote or sent, as it is: to be escaped by whoever shows it. */
  text?: string;
  /** "frame 12", "thread 2", …; may hold foreign text. */
  facts: string[];
}

type Describe<Kind extends JournalEventKind> = (event: EventOf<Kind>) => Description;

/** Describes any entry. */
export function describeEvent(event: JournalEvent): Description {
  const describe = descriptions[event.kind] as Describe<JournalEventKind>;
  return describe(event);
}

const descriptions: { [Kind in JournalEventKind]: Describe<Kind> } = {
  phase: ({ name }) => ({ what: `the stage: ${name}`, who: '', facts: [] }),
  environment: ({ mininet, kernel, hosts }) => ({
    what: `Mininet ${mininet} is up`,
    who: '',
    facts: [`kernel ${kernel}`, joinWords(hosts.map(({ name }) => name))],
  }),
  clock: ({ when, uncertaintyNs }) => ({
    what: `both clocks read, at the ${when}`,
    who: '',
    facts: [`to within ${uncertaintyNs} ns`],
  }),
  started: ({ role, host, pid, command }) => ({
    what: `starts on ${host}`,
    who: role,
    text: command.join(' '),
    facts: [`pid ${pid}`],
  }),
  exited: (event) => ({ what: describeExit(event), who: event.role, facts: [] }),
  typed: ({ role, text }) => ({ what: 'is typed at', who: role, text, facts: [] }),
  signalled: ({ role, signal }) => ({ what: `gets ${signal}`, who: role, facts: [] }),
  fault: ({ role, when, text, failed }) => ({
    what: `fault ${when === 'begin' ? 'begins' : 'is over'}${failed ? `, but: ${failed}` : ''}`,
    who: role,
    text,
    facts: [],
  }),
  limit: ({ roles, because }) => ({
    what: `the deadline of the play: ${because}`,
    who: joinWords(roles),
    facts: [],
  }),
  gap: ({ of, because, host }) => ({
    what: `gap in the evidence (${of}${host === undefined ? '' : ` at ${host}`}): ${because}`,
    who: '',
    facts: [],
  }),
  source: ({ role, files, because }) => ({
    what: because ?? `source found: ${countWords(files.length, 'file')}`,
    who: role,
    facts: files.slice(0, 3).map(({ path }) => path),
  }),
  line: ({ role, text, complete }) => ({
    what: complete ? 'prints' : 'prints, without a line end',
    who: role,
    text,
    facts: [],
  }),
  note: ({ role, what, client, thread, ticket, text }) => ({
    what: `says: ${what}`,
    who: role,
    ...(text !== undefined && { text }),
    facts: [
      ...(client === undefined ? [] : [`client ${client}`]),
      ...(thread === undefined ? [] : [`thread ${thread}`]),
      ...(ticket === undefined ? [] : [`ticket ${ticket}`]),
    ],
  }),
  syn: (event) => ({
    what: 'asks for a connection (SYN)',
    who: event.role ?? event.client,
    facts: [...getWireFacts(event), `${event.client} to ${event.server}`],
  }),
  established: (event) => ({
    what: 'is connected',
    who: event.role ?? event.client,
    facts: [...getWireFacts(event), `${event.client} to ${event.server}`],
  }),
  data: (event) => ({
    what: event.direction === 'to-server' ? 'is heard by the server' : `tells ${event.role}`,
    who: event.direction === 'to-server' ? (event.role ?? '') : 'server',
    text: event.text,
    facts: [
      ...getWireFacts(event),
      `${countWords(event.bytes, 'byte')}, from ${event.offset}`,
      ...(event.base64 === undefined ? [] : [`as base64 ${event.base64.slice(0, 120)}`]),
    ],
  }),
  closed: (event) => ({
    what:
      `${event.how === 'fin' ? 'closes (FIN)' : 'resets (RST)'} the connection of ` +
      `${event.role}`,
    who: event.direction === 'to-server' ? (event.role ?? '') : 'server',
    facts: getWireFacts(event),
  }),
  retransmission: (event) => ({
    what: `the same bytes again, ${event.direction.replace('-', ' ')}`,
    who: event.role ?? '',
    facts: [...getWireFacts(event), countWords(event.bytes, 'byte')],
  }),
  datagram: ({ role, frame, from, to, bytes, text }) => ({
    what: 'UDP datagram',
    who: role ?? '',
    text,
    facts: [`frame ${frame}`, `${from} to ${to}`, countWords(bytes, 'byte')],
  }),
  watched: ({ role, host, withServer, pastServer }) => ({
    what: `${countWords(withServer, 'packet')} with the server, ${pastServer} past it`,
    who: role,
    facts: [`the interface of ${host}`],
  }),
  bypass: ({ role, host, frame, protocol, from, to, bytes, text }) => ({
    what: `a packet past the server, at ${host}`,
    who: role,
    text,
    facts: [`frame ${frame}`, `${protocol}: ${from} to ${to}`, countWords(bytes, 'byte')],
  }),
  socket: ({ role, remote, state, accepted, unreadBytes, ...sample }) => ({
    what:
      `${accepted ? 'accepted' : 'not accepted yet'}, ` +
      `${countWords(unreadBytes, 'byte')} unread`,
    who: role ?? remote,
    facts: [state, ...getSampleFacts(sample)],
  }),
  listener: ({ local, open, ...sample }) => ({
    what: open ? 'listens' : 'listens no longer',
    who: 'server',
    facts: [local, ...getSampleFacts(sample)],
  }),
  threads: ({ role, threads, processes, ...sample }) => ({
    what:
      `${countWords(threads, 'thread')} in ` +
      `${processes === 1 ? 'one process' : `${processes} processes`}`,
    who: role,
    facts: getSampleFacts(sample),
  }),
  blind: ({ lateNs, ...sample }) => ({
    what: `the kernel was looked at ${formatMs(lateNs)} later than planned`,
    who: '',
    facts: getSampleFacts(sample),
  }),
  sampling: ({ samples, longestGapNs }) => ({
    what: `${samples} samples taken, at most ${formatMs(longestGapNs)} apart`,
    who: '',
    facts: [],
  }),
  tracing: ({ exact, events, because, without = [] }) => ({
    what: exact
      ? `the kernel was traced: ${countWords(events ?? 0, 'event')}`
      : `the kernel was sampled: ${because}`,
    who: '',
    facts: without.map((what) => `too many ${what}, not told to the end`),
  }),
  accepted: ({ role, remote, thread, alike }) => ({
    what: 'accepted by the server',
    who: role ?? remote ?? '',
    facts: [
      `thread ${thread}`,
      remote ?? 'not known from where',
      ...(alike ? ['or the other that came within 0.1 ms'] : []),
    ],
  }),
  received: ({ role, remote, bytes, calls = 1, thread }) => ({
    what: bytes === undefined ? 'bytes received' : `${countWords(bytes, 'byte')} received`,
    who: role ?? remote,
    facts: [`thread ${thread}`, remote, ...(calls > 1 ? [`${calls} calls`] : [])],
  }),
  waited: ({ thread, waitedNs }) => ({
    what: `thread ${thread} was ready, and did not run for ${formatMs(waitedNs)}`,
    who: 'server',
    facts: [],
  }),
};

/** How a program ended, in a few words. */
function describeExit({ status, signal, byStage }: EventOf<'exited'>): string {
  if (byStage) return 'is ended by the stage';
  return signal === null ? `exits with status ${status}` : `is ended by ${signal}`;
}

function getWireFacts({ frame, stream }: { frame: number; stream: number }): string[] {
  return [`frame ${frame}`, `TCP stream ${stream}`];
}

function getSampleFacts({ atNs, previousAtNs }: { atNs: number; previousAtNs: number }): string[] {
  return [`the sample before was ${formatMs(atNs - previousAtNs)} earlier`];
}
