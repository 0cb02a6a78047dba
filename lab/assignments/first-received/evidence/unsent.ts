/** What was typed at a client's keyboard and never went over the wire. Pure. */
import { getEvents } from '../../../model/journal.ts';
import { lullNs } from '../../../model/resolution.ts';
import type { Journal } from '../../../model/verdict.ts';
import {
  type Chat,
  type ChatSide,
  carryTexts,
  getPatienceNs,
  getTypedLines,
  type TypedLine,
} from './chat.ts';

export interface Unsent {
  /** Typed so long before the chat was over for this client that a machine is no excuse. */
  lost: TypedLine[];
  /** Typed in time for most machines; but this one was slow, or nobody knows how it is typed. */
  open: TypedLine[];
}

/** What may be behind lines that stay open. */
export const whyOpen = 'the machine was slow, or it wants to be typed in another way';

/** Where nobody sent anything of the chat all of it is open: it may want to be typed otherwise. */
export function findUnsent(journal: Journal, chat: Chat, side: ChatSide): Unsent {
  const typed = getTypedLines(journal, side.role);
  const isKnown = chat.sides.some(({ said }) => said.some((one) => !one.isIntroduction));
  const ownBye = side.said.find(({ isBye }) => isBye)?.completeAtNs ?? chat.endNs;
  const goneNs = getGoneNs(journal, chat, side);
  const overNs = Math.min(goneNs, side.overNs, chat.bye?.completeAtNs ?? chat.endNs, ownBye);
  const carry = carryTexts(typed.map(({ text }) => text));
  const left = new Map<string, number>();
  for (const { text } of side.said) {
    const carried = carry(text);
    if (carried !== undefined) left.set(carried, (left.get(carried) ?? 0) + 1);
  }
  const unsent = typed.filter(({ text }) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
  const patienceNs = getPatienceNs(journal);
  const isLost = ({ event }: TypedLine) => isKnown && event.atNs + patienceNs <= overNs;
  return {
    lost: unsent.filter(isLost),
    open: unsent.filter((one) => !isLost(one) && one.event.atNs + lullNs <= overNs),
  };
}

/** When the client's program was gone; the play's end, if it stayed. */
export function getGoneNs({ events }: Journal, { endNs }: Chat, { role }: ChatSide): number {
  const killed = getEvents(events, 'exited').find((event) => event.role === role && event.signal);
  return Math.min(killed?.atNs ?? endNs, endNs);
}
