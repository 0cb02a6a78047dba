/**
 * A machine that is drowned on purpose: our own right programs on far too many networks, beside
 * busy loops. What a late machine does may leave trials open; it never makes one fail.
 */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import t from 'tap';
import * as z from 'zod';
import { besideBusyLoops } from './busy-loops.ts';
import { makeLabFolder, root, runLab } from './lab-command.ts';

t.setTimeout(1_800_000);

const gapSchema = z.object({
  ...{ gapMs: z.number(), trials: z.int(), agreed: z.int(), disagreed: z.int() },
  ...{ failed: z.int(), unknown: z.int() },
});
const documentSchema = z.object({
  outcome: z.string(),
  trials: z.int(),
  gaps: z.array(gapSchema),
  examples: z.array(z.object({ because: z.string().nullable() })),
});

t.test('a thousand trials of right programs, and not one false fail', async (t) => {
  const folder = await makeLabFolder(t);
  const command = [process.execPath, path.join(root, 'lab/sweep.mjs')];
  const flags = ['--gaps', '0.1,2,20,100,500', '--repeat', '50', '--stages', '20', '--json'];
  const { stdout, stderr } = await besideBusyLoops(2 * availableParallelism(), () =>
    runLab(flags, { folder, command }),
  );
  const { gaps, trials, examples } = documentSchema.parse(JSON.parse(stdout));
  t.equal(trials, 1_000, stderr);
  for (const { gapMs, disagreed, failed, unknown } of gaps) {
    const why = examples.map(({ because }) => because).join('; ');
    t.equal(failed, 0, `${failed} failed at ${gapMs} ms, ${unknown} open; ${why}`);
    t.equal(disagreed, 0, `${disagreed} disagreed at ${gapMs} ms; ${why}`);
  }
});
