/** The assignment's suite on this machine: all points, and nothing left. */
import { readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { suiteNames } from '../../lab/assignments/first-received/scenarios/index.ts';
import { getScenarioOfPlay } from '../../lab/model/play-names.ts';
import { makeLabFolder, runForDocument, slowMachineMs } from './lab-command.ts';
import { getLastPlays } from './last-plays.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

t.test('the assignment gives 100/100, and keeps its evidence', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const { status, document, stderr } = await runForDocument([], { folder });
  t.equal(document.outcome, 'pass', stderr);
  t.equal(status, 0);
  t.match(document.grade, { points: 100, of: 100 });
  t.match(document.grade, { extra: 20 });
  t.equal(document.grade?.criteria.length, 13);
  t.ok(document.grade?.criteria.every(({ outcome }) => outcome === 'pass'));
  t.same(
    getLastPlays(document.runs).map((run) => [getScenarioOfPlay(run.scenario), run.outcome]),
    [...suiteNames].map((name) => [name, 'pass']),
    'every scenario was played and passed, in its order',
  );
  const latest = path.join(folder, '.lab', await readlink(path.join(folder, '.lab/latest')));
  t.same(
    (await readdir(latest)).sort(),
    [...document.runs.map(({ scenario }) => scenario), 'report.html', 'result.json'].sort(),
    'latest names the run, with a folder for each scenario',
  );
  for (const run of document.runs) {
    const files = await readdir(path.join(folder, run.directory), { recursive: true });
    const names = ['plan.json', 'journal.jsonl', 'h1.pcap', 'logs/server.log', 'logs/X.log'];
    t.same(
      names.filter((name) => !files.includes(name)),
      [],
      `${run.scenario} keeps its evidence`,
    );
    t.notOk(files.includes('witnessed.part.jsonl'), 'its journal is finished');
  }
  const kept = JSON.parse(await readFile(path.join(latest, 'result.json'), 'utf8'));
  t.equal(kept.grade.points, 100);
  await assertNothingLeft(t, before);
});
