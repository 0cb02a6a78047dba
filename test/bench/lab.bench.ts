/** The lab's promises, each beside a floor or a peer of the same run: a warm scenario, the stagger,
 * the start of a command. */
import os from 'node:os';
import { getPercentile } from '../../lab/sweep/summarize.ts';
import {
  inNamespaces,
  makeRandom,
  makeTrial,
  playTrials,
  type Row,
  timeInTurn,
} from './harness.ts';

const zx = 'node_modules/.bin/zx';

/** One warm scenario without delays against Mininet's start and stop plus the programs' own start. */
export async function benchScenario(rounds = 7): Promise<Row[]> {
  const [ours = 0, mininet = 0, programs = 0] = await timeInTurn(
    [
      [zx, 'lab/run.mjs', '--send-x', '50', '--send-y', '50', '--quiet'],
      [...inNamespaces, 'test/bench/peers/start_stop.py'],
      ['sh', 'test/bench/peers/programs.sh', process.execPath],
    ],
    rounds,
  );
  const floor = mininet + programs;
  return [
    {
      what: 'One warm scenario (both send 50 ms after the epoch), the whole command (median of 7)',
      ours: `${ours.toFixed(0)} ms`,
      beside: `floor ${floor.toFixed(0)} ms = Mininet ${mininet.toFixed(0)} + programs ${programs.toFixed(0)}`,
      promise: '<= floor + 500 ms',
      met: ours <= floor + 500,
    },
  ];
}

/** How far the gap on the wire is from the gap planned, for gaps of 2 to 500 ms. */
export async function benchStagger(count = 120): Promise<Row[]> {
  const alone = await measureStagger(count, 1);
  const full = await measureStagger(count, os.cpus().length * 2);
  const show = (errors: number[]) =>
    [50, 95, 99].map((p) => `p${p} ${getPercentile(errors, p).toFixed(3)}`).join(', ');
  return [
    {
      what: 'Error of the gap on the wire against the one planned, 120 gaps of 2 to 500 ms, one stage',
      ours: `${show(alone)} ms`,
      beside: `with a full pool: ${show(full)} ms`,
      promise: 'p99 <= 0.5 ms',
      met: getPercentile(alone, 99) <= 0.5,
    },
  ];
}

async function measureStagger(count: number, stages: number): Promise<number[]> {
  const random = makeRandom(1);
  const plans = Array.from({ length: count }, (_, number) => {
    // Evenly on a logarithmic scale: as many short gaps as long ones.
    const gapMs = Number((2 * 250 ** random()).toFixed(1));
    return makeTrial(number, { gapMs, first: random() < 0.5 ? 'X' : 'Y' });
  });
  const runs = await playTrials(plans, stages);
  return runs.flatMap(({ timing: { plannedGapMs, wireGapMs } }) =>
    plannedGapMs === null || wireGapMs === null ? [] : [Math.abs(wireGapMs - plannedGapMs)],
  );
}

/** The start of a command against the start of zx itself. */
export async function benchStart(rounds = 15): Promise<Row[]> {
  const [ours = 0, peer = 1] = await timeInTurn(
    [
      [zx, 'lab/run.mjs', '--help'],
      [zx, '--version'],
    ],
    rounds,
  );
  return [
    {
      what: '`zx lab/run.mjs --help` (median of 15)',
      ours: `${ours.toFixed(0)} ms`,
      beside: `zx itself ${peer.toFixed(0)} ms: ${(ours / peer).toFixed(2)} times`,
      promise: '<= 2.5 times',
      met: ours <= 2.5 * peer,
    },
  ];
}
