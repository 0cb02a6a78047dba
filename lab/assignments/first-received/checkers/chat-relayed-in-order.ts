/**
 * Extra credit, its first half: what one says is relayed to the others, once, in order.
 *
 * pass: each client got every line that another sent, exactly once, in the order in which it was
 * sent; whatever the server puts around it. fail: a line did not come, came more than once, or came
 * before one that was sent earlier, or a client sent nothing of what was typed at its keyboard; all
 * are named. unknown: the capture has a gap; nobody said anything; or nothing that was said had to
 * arrive any more. A line that came within 200 ms before another's Bye, or before a connection
 * ended, may be lost. What a client introduces itself by, and what comes after a Bye, are left out.
 */

import type { JournalEvent } from '../../../model/journal.ts';
import { getGap } from '../../../model/sockets.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { countWords, joinFirst, joinWords, quoteText } from '../../../model/wording.ts';
import {
  type Carried,
  type Chat,
  type ChatSide,
  getCarried,
  getMessages,
  isDue,
  readChat,
  type Said,
} from '../evidence/chat.ts';
import { findUnsent, whyOpen } from '../evidence/unsent.ts';

interface Problem {
  because: string;
  evidence: JournalEvent[];
}

export const chatRelayedInOrder: Checker = {
  name: 'chat-relayed-in-order',
  promise: 'Every line that a client sends is relayed to the others exactly once, in order.',
  needs: ['wire', 'kernel'],
  check(journal: Journal): Finding {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const chat = readChat(journal);
    const pairs = chat.sides.flatMap((speaker) =>
      chat.sides.filter((other) => other !== speaker).map((hearer) => ({ speaker, hearer })),
    );
    const relays = pairs.map(({ speaker, hearer }) => compare(chat, speaker, hearer));
    const silent = chat.sides.map((side) => describeSilent(journal, chat, side));
    const problems = [
      ...relays.flatMap((one) => one.problems),
      ...silent.flatMap((one) => (one?.isLost ? [one] : [])),
    ];
    if (problems.length > 0) {
      return {
        outcome: 'fail',
        because: problems.map(({ because }) => because).join('; '),
        evidence: problems.flatMap(({ evidence }) => evidence),
      };
    }
    const open = silent.filter((one) => one !== undefined);
    if (open.length > 0) {
      return {
        outcome: 'unknown',
        because: `${joinWords(open.map(({ because }) => because))}: ${whyOpen}`,
        evidence: open.flatMap(({ evidence }) => evidence),
      };
    }
    if (relays.every(({ due }) => due === 0)) {
      return { outcome: 'unknown', because: 'no client said anything that had to be relayed' };
    }
    const counted = relays
      .filter(({ came }) => came.length > 0)
      .map(({ came, to }) => `${countWords(came.length, 'line')} to ${to}`);
    return {
      outcome: 'pass',
      because: `relayed once each, in order: ${joinWords(counted)}`,
      evidence: relays.flatMap(({ came }) => came.slice(0, 2).map(({ heard }) => heard.first)),
    };
  },
};

/** Of a client that sent nothing of all that was typed at its keyboard: nothing can be relayed. */
function describeSilent(
  journal: Journal,
  chat: Chat,
  side: ChatSide,
): (Problem & { isLost: boolean }) | undefined {
  const { lost, open } = findUnsent(journal, chat, side);
  const unsent = [...lost, ...open];
  if (unsent.length === 0 || getMessages(side).length > 0) return undefined;
  return {
    because: `${side.role} sent nothing of what was typed there: ${quoteSome(unsent)}`,
    evidence: unsent.map(({ event }) => event),
    isLost: lost.length > 0,
  };
}

function compare(chat: Chat, speaker: ChatSide, hearer: ChatSide) {
  const messages = getMessages(speaker);
  const due = messages.filter((message) => isDue(chat, message, hearer, speaker));
  const came = getCarried(hearer, speaker);
  const places = new Map<string, number[]>();
  for (const [index, { text }] of messages.entries()) {
    places.set(text, [...(places.get(text) ?? []), index]);
  }
  const doubled: Carried[] = [];
  const order: { index: number; carried: Carried }[] = [];
  for (const carried of came) {
    const index = places.get(carried.text)?.shift();
    if (index === undefined) doubled.push(carried);
    else order.push({ index, carried });
  }
  const arrived = new Set(order.map(({ index }) => index));
  const lost = due.filter((message) => !arrived.has(messages.indexOf(message)));
  const early = order.filter(({ index }, at) => index < (order[at - 1]?.index ?? -1));
  const problems = [
    ...describeLost(lost, due, hearer),
    ...describe('got more than once', doubled, hearer),
    ...describe('got later than what was said after it', early.map(getOne), hearer),
  ];
  return { due: due.length, came, to: hearer.role, problems };
}

function getOne({ carried }: { carried: Carried }): Carried {
  return carried;
}

function describeLost(lost: readonly Said[], due: readonly Said[], hearer: ChatSide): Problem[] {
  const [first] = lost;
  if (!first) return [];
  const count = `${lost.length} of ${countWords(due.length, 'line')}`;
  const because = `${hearer.role} never got ${count} of ${first.role}: ${quoteSome(lost)}`;
  return [{ because, evidence: lost.slice(0, 10).map((one) => one.first) }];
}

function describe(what: string, wrong: readonly Carried[], { role }: ChatSide): Problem[] {
  if (wrong.length === 0) return [];
  const evidence = wrong.slice(0, 10).map(({ heard }) => heard.first);
  return [{ because: `${role} ${what}: ${quoteSome(wrong)}`, evidence }];
}

function quoteSome(texts: readonly { text: string }[]): string {
  return joinFirst(
    texts.map(({ text }) => quoteText(text, 40)),
    3,
  );
}
