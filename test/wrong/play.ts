/** Plays a wrong program as a user would, and compares what failed with what has to. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Test } from 'tap';
import { type EventOf, type JournalEvent, journalEventSchema } from '../../lab/model/journal.ts';
import { type LabDocument, makeLabFolder, runForDocument } from '../box/lab-command.ts';
import { getLastPlays } from '../box/last-plays.ts';
import { getFlags, type WrongProgram } from './table.ts';

/** The check's names that had an outcome in some scenario, sorted; those that inform left out. */
export function getChecks({ runs }: LabDocument, outcome: 'fail' | 'unknown'): string[] {
  const verdicts = runs.flatMap((run) => run.verdicts);
  const found = verdicts.filter((one) => !one.informs && one.outcome === outcome);
  return [...new Set(found.map(({ check }) => check))].sort();
}

/** What did not pass, a line each; for whoever reads a failure. */
export function explainDocument({ runs }: LabDocument): string[] {
  return runs.flatMap(({ scenario, verdicts }) =>
    verdicts
      .filter(({ outcome }) => outcome !== 'pass')
      .map(({ check, outcome, because }) => `${scenario}: ${check}: ${outcome}: ${because}`),
  );
}

/** The journal that a run kept in a scenario's folder. */
export async function readJournal(folder: string): Promise<JournalEvent[]> {
  const text = await readFile(path.join(folder, 'journal.jsonl'), 'utf8');
  const lines = text.trim().split('\n');
  return lines.map((line) => journalEventSchema.parse(JSON.parse(line)));
}

export function isGap(event: JournalEvent): event is EventOf<'gap'> {
  return event.kind === 'gap';
}

/** Plays a row on some scenarios and asserts that exactly the checks of the row fail. */
export async function assertCaught(
  t: Test,
  row: WrongProgram,
  scenarios: readonly string[] = row.scenarios,
): Promise<void> {
  const folder = await makeLabFolder(t);
  const { status, document, stderr } = await runForDocument(getFlags(row, scenarios), { folder });
  const said = explainDocument(document);
  const diagnostic = { said, stderr };
  t.equal(status, 1, 'it exits with 1', diagnostic);
  const races = scenarios === row.scenarios ? [] : (row.mayFail ?? []);
  t.same(
    getChecks(document, 'fail').filter((check) => !races.includes(check)),
    [...row.fails].sort(),
    'these checks fail',
    diagnostic,
  );
  const undecided = getChecks({ ...document, runs: getLastPlays(document.runs) }, 'unknown');
  const allowed = [...row.fails, ...(row.unknown ?? [])];
  t.same(
    undecided.filter((check) => !allowed.includes(check)),
    [],
    'no other check is undecided',
    diagnostic,
  );
}
