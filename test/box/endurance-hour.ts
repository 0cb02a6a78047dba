/**
 * `make endurance`: one server through 10,000 sessions, and one stage through an hour of a sweep
 * (ENDURANCE_SECONDS says for how long instead); the figures are written to endurance.md, beside
 * this. Not a part of `make nightly`: it wants a machine for itself, and makes that an hour longer.
 */
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { assertEndurance } from './endurance.ts';
import { playSessions } from './session-endurance.ts';

const seconds = Number(process.env.ENDURANCE_SECONDS ?? 3_600);
t.setTimeout((seconds + 3_600) * 1_000);

const rows: string[] = [];

t.test('ten thousand sessions of one server', async (t) => {
  const { sessions, early, end } = await playSessions(t, 10_000);
  const what = `server, after ${sessions / 5} and after ${sessions} sessions`;
  rows.push(
    `| ${what} | ${early.residentKb} → ${end.residentKb} | ${early.descriptors} → ${end.descriptors} | ${early.threads} → ${end.threads} threads | |`,
  );
});

t.test('one stage through a long sweep', async (t) => {
  const { played, start, end } = await assertEndurance(t, 500, seconds * 1_000);
  const what = `stage, after 20 and after ${played} plays (${seconds} s)`;
  rows.push(
    `| ${what} | ${start.stageKb} → ${end.stageKb} | ${start.handles} → ${end.handles} | ${start.processes} → ${end.processes} processes | ${start.interfaces} → ${end.interfaces} |`,
  );
});

t.test('the figures', async (t) => {
  t.equal(rows.length, 2);
  const text = `# What long work leaves

Written by \`make endurance\`, on ${os.cpus().length} cores with Node ${process.versions.node}. Each figure early on, and at the end.

| what | resident KiB | descriptors | processes or threads | interfaces |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
  await writeFile(path.join(import.meta.dirname, 'endurance.md'), text);
});
