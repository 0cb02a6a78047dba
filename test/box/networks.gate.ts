/** One timing after the other network: order on the wire, topologies, switches, link options. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import {
  type LabDocument,
  makeLabFolder,
  runForDocument,
  runLab,
  slowMachineMs,
} from './lab-command.ts';
import { getLastPlays } from './last-plays.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';
import { assertNetemRefused, hasNetem } from './netem.ts';

t.setTimeout(slowMachineMs);

// Most of a run is waiting, and each has its namespaces to itself.
t.jobs = 3;

/** Plays one timing, and asserts that it passed with everything. */
async function play(t: Test, flags: readonly string[]): Promise<LabDocument['runs'][number]> {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const { document, status, stderr } = await runForDocument(flags, { folder });
  // A play that the machine put off its plan is played again, and both are kept.
  const last = getLastPlays(document.runs);
  const failed = document.runs.flatMap((run) =>
    run.verdicts.filter(({ outcome, informs }) => {
      return !informs && (outcome === 'fail' || (outcome !== 'pass' && last.includes(run)));
    }),
  );
  t.same(failed, [], `all passed ${stderr}`);
  t.equal(status, 0);
  await assertNothingLeft(t, before);
  const [run] = last;
  if (!run || last.length > 1) throw new Error(`${last.length} runs`);
  return run;
}

/**
 * Plays one timing whose order and gap are known. The exact gap is for `make bench`, on a quiet
 * machine; here it is only near the plan. A machine that keeps one client from its processor for
 * some 60 ms moves one gap, so a gap counts as wrong only when three plays in a row miss it.
 */
async function assertPlayed(
  t: Test,
  flags: readonly string[],
  planned: { order: string[]; gapMs: number },
): Promise<void> {
  const gaps: (number | null)[] = [];
  const isNear = (gapMs: number | null = null) =>
    gapMs !== null && gapMs > planned.gapMs * 0.8 && gapMs < planned.gapMs * 1.2;
  while (gaps.length < 3 && !isNear(gaps.at(-1))) {
    const { timing } = await play(t, flags);
    t.same(timing.wireOrder, planned.order);
    t.equal(timing.plannedGapMs, planned.gapMs);
    gaps.push(timing.wireGapMs);
  }
  t.ok(isNear(gaps.at(-1)), `${gaps.join(', ')} ms on the wire`);
}

t.test('--delay-y 500: X is first on the wire', (t) =>
  assertPlayed(t, ['--delay-y', '500'], { order: ['X', 'Y'], gapMs: 500 }),
);

t.test('--delay-x 500: Y is first on the wire', (t) =>
  assertPlayed(t, ['--delay-x', '500'], { order: ['Y', 'X'], gapMs: 500 }),
);

t.test('Y connects first and sends last', (t) =>
  assertPlayed(t, ['--connect-x', '100', '--send-x', '400', '--send-y', '700'], {
    order: ['X', 'Y'],
    gapMs: 300,
  }),
);

t.test("a topology of Mininet's own, by module, class and arguments", async (t) => {
  const flags = ['--topology', 'mininet.topolib:TreeTopo(2,2)', '--delay-y', '200'];
  t.same((await play(t, flags)).timing.wireOrder, ['X', 'Y']);
});

t.test("Mininet's own router, between three networks", async (t) => {
  const flags = ['--topology', 'mininet.examples.linuxrouter:NetworkTopo', '--delay-x', '500'];
  t.same((await play(t, flags)).timing.wireOrder, ['Y', 'X']);
});

t.test('a topology whose links make loops, with hosts of other names', async (t) => {
  const flags = ['--topology', 'mininet.topolib:TorusTopo(3,3)', '--delay-y', '500'];
  t.same((await play(t, flags)).timing.wireOrder, ['X', 'Y']);
});

t.test('a router between the clients and the server', async (t) => {
  const run = await play(t, ['--topology', 'routed', '--delay-x', '200']);
  t.same(run.timing.wireOrder, ['Y', 'X']);
});

t.test('Open vSwitch, with daemons of its own', async (t) => {
  const run = await play(t, ['--switch', 'ovs', '--delay-y', '200']);
  t.same(run.timing.wireOrder, ['X', 'Y']);
});

t.test('bandwidth needs no netem', async (t) => {
  const run = await play(t, ['--link-bw', '10', '--delay-y', '200']);
  t.same(run.timing.wireOrder, ['X', 'Y']);
});

t.test('a topology of the user', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const run = (label: string) => runLab(['--delay-y', '100', '--topology', label], { folder });
  await writeFile(path.join(folder, 'broken.py'), 'from mininet.topo import Topo\n\nx = = 1\n');
  const broken = await run('broken.py:Mine');
  t.equal(broken.status, 64, 'a wrong topology is the user’s');
  t.match(broken.stderr + broken.stdout, /broken\.py.*SyntaxError.*line 3/s);
  const missing = await run('none.py:Mine');
  t.equal(missing.status, 64);
  t.match(missing.stderr, /There is no file none\.py/);
  await assertNothingLeft(t, before);
});

t.test('--link-delay 5 delays every link, or says at once that the kernel cannot', async (t) => {
  const flags = ['--link-delay', '5', '--delay-y', '200'];
  if (!(await hasNetem())) return assertNetemRefused(t, flags);
  const run = await play(t, flags);
  t.ok(run.timing.wireGapMs, 'it played');
});
