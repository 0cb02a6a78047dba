/** (c) Verdicts against the wire: our server and the textbook's, over the same timings. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Row, root } from './harness.ts';

const run = promisify(execFile);
const gaps = [0, 0.1, 0.5, 1, 2];
/** Ours has to be right always; and the share that may be open, in percent, at 0 ms and above. */
const openPercent = { together: 50, apart: 2 };

interface Gap {
  gapMs: number;
  trials: number;
  agreed: number;
  disagreed: number;
  unknown: number;
}

/** A row for each gap; about `count` trials in all, of each server. */
export async function benchVerdicts(count = 1000): Promise<Row[]> {
  const ours = await sweep(count, []);
  const textbook = path.join(root, 'test/bench/peers/textbook_server.py');
  const peers = await sweep(count, ['--server', `/usr/bin/python3 ${textbook}`]);
  const show = ({ disagreed, unknown }: Gap) => `${disagreed} wrong, ${unknown} undecided`;
  return ours.map((gap) => {
    const peer = peers.find(({ gapMs }) => gapMs === gap.gapMs);
    const open = gap.gapMs === 0 ? openPercent.together : openPercent.apart;
    const isMet = gap.disagreed === 0 && gap.agreed > 0 && gap.unknown * 100 <= open * gap.trials;
    return {
      what: `Verdicts against the wire, ${gap.trials} trials at a gap of ${gap.gapMs} ms`,
      ours: show(gap),
      beside: `textbook server, a thread per client: ${peer ? show(peer) : 'not measured'}`,
      promise: `0 wrong, ${open} % undecided at most`,
      met: isMet,
    };
  });
}

/** A sweep as a user gives the command, whatever its outcome. */
async function sweep(count: number, flags: readonly string[]): Promise<Gap[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mininet-lab-bench-'));
  // Both orders and both orders of connecting: four trials of each gap a repeat.
  const repeat = `${Math.max(1, Math.ceil(count / gaps.length / 4))}`;
  // As a user gives it: as many stages as the sweep itself chooses, the same for both servers.
  const argv = [path.join(root, 'lab/sweep.mjs'), '--json'];
  try {
    const { stdout } = await run(
      process.execPath,
      [...argv, '--gaps', gaps.join(), '--repeat', repeat, ...flags],
      {
        ...{ cwd: folder, maxBuffer: 1 << 26 },
      },
    ).catch((error) => {
      if ((error.code === 1 || error.code === 2) && error.stdout !== '') return error;
      throw error;
    });
    return (JSON.parse(stdout) as { gaps: Gap[] }).gaps;
  } finally {
    await rm(folder, { recursive: true });
  }
}
