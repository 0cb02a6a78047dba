/** The lab's promises, each beside a floor or a peer of the same run: a warm scenario, the stagger,
 * verdicts against the wire, the start of a command. */
import os from 'node:os';
import type { RunReport } from '../../lab/model/report.ts';
import {
  getPercentile,
  makeRandom,
  makeTrial,
  playTrials,
  type Row,
  root,
  timeInTurn,
} from './harness.ts';

const zx = 'node_modules/.bin/zx';

/** One warm scenario without delays against Mininet's start and stop plus the programs' own start. */
export async function benchScenario(): Promise<Row[]> {
  const namespaces = [
    'unshare',
    '--net',
    '--pid',
    '--mount',
    '--fork',
    '--kill-child',
    '--mount-proc',
  ];
  const prepare = 'mount -t sysfs sysfs /sys; ip link set lo up; exec /usr/bin/python3 "$0"';
  const [ours = 0, mininet = 0, programs = 0] = await timeInTurn(
    [
      [zx, 'lab/run.mjs', '--send-x', '50', '--send-y', '50', '--quiet'],
      [...namespaces, 'sh', '-c', prepare, 'test/bench/peers/start_stop.py'],
      ['sh', 'test/bench/peers/programs.sh', process.execPath],
    ],
    7,
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
export async function benchStagger(): Promise<Row[]> {
  const alone = await measureStagger(120, 1);
  const full = await measureStagger(120, os.cpus().length * 2);
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

/** Verdicts against the wire, ours and the textbook's, over the same thousand timings. */
export async function benchVerdicts(count = 1000): Promise<Row[]> {
  const textbook = `/usr/bin/python3 ${root}/test/bench/peers/textbook_server.py`;
  const ours = await countVerdicts(count);
  const peer = await countVerdicts(count, textbook);
  const show = (counts: Counts) =>
    `${counts.fail} against the wire, ${counts.unknown} undecided, ${counts.pass} with it`;
  return [
    {
      what: `${count} trials at gaps of 1 to 20 ms: verdicts`,
      ours: show(ours),
      beside: `textbook Python server: ${show(peer)}`,
      promise: '0 against the wire',
      met: ours.fail === 0 && ours.trouble === 0 && ours.pass > 0,
    },
  ];
}

type Counts = Record<RunReport['outcome'], number>;

async function countVerdicts(count: number, server?: string): Promise<Counts> {
  const random = makeRandom(2);
  const plans = Array.from({ length: count }, (_, number) =>
    makeTrial(number, {
      gapMs: Number((20 ** random()).toFixed(2)),
      first: random() < 0.5 ? 'X' : 'Y',
      ...(server !== undefined && { server }),
    }),
  );
  const counts: Counts = { pass: 0, fail: 0, unknown: 0, trouble: 0 };
  await playTrials(plans, os.cpus().length * 2, (run) => {
    const order = run.verdicts.find(({ check }) => check === 'order-follows-wire');
    counts[run.trouble ? 'trouble' : (order?.outcome ?? 'unknown')] += 1;
  });
  return counts;
}

/** The start of a command against the start of zx itself. */
export async function benchStart(): Promise<Row[]> {
  const [ours = 0, peer = 1] = await timeInTurn(
    [
      [zx, 'lab/run.mjs', '--help'],
      [zx, '--version'],
    ],
    15,
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
