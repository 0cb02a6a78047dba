/** A short form of proxy.nightly.ts: a mishap in each part of a run over SSH. */
import t from 'tap';
import { startSshd } from '../boxes/sshd.ts';
import { startWay } from './bad-way.ts';
import { runLab, slowMachineMs } from './lab-command.ts';
import { countTurns, playWithMishaps } from './mishaps.ts';
import { makePlace } from './trouble.ts';

t.setTimeout(slowMachineMs);

const sshd = await startSshd();
t.teardown(() => sshd.stop());

t.test('cut early, in the midst and late; nonsense, and an end without a word', async (t) => {
  const turns = await countTurns(t, sshd);
  const mishaps = [
    { what: 'cut', atTurn: 3 },
    { what: 'hang-up', atTurn: 5 },
    { what: 'garbage', atTurn: 7 },
    { what: 'cut', atTurn: 9 },
    { what: 'garbage', atTurn: Math.max(10, turns - 4) },
  ] as const;
  const outcomes = await playWithMishaps(t, sshd, mishaps);
  for (const outcome of outcomes) t.comment(JSON.stringify(outcome));
  t.ok(outcomes.filter(({ status }) => status === 3).length >= 4);
});

t.test('a connection that breaks before a play is made anew', async (t) => {
  const place = await makePlace(t, [sshd.home]);
  // The turns up to the eighth are the keys and who we are; then comes the look at the box.
  const way = await startWay(sshd.port, { mishap: { what: 'cut', atTurn: 9, only: 'first' } });
  t.teardown(() => way.stop());
  const env = { ...place.env, LAB_SSH_KEY: sshd.keyPath, HOME: place.folder };
  const words = ['--delay-y', '500', '--box', `ssh://root@127.0.0.1:${way.port}`];
  const { status, stderr } = await runLab(words, { folder: place.folder, env });
  t.equal(status, 0, stderr);
  t.equal(way.getConnections(), 2);
  t.match(stderr, /broke.*Nothing was played yet: connecting again/);
});
