/**
 * Every signal to everybody in every phase; a table of how each run ended is printed at the end.
 * With sudo between the lab and the stage: trouble-sudo.nightly.ts.
 */
import t from 'tap';
import {
  describeEnding,
  type Ending,
  endRun,
  makeRow,
  type Target,
  tableHead,
} from './trouble-endings.ts';
import { moments } from './trouble-moments.ts';

t.jobs = 3;
t.setTimeout(1_800_000);

const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'];

const endings: Ending[] = moments.flatMap((moment) => {
  const targets: Target[] = moment.hasStage ? ['lab', 'stage', 'unshare'] : ['lab'];
  return targets.flatMap((target) => signals.map((signal) => ({ moment, target, signal })));
});

const rows: string[] = [];

for (const ending of endings) {
  t.test(describeEnding(ending), async (t) => {
    rows.push(makeRow(ending, await endRun(t, ending)));
  });
}

t.test('the table', { buffered: false }, async (t) => {
  t.equal(rows.length, endings.length, 'every combination has ended');
  for (const row of [...tableHead, ...rows.sort()]) t.comment(row);
});
