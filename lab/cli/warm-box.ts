/**
 * Warms a box before it is frozen: has the lab's files there and plays once, so that what a play
 * needs has been read from the disk, and the first play after a resume is no slower than the next.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Box } from '../boxes/box.ts';
import { LabError } from '../model/errors.ts';
import { judgeRun } from '../model/judge.ts';
import { planScenario } from '../model/plan.ts';
import { scenarioSchema } from '../model/scenario.ts';
import { prepareBox } from '../run/prepare.ts';
import { playSuite } from '../run/suite.ts';
import { scenarios } from '../scenarios/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Plays the simplest scenario once, on each kind of switch. Throws LabError if it cannot. */
export async function warmBox(box: Box): Promise<void> {
  const first = scenarios.get('x-connects-x-sends');
  if (first === undefined) throw new Error('the scenario to warm a box with is gone');
  const scenario = scenarioSchema.parse(first);
  const kinds = ['lxbr', 'ovs'] as const;
  const plans = kinds.map((kind) => planScenario({ ...scenario, switch: kind }));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-warm-'));
  try {
    const prepared = await prepareBox(box, { root, plans, stages: 1 });
    try {
      for (const [index, plan] of plans.entries()) {
        const judge = (journal: Parameters<typeof judgeRun>[0]) => judgeRun(journal, new Map());
        const place = path.join(folder, String(index));
        const [run] = await playSuite([plan], { root, box, prepared, folder: place, judge });
        if (run?.trouble) throw new LabError('STAGE_FAILED', run.trouble.message);
      }
    } finally {
      await prepared.pool.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
