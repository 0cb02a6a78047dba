/**
 * Ends of a run that test/box/interrupt.gate.ts does not have: while it connects, collects and
 * reports, and by the death of the stage. All combinations: trouble-signals.nightly.ts.
 */
import t from 'tap';
import { endRun, type Target } from './trouble-endings.ts';
import { moments } from './trouble-moments.ts';

t.jobs = 3;
t.setTimeout(120_000);

const chosen: [moment: string, target: Target, signal: NodeJS.Signals][] = [
  ['connecting', 'lab', 'SIGINT'],
  ['listening', 'lab', 'SIGTERM'],
  ['collecting', 'lab', 'SIGINT'],
  ['reporting', 'lab', 'SIGINT'],
  ['building', 'lab', 'SIGKILL'],
  ['building', 'stage', 'SIGKILL'],
  ['starting', 'stage', 'SIGTERM'],
  ['playing', 'unshare', 'SIGKILL'],
  ['collecting', 'stage', 'SIGKILL'],
];

for (const [name, target, signal] of chosen) {
  t.test(`${signal} of the ${target} while ${name}`, async (t) => {
    const moment = moments.find((one) => one.name === name);
    if (!moment) throw new Error(`no moment ${name}`);
    const { how, ms, said } = await endRun(t, { moment, target, signal });
    t.comment(`${how} after ${ms} ms: ${said}`);
  });
}
