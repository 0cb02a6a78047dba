/**
 * Criteria 3 and 6: the order that the server states is the order in which the messages arrived,
 * not the order in which the clients connected, nor that of their names.
 *
 * A message has arrived when its last byte is on the wire at the server's interface.
 * pass: every order that was stated to a client is that order. fail: one of them is another; or
 * all messages arrived and nobody was told any order. unknown: the capture has a gap; a message
 * did not arrive; two are closer than the resolution; what was said names the clients, but states
 * no order that can be read with certainty, or only lists the messages; two messages were complete
 * before the last accept was seen, or before the server, with all accepted, began to read, though
 * that came within 100 ms of that client's SYN, or of the accept: then no program can know their
 * order (FACTS), whatever it states (by the machine's doing where they were planned for later, and
 * the accept, or the sample that showed it, came late; where the kernel was traced there is no such
 * sample, and what the scheduler told of waits is all that counts);
 * or it stated another order, but both came while it waited for a processor, or while nobody
 * could look at the kernel, which is no fault of its own, or far closer together than they were
 * planned; or it said itself that it was kept from running and cannot tell (declined.ts).
 */
import { getStayers, type Spoken, sortByArrival } from '../../../model/conversation.ts';
import type { JournalEvent } from '../../../model/journal.ts';
import { getPlannedGapMs } from '../../../model/plan.ts';
import { getGap } from '../../../model/sockets.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { formatMs, joinWords, quoteText } from '../../../model/wording.ts';
import { findCrossing } from '../evidence/crossing.ts';
import { findDeclined } from '../evidence/declined.ts';
import {
  getDoneNs,
  getSentMessages,
  namesAll,
  parseList,
  readStatements,
  type Statement,
} from '../evidence/statement.ts';
import { findStarved, findUndecidable } from '../evidence/undecidable.ts';

export const orderFollowsWire: Checker = {
  name: 'order-follows-wire',
  promise: 'The order that the server states is the order in which the messages arrived.',
  needs: ['wire', 'kernel'],
  check(journal: Journal): Finding {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const stayers = getStayers(journal);
    const arrived = sortByArrival(stayers);
    const silent = stayers.filter(({ message }) => !message);
    if (stayers.length < 2) {
      return { outcome: 'unknown', because: 'one message alone has no order' };
    }
    if (silent.length > 0) {
      const roles = joinWords(silent.map(({ role }) => role));
      return { outcome: 'unknown', because: `no message of ${roles} arrived at the server` };
    }
    const messages = getSentMessages(arrived);
    const statements = stayers.flatMap((one) => readStatements(one, messages, getDoneNs(stayers)));
    const lasts = arrived.map(({ message }) => message.last);
    if (statements.length === 0) {
      return findDeclined(journal) ?? findListed(journal, arrived) ?? explainSilence(arrived);
    }
    const undecidable = findUndecidable(journal, arrived);
    if (undecidable) return undecidable;
    const crossing = findCrossing(journal, stayers);
    const finding = {
      ...compare(statements, arrived, lasts),
      ...(crossing !== undefined && { shows: crossing }),
    };
    // What was stated rightly stays right, however busy the machine was.
    if (finding.outcome === 'pass') return finding;
    return (
      findStarved(journal, arrived, statements) ?? findCollapsed(journal, arrived, lasts) ?? finding
    );
  },
};

/**
 * Messages that were only listed state no order. Whether they stand in that of their arrival tells
 * something once all plays are seen: then the marking decides (lab/model/rubric.ts).
 */
