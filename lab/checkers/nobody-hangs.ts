/**
 * Whatever goes wrong: every program ends by itself before the deadline of the play, but for one
 * that a fault ended.
 *
 * pass: all that was started ended, by itself or by a fault, or waited for what nobody brought: its
 * epoch, or, as a server, its first client. fail: one still ran at the end otherwise; or was ended
 * by a signal that no fault sent. unknown: the stage has a gap; or a program was kept
 * from going on by a fault without an end (paused for good); or no end of it was seen.
 */
import { type EventOf, getEvents } from '../model/journal.ts';
import { getGap } from '../model/sockets.ts';
import type { Checker, Finding, Journal } from '../model/verdict.ts';
import { joinWords } from '../model/wording.ts';

/** The faults that end a program. */
const deadly: ReadonlySet<string> = new Set(['kill', 'restart', 'half-open']);

export const nobodyHangs: Checker = {
  name: 'nobody-hangs',
  promise: 'Every program ends before the deadline, by itself, unless a fault ended it.',
  needs: ['wire'],
  check(journal: Journal): Finding {
    const { events, plan } = journal;
    const gap = getGap(journal, 'stage');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const faults = getEvents(events, 'fault');
    const roles = ['server', ...plan.clients.map(({ role }) => role)];
    const exits = getEvents(events, 'exited');
    const isFaulted = (role: string) =>
      faults.some((fault) => fault.role === role && deadly.has(fault.what));
    const stopped = roles.filter((role) => isStopped(faults, role));
    const problems = exits.flatMap((exit) => {
      const name = exit.role === 'server' ? 'the server' : exit.role;
      if (exit.byStage) {
        return isExcused(exit, journal, stopped) ? [] : [`${name} still ran at the end`];
      }
      if (exit.signal === null || isFaulted(exit.role)) return [];
      return [`${name} was ended by ${exit.signal}`];
    });
    const limits = getEvents(events, 'limit');
    if (problems.length > 0) {
      return { outcome: 'fail', because: problems.join('; '), evidence: [...exits, ...limits] };
    }
    if (stopped.length > 0) {
      const because = `${joinWords(stopped)} was stopped for good, and could not end`;
      return { outcome: 'unknown', because, evidence: faults };
    }
    const unseen = roles.filter((role) => !exits.some((exit) => exit.role === role));
    if (unseen.length > 0) {
      return { outcome: 'unknown', because: `the end of ${joinWords(unseen)} was not seen` };
    }
    const how = exits.map(describeExit);
    return { outcome: 'pass', because: how.join(', '), evidence: exits };
  },
};

/** Who was stopped, or waits for what never came: the epoch, or, as a server, its first client. */
function isExcused(
  { role }: EventOf<'exited'>,
  { events, plan }: Journal,
  stopped: readonly string[],
): boolean {
  if (stopped.includes(role)) return true;
  if (!getEvents(events, 'phase').some(({ name }) => name === 'epoch')) return true;
  const started = getEvents(events, 'started').findLast((event) => event.role === role);
  const met =
    plan.transport === 'udp'
      ? getEvents(events, 'datagram').filter((event) => event.role !== undefined)
      : getEvents(events, 'established');
  const isMet = met.some(({ atNs }) => atNs >= (started?.atNs ?? 0));
  return role === 'server' && !isMet;
}

function isStopped(faults: readonly EventOf<'fault'>[], role: string): boolean {
  const own = faults.filter((fault) => fault.role === role);
  const last = own.findLast(({ what }) => what === 'pause' || what === 'resume');
  return last?.what === 'pause' && last.when === 'begin';
}

function describeExit({ role, status, signal, byStage }: EventOf<'exited'>): string {
  const name = role === 'server' ? 'the server' : role;
  if (byStage) return `${name} had nothing to wait for any more`;
  return signal === null ? `${name} exited with ${status}` : `${name} was ended by a fault`;
}
