/**
 * Criterion 2: the clients begin by sending their messages.
 *
 * pass: on the connections of every client that stays, the first byte of payload came from the
 * client. pass, and a person should look: it came from the server, but what it said until the
 * client spoke is a greeting or a question ("Welcome", "Enter username:"), which states nothing of
 * the messages and quotes none; or it passed on a message of another client that had come whole.
 * fail: it is anything else, as an answer before the question; or a client was connected, and left
 * or stayed to the end of the play without a word. Once a client has left like that, the server may
 * tell the others. unknown: the capture has a gap; all was said by datagrams, where no
 * connection begins; or a client's connection carried nothing for another reason: it was never
 * made, or the server closed it.
 */
import { type DataEvent, getStayers, readConversations } from '../model/conversation.ts';
import { getEvents } from '../model/journal.ts';
import { explainSilence, type Silence } from '../model/silence.ts';
import { getGap } from '../model/sockets.ts';
import type { Checker, Finding, Journal } from '../model/verdict.ts';
import { joinWords, quoteText } from '../model/wording.ts';

/** Whether a text states what an assignment's server is to find out; `messages` as sent. */
export type ReadsStatement = (
  text: string,
  messages: readonly { role: string; text: string }[],
) => boolean;

/** `isStatement` tells what is more than a greeting; each assignment has other words for it. */
export function makeClientSpokeFirst(isStatement: ReadsStatement): Checker {
  return {
    name: 'client-spoke-first',
    promise: 'On each connection the client speaks first; the server only answers.',
    needs: ['wire'],
    check: (journal) => check(journal, isStatement),
  };
}

/** For assignments without statements: what quotes no message is a greeting. */
export const clientSpokeFirst: Checker = makeClientSpokeFirst(() => false);

function check(journal: Journal, isStatement: ReadsStatement): Finding {
  const gap = getGap(journal, 'wire');
  if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
  const planned = new Set(journal.plan.clients.map(({ role }) => role));
  const data = getEvents(journal.events, 'data').filter(
    ({ role }) => role !== undefined && planned.has(role),
  );
  const firsts = [...new Set(data.map(({ stream }) => stream))]
    .map((stream) => data.find((event) => event.stream === stream))
    .filter((event) => event !== undefined);
  const leftNs = getFirstLeaveNs(journal);
  const wrong = firsts.filter(({ direction, atNs }) => direction === 'to-client' && atNs < leftNs);
  const openings = wrong.map((event) => readOpening(journal, event, isStatement));
  const faults = openings.filter(({ kind }) => kind === 'other');
  if (faults.length > 0) {
    const said = faults.map(({ text, event }) => `${quoteText(text)} to ${event.role}`);
    return {
      outcome: 'fail',
      because: `the server spoke first: ${said.join(', ')}`,
      evidence: faults.map(({ event }) => event),
    };
  }
  const silent = getStayers(journal).filter(({ message }) => !message);
  const mute = silent.map((one) => explainSilence(journal, one)).filter(isByClient);
  if (mute.length > 0) {
    return {
      outcome: 'fail',
      because: mute.map(({ because }) => because).join('; '),
      evidence: mute.flatMap(({ evidence }) => evidence),
    };
  }
  if (silent.length === 0 && firsts.length === 0 && planned.size > 0) {
    const all = joinWords([...planned].sort());
    const because = `${all} spoke first, by datagrams, but there was no connection to begin`;
    return { outcome: 'unknown', because };
  }
  const roles = joinWords(silent.map(({ role }) => role));
  if (silent.length > 0 || firsts.length === 0) {
    return {
      outcome: 'unknown',
      because: `nothing was said on the connection of ${roles || 'any client'}`,
      evidence: silent.flatMap(({ syn }) => syn ?? []),
    };
  }
  const spoke = joinWords([...new Set(firsts.map((one) => one.role ?? ''))].sort());
  if (openings.length > 0) {
    return {
      outcome: 'pass',
      because: `the messages of ${spoke} came first, after a word of the server that is no answer`,
      evidence: [...firsts],
      review: describeOpenings(openings),
    };
  }
  return {
    outcome: 'pass',
    because: `${spoke} spoke before the server`,
    evidence: firsts,
  };
}

/** What the server said on a connection before the client did. */
interface Opening {
  event: DataEvent;
  text: string;
  kind: 'greeting' | 'relay' | 'other';
}

function readOpening(journal: Journal, event: DataEvent, isStatement: ReadsStatement): Opening {
  const data = getEvents(journal.events, 'data').filter(({ stream }) => stream === event.stream);
  const spoke = data.findIndex(({ direction }) => direction === 'to-server');
  const said = spoke < 0 ? [event] : data.slice(0, spoke);
  const text = said
    .map((one) => one.text)
    .join('')
    .trim();
  const all = readConversations(journal);
  const messages = all.map(({ role, client, message }) => {
    return { role, text: message?.text ?? client.message };
  });
  if (isStatement(text, messages)) return { event, text, kind: 'other' };
  const quoted = all.filter(({ client, message }) =>
    [client.message, message?.text ?? ''].some((one) => isQuoted(one, text)),
  );
  if (quoted.length === 0) return { event, text, kind: 'greeting' };
  const isRelay = quoted.every(({ role, message }) => {
    return role !== event.role && message !== undefined && message.completeAtNs <= event.atNs;
  });
  return { event, text, kind: isRelay ? 'relay' : 'other' };
}

/** A message of a letter or two is a word of any greeting. */
const shortestQuote = 3;

function isQuoted(message: string, text: string): boolean {
  const wanted = message.trim().toLowerCase();
  if (wanted.length < shortestQuote) return false;
  const at = text.toLowerCase().indexOf(wanted);
  const around = at < 0 ? '' : `${text[at - 1] ?? ' '}${text[at + wanted.length] ?? ' '}`;
  return at >= 0 && !/[\p{L}\p{N}]/u.test(around);
}

function describeOpenings(openings: readonly Opening[]): string {
  const said = openings.map(({ kind, text, event }) =>
    kind === 'greeting'
      ? `the server greeted ${event.role} with ${quoteText(text)}`
      : `the server passed ${quoteText(text)} on to ${event.role} before that spoke`,
  );
  return said.join('; ');
}

/** When the first client left that had said nothing; Infinity if none did. */
function getFirstLeaveNs(journal: Journal): number {
  const leaves = readConversations(journal)
    .filter(({ message }) => !message)
    .flatMap(({ closings }) => closings.filter(({ direction }) => direction === 'to-server'));
  return Math.min(Number.POSITIVE_INFINITY, ...leaves.map(({ atNs }) => atNs));
}

function isByClient(silence: Silence | null): silence is Silence {
  return silence?.by === 'client';
}
