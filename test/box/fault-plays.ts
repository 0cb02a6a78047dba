/**
 * Plays faults (fault-cases.ts) on one stage, to save the time of building it, and asserts of each:
 * the journal has it with its end, each was told what it must be, each ended as it must, no verdict
 * is against the wire, and nobody hangs.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Test } from 'tap';
import { parseFault } from '../../lab/model/fault-words.ts';
import {
  type EventOf,
  getEvents,
  type JournalEvent,
  journalEventSchema,
} from '../../lab/model/journal.ts';
import { getScenarioOfPlay } from '../../lab/model/play-names.ts';
import { type Case, shortTimes, type Times } from './fault-cases.ts';
import { type LabDocument, makeLabFolder, runForDocument } from './lab-command.ts';
import { getLastPlays } from './last-plays.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

/** How long all plays of a file may take on a busy machine. */
const hungAfterMs = 280_000;

function composeScenario(name: string, one: Case, times: Times): string {
  return JSON.stringify({
    name,
    title: one.faults.join(', '),
    clients: [
      { role: 'X', name: 'Alice', connectMs: 0, sendMs: times.sendX },
      { role: 'Y', name: one.name ?? 'Bob', connectMs: times.connectY, sendMs: times.sendY },
    ],
    faults: one.faults,
    checks: ['no-wrong-verdict', 'nobody-hangs'],
    informs: ['order-follows-wire', 'both-told-same'],
    limitMs: times.limitMs,
    robustness: true,
  });
}

export interface PlayOptions {
  /** More flags, such as where. */
  flags?: readonly string[];
  env?: Record<string, string>;
  times?: Times;
  limitMs?: number;
}

/** Plays all, and asserts all that. */
export async function playCases(
  t: Test,
  cases: Readonly<Record<string, Case>>,
  { flags = [], env = {}, times = shortTimes, limitMs = hungAfterMs }: PlayOptions = {},
): Promise<void> {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  for (const [name, one] of Object.entries(cases)) {
    await writeFile(
      path.join(folder, `${name}.json`),
      composeScenario(name, one, { ...times, ...one.times }),
    );
  }
  const files = Object.keys(cases).map((name) => `${name}.json`);
  const { document } = await runForDocument([...files, ...flags], { folder, env, limitMs });
  const runs = getLastPlays(document.runs);
  const names = runs.map(({ scenario }) => getScenarioOfPlay(scenario));
  t.same(names.sort(), Object.keys(cases).sort());
  for (const run of runs) {
    await t.test(run.scenario, async (t) => {
      const one = cases[getScenarioOfPlay(run.scenario)];
      if (!one) throw new Error(`no case ${run.scenario}`);
      t.same(
        run.verdicts.filter(({ outcome, informs }) => outcome !== 'pass' && !informs),
        [],
        'no verdict is against the wire, and nobody hangs',
      );
      assertCase(t, one, await readJournal(folder, run));
    });
  }
  await assertNothingLeft(t, before);
}

/** The journal of a run. */
export async function readJournal(
  folder: string,
  run: LabDocument['runs'][number],
): Promise<JournalEvent[]> {
  const file = path.resolve(folder, run.directory, 'journal.jsonl');
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => journalEventSchema.parse(JSON.parse(line)));
}

/** All that a program printed. */
export function getPrinted(events: readonly JournalEvent[], role: string): string {
  const lines = getEvents(events, 'line').filter((line) => line.role === role);
  return lines.map(({ text }) => text).join('\n');
}

/** What the journal must have of a case, whatever the checkers say. */
function assertCase(t: Test, one: Case, events: readonly JournalEvent[]): void {
  const { told, none = {}, ends } = one;
  assertFaults(t, one.faults, events);
  for (const [role, words] of Object.entries(told)) {
    t.match(getPrinted(events, role), words, `${role} is told`);
  }
  for (const [role, words] of Object.entries(none)) {
    t.notMatch(getPrinted(events, role), words, `not ${role}`);
  }
  const exits = getEvents(events, 'exited');
  const getEnd = ({ status, signal }: EventOf<'exited'>) => status ?? signal;
  for (const [role, end] of Object.entries(ends)) {
    const exit = exits.filter((event) => event.role === role).at(-1);
    t.equal(exit && getEnd(exit), end, `how ${role} ended`);
  }
}

/** Each fault was made, once, with its end where it has one; and no other. */
function assertFaults(t: Test, wanted: readonly string[], events: readonly JournalEvent[]): void {
  const faults = getEvents(events, 'fault');
  t.same(
    faults.filter(({ failed }) => failed !== undefined),
    [],
    'none failed',
  );
  const all = wanted.map(parseFault);
  for (const { who, atMs } of all.filter((fault) => fault.do === 'start')) {
    const started = getEvents(events, 'started').find(({ role }) => role === who);
    t.ok((started?.atNs ?? 0) >= atMs * 1e6, `${who} was started only then`);
  }
  // An end that would come after the play is not waited for.
  for (const { text, forMs } of all) {
    const own = faults.filter((fault) => fault.text === text).map(({ when }) => when);
    t.same(own, forMs === undefined ? ['begin'] : ['begin', 'end'], text);
  }
  t.equal(new Set(faults.map(({ text }) => text)).size, all.length, 'and no other');
}
