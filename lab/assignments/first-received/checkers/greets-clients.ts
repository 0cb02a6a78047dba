/**
 * Of the later rubric: the server greets each client before that has spoken, and names it by the
 * order of connection: X whoever connected first, Y the other.
 *
 * pass: each client that stays was told something before its own message began, and among that
 * is its letter by the order of connection. fail: one was told nothing before it spoke, though it
 * waited long enough; or no greeting has its letter. unknown: the capture has a gap; a client
 * never connected; or one spoke less than 250 ms after the last had connected, so that there was
 * no time to greet it.
 */
import { type Conversation, getStayers } from '../../../model/conversation.ts';
import { getGap } from '../../../model/sockets.ts';
import type { Checker, Finding, Journal } from '../../../model/verdict.ts';
import { joinWords, quoteText } from '../../../model/wording.ts';

/** A thread that was just accepted must be started and write first. */
const timeToGreetNs = 250e6;

export const greetsClients: Checker = {
  name: 'greets-clients',
  promise: 'The server greets each client before it speaks, and names it by order of connection.',
  needs: ['wire'],
  check(journal: Journal): Finding {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const stayers = getStayers(journal);
    const connected = stayers.flatMap((one) =>
      one.established ? [{ ...one, connectedNs: one.established.atNs }] : [],
    );
    if (connected.length < stayers.length || connected.length === 0) {
      return { outcome: 'unknown', because: 'not all clients were connected' };
    }
    connected.sort((a, b) => a.connectedNs - b.connectedNs);
    const lastNs = connected.at(-1)?.connectedNs ?? 0;
    const letters = stayers.map(({ role }) => role).sort();
    const greeted = connected.map((one, index) => {
      return { ...one, letter: letters[index] ?? '', greetings: getGreetings(one) };
    });
    const mute = greeted.filter(({ greetings }) => greetings.length === 0);
    const hasty = mute.filter(
      ({ message }) => message && message.first.atNs - lastNs < timeToGreetNs,
    );
    const ignored = mute.filter((one) => !hasty.includes(one));
    const nameless = greeted.filter(
      ({ greetings, letter }) =>
        greetings.length > 0 && !greetings.some(({ text }) => hasWord(text, letter)),
    );
    const problems = [
      ...ignored.map(({ role }) => `${role} was told nothing before it spoke`),
      ...nameless.map(
        ({ role, letter, greetings }) =>
          `${role}, by order of connection ${letter}, was greeted as ` +
          quoteText(greetings.map(({ text }) => text.trim()).join(' / ')),
      ),
    ];
    if (problems.length > 0) {
      const evidence = [...ignored, ...nameless].flatMap(({ message, greetings }) => {
        return greetings[0]?.first ?? message?.first ?? [];
      });
      return { outcome: 'fail', because: problems.join('; '), evidence };
    }
    if (hasty.length > 0) {
      const roles = joinWords(hasty.map(({ role }) => role));
      return { outcome: 'unknown', because: `${roles} spoke before there was time to greet it` };
    }
    return {
      outcome: 'pass',
      because: joinWords(greeted.map(({ role, letter }) => `${role} was greeted as ${letter}`)),
      evidence: greeted.flatMap(({ greetings }) => greetings[0]?.first ?? []),
    };
  },
};

/** What a client was told before its own first byte. */
function getGreetings({ message, lines }: Conversation) {
  const spokeNs = message?.first.atNs ?? Number.POSITIVE_INFINITY;
  return lines.filter(({ first }) => first.atNs < spokeNs);
}

function hasWord(text: string, letter: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}])${letter}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}
