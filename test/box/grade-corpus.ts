/** Marks a submission of the corpus as a user would, and compares it with its row. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Test } from 'tap';
import * as z from 'zod';
import { corpus, type SubmissionRow } from '../submissions/table.ts';
import { root, runLab } from './lab-command.ts';

/** Of what `--json` prints, what the tests read. */
export const markingSchema = z.object({
  outcome: z.string(),
  submissions: z.array(
    z.object({
      name: z.string(),
      outcome: z.string(),
      flags: z.array(z.string()),
      because: z.string().optional(),
      lastLines: z.array(z.string()).optional(),
      grade: z
        .object({
          points: z.number(),
          criteria: z.array(
            z.object({
              ...{ id: z.number(), outcome: z.string(), because: z.string() },
              review: z.boolean().default(false),
            }),
          ),
        })
        .nullable(),
    }),
  ),
});

const exits: Record<SubmissionRow['outcome'], number> = {
  pass: 0,
  fail: 1,
  unknown: 2,
  unsupported: 2,
};

/** What a language needs on this machine. */
const needs: readonly (readonly [RegExp, string])[] = [
  [/^(wrong-)?c-/, 'cc'],
  [/^wrong-no-build/, 'cc'],
  [/^(wrong-)?cpp-/, 'c++'],
  [/^(wrong-)?java-/, 'javac'],
  [/^perl-/, 'perl'],
  [/^ruby-/, 'ruby'],
  [/^php-/, 'php'],
  [/^tcl-/, 'tclsh'],
  [/^lua-/, 'lua'],
  [/^shell-/, 'socat'],
];

/** Which tool is missing to play a submission; undefined if all is there. */
export function findMissingTool(name: string): string | undefined {
  const tools = needs.filter(([pattern]) => pattern.test(name)).map(([, tool]) => tool);
  return tools.find((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
}

/** Plays one, and asserts that it gets exactly what it must. */
export async function assertMarked(t: Test, row: SubmissionRow, folder: string): Promise<void> {
  const { status, stdout, stderr } = await runLab(
    [path.join(corpus, row.name), '--json', ...(row.flags ?? [])],
    {
      folder,
      command: [process.execPath, path.join(root, 'lab/grade.mjs')],
      limitMs: 240_000,
    },
  );
  const [marking] = markingSchema.parse(JSON.parse(stdout)).submissions;
  const criteria = marking?.grade?.criteria ?? [];
  const open = criteria.filter(({ outcome }) => outcome !== 'pass');
  const diagnostic = { open, flags: marking?.flags, because: marking?.because, stderr };
  t.equal(marking?.outcome, row.outcome, `${row.name}: outcome`, diagnostic);
  t.equal(status, exits[row.outcome], `${row.name}: exit code`, diagnostic);
  t.equal(marking?.grade?.points ?? null, row.points, `${row.name}: points`, diagnostic);
  for (const [outcome, ids] of [
    ['fail', row.fails ?? []],
    ['unknown', row.unknown ?? []],
  ] as const) {
    const found = criteria.filter((one) => one.outcome === outcome).map(({ id }) => id);
    t.same(found, ids, `${row.name}: criteria that are ${outcome}`, diagnostic);
  }
  if (row.reviews) {
    const looked = criteria.filter(({ review }) => review).map(({ id }) => id);
    t.same(looked, row.reviews, `${row.name}: criteria for a person`, diagnostic);
  }
  if (row.says) t.match([marking?.because, ...(marking?.flags ?? [])].join('\n'), row.says);
}
