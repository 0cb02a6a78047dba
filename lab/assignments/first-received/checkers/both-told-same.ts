/**
 * Criterion 4: the server acknowledges to every client, and tells all of them the same.
 *
 * The acknowledgement of a client is what states an order to it; if nothing does, all it was told.
 * pass: each client that stays got exactly one, all are the same text, and none began before all
 * messages were complete on the wire. fail: one of these is broken; all that are broken are named.
 * Also fail: what a client was told does not state which message was first, and does not even name
 * all clients, so that no person could read it there either.
 * Also fail: the server ended, or closed a connection, before that client had spoken, though no
 * client had left or been silent. unknown: the capture has a gap, or a message never arrived for
 * another reason, so that nothing was due; to say so to the others is no acknowledgement.
 */
import {
  type Conversation,
  getStayers,
  readConversations,
  sortByArrival,
  type WireText,
} from '../../../model/conversation.ts';
import type { JournalEvent } from '../../../model/journal.ts';
import { explainSilence, type Silence } from '../../../model/silence.ts';
import { getGap } from '../../../model/sockets.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { formatMs, joinWords, quoteText } from '../../../model/wording.ts';
import { findDeclined } from '../evidence/declined.ts';
import {
  getAcknowledgements,
  getMessages,
  isRepeated,
  namesAll,
  parseVerdict,
  type SentMessage,
} from '../evidence/statement.ts';

interface Told {
  role: string;
  lines: WireText[];
}

export const bothToldSame: Checker = {
  name: 'both-told-same',
  promise: 'Every client gets one acknowledgement, the same text, after all messages arrived.',
  needs: ['wire'],
  check(journal: Journal): Finding {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const stayers = getStayers(journal);
    const messages = getMessages(stayers);
    const told = stayers.map((one) => ({
      role: one.role,
      lines: getDueLines(stayers, one, messages),
    }));
    const problems = [
      ...findDesertion(journal, stayers),
      ...findEarly(stayers, told),
      ...findUntold(stayers, told),
      ...findRepeated(told),
      ...findDifferent(told),
      ...(findDeclined(journal) ? [] : findUnstated(stayers, told, messages)),
    ];
    if (problems.length > 0) {
      return {
        outcome: 'fail',
        because: problems.map(({ because }) => because).join('; '),
        evidence: problems.flatMap(({ evidence }) => evidence),
      };
    }
    const silent = stayers.filter(({ message }) => !message);
    if (silent.length > 0) {
      const roles = joinWords(silent.map(({ role }) => role));
      return { outcome: 'unknown', because: `no message of ${roles} arrived, so nothing was due` };
    }
    const declined = findDeclined(journal);
    if (declined) return declined;
    const text = told[0]?.lines[0]?.text ?? '';
    return {
      outcome: 'pass',
      because: `${joinWords(told.map(({ role }) => role))} were told ${quoteText(text)}`,
      evidence: told.flatMap(({ lines }) => lines.map(({ first }) => first)),
    };
  },
};

interface Problem {
  because: string;
  evidence: JournalEvent[];
}

/** A client's acknowledgements; where a message is missing, only what states an order is one. */
function getDueLines(
  stayers: readonly Conversation[],
  one: Conversation,
  messages: readonly SentMessage[],
): WireText[] {
  if (stayers.every(({ message }) => message)) return getAcknowledgements(one, messages);
  return one.lines.filter(({ text }) => parseVerdict(text, messages) !== null);
}

/** The server that left its clients before they had spoken, though none of them gave it cause. */
function findDesertion(journal: Journal, stayers: readonly Conversation[]): Problem[] {
  const silences = stayers
    .map((one) => explainSilence(journal, one))
    .filter((silence): silence is Silence => silence !== null);
  const excused = stayers.length < readConversations(journal).length;
  if (excused || silences.some(({ by }) => by !== 'server')) return [];
  return silences.map(({ because, evidence }) => ({ because, evidence }));
}

/** Who was told before the last message was complete, or though one never came. */
function findEarly(stayers: readonly Conversation[], told: readonly Told[]): Problem[] {
  const arrived = sortByArrival(stayers);
  const last = arrived.at(-1);
  const missing = stayers.filter(({ message }) => !message).map(({ role }) => role);
  return told.flatMap(({ role, lines }) => {
    const [line] = lines;
    if (!line) return [];
    if (missing.length > 0) {
      const because = `${role} was told though no message of ${joinWords(missing)} arrived`;
      return [{ because, evidence: [line.first] }];
    }
    if (!last || line.first.atNs >= last.message.completeAtNs) return [];
    const early = formatMs(last.message.completeAtNs - line.first.atNs);
    return [
      {
        because: `${role} was told ${early} before the message of ${last.role} was complete`,
        evidence: [line.first, last.message.last],
      },
    ];
  });
}

/** Who was told nothing; nothing is due while a message is missing. */
function findUntold(stayers: readonly Conversation[], told: readonly Told[]): Problem[] {
  if (stayers.some(({ message }) => !message)) return [];
  const silent = told.filter(({ lines }) => lines.length === 0).map(({ role }) => role);
  if (silent.length === 0) return [];
  const evidence = sortByArrival(stayers).map(({ message }) => message.last);
  return [{ because: `${joinWords(silent)} got no acknowledgement`, evidence }];
}

function findRepeated(told: readonly Told[]): Problem[] {
  return told
    .filter(({ lines }) => lines.length > 1 || lines.some(({ text }) => isRepeated(text)))
    .map(({ role, lines }) => ({
      because:
        lines.length > 1
          ? `${role} got ${lines.length} lines in place of one`
          : `${role} got its acknowledgement more than once: ${quoteText(lines[0]?.text ?? '')}`,
      evidence: lines.map(({ first }) => first),
    }));
}

function findDifferent(told: readonly Told[]): Problem[] {
  const firsts = told.flatMap(({ role, lines }) => (lines[0] ? [{ role, line: lines[0] }] : []));
  const [one] = firsts;
  const other = firsts.find(({ line }) => line.text !== one?.line.text);
  if (!one || !other) return [];
  const said = [one, other].map(({ role, line }) => `${role} was told ${quoteText(line.text)}`);
  return [{ because: said.join(', but '), evidence: [one.line.first, other.line.first] }];
}

/** Who was told, but not which was first. */
function findUnstated(
  stayers: readonly Conversation[],
  told: readonly Told[],
  messages: readonly SentMessage[],
): Problem[] {
  if (stayers.length < 2 || stayers.some(({ message }) => !message)) return [];
  const empty = told.filter(({ lines }) => {
    const isTold = ({ text }: WireText) =>
      parseVerdict(text, messages) !== null || namesAll(text, messages);
    return lines.length > 0 && !lines.some(isTold);
  });
  const [one] = empty;
  if (!one) return [];
  const roles = joinWords(empty.map(({ role }) => role));
  const said = quoteText(one.lines[0]?.text ?? '');
  const evidence = empty.flatMap(({ lines }) => lines.map(({ first }) => first));
  return [
    {
      because: `${roles} ${empty.length > 1 ? 'were' : 'was'} told ${said}, not which message was first`,
      evidence,
    },
  ];
}
