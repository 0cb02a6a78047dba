/** What a real play leaves for others to read: its capture for Wireshark, results for Gradescope. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { readRun } from '../../lab/store/read-run.ts';
import { assertSeenByTshark } from '../journals/assert-tshark.ts';
import { makeLabFolder, runLab, startLab, waitFor } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.jobs = 2;

t.test('the stored capture opens in Wireshark', async (t) => {
  const folder = await makeLabFolder(t);
  const { status, stderr } = await runLab(['pieces', '--quiet'], { folder });
  t.equal(status, 0, stderr);
  const [stored] = (await readRun(path.join(folder, '.lab/latest'))).scenarios;
  if (!stored) throw new Error('nothing was stored');
  await assertSeenByTshark(t, path.join(stored.folder, 'h1.pcap'), stored.events);
});

t.test('Gradescope has results at every moment, even if the lab is killed', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const file = path.join(folder, 'results.json');
  const lab = startLab(
    ['simultaneous', 'y-at-once', '--stages', '1', '--quiet', '--gradescope', file],
    { folder },
  );
  const read = async () =>
    JSON.parse((await readFile(file, 'utf8').catch(() => '')) || '{}') as {
      score?: number;
      output?: string;
      tests?: { score: number }[];
      extra_data?: { partial: boolean; runs: unknown[] };
    };
  const early = await waitFor('a file', async () => {
    const results = await read();
    return results.score === undefined ? undefined : results;
  });
  t.match(early, { score: 0, output: /^Not all was played: simultaneous and y-at-once / });
  const some = await waitFor('the first results', async () => {
    const results = await read();
    return results.extra_data?.runs.length === 1 ? results : undefined;
  });
  lab.send('SIGKILL');
  await lab.ended;
  t.match(some, { output: /simultaneous are still to come|y-at-once are still to come/ });
  t.ok((some.score ?? 0) > 0, 'what was shown so far has its points');
  t.match(await read(), some, 'and that stays');
  await assertNothingLeft(t, before);
});

t.test('trouble before the first play is in the files, too', async (t) => {
  const folder = await makeLabFolder(t);
  const [json, xml] = ['results.json', 'out.xml'].map((name) => path.join(folder, name));
  const flags = ['--box', 'ssh://nobody@127.0.0.1:1', '--gradescope', `${json}`];
  const { status, stdout, stderr } = await runLab([...flags, '--junit', `${xml}`], {
    folder,
    env: { GITHUB_ACTIONS: 'true' },
  });
  t.same([status, stdout], [3, '']);
  t.match(JSON.parse(await readFile(`${json}`, 'utf8')), {
    score: 0,
    tests: [],
    output: /no fault of the submission/,
  });
  t.match(await readFile(`${xml}`, 'utf8'), /<error type="BOX_UNREACHABLE"/);
  t.match(stderr, /^::error title=the lab::/m);
});
