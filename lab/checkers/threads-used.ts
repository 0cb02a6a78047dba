/**
 * What the assignment's note asks for: a thread, or process, for each client. It informs and
 * decides no points: a right server may use one loop.
 *
 * pass: after the clients were in, the kernel saw at least one more thread or process for each
 * client than when the server began to listen; or the server's own notes show that each client
 * was served by a thread of its own, since threads may be made beforehand. fail: neither, though
 * the kernel watched. unknown: the kernel's samples are missing or have a gap; or a message was
 * there so soon that its thread may have come and gone between two samples.
 */
import { getStayers } from '../model/conversation.ts';
import { type EventOf, getEvents } from '../model/journal.ts';
import { getGap, getLastAcceptance } from '../model/sockets.ts';
import type { Checker, Finding, Journal } from '../model/verdict.ts';
import { countWords } from '../model/wording.ts';

export const threadsUsed: Checker = {
  name: 'threads-used',
  promise: 'The server has a thread or process for each client.',
  needs: ['kernel', 'program', 'wire'],
  check(journal: Journal): Finding {
    const clients = getStayers(journal).length;
    const own = findOwnThreads(journal);
    if (own.length >= clients && clients > 0) {
      const because = `the server says that ${countWords(own.length, 'thread')} served its clients`;
      return { outcome: 'pass', because, evidence: own };
    }
    const gap = getGap(journal, 'kernel');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const samples = getEvents(journal.events, 'threads').filter(({ role }) => role === 'server');
    const listening = getEvents(journal.events, 'listener').find(({ open }) => open);
    if (samples.length === 0 || !listening) {
      return { outcome: 'unknown', because: 'the kernel showed no threads of a listening server' };
    }
    const start = samples.findLast(({ atNs }) => atNs <= listening.atNs) ?? samples[0];
    const later = samples.filter(({ atNs }) => atNs > listening.atNs);
    const most = later.reduce(
      (best, next) => (!best || count(next) > count(best) ? next : best),
      start,
    );
    if (!start || !most) return { outcome: 'unknown', because: 'the server was never sampled' };
    const more = count(most) - count(start);
    const brief = more < clients ? findBriefWait(journal) : null;
    if (brief) return brief;
    const from = countWords(count(start), 'thread');
    return {
      outcome: more >= clients ? 'pass' : 'fail',
      because: `the server had ${from} when it began to listen, ${count(most)} with its clients`,
      evidence: [most, start],
    };
  },
};

/** A client's thread is sure to be seen where it has to wait this long for the message. */
const seenNs = 100_000_000;

/**
 * The first client whose message was there before a thread that waits for it was sure to be seen.
 */
function findBriefWait(journal: Journal): Finding | null {
  const last = getLastAcceptance(journal);
  const brief = getStayers(journal).find(
    ({ message }) => !last || !message || message.completeAtNs < last.atNs + seenNs,
  );
  if (!brief) return null;
  const because = `${brief.role} kept no thread waiting, so one may have come and gone unseen`;
  return { outcome: 'unknown', because, evidence: brief.message ? [brief.message.last] : [] };
}

/** Threads of all its processes; every process has one at least (proc_pid_status(5)). */
function count({ threads, processes }: EventOf<'threads'>): number {
  return Math.max(threads, processes);
}

/** One note of the server for each client that a thread of its own spoke for. */
function findOwnThreads({ events }: Journal): EventOf<'note'>[] {
  const notes = getEvents(events, 'note').filter(
    ({ role, client, thread }) => role === 'server' && client !== undefined && thread !== undefined,
  );
  const received = notes.filter(({ what, thread }) => what === 'received' && thread !== 0);
  const threads = new Set(received.map(({ thread }) => thread));
  const clients = new Set(received.map(({ client }) => client));
  if (threads.size < clients.size) return [];
  return [...clients].flatMap((name) => received.find(({ client }) => client === name) ?? []);
}
