/**
 * Recorded journals: folders in the form of stored runs (plan, journal, capture), each with
 * the verdicts that were given when it was recorded. record.ts makes them; whoever wants real
 * journals without Mininet reads them here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkers } from '../../lab/assignments/first-received/checkers/index.ts';
import { judgeRun } from '../../lab/model/judge.ts';
import type { RunReport } from '../../lab/model/report.ts';
import { judgeStored } from '../../lab/run/judge-stored.ts';
import { readRun, type StoredScenario } from '../../lab/store/read-run.ts';

export const journals = import.meta.dirname;
export const expectedFile = 'expected.json';

/** What a journal is to be judged as: all of its report that does not depend on where it lies. */
export type Expected = Pick<RunReport, 'scenario' | 'outcome' | 'trouble' | 'timing' | 'verdicts'>;

/** The names of all recorded journals, in alphabetical order. */
export function listJournals(): string[] {
  return readdirSync(journals, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** One journal as it is stored. */
export async function readStored(name: string): Promise<StoredScenario> {
  const [stored] = (await readRun(path.join(journals, name))).scenarios;
  if (!stored) throw new Error(`${name} holds no scenario`);
  return stored;
}

/** One journal, judged as zx lab/check.mjs judges it. */
export async function judgeJournal(name: string): Promise<RunReport> {
  return judgeStored(await readStored(name), (journal) => judgeRun(journal, checkers));
}

/** What is compared with the recorded verdicts. */
export function getExpected(run: RunReport): Expected {
  const { scenario, outcome, trouble, timing, verdicts } = run;
  return { scenario, outcome, ...(trouble && { trouble }), timing, verdicts };
}

/** The verdicts that were recorded with a journal. */
export function readExpected(name: string): Expected {
  return JSON.parse(readFileSync(path.join(journals, name, expectedFile), 'utf8')) as Expected;
}
