/**
 * Criterion 2: the clients begin by sending their messages.
 *
 * pass: on the connections of every client that stays, the first byte of payload came from the
 * client. fail: on one of them it came from the server; or a client was connected, and left or
 * stayed to the end of the play without a word. Once a client has left like that, the server may
 * tell the others. unknown: the capture has a gap, or a client's connection carried nothing for
 * another reason: it was never made, or the server closed it.
 */
import { getStayers, readConversations } from '../model/conversation.ts';
import { getEvents } from '../model/journal.ts';
import { explainSilence, type Silence } from '../model/silence.ts';
import { getGap } from '../model/sockets.ts';
import type { Checker, Finding, Journal } from '../model/verdict.ts';
import { joinWords, quoteText } from '../model/wording.ts';

export const clientSpokeFirst: Checker = {
  name: 'client-spoke-first',
  promise: 'On each connection the client speaks first; the server only answers.',
  needs: ['wire'],
  check(journal: Journal): Finding {
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
    const wrong = firsts.filter(
      ({ direction, atNs }) => direction === 'to-client' && atNs < leftNs,
    );
    if (wrong.length > 0) {
      const said = wrong.map((event) => `${quoteText(event.text.trim())} to ${event.role}`);
      return {
        outcome: 'fail',
        because: `the server spoke first: ${said.join(', ')}`,
        evidence: wrong,
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
    const roles = joinWords(silent.map(({ role }) => role));
    if (silent.length > 0 || firsts.length === 0) {
      return {
        outcome: 'unknown',
        because: `nothing was said on the connection of ${roles || 'any client'}`,
        evidence: silent.flatMap(({ syn }) => syn ?? []),
      };
    }
    const spoke = joinWords([...new Set(firsts.map((one) => one.role ?? ''))].sort());
    return {
      outcome: 'pass',
      because: `${spoke} spoke before the server`,
      evidence: firsts,
    };
  },
};

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
