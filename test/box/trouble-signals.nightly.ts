/**
 * Every signal to everybody in every phase, as root and, for sudo, as an ordinary user; a table of
 * how each run ended is printed at the end.
 */
import t from 'tap';
import { makeSudoUser } from '../boxes/sshd.ts';
import { type Ended, type Ending, endRun, moments, type Target } from './trouble-moments.ts';

t.jobs = 3;
t.setTimeout(1_800_000);

const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'];
const onStage: readonly Target[] = ['stage', 'unshare'];

const user = await makeSudoUser();
t.teardown(() => user.remove());

const endings: Ending[] = moments.flatMap((moment) => {
  const targets: Target[] = moment.hasStage ? ['lab', ...onStage] : ['lab'];
  const asRoot = targets.flatMap((target) => signals.map((signal) => ({ moment, target, signal })));
  // With sudo between: the lab and sudo itself, and the stage by one signal of each kind.
  const sudoTargets: Target[] = moment.hasStage ? ['lab', 'sudo'] : [];
  const asUser = sudoTargets.flatMap((target) =>
    signals.map((signal) => ({ moment, target, signal, user: user.name })),
  );
  return [...asRoot, ...asUser];
});

const rows: string[] = [];

function addRow({ moment, target, signal, user }: Ending, { how, ms, said }: Ended): void {
  const who = user === undefined ? target : `${target} (sudo)`;
  const cells = [moment.name, who, signal, how, `${ms} ms`, said.trim().slice(0, 60)];
  rows.push(`| ${cells.join(' | ')} |`);
}

for (const ending of endings) {
  const { moment, target, signal } = ending;
  const how = ending.user === undefined ? '' : ', as an ordinary user with sudo';
  t.test(`${signal} of the ${target} while ${moment.name}${how}`, async (t) => {
    addRow(ending, await endRun(t, ending));
  });
}

t.test('the table', { buffered: false }, async (t) => {
  t.equal(rows.length, endings.length, 'every combination has ended');
  const head = [
    '| phase | who | signal | exit | after | says |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  for (const row of [...head, ...rows.sort()]) t.comment(row);
});
