/** Many trials in a row on one stage: what they leave of processes, handles, memory, interfaces. */
import { readdir, readFile } from 'node:fs/promises';
import type { Test } from 'tap';
import { openLocalBox } from '../../lab/boxes/local.ts';
import type { SweepTrial } from '../../lab/model/sweep.ts';
import { prepareBox } from '../../lab/run/prepare.ts';
import { planTrial } from '../../lab/sweep/plan-trials.ts';
import { runSweep } from '../../lab/sweep/run-sweep.ts';
import { markProcesses } from '../stage/real-stage.ts';
import { assignment, settings } from '../sweep/settings.ts';
import { root } from './lab-command.ts';
import { assertNothingLeft, findMarked } from './leftovers.ts';

/** What the stage and its programs, and this process, hold at a moment. */
export interface Holding {
  processes: number;
  /** In the stage's own namespace: Mininet's switch, its ports, its loopback. */
  interfaces: number;
  handles: number;
  ownHandles: number;
  /** Resident memory of the stage alone; the programs of a series go with it. */
  stageKb: number;
}

/** How many trials came to their end, and what was held after the first few and after all. */
export interface Endured {
  played: number;
  start: Holding;
  end: Holding;
}

/**
 * Plays `count` trials on one warm stage, again and again for `forMs`, and asserts that it holds no
 * more than after a few.
 */
export async function assertEndurance(t: Test, count: number, forMs = 0): Promise<Endured> {
  const { folder, before } = await markProcesses(t);
  const box = await openLocalBox();
  const trials = Array.from({ length: count }, (_, number): SweepTrial => {
    return { number, gapMs: 1, first: number % 2 ? 'X' : 'Y', connects: 'X' };
  });
  const [first] = trials;
  if (!first) throw new Error('no trial');
  const prepared = await prepareBox(box, {
    ...{ root, programs: assignment.programs },
    plans: [planTrial(settings, first, { assignment })],
    stages: 1,
  });
  const packs = t.testdir({});
  let played = 0;
  let endured: Endured | undefined;
  const play = (part: readonly SweepTrial[]) =>
    runSweep({
      ...{ root, assignment, settings, trials: part, lanes: [{ box, prepared }], folder: packs },
      ...{ firstPack: 1, stop: new AbortController().signal },
      onTrial: ({ troubled }) => {
        played += troubled ? 0 : 1;
      },
    });
  try {
    // A warm stage, with its caches filled: what it holds now it may hold.
    await play(trials.slice(0, 20));
    const start = await look(folder);
    const until = performance.now() + forMs;
    let begun = 20;
    do {
      await play(trials.slice(20));
      begun += trials.length - 20;
    } while (performance.now() < until);
    const end = await look(folder);
    const few = Math.max(2, Math.ceil(begun / 1_000));
    t.ok(played >= begun - few, `${played} of ${begun} trials came to their end`);
    t.equal(end.processes, start.processes, 'no process is left');
    t.equal(end.interfaces, start.interfaces, 'no interface is left');
    t.equal(end.handles, start.handles, 'no file handle is left on the stage');
    t.ok(end.ownHandles <= start.ownHandles, `${end.ownHandles} handles here`);
    const grownKb = end.stageKb - start.stageKb;
    t.ok(grownKb < 8_192, `the stage has grown by ${grownKb} KiB`);
    endured = { played, start, end };
  } finally {
    await prepared.pool.close();
    await box.close();
  }
  await assertNothingLeft(t, before);
  if (!endured) throw new Error('nothing was looked at');
  return endured;
}

async function look(folder: string): Promise<Holding> {
  const marked = await findMarked([folder]);
  const stage = marked.find(
    ({ command }) => / -B .*stage\.py/.test(command) && !/unshare/.test(command),
  );
  if (!stage) throw new Error('the stage is gone');
  const status = await readFile(`/proc/${stage.pid}/status`, 'utf8');
  return {
    processes: marked.length,
    interfaces:
      (await readFile(`/proc/${stage.pid}/net/dev`, 'utf8')).trim().split('\n').length - 2,
    handles: (await readdir(`/proc/${stage.pid}/fd`)).length,
    ownHandles: (await readdir('/proc/self/fd')).length,
    stageKb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0),
  };
}
