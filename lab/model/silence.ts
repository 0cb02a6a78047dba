/**
 * Why a client's message never arrived, and whose doing that was: a client that stayed silent is
 * not the server's fault, and one that was cut off before its time is not the client's.
 */
import type { Conversation } from './conversation.ts';
import { type EventOf, getEvents, type JournalEvent } from './journal.ts';
import type { Journal } from './verdict.ts';
import { formatMs } from './wording.ts';

export interface Silence {
  role: string;
  /** `nobody`: it never was connected, or the play was over before its time to speak. */
  by: 'server' | 'client' | 'nobody';
  /** A clause with its own subject: "X closed its connection without a word". */
  because: string;
  evidence: JournalEvent[];
}

/** Why nothing came from a client; null if something did. */
export function explainSilence(journal: Journal, one: Conversation): Silence | null {
  if (one.message) return null;
  const { role, syn, established } = one;
  if (!established) {
    const because = `${role} was never connected`;
    return { role, by: 'nobody', because, evidence: syn ? [syn] : [] };
  }
  const endNs = getEndNs(journal);
  const [closing] = one.closings.filter(({ atNs }) => atNs < endNs);
  if (closing?.direction === 'to-client') {
    const exit = findServerExit(journal, endNs);
    const how = exit ? describeExit(exit) : 'closed the connection';
    const because = `the server ${how} before ${role} had spoken`;
    return { role, by: 'server', because, evidence: [closing, ...(exit ? [exit] : [])] };
  }
  if (closing) {
    const because = `${role} closed its connection without a word`;
    return { role, by: 'client', because, evidence: [established, closing] };
  }
  if (endNs < one.client.sendMs * 1e6) {
    const because = `the play was over before ${role} was to speak`;
    return { role, by: 'nobody', because, evidence: [established] };
  }
  const because = `${role} was connected for ${formatMs(endNs - established.atNs)} and said nothing`;
  return { role, by: 'client', because, evidence: [established] };
}

/** When the stage began to end the programs: what closes after that says nothing of them. */
function getEndNs({ events }: Journal): number {
  const collecting = getEvents(events, 'phase').findLast(({ name }) => name === 'collecting');
  return collecting?.atNs ?? events.at(-1)?.atNs ?? 0;
}

function findServerExit({ events }: Journal, endNs: number): EventOf<'exited'> | undefined {
  return getEvents(events, 'exited').find(
    ({ role, atNs, byStage }) => role === 'server' && !byStage && atNs < endNs,
  );
}

function describeExit({ status, signal }: EventOf<'exited'>): string {
  return signal === null ? `ended with status ${status}` : `was ended by ${signal}`;
}
