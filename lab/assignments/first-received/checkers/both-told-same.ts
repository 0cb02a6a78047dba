/**
 * Criterion 4: the server acknowledges to every client, and tells all of them the same.
 *
 * The acknowledgement of a client is what states an order to it; if nothing does, all it was told.
 * pass: each client that stays got one, all are the same text, and none began before all messages
 * were complete on the wire. pass, and a person should look: a client got several that state the
 * same order, or clients got different texts that do ("you were first", "you were second").
 * unknown: all were told the same list of messages, which states no order by itself (see
 * order-follows-wire); the capture has a gap; or a message never arrived for another reason than
 * below, so that nothing was due, and to say so to the others is no acknowledgement. fail: one of
 * the rest is broken; all that are broken are named. Also fail: different orders were stated; or
 * what a client was told does not state which message was first, and does not even name all
 * clients, so that no person could read it there either.
 * Also fail: the server ended, or closed a connection, before that client had spoken, though no
 * client had left or been silent.
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
import { findCrossing } from '../evidence/crossing.ts';
import { findDeclined } from '../evidence/declined.ts';
import {
  getDoneNs,
  getMessages,
  isRepeated,
  isTorn,
  namesAll,
  parseList,
  readStatements,
  type SentMessage,
  type Statement,
} from '../evidence/statement.ts';

interface Told {
  role: string;
  /** What acknowledges: lines that state an order, else those that name all clients, else all. */
  lines: WireText[];
  /** What of it states an order. */
  statements: Statement[];
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
    const told = stayers.map((one) => readTold(stayers, one, messages));
    const problems = [
      ...findDesertion(journal, stayers),
      ...findEarly(stayers, told),
      ...findUntold(stayers, told),
      ...findTorn(told, messages),
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
    const text = quoteText(told[0]?.lines[0]?.text ?? '');
    const evidence = told.flatMap(({ lines }) => lines.map(({ first }) => first));
    const because = `${joinWords(told.map(({ role }) => role))} were told ${text}`;
    const list = readSharedList(journal, told, messages);
    if (list) {
      const about = `${because}, a list that states no order`;
      return { outcome: 'unknown', because: about, evidence, ...list };
    }
    const review = describeUnusual(stayers, told);
    return { outcome: 'pass', because, evidence, ...(review !== undefined && { review }) };
  },
};

interface Problem {
  because: string;
  evidence: JournalEvent[];
}

/** A client's acknowledgements; where a message is missing, only what states an order is one. */
function readTold(
  stayers: readonly Conversation[],
  one: Conversation,
  messages: readonly SentMessage[],
): Told {
  const doneNs = getDoneNs(stayers);
  const statements = readStatements(one, messages, doneNs);
  // What came too early may have been said again when it was due.
  const due = statements.filter(({ line }) => line.first.atNs >= doneNs);
  const stating = due.length > 0 ? due : statements;
  const { role } = one;
  if (stating.length > 0) {
    return { role, lines: stating.map(({ line }) => line), statements };
  }
  if (doneNs === Number.POSITIVE_INFINITY) return { role, lines: [], statements };
  const naming = one.lines.filter(({ text }) => namesAll(text, messages));
  return { role, lines: naming.length > 0 ? naming : one.lines, statements };
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

/** Who was told more than one order. */
function findTorn(told: readonly Told[], messages: readonly SentMessage[]): Problem[] {
  return told.flatMap(({ role, lines, statements }): Problem[] => {
    const [one] = statements;
    const other = statements.find(({ order }) => order.join() !== one?.order.join());
    if (one && other) {
      const said = joinWords([one, other].map(({ line }) => quoteText(line.text)));
      return [
        { because: `${role} was told ${said}`, evidence: [one.line.first, other.line.first] },
      ];
    }
    const torn = lines.find(({ text }) => isTorn(text, messages));
    if (!torn) return [];
    const because = `${role} was told two orders at once: ${quoteText(torn.text)}`;
    return [{ because, evidence: [torn.first] }];
  });
}

/** Clients that were told different orders; or different texts, if these state none. */
function findDifferent(told: readonly Told[]): Problem[] {
  const firsts = told.flatMap(({ role, lines, statements }) => {
    const [line] = lines;
    return line ? [{ role, line, order: statements[0]?.order.join() }] : [];
  });
  const [one] = firsts;
  const other = firsts.find(({ line, order }) =>
    order !== undefined && one?.order !== undefined
      ? order !== one.order
      : line.text !== one?.line.text,
  );
  if (!one || !other) return [];
  const said = [one, other].map(({ role, line }) => `${role} was told ${quoteText(line.text)}`);
  return [{ because: said.join(', but '), evidence: [one.line.first, other.line.first] }];
}

/** What holds, and is not as it was asked to the letter: for a person to see. */
function describeUnusual(stayers: readonly Conversation[], told: readonly Told[]) {
  const texts = told.map(({ lines }) => lines[0]?.text ?? '');
  const reasons = told.flatMap(({ role, lines, statements }) => {
    if (statements.length > 1) return [`${role} was told the order ${statements.length} times`];
    const repeated = lines.find(({ text }) => isRepeated(text));
    return repeated ? [`${role} got it more than once: ${quoteText(repeated.text)}`] : [];
  });
  if (new Set(texts).size > 1) {
    const said = told.map(({ role }, index) => `${role} ${quoteText(texts[index] ?? '')}`);
    reasons.push(`the order is the same in other words: ${said.join(', ')}`);
  }
  const isStated = told.every(({ statements }) => statements.length > 0);
  if (!isStated && stayers.length > 1) {
    reasons.push(`no order can be read for certain in ${quoteText(texts[0] ?? '')}`);
  }
  return reasons.length === 0 ? undefined : reasons.join('; ');
}

/** How a list that all were told stands to the order of arrival; null where it is none. */
function readSharedList(
  journal: Journal,
  told: readonly Told[],
  messages: readonly SentMessage[],
): Pick<Finding, 'leans' | 'shows'> | null {
  const lists = told.map(({ lines }) => parseList(lines[0]?.text ?? '', messages));
  const [list] = lists;
  if (!list || lists.includes(null)) return null;
  const stayers = getStayers(journal);
  const arrived = sortByArrival(stayers);
  const times = arrived.map(({ message }) => message.completeAtNs);
  // Of messages so close together a server may take either first.
  if ((times.at(-1) ?? 0) - (times[0] ?? 0) < closeNs) return {};
  const crossing = findCrossing(journal, stayers);
  const follows = arrived.map(({ role }) => role).join() === list.join();
  return { leans: follows ? 'pass' : 'fail', ...(crossing !== undefined && { shows: crossing }) };
}

const closeNs = 5_000_000;

/** Who was told, but not which was first. */
function findUnstated(
  stayers: readonly Conversation[],
  told: readonly Told[],
  messages: readonly SentMessage[],
): Problem[] {
  if (stayers.length < 2 || stayers.some(({ message }) => !message)) return [];
  const empty = told.filter(({ lines, statements }) => {
    const isNaming = ({ text }: WireText) => namesAll(text, messages);
    return lines.length > 0 && statements.length === 0 && !lines.some(isNaming);
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
