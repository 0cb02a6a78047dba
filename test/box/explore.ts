/** Explores a wrong server as a user would, and holds what is found against explored.ts. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Test } from 'tap';
import * as z from 'zod';
import { readScenarioFile } from '../../lab/store/scenario-file.ts';
import { type Explored, getExploreFlags, mostChanges } from '../wrong/explored.ts';
import { makeLabFolder, root, runForDocument, runLab } from './lab-command.ts';

export const exploreCommand = [process.execPath, path.join(root, 'lab/sweep.mjs')];

/** The document of `sweep --explore --json`. */
export const documentSchema = z.object({
  outcome: z.enum(['pass', 'fail', 'unknown', 'trouble']),
  ...{ schedules: z.int(), planned: z.int(), held: z.int(), open: z.int(), troubled: z.int() },
  ...{ wallMs: z.number(), seed: z.int(), directory: z.string() },
  fault: z
    .object({
      check: z.string(),
      because: z.string(),
      fails: z.array(z.string()),
      foundMs: z.number(),
      faults: z.array(z.string()),
      changes: z.array(z.object({ name: z.string(), value: z.union([z.number(), z.string()]) })),
      ...{ confirmed: z.int(), held: z.int(), plays: z.int(), isFlaky: z.boolean() },
      ...{ scenario: z.string(), repeat: z.string() },
    })
    .nullable(),
});
export type ExploreDocument = z.infer<typeof documentSchema>;

/** Far more than an exploration takes: on a machine of many, a play takes as long as ten. */
const limitMs = 400_000;

export async function explore(
  flags: readonly string[],
  folder: string,
): Promise<{ status: number | null; document: ExploreDocument; stderr: string }> {
  const result = await runLab([...flags, '--json'], { folder, command: exploreCommand, limitMs });
  try {
    return { ...result, document: documentSchema.parse(JSON.parse(result.stdout)) };
  } catch (cause) {
    throw new Error(`no document; standard error: ${result.stderr}`, { cause });
  }
}

/** Explores a row, and asserts that its fault is found, small, lasting, and kept. */
export async function assertFound(t: Test, row: Explored): Promise<void> {
  const folder = await makeLabFolder(t);
  const { status, document, stderr } = await explore(getExploreFlags(row), folder);
  const { fault } = document;
  const diagnostic = { document, stderr };
  t.equal(status, 1, 'it exits with 1', diagnostic);
  if (!fault) return;
  t.ok(row.checks.includes(fault.check), `${fault.check} is broken`, diagnostic);
  t.ok(fault.changes.length <= mostChanges, `${fault.changes.length} changes`, diagnostic);
  t.equal(fault.changes.length === 0, row.changes === 'nothing', row.changes, diagnostic);
  t.ok(fault.confirmed >= 3 && !fault.isFlaky, `it failed ${fault.confirmed} times`, diagnostic);
}

/** Plays the file that an exploration left, as its report says. */
export async function assertRepeats(t: Test, { fault }: ExploreDocument, folder: string) {
  const file = path.join(folder, fault?.scenario ?? '');
  t.match(fault?.repeat, fault?.scenario);
  t.equal((await readScenarioFile(file)).name, 'smallest', await readFile(file, 'utf8'));
  const { document } = await runForDocument([file], { folder });
  const failed = document.runs.flatMap(({ verdicts }) =>
    verdicts.filter(({ outcome }) => outcome === 'fail').map(({ check }) => check),
  );
  t.ok(failed.includes(fault?.check ?? ''), `${fault?.check} is among ${failed.join()}`);
}
