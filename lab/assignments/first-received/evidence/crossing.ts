/**
 * A crossing: the client that connects first is not the one that sends first. Only there does a
 * server that goes by the order of connections, or of the clients' letters, show that it does.
 */
import { type Conversation, sortByArrival } from '../../../model/conversation.ts';
import { getResolutionNs } from '../../../model/resolution.ts';
import type { Journal } from '../../../model/verdict.ts';

/**
 * Which crossing a play of a submission was, in words that a rubric may ask for; else undefined.
 * Whoever plays single scenarios asks for no case.
 */
export function findCrossing(journal: Journal, conversations: readonly Conversation[]) {
  if (!journal.plan.submission) return undefined;
  // Over UDP nobody connects; who starts first is the one that would.
  const isStarted = conversations.every(({ syn, toServer }) => !syn && toServer.length > 0);
  const started = conversations.map((one) => ({ ...one, atNs: one.client.connectMs * 1e6 }));
  const opened = conversations.flatMap((one) =>
    (one.syn ?? one.established) ? [{ ...one, atNs: getOpenedNs(one) }] : [],
  );
  const connected = (isStarted ? started : opened).sort((a, b) => a.atNs - b.atNs);
  const [first, second] = connected;
  const [arrived] = sortByArrival(conversations);
  if (!first || !second || !arrived) return undefined;
  if (second.atNs - first.atNs < getResolutionNs(journal)) return undefined;
  return first.role === arrived.role ? undefined : nameCrossing(first.role, arrived.role);
}

/** "X connects first, Y sends first". */
export function nameCrossing(connects: string, sends: string): string {
  return `${connects} connects first, ${sends} sends first`;
}

/** When the last of them had begun to connect; Infinity if one never did. */
export function getLastOpenedNs(conversations: readonly Conversation[]): number {
  return Math.max(...conversations.map(getOpenedNs));
}

/** When a client's connection began; Infinity if it never did. */
export function getOpenedNs({ syn, established }: Pick<Conversation, 'syn' | 'established'>) {
  return (syn ?? established)?.atNs ?? Number.POSITIVE_INFINITY;
}
