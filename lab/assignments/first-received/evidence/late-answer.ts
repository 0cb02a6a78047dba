/**
 * An answer that the machine made late: the server waited so long for a processor that a client
 * had given up when it spoke. What reaches a closed connection is read by nobody (RFC 9293,
 * 3.10.7: the client's kernel answers it with a reset), and that is no fault of either program.
 */
import {
  type Conversation,
  getStayers,
  sortByArrival,
  type WireText,
} from '../../../model/conversation.ts';
import type { EventOf, JournalEvent } from '../../../model/journal.ts';
import { findBlindStretch, getWaitedNs } from '../../../model/sockets.ts';
import type { Journal } from '../../../model/verdict.ts';
import { formatMs } from '../../../model/wording.ts';

/** Why a client could not read what it was told, and the entries that show it. */
export interface LateAnswer {
  because: string;
  evidence: JournalEvent[];
}

/**
 * Null unless all of this was seen: the client closed after all messages had arrived, so that it
 * did wait for its answer; the line came after that, and was refused; and the server waited for a
 * processor, or nobody could look at the kernel, for at least as long as the line was late. A
 * client that leaves before it could be answered, or closes its sending side only and reads on, is
 * held to all it was told.
 */
export function findLateAnswer(
  journal: Journal,
  one: Conversation,
  line: WireText,
): LateAnswer | null {
  const arrivedNs = sortByArrival(getStayers(journal)).at(-1)?.message.completeAtNs;
  if (arrivedNs === undefined) return null;
  const own = one.closings.filter(({ direction }) => direction === 'to-server');
  const left = own.find(({ atNs }) => atNs < line.first.atNs);
  const refused = own.find((each) => each.how === 'reset' && each.atNs >= line.first.atNs);
  if (!left || left.atNs <= arrivedNs || !(refused || left.how === 'reset')) return null;
  const lateNs = line.first.atNs - left.atNs;
  const waitedNs = getWaitedNs(journal, arrivedNs, line.first.atNs);
  const blind = findBlindStretch(journal, arrivedNs, line.first.atNs, lateNs);
  if (waitedNs < lateNs && !blind) return null;
  const why =
    waitedNs >= lateNs || !blind
      ? `the server waited ${formatMs(waitedNs)} for a processor`
      : `the kernel sampler was stalled for ${formatMs(blind.atNs - blind.previousAtNs)}`;
  const closings: EventOf<'closed'>[] = refused ? [left, refused] : [left];
  return {
    because: `${why}, and ${one.role} had closed its connection ${formatMs(lateNs)} before its answer came`,
    evidence: [line.first, ...closings],
  };
}
