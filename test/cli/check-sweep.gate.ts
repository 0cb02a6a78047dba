/** A stored sweep of another assignment: judged by that one, or by the one that is named. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { root, runLab } from '../box/lab-command.ts';
import { own, ownFolder, ownSettings } from '../sweep/own.ts';
import { settings } from '../sweep/settings.ts';
import { writeSweep } from '../sweep/stored.ts';

const command = [process.execPath, path.join(root, 'lab/check.mjs')];

t.test('the assignment that was played judges it', async (t) => {
  const folder = await writeSweep(t.testdir(), ownSettings, 2, own);
  const { stdout, status, stderr } = await runLab(['--json', folder], { folder, command });
  t.equal(status, 2, stderr);
  const { settings: told, examples, planned, trials } = JSON.parse(stdout);
  t.equal(told.assignment, ownSettings.assignment);
  t.equal(trials, planned);
  t.equal(examples[0].because, 'names-the-first: A sent nothing');
});

t.test('one whose folder is gone is asked for by --assignment', async (t) => {
  const gone = path.join(t.testdir({ place: {} }), 'assignment.mjs');
  const folder = await writeSweep(path.dirname(gone), { ...ownSettings, assignment: gone }, 1, own);
  const lost = await runLab([folder], { folder, command });
  t.equal(lost.status, 64);
  t.match(lost.stderr, `There is no assignment '${gone}'`);
  const { stdout, status } = await runLab(['--json', '--assignment', ownFolder, folder], {
    ...{ folder, command },
  });
  t.equal(status, 2);
  t.equal(JSON.parse(stdout).examples[0].because, 'names-the-first: A sent nothing');
});

t.test(
  'one that cannot be swept judges none; shards of two assignments are no whole',
  async (t) => {
    const folder = t.testdir({ one: {}, other: {} });
    const one = await writeSweep(path.join(folder, 'one'), settings);
    const other = await writeSweep(path.join(folder, 'other'), ownSettings, 1, own);
    const merged = await runLab(['--merge', one, other], { folder, command });
    t.equal(merged.status, 64);
    t.match(merged.stderr, /are not parts of one sweep/);
    const lacking = path.join(folder, 'lacking.mjs');
    await writeFile(lacking, makeLacking());
    const { status, stderr } = await runLab(['--assignment', lacking, one], { folder, command });
    t.equal(status, 64);
    t.match(stderr, 'The assignment lacking cannot be swept: it has no `sweep`');
  },
);

/** An assignment with no sweep, as a file's text. */
function makeLacking(): string {
  return `export default ${JSON.stringify({
    ...{ name: 'lacking', title: 'It cannot be swept', clients: ['C'], port: 7_007 },
    programs: { server: 'server.mjs', client: 'client.mjs' },
    scenarios: [
      { name: 'one', title: 'One', clients: [{ role: 'C', name: 'Cay' }], checks: ['said'] },
    ],
    checkers: [],
  }).replace('"checkers":[]', '"checkers":[{name:"said",promise:"It is said.",check(){}}]')};\n`;
}
