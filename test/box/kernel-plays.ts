/** Plays in which the kernel was both traced and sampled: what each tells of the same. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Test } from 'tap';
import { acceptedBeforeReceived } from '../../lab/assignments/first-received/checkers/accepted-before-received.ts';
import { orderFollowsWire } from '../../lab/assignments/first-received/checkers/order-follows-wire.ts';
import { readConversations } from '../../lab/model/conversation.ts';
import { getEvents } from '../../lab/model/journal.ts';
import { getAcceptance, getCopies, isExact } from '../../lab/model/sockets.ts';
import type { Finding, Journal } from '../../lab/model/verdict.ts';
import { readRun } from '../../lab/store/read-run.ts';

const told = new Set(['tracing', 'accepted', 'received', 'waited']);
const checkers = [acceptedBeforeReceived, orderFollowsWire];

/** A verdict of the same play from each of the two. */
export interface Pair {
  check: string;
  exact: Finding['outcome'];
  sampled: Finding['outcome'];
}

/** The journals of all plays of a stored run, or of a class. */
export async function readJournals(folder: string): Promise<Journal[]> {
  const names = await readdir(folder, { recursive: true });
  const runs = names.filter((name) => path.basename(name) === 'journal.jsonl');
  const found = runs.map((name) => readRun(path.join(folder, path.dirname(name))));
  return (await Promise.all(found)).flatMap(({ scenarios }) =>
    scenarios.map(({ plan, events }) => ({ plan, events })),
  );
}

/** As if nothing had been traced. */
function forget({ plan, events }: Journal): Journal {
  return { plan, events: events.filter(({ kind }) => !told.has(kind)) };
}

/** Asserts that nothing that was traced contradicts the wire or the samples; gives the verdicts. */
export function comparePlay(t: Test, name: string, journal: Journal): Pair[] {
  const sampled = forget(journal);
  t.ok(isExact(journal) && !isExact(sampled), `${name} was traced`);
  t.same(getEvents(journal.events, 'gap'), [], `${name} has no gap`);
  for (const one of readConversations(journal)) {
    const [told, seen] = [getAcceptance(journal, one), getAcceptance(sampled, one)];
    if (!seen) continue;
    t.ok(told?.isExact, `${name}: the accept of ${one.role} was traced`);
    const isAlike = told?.event.kind === 'accepted' && told.event.alike;
    t.ok(isAlike || (told && told.atNs <= seen.atNs), `${name}: and before it was seen`);
    const copies = getCopies(journal, one);
    const sum = (bytes: (number | undefined)[]) => bytes.reduce<number>((a, b = 0) => a + b, 0);
    const arrived = sum(one.toServer.map(({ bytes }) => bytes));
    const copied = sum(copies.map(({ bytes }) => bytes));
    t.ok(copied <= arrived, `${name}: of ${arrived} bytes of ${one.role} ${copied} were copied`);
    const early = copies.find(({ atNs }) => told && atNs < told.atNs);
    t.notOk(!isAlike && early, `${name}: none before the accept`);
  }
  return checkers
    .filter(({ name: check }) => journal.plan.checks.includes(check))
    .map((checker) => {
      const [exact, before] = [checker.check(journal), checker.check(sampled)];
      const both = `${checker.name} of ${name}: ${exact.because}; sampled: ${before.because}`;
      const isSame = exact.outcome === before.outcome;
      t.ok(isSame || [exact, before].some(({ outcome }) => outcome === 'unknown'), both);
      return { check: checker.name, exact: exact.outcome, sampled: before.outcome };
    });
}
