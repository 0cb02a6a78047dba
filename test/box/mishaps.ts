/**
 * A run over SSH on whose way something happens, and what must hold then, whenever it does: the
 * right exit code, one clear message, nothing left on the box, nothing that hangs, evidence kept.
 */
import type { Test } from 'tap';
import type { TestSshd } from '../boxes/sshd.ts';
import { type Mishap, startWay } from './bad-way.ts';
import { readWitnessed, startLab } from './lab-command.ts';
import { assertClean, findRun, judgeAgain, makePlace } from './trouble.ts';

/** What the lab may say of it: never that a program was wrong, nor that a bug was met. */
const codes = ['BOX_UNREACHABLE', 'BOX_LOST'];

/** From the mishap to the end of the command, in ms: 30 s, and half as much for a busy machine. */
const hungAfterMs = 45_000;

const flags = ['--send-x', '50', '--send-y', '250'];

/** Turns of a run to which nothing happens. Its folder is the store that knows the box. */
export async function countTurns(t: Test, sshd: TestSshd): Promise<number> {
  const place = await makePlace(t, [sshd.home]);
  const way = await startWay(sshd.port);
  t.teardown(() => way.stop());
  const env = { ...place.env, LAB_SSH_KEY: sshd.keyPath, HOME: place.folder };
  const box = `ssh://root@127.0.0.1:${way.port}`;
  const lab = startLab([...flags, '--box', box, '--json'], { folder: place.folder, env });
  const { status, stderr } = await lab.ended;
  t.ok(status === 0 || status === 2, `played: ${stderr}`);
  return way.getTurns();
}

/** How a run ended: for a table. */
export interface Outcome {
  atTurn: number;
  what: Mishap;
  status: number | null;
  ms: number;
  says: string;
}

/**
 * Plays side by side, each with a mishap at a turn of every connection, and asserts what holds
 * whatever it is. What is left is looked at once all have ended: on the box they look alike.
 */
export async function playWithMishaps(
  t: Test,
  sshd: TestSshd,
  mishaps: readonly { what: Mishap; atTurn: number }[],
): Promise<Outcome[]> {
  const played = await Promise.all(mishaps.map((mishap) => playWithMishap(t, sshd, mishap)));
  for (const { checkLeft } of played) await checkLeft();
  return played.map(({ outcome }) => outcome);
}

async function playWithMishap(
  t: Test,
  sshd: TestSshd,
  { what, atTurn }: { what: Mishap; atTurn: number },
): Promise<{ outcome: Outcome; checkLeft: () => Promise<void> }> {
  const place = await makePlace(t, [sshd.home]);
  const way = await startWay(sshd.port, { mishap: { what, atTurn } });
  t.teardown(() => way.stop());
  const env = { ...place.env, LAB_SSH_KEY: sshd.keyPath, HOME: place.folder };
  const box = `ssh://root@127.0.0.1:${way.port}`;
  const lab = startLab([...flags, '--box', box, '--json'], {
    ...{ folder: place.folder, env, limitMs: 2 * hungAfterMs },
  });
  const { status, signal, stdout, stderr } = await lab.ended;
  const mishapMs = way.getMishapMs();
  const ms = mishapMs === undefined ? 0 : performance.now() - mishapMs;
  const label = `${what} at turn ${atTurn}`;
  t.equal(signal, null, `${label}: it ends by itself`);
  t.ok(ms < hungAfterMs, `${label}: and soon (${Math.round(ms)} ms)`);
  const document = JSON.parse(stdout);
  const troubles = [document.trouble, document.runs[0]?.trouble].filter(Boolean);
  if (troubles.length === 0) {
    // All had come before: what happens to a connection that is being closed is of no interest.
    t.equal(document.runs.length, 1, `${label}: a whole run (${stderr})`);
    t.ok(status === 0 || status === 2, `${label}: its verdict stands`);
  } else {
    t.equal(status, 3, `${label}: trouble of the lab`);
    t.ok(codes.includes(troubles[0].code), `${label}: ${JSON.stringify(troubles[0])}`);
    t.notMatch(stderr, /\n\s+at .*:\d+:\d+/, `${label}: no stack`);
    const failed = (document.grade?.criteria ?? []).filter(
      ({ outcome }: { outcome: string }) => outcome === 'fail',
    );
    t.same(failed, [], `${label}: it is held against no program`);
  }
  const checkLeft = async () => {
    await assertClean(t, place);
    // Whatever was witnessed until then can be judged again.
    const run = await findRun(place);
    if (run === undefined || (await readWitnessed(place.folder)) === '') return;
    const judged = await judgeAgain(place, run);
    t.equal(judged.status, status, `${label}: what was kept says the same`);
  };
  const says = troubles[0]?.message ?? '';
  return { outcome: { atTurn, what, status, ms: Math.round(ms), says }, checkLeft };
}
