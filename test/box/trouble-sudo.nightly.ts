/**
 * As trouble-signals.nightly.ts, with sudo between: an ordinary user runs the lab on this machine.
 * One run after the other, since only the user's name tells whose processes root's are.
 */
import t from 'tap';
import { makeSudoUser } from '../boxes/sshd.ts';
import {
  describeEnding,
  type Ending,
  endRun,
  makeRow,
  type Target,
  tableHead,
} from './trouble-endings.ts';
import { moments } from './trouble-moments.ts';

t.jobs = 1;
t.setTimeout(1_800_000);

const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'];
const targets: readonly Target[] = ['lab', 'stage', 'unshare', 'sudo'];

const user = await makeSudoUser();
t.teardown(() => user.remove());

const endings: Ending[] = moments
  .filter(({ hasStage }) => hasStage)
  .flatMap((moment) =>
    targets.flatMap((target) =>
      signals.map((signal) => ({ moment, target, signal, user: user.name })),
    ),
  );
const rows: string[] = [];

for (const ending of endings) {
  await t.test(describeEnding(ending), async (t) => {
    rows.push(makeRow(ending, await endRun(t, ending)));
  });
}

t.equal(rows.length, endings.length, 'every combination has ended');
for (const row of [...tableHead, ...rows.sort()]) t.comment(row);
