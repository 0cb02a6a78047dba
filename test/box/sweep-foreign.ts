/** Sweeps of programs that hang, crash or flood: what the tests of the gate and the nightly share. */
import path from 'node:path';
import type { Test } from 'tap';
import * as z from 'zod';
import { makeLabFolder, root, runLab } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

const wrong = path.join(root, 'test/wrong');
const client = (file: string) => `python3 ${path.join(wrong, file)} {host} {port} '{message}'`;

/** What is played in place of ours, and what all its trials come to. */
export const foreign = {
  hangs: { flags: ['--server', `python3 ${path.join(wrong, 'hang.py')}`], outcome: 'fail' },
  crashes: { flags: ['--server', `node ${path.join(wrong, 'crash.mjs')}`], outcome: 'fail' },
  floods: { flags: ['--server', `python3 ${path.join(wrong, 'flood.py')}`], outcome: 'fail' },
  'has a client that hangs': { flags: ['--client-x', client('silent-client.py')], outcome: 'fail' },
} as const;

const documentSchema = z.object({
  ...{ outcome: z.string(), trials: z.int(), planned: z.int() },
  gaps: z.array(z.object({ agreed: z.int(), trials: z.int() })),
  examples: z.array(
    z.object({ outcome: z.string(), because: z.string().nullable(), troubled: z.boolean() }),
  ),
});

/** Every trial of it comes to an end and is told, with its reason; nothing is left. */
export async function sweepForeign(t: Test, name: keyof typeof foreign): Promise<void> {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const { flags, outcome } = foreign[name];
  const timings = ['--gaps', '20', '--repeat', '1', '--order', 'x', '--stages', '2', '--json'];
  const { stdout, stderr, status } = await runLab([...timings, ...flags], {
    folder,
    command: [process.execPath, path.join(root, 'lab/sweep.mjs')],
  });
  const document = documentSchema.parse(JSON.parse(stdout));
  t.match(document, { trials: 2, planned: 2, outcome }, stderr);
  t.match(document.gaps, [{ trials: 2, agreed: 0 }]);
  t.equal(status, 1);
  t.equal(document.examples.length, 2);
  for (const { because, troubled } of document.examples) {
    t.notOk(troubled, `a fault of the program, not of the lab: ${because}`);
    t.ok((because ?? '').length > 10, 'with its reason');
  }
  await assertNothingLeft(t, before);
}
