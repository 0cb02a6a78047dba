/** Two labs at the same time in two clones: neither sees, hears or hinders the other. */
import path from 'node:path';
import t from 'tap';
import { getScenarioOfPlay } from '../../lab/model/play-names.ts';
import { runForDocument } from './lab-command.ts';
import { getLastPlays } from './last-plays.ts';
import { assertClean, copyProject, makePlace } from './trouble.ts';

t.setTimeout(120_000);

t.test('two runs in two clones at once', async (t) => {
  const places = [await makePlace(t), await makePlace(t)];
  await Promise.all(places.map(({ folder }) => copyProject(folder)));
  const names = ['x-connects-y-sends', 'simultaneous'];
  const results = await Promise.all(
    places.map((place) =>
      runForDocument(names, { ...place, command: [process.execPath, 'lab/run.mjs'] }),
    ),
  );
  for (const [index, { status, document, stderr }] of results.entries()) {
    t.equal(status, 0, stderr);
    t.same(
      getLastPlays(document.runs).map((run) => [getScenarioOfPlay(run.scenario), run.outcome]),
      names.map((name) => [name, 'pass']),
    );
    const directory = path.join(places[index]?.folder ?? '', document.runs[0]?.directory ?? '');
    t.ok(directory.startsWith(`${places[index]?.folder}/.lab/runs/`), 'each has its own runs');
  }
  for (const place of places) await assertClean(t, place);
});
