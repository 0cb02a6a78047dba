/**
 * Every program ends by itself, and well.
 *
 * pass: each ended before the deadline, by itself, with status 0. In a scenario with an early
 * leaver a client that stays may end with status 1: it got no acknowledgement, and says so by that;
 * so may all clients where the assignment excuses them.
 * fail: one was still running at the deadline, was ended by the stage or by a signal, or gave
 * another status; all are named. unknown: the stage has a gap, or did not see one end.
 */
import { type EventOf, getEvents } from '../model/journal.ts';
import { isEarlyLeaver, type Plan } from '../model/plan.ts';
import { getGap } from '../model/sockets.ts';
import type { Checker, Finding, Journal } from '../model/verdict.ts';
import { joinWords } from '../model/wording.ts';

/** What a shell's exit status says (POSIX, 2.8.2; bash(1), EXIT STATUS). */
const statusWords = new Map([
  [126, 'it could not be executed'],
  [127, 'it was not found'],
]);

/**
 * The checker; where `isExcused` tells that nobody could be told anything, clients may end with
 * status 1.
 */
export function makeCleanEnd(isExcused: (journal: Journal) => boolean = () => false): Checker {
  return {
    name: 'clean-end',
    promise: 'Every program ends by itself with exit status 0.',
    needs: ['wire'],
    check(journal: Journal): Finding {
      const { events, plan } = journal;
      const roles = ['server', ...plan.clients.map(({ role }) => role)];
      const exits = getEvents(events, 'exited');
      const limits = getEvents(events, 'limit');
      const isDeclined = isExcused(journal);
      const bad = exits.filter((event) => !isClean(event, plan, isDeclined));
      const ended = new Set(exits.filter(({ byStage }) => !byStage).map(({ role }) => role));
      const late = new Set(limits.flatMap(({ roles }) => roles).filter((role) => !ended.has(role)));
      const problems = [
        ...[...late].map((role) => `${nameRole(role)} was still running at the deadline`),
        ...bad.filter(({ role }) => !late.has(role)).map(describeExit),
      ];
      if (problems.length > 0) {
        const evidence = [...limits, ...bad];
        return { outcome: 'fail', because: problems.join('; '), evidence };
      }
      const gap = getGap(journal, 'stage');
      if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
      const unseen = roles.filter((role) => !exits.some((event) => event.role === role));
      if (unseen.length > 0 || limits.length > 0) {
        const because = limits[0]?.because ?? `the end of ${joinWords(unseen)} was not seen`;
        return { outcome: 'unknown', because, evidence: limits };
      }
      const odd = exits.filter(({ status }) => status !== 0).map(({ role }) => role);
      const told =
        odd.length > 0
          ? ` (1 for ${joinWords(odd)}, ${isDeclined ? 'who were not told' : 'whose partner left'})`
          : '';
      return {
        outcome: 'pass',
        because: `all programs ended by themselves with status 0${told}`,
        evidence: exits,
      };
    },
  };
}

/** Where nothing excuses anybody. */
export const cleanEnd: Checker = makeCleanEnd();

function isClean(
  { role, status, byStage }: EventOf<'exited'>,
  plan: Plan,
  isDeclined: boolean,
): boolean {
  const client = plan.clients.find((one) => one.role === role);
  const deserted = plan.clients.some((one) => one.role !== role && isEarlyLeaver(one));
  const mayBeOne = client !== undefined && (deserted || isDeclined) && !isEarlyLeaver(client);
  return !byStage && (status === 0 || (mayBeOne && status === 1));
}

function describeExit({ role, status, signal, byStage }: EventOf<'exited'>): string {
  if (byStage) return `${nameRole(role)} had to be ended by the stage`;
  if (signal !== null) return `${nameRole(role)} was ended by ${signal}`;
  const word = statusWords.get(status ?? 0);
  return `${nameRole(role)} ended with status ${status}${word ? `: ${word}` : ''}`;
}

function nameRole(role: string): string {
  return role === 'server' ? 'the server' : role;
}