function findListed(journal: Journal, arrived: readonly Spoken[]): Finding | null {
  const messages = getSentMessages(arrived);
  const order = arrived.map(({ role }) => role).join();
  const listed = arrived.flatMap(({ lines }) =>
    lines.flatMap((line) => {
      const list = parseList(line.text, messages);
      return list ? [{ line, follows: list.join() === order }] : [];
    }),
  );
  const [first] = listed;
  if (!first) return null;
  const lasts = arrived.map(({ message }) => message.last);
  const open = findUndecidable(journal, arrived) ?? findStarved(journal, arrived, listed);
  if (open) return open;
  const crossing = findCrossing(journal, arrived);
  const other = listed.find(({ follows }) => !follows);
  const collapsed = other && findCollapsed(journal, arrived, lasts);
  if (collapsed) return collapsed;
  const how = other ? 'not in the order of arrival' : 'in the order of arrival';
  return {
    outcome: 'unknown',
    because: `${quoteText((other ?? first).line.text)} lists the messages, ${how}, but states none`,
    evidence: [...listed.map(({ line }) => line.first), ...lasts],
    leans: other ? 'fail' : 'pass',
    ...(crossing !== undefined && { shows: crossing }),
  };
}

/** No order was stated: a fault, unless what was said might state one to a person. */
function explainSilence(arrived: readonly Spoken[]): Finding {
  const lines = arrived.flatMap((one) => one.lines);
  const [line] = lines;
  const lasts = arrived.map(({ message }) => message.last);
  if (!line) {
    const because = 'all messages arrived, but the server told nobody which came first';
    return { outcome: 'fail', because, evidence: lasts };
  }
  const messages = getSentMessages(arrived);
  const telling = lines.find(({ text }) => namesAll(text, messages));
  const said = quoteText((telling ?? line).text);
  return {
    outcome: telling ? 'unknown' : 'fail',
    because: telling
      ? `${said} names all clients, but no order can be read from it with certainty`
      : `the server said ${said}, which states no order`,
    evidence: [(telling ?? line).first, ...lasts],
  };
}

/** Closer than this, threads may take messages in either order, and be right otherwise. */
const collapsedNs = 5_000_000;
/** That much of the planned distance is left where the lab has not kept its plan. */
const collapsedShare = 0.1;

/**
 * Messages that were planned to be well apart came almost together: a busy machine held one back.
 * A wrong order is then no proof of anything; the plays that kept the plan decide.
 */
function findCollapsed(
  journal: Journal,
  arrived: readonly Spoken[],
  lasts: readonly JournalEvent[],
): Finding | null {
  const plannedNs = (getPlannedGapMs(journal.plan) ?? 0) * 1e6;
  const [first, last] = [arrived[0], arrived.at(-1)];
  const apart = (last?.message.completeAtNs ?? 0) - (first?.message.completeAtNs ?? 0);
  if (apart >= collapsedNs || apart >= plannedNs * collapsedShare) return null;
  return {
    outcome: 'unknown',
    because:
      `planned ${formatMs(plannedNs)} apart, the messages arrived within ${formatMs(apart)}: ` +
      'so close together that the order stated shows little',
    evidence: lasts,
    disturbed: true,
  };
}

function compare(
  statements: readonly Statement[],
  arrived: readonly Spoken[],
  lasts: readonly JournalEvent[],
): Finding {
  const order = arrived.map(({ role }) => role);
  const wrong = statements.filter((stated) => stated.order.join() !== order.join());
  const [first, last] = [arrived[0], arrived.at(-1)];
  const apart = formatMs((last?.message.completeAtNs ?? 0) - (first?.message.completeAtNs ?? 0));
  const came =
    order.length === 2
      ? `${first?.role} arrived ${apart} before ${last?.role}`
      : `${joinWords(order)} arrived in this order, within ${apart}`;
  if (wrong.length === 0) {
    const told = new Set(statements.map((stated) => stated.to));
    const isMany = order.length > 2 && told.size === order.length;
    const to = isMany ? 'all of them' : joinWords(statements.map((stated) => stated.to));
    return {
      outcome: 'pass',
      because: `${came}, and so it was stated to ${to}`,
      evidence: [...lasts, ...statements.map(({ line }) => line.first)],
    };
  }
  const to = joinWords(wrong.map((stated) => stated.to));
  const text = quoteText(wrong[0]?.line.text ?? '');
  return {
    outcome: 'fail',
    because: `${came}, but ${to} ${wrong.length > 1 ? 'were' : 'was'} told ${text}`,
    evidence: [...wrong.map(({ line }) => line.first), ...lasts],
  };
}
