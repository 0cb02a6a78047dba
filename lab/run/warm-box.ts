/**
 * Warms a box before it is frozen: has the lab's files there and plays once, so that what a play
 * needs has been read from the disk; writes down what was found; and leaves a stage waiting that
 * has the assignment's network and our programs already. So the first play after a resume begins
 * at once.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Box } from '../boxes/box.ts';
import { measureFiles } from '../boxes/local-files.ts';
import { type BoxMemory, recordBox } from '../boxes/qemu-memory.ts';
import type { Assignment } from '../model/assignment.ts';
import { LabError } from '../model/errors.ts';
import { judgeRun } from '../model/judge.ts';
import type { Plan } from '../model/plan.ts';
import { scenarioSchema } from '../model/scenario.ts';
import { stageFiles } from '../stage/stage-files.ts';
import { leaveWaiting } from '../stage/waiting.ts';
import { bundlePrograms } from './bundle.ts';
import { makeBuildRequest } from './play.ts';
import { type Prepared, prepareBox } from './prepare.ts';
import { makePlayRequest } from './programs.ts';
import { playSuite } from './suite.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Tells one state of the lab's files from another, as far as a frozen box has them. */
export async function describeSource({ programs }: Assignment): Promise<string> {
  const { paths } = await bundlePrograms({ root, programs });
  const files = [...stageFiles, paths.server, paths.client, path.join(root, 'topologies/xy.py')];
  const measured = await measureFiles(files.map((file) => ({ path: file })));
  return measured.map(({ sha256 }) => sha256.slice(0, 12)).join(' ');
}

/** Plays the simplest scenario once, on each kind of switch. Throws LabError if it cannot. */
export async function warmBox(box: Box, assignment: Assignment): Promise<BoxMemory> {
  const { programs } = assignment;
  const scenario = scenarioSchema.parse(assignment.scenarios[0]);
  const plain = assignment.plan(scenario);
  const other = assignment.plan({ ...scenario, switch: 'ovs' });
  // What each looks for stands in the look's words: those of a usual run are to be known.
  const recorded = recordBox(box, await describeSource(assignment));
  const prepared = await prepareBox(recorded.box, { root, programs, plans: [plain], stages: 1 });
  try {
    const both = await prepareBox(box, {
      ...{ root, programs, plans: [plain, other] },
      stages: 1,
    });
    try {
      await play([plain, other], box, both);
    } finally {
      await both.pool.close();
    }
    const topology = prepared.topologies.get(plain.topology);
    if (topology === undefined) throw new Error('the topology to warm a box with is gone');
    const build = makeBuildRequest(plain, topology);
    const { stageOptions, own } = prepared;
    const waiting = await leaveWaiting(box, stageOptions, build, ({ hosts }) =>
      makePlayRequest(plain, { box, own, serverAddress: hosts[0].addresses[0] }),
    );
    return { ...recorded.memory, waiting };
  } finally {
    await prepared.pool.close();
  }
}

/** Plays one after the other. */
async function play(plans: readonly Plan[], box: Box, prepared: Prepared): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-warm-'));
  try {
    for (const [index, plan] of plans.entries()) {
      const judge = (journal: Parameters<typeof judgeRun>[0]) => judgeRun(journal, new Map());
      const place = path.join(folder, String(index));
      const [run] = await playSuite([plan], { root, box, prepared, folder: place, judge });
      if (run?.trouble) throw new LabError('STAGE_FAILED', run.trouble.message);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
