/**
 * The way to a box, at its worst: slow for the whole suite, and then cut, hung up, full of nonsense
 * or silent at every step of a run in turn, on every connection that the lab makes.
 */
import t from 'tap';
import { suiteNames } from '../../lab/assignments/first-received/scenarios/index.ts';
import { getScenarioOfPlay } from '../../lab/model/play-names.ts';
import { startSshd } from '../boxes/sshd.ts';
import { type Mishap, startWay } from './bad-way.ts';
import { makeLabFolder, runForDocument } from './lab-command.ts';
import { getLastPlays } from './last-plays.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';
import { countTurns, playWithMishaps } from './mishaps.ts';

t.setTimeout(1_800_000);

const sshd = await startSshd();
t.teardown(() => sshd.stop());

t.test('the whole suite over a way that takes 100 ms', async (t) => {
  const way = await startWay(sshd.port, { roundTripMs: 100 });
  t.teardown(() => way.stop());
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder, sshd.home]);
  const env = { LAB_SSH_KEY: sshd.keyPath, HOME: folder };
  const flags = ['--box', `ssh://root@127.0.0.1:${way.port}`];
  const { status, document, stderr } = await runForDocument(flags, { folder, env });
  t.same(
    getLastPlays(document.runs).map((run) => [getScenarioOfPlay(run.scenario), run.outcome]),
    [...suiteNames].map((scenario) => [scenario, 'pass']),
    stderr,
  );
  t.same([document.grade?.points, document.grade?.of], [100, 100]);
  t.equal(status, 0);
  await assertNothingLeft(t, before);
});

t.test('each step of a run in turn', async (t) => {
  const turns = await countTurns(t, sshd);
  const all = Array.from({ length: turns + 1 }, (_, index) => index + 1);
  const steps: Record<Mishap, readonly number[]> = {
    cut: all,
    'hang-up': all.filter((turn) => turn % 3 === 0),
    garbage: all.filter((turn) => turn % 3 === 1),
    silence: all.filter((turn) => turn % 3 === 2),
  };
  for (const [what, places] of Object.entries(steps) as [Mishap, readonly number[]][]) {
    // Who waits for an answer that does not come needs no processor: these go side by side.
    const atOnce = what === 'silence' ? 4 : 2;
    for (let first = 0; first < places.length; first += atOnce) {
      const some = places.slice(first, first + atOnce).map((atTurn) => ({ what, atTurn }));
      const outcomes = await playWithMishaps(t, sshd, some);
      for (const { atTurn, status, ms, says } of outcomes) {
        t.comment(`| ${what} | ${atTurn} | ${status} | ${ms} ms | ${says.slice(0, 100)} |`);
      }
    }
  }
});
