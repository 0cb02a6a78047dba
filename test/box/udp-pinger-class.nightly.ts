/**
 * Hand-ins of the pinger as students write them, who do not know the lab: each in words and a layout
 * of its own, two of them wrong in one way. All are marked as a fair person would.
 */
import path from 'node:path';
import t from 'tap';
import { findMissingTool, markingSchema } from './grade-corpus.ts';
import { makeLabFolder, root, runLab } from './lab-command.ts';

t.setTimeout(900_000);

const command = [process.execPath, path.join(root, 'lab/grade.mjs')];
const handIns = path.join(root, 'test/assignments/udp-pinger/hand-ins');

/** The criteria that each loses. */
const lost: Readonly<Record<string, readonly number[]>> = {
  anna: [],
  ben: [],
  chloe: [],
  dan: [],
  // The loss is lost / received in place of lost / sent.
  emma: [8],
  // The next ping leaves as soon as an answer has come.
  finn: [4],
};
const tools: Readonly<Record<string, string>> = { ben: 'c', chloe: 'java', finn: 'c' };

t.test('each loses what is wrong, and nothing else', async (t) => {
  const folder = await makeLabFolder(t);
  const flags = [handIns, '--assignment', 'udp-pinger', '--json'];
  const { stdout, stderr } = await runLab(flags, { folder, command, limitMs: 800_000 });
  const { submissions } = markingSchema.parse(JSON.parse(stdout));
  t.equal(submissions.length, Object.keys(lost).length, stderr);
  for (const { name, grade } of submissions) {
    if (name in tools && findMissingTool(`${tools[name]}-`) !== undefined) continue;
    const criteria = grade?.criteria ?? [];
    const open = criteria.filter(({ outcome }) => outcome !== 'pass');
    t.same(
      open.map(({ id, outcome }) => [id, outcome]),
      (lost[name] ?? []).map((id) => [id, 'fail']),
      name,
      { open },
    );
  }
});
