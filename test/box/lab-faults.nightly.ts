/**
 * Every fault of the lab's own in every phase. With LAB_FAULTS_WRITE=1 the table of what came of
 * each is written to lab-faults.md, beside this; LAB_FAULTS_ONLY="while looking" plays those whose
 * name has these words, and renews their rows.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { startSshd } from '../boxes/sshd.ts';
import { makeBadDisks } from './bad-disks.ts';
import { faults, findReason, playFault, type Row } from './lab-faults.ts';

t.jobs = 3;
t.setTimeout(3_600_000);

const only = process.env.LAB_FAULTS_ONLY ?? '';
const sshd = await startSshd();
t.teardown(() => sshd.stop());
const disks = await makeBadDisks(t, faults.filter(({ how }) => how === 'ENOSPC').length);

const rows: Row[] = [];

for (const fault of faults) {
  const { moment, who, how } = fault;
  const name = `${how} of the ${who} while ${moment.name}`;
  if (!name.includes(only)) continue;
  const reason = findReason(fault);
  if (reason !== undefined) {
    rows.push({ fault, exit: '–', says: reason });
    continue;
  }
  t.test(name, { buffered: true }, async (t) => {
    const row = await playFault(t, fault, { sshd, disks });
    rows.push({ ...row, exit: t.passing() ? row.exit : `**${row.exit}**` });
  });
}

t.test('the table', { buffered: false }, async (t) => {
  rows.sort((a, b) => faults.indexOf(a.fault) - faults.indexOf(b.fault));
  const lines = rows.map(
    ({ fault: { moment, who, how }, exit, says }) =>
      `| ${moment.name} | ${who} | ${how} | ${exit} | ${says} |`,
  );
  for (const line of lines) t.comment(line);
  if (only === '') t.equal(rows.length, faults.length, 'no combination is left out');
  if (process.env.LAB_FAULTS_WRITE !== '1') return;
  const head = `# What the lab does when it fails itself

Written by \`LAB_FAULTS_WRITE=1 npx tap test/box/lab-faults.nightly.ts\`: each phase of a run, what was
made to fail in it, the exit code, and what was said. Bold: not as it must be. In each the test saw that
nothing was left on the box, that what was kept can be judged again, and that the next run works.
EIO is made by a library before libc's own (eio.c), a full disk by a small tmpfs; both hit the lab's own disk. On
the box the stage writes into a tmpfs of its own, so only what is pushed can meet a bad disk there: with EIO from
a real block device, and full, in test/boxes/ssh-push.gate.ts. What goes on or is stopped for good is ended by Ctrl-C. A program that is killed by a stranger is judged like one that ended itself.
SIGINT, SIGTERM, SIGHUP and SIGKILL of the lab, the stage and its parent: trouble-signals.nightly.ts. An
SSH connection that is cut, closed, silent or full of garbage at every turn: proxy.nightly.ts.

| phase | what fails | how | exit | says |
| --- | --- | --- | --- | --- |
`;
  const file = path.join(import.meta.dirname, 'lab-faults.md');
  const before = only === '' ? '' : await readFile(file, 'utf8');
  const body = before
    .split('\n')
    .filter((line) => /^\| \w.* \|$/.test(line) && !/phase/.test(line));
  const getKey = (line: string) => line.split('|').slice(1, 4).join();
  const renewed = body.map((line) => lines.find((one) => getKey(one) === getKey(line)) ?? line);
  const all = only === '' ? lines : renewed;
  await writeFile(file, `${head}${all.join('\n')}\n`);
});
