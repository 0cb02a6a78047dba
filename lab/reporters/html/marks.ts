/** The marks of a sequence diagram: what happened at one program's lane, or to all of them. */
import { type Conversation, getStayers, readConversations } from '../../model/conversation.ts';
import type { EventOf, JournalEvent } from '../../model/journal.ts';
import { getAcceptance } from '../../model/sockets.ts';
import type { Journal } from '../../model/verdict.ts';
import { countWords } from '../../model/wording.ts';
import type { Bar, Mark, Notice } from './parts.ts';
import { getPorts, relateEntries } from './talk.ts';

/** All marks and notices of a run, in the journal's order. */
export function getMarks(journal: Journal): (Mark | Notice)[] {
  const see = makeSeer(journal);
  return journal.events.flatMap((event, entry) => see(event, entry));
}

function makeSeer(journal: Journal): (event: JournalEvent, entry: number) => (Mark | Notice)[] {
  const conversations = readConversations(journal);
  const ports = getPorts(journal);
  const keys = relateEntries(journal);
  const accepts = new Set<JournalEvent | undefined>(
    conversations.map((one) => getAcceptance(journal, one)?.event),
  );
  const closings = new Set(conversations.flatMap(getClosings));
  const notes = new Set(
    journal.events.flatMap((event) =>
      event.kind === 'note' && event.role === 'server' ? [event.what] : [],
    ),
  );
  const seen = new Set<string>();
  return (event, entry) => {
    const base = { entry, witness: event.witness, atNs: event.atNs };
    const mark = (look: Mark['look'], lane: string, label: string, side?: string): Mark[] => [
      { kind: 'mark', look, lane, label, ...base, ...(side !== undefined && { side }) },
    ];
    switch (event.kind) {
      case 'limit':
      case 'gap':
        return [{ kind: 'notice', look: event.kind, label: labelNotice(event), ...base }];
      case 'exited':
        return mark('exited', event.role, labelExit(event));
      case 'typed':
        return mark('state', event.role, `typed: ${event.text}`);
      case 'fault':
        return mark('fault', event.role, labelFault(event));
      case 'signalled':
        return mark('fault', event.role, event.signal);
      case 'retransmission':
        return mark('fault', 'server', 'sent again', event.role);
      case 'listener':
        return event.open && isFirst(seen, 'listens') ? mark('state', 'server', 'listens') : [];
      case 'socket':
      case 'accepted':
        return accepts.has(event)
          ? mark('accepted', 'server', `${event.role} accepted`, event.role)
          : [];
      case 'closed':
        if (!closings.has(event)) return [];
        return event.direction === 'to-server'
          ? mark('closed', event.role ?? '', labelClosing(event))
          : mark('closed', 'server', labelClosing(event), event.role);
      case 'note':
        return markNote(event, ports, seen, mark);
      case 'line':
        return markLine(event, keys.get(entry) ?? [], { seen, notes }, mark);
      default:
        return [];
    }
  };
}

type MakeMark = (look: Mark['look'], lane: string, label: string, side?: string) => Mark[];

function isFirst(seen: Set<string>, what: string): boolean {
  if (seen.has(what)) return false;
  seen.add(what);
  return true;
}

/** In few words, since there is little room beside the outer lanes. */
function labelExit({ status, signal, byStage }: EventOf<'exited'>): string {
  if (byStage) return 'is stopped';
  return signal === null ? `exit ${status}` : signal;
}

/** The kind in one word; the entry has the whole sentence. */
function labelFault({ what, when, failed }: EventOf<'fault'>): string {
  if (failed !== undefined) return `no ${what}`;
  return when === 'begin' ? what : `${what} over`;
}

function labelNotice(event: EventOf<'limit'> | EventOf<'gap'>): string {
  return event.kind === 'limit'
    ? `deadline: ${event.because}`
    : `gap in the evidence (${event.of}): ${event.because}`;
}

function labelClosing({ how }: EventOf<'closed'>): string {
  return how === 'fin' ? '' : 'resets';
}

/** Who closed first is telling; that the other one followed is not. A reset always is. */
function getClosings({ closings }: Conversation): EventOf<'closed'>[] {
  return closings.filter(({ how }, index) => index === 0 || how === 'reset');
}

function markNote(
  event: EventOf<'note'>,
  ports: ReadonlyMap<string, string>,
  seen: Set<string>,
  mark: MakeMark,
): Mark[] {
  if (event.role !== 'server') return [];
  const side = ports.get(event.client ?? '');
  if (event.what === 'received')
    return mark('received', 'server', `received ${event.text ?? ''}`, side);
  // Each thread says the verdict; it is one.
  if (event.what !== 'verdict' || !isFirst(seen, `verdict ${event.text}`)) return [];
  return mark('verdict', 'server', 'verdict', side);
}

/** A line with a text of the wire is a small mark; where nothing else tells of receipt, it does. */
function markLine(
  event: EventOf<'line'>,
  keys: readonly string[],
  { seen, notes }: { seen: Set<string>; notes: ReadonlySet<string> },
  mark: MakeMark,
): Mark[] {
  const key = keys.find((each) => !each.endsWith('='));
  if (key === undefined) return [];
  const [side] = key.split(/[<>]/);
  if (event.role !== 'server') return mark('printed', event.role, '');
  const received = key.includes('>') && !notes.has('received') && isFirst(seen, `printed ${key}`);
  return mark('printed', 'server', received ? `prints “${event.text}”` : '', side);
}

/** Bytes that waited unread, from the sample that showed them to the one that no longer did. */
export function getBars(journal: Journal): Bar[] {
  return getStayers(journal).flatMap(({ role }) => {
    const samples = journal.events.flatMap((event, entry) =>
      event.kind === 'socket' && event.role === role ? [{ event, entry }] : [],
    );
    return samples.flatMap(({ event, entry }, index): Bar[] => {
      const bytes = getUnread(event);
      const before = samples[index - 1];
      if (bytes === 0 || (before && getUnread(before.event) === bytes)) return [];
      const next = samples.slice(index + 1).find((one) => getUnread(one.event) !== bytes);
      const toNs = next?.event.atNs ?? journal.events.at(-1)?.atNs ?? event.atNs;
      const label = `${countWords(bytes, 'byte')} unread`;
      const { witness, atNs } = event;
      return [{ kind: 'bar', entry, witness, role, bytes, label, fromNs: atNs, toNs }];
    });
  });
}

/** A FIN that waits counts as one byte in the kernel's queue (it takes a sequence number). */
function getUnread({ state, unreadBytes }: EventOf<'socket'>): number {
  return state === 'CLOSE_WAIT' && unreadBytes > 0 ? unreadBytes - 1 : unreadBytes;
}
