/**
 * Where a client leaves before its message is complete, the others are told, and nobody hangs.
 *
 * pass: each client that stays got exactly one line, which states no order, and then the server
 * closed the connection or ended. fail: one was told nothing, or more than a line, or an order of
 * messages that were never both there; or it, or the server, hung until the deadline. unknown: no
 * client was planned to leave early, one did not, or the capture has a gap.
 */
import { type Conversation, getStayers, readConversations } from '../../../model/conversation.ts';
import { getEvents, type JournalEvent } from '../../../model/journal.ts';
import { isEarlyLeaver } from '../../../model/plan.ts';
import { getGap } from '../../../model/sockets.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { joinWords, quoteText } from '../../../model/wording.ts';
import { getMessages, parseVerdict } from '../evidence/statement.ts';

export const earlyLeaverTold: Checker = {
  name: 'early-leaver-told',
  promise: 'When a client leaves early the others are told in one line, and nobody hangs.',
  needs: ['wire'],
  check(journal: Journal): Finding {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const leavers = readConversations(journal).filter(({ client }) => isEarlyLeaver(client));
    const stayers = getStayers(journal);
    if (leavers.length === 0 || stayers.length === 0) {
      return {
        outcome: 'unknown',
        because: 'this scenario has no client that leaves others early',
      };
    }
    const stayed = leavers.filter((one) => one.message || !one.closings.some(isByClient));
    if (stayed.length > 0) {
      const roles = joinWords(stayed.map(({ role }) => role));
      return { outcome: 'unknown', because: `${roles} did not leave early as it was to` };
    }
    const problems = stayers.flatMap((one) => findProblem(journal, one));
    if (problems.length > 0) {
      return {
        outcome: 'fail',
        because: problems.map(({ because }) => because).join('; '),
        evidence: problems.flatMap(({ evidence }) => evidence),
      };
    }
    const told = stayers.map(({ role, lines }) => `${role}: ${quoteText(lines[0]?.text ?? '')}`);
    return {
      outcome: 'pass',
      because: `told to ${told.join(', ')}`,
      evidence: stayers.flatMap(({ lines, closings }) => [
        ...lines.map(({ first }) => first),
        ...closings.slice(0, 1),
      ]),
    };
  },
};

interface Problem {
  because: string;
  evidence: JournalEvent[];
}

function isByClient({ direction }: { direction: string }): boolean {
  return direction === 'to-server';
}

function findProblem(journal: Journal, one: Conversation): Problem[] {
  const { role, lines, closings } = one;
  const [line] = lines;
  const evidence: JournalEvent[] = lines.map(({ first }) => first);
  if (!line) {
    const opened = [one.syn, one.message?.last].filter((event) => event !== undefined);
    return [{ because: `${role} was not told that its partner left`, evidence: opened }];
  }
  const messages = getMessages(readConversations(journal));
  const verdict = lines.find(({ text }) => parseVerdict(text, messages) !== null);
  if (verdict) {
    const because = `${role} was told ${quoteText(verdict.text)}, though one message never came`;
    return [{ because, evidence: [verdict.first] }];
  }
  if (lines.length > 1) {
    return [{ because: `${role} was told ${lines.length} lines in place of one`, evidence }];
  }
  const limits = getEvents(journal.events, 'limit');
  const hung = limits.find(({ roles }) => roles.includes(role) || roles.includes('server'));
  const exits = getEvents(journal.events, 'exited');
  const ended = exits.some((event) => event.role === 'server' && !event.byStage);
  if (closings.some((event) => !isByClient(event)) || ended) return [];
  return [
    {
      because: `${role} was told, but the server neither closed its connection nor ended`,
      evidence: [...(hung ? [hung] : []), ...evidence],
    },
  ];
}
